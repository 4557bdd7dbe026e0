import { escapeUnits } from "../../util/code-units.js";
import type { Reason, YamlMistake } from "./mistake.js";

/** Control characters but for tabs and line ends: YAML 1.2 does not even allow them in quotes. */
const UNPRINTABLE = /(?![\t\n\r\u007f-\u009f])\p{Cc}/u;

/** A line end to YAML and to editors, and not to the parser, which would lose the line after a comment. */
const LONE_CR = /\r(?!\n)/;

// The lines below begin with a look back, not with `^`: to `^`, U+2028 ends a line, too; to YAML, it does not.

/** Older YAML reads "no" as false. */
const OTHER_VERSION = /(?<![^\r\n])%YAML[ \t]+(?!1\.2\b)[^\r\n]*/;

/** A line by which Git marks the sides of a conflict. The lines of a string are indented, so it is none of theirs. */
const CONFLICT = /(?<![^\r\n])(?:<{7}|\|{7}|={7}|>{7})(?:[ \t][^\r\n]*)?(?![^\r\n])/;

/** A line by which Markdown begins and ends code: the schema was copied with the text around it. */
const FENCE = /(?<![^\r\n])(?:`{3}|~{3})[^\r\n]*/;

/** The first conflict marker of an unfinished merge. */
export function conflictMarker(text: string): RegExpExecArray | null {
  return CONFLICT.exec(text);
}

/** The first part of a text that is not legal anywhere in a file. */
export function illegalText(text: string): YamlMistake | undefined {
  const conflict = conflictMarker(text);
  if (conflict !== null) {
    const reason = `"${conflict[0].slice(0, 7)}" is a conflict marker of an unfinished merge`;
    const help = "Keep the lines of one side or of both, and remove all conflict markers.";
    return at(conflict, { reason, help });
  }
  const fence = FENCE.exec(text);
  if (fence !== null) {
    const mark = fence[0].slice(0, 3);
    const reason = `"${mark}" begins or ends code in Markdown, and is not YAML`;
    return at(fence, { reason, help: `Remove each line with "${mark}".` });
  }
  const cr = LONE_CR.exec(text);
  if (cr !== null) {
    const reason = "A carriage return (CR) alone does not end a line";
    return at(cr, { reason, help: "Save the file with LF or CRLF line ends." });
  }
  const unprintable = UNPRINTABLE.exec(text);
  if (unprintable !== null) {
    const code = escapeUnits(unprintable[0], "U+").toUpperCase();
    return at(unprintable, { reason: `A YAML file cannot have the character ${code}` });
  }
  const version = /^\uFEFF?%/.test(text) ? OTHER_VERSION.exec(text) : null;
  if (version !== null) {
    const reason = "Only YAML 1.2 is supported";
    return at(version, { reason, help: "Remove the line." });
  }
  return undefined;
}

function at(match: RegExpExecArray, words: Reason): YamlMistake {
  return { ...words, start: match.index, end: match.index + (match[0].trimEnd().length || 1) };
}
