import type { YamlMistake } from "./mistake.js";

const SIGN = "(\\/\\/|\\/\\*)";

/** A comment on a line of its own. */
const LINE = new RegExp(`^[ \\t]*${SIGN}`, "m");

/** A comment after a key, a bracket, a comma or a string in quotes. */
const AFTER_INDICATOR = new RegExp(`[:,{}[\\]"'][ \\t]+${SIGN}`);

/** A comment after a word. */
const AFTER_WORD = new RegExp(`(?:^|\\s)${SIGN}`);

/** A comment as other languages write it, before a key. */
export function commentLine(text: string, from: number, to: number): YamlMistake | undefined {
  return mistakeAt(LINE.exec(text.slice(from, to)), from);
}

/** A comment as other languages write it, beside what YAML cannot read. */
export function foreignComment(text: string, from: number, to: number): YamlMistake | undefined {
  return commentLine(text, from, to) ?? mistakeAt(AFTER_INDICATOR.exec(text.slice(from, to)), from);
}

/** A comment as other languages write it, in a string without quotes. */
export function commentInString(text: string, from: number, to: number): YamlMistake | undefined {
  return mistakeAt(AFTER_WORD.exec(text.slice(from, to)), from);
}

function mistakeAt(found: RegExpExecArray | null, from: number): YamlMistake | undefined {
  if (found === null) return undefined;
  const [whole, sign = ""] = found;
  const start = from + found.index + whole.length - sign.length;
  const reason = `"${sign}" does not begin a comment in YAML`;
  return { reason, help: `Write "#" in place of "${sign}".`, start, end: start + sign.length };
}
