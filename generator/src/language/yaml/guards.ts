import type { YamlMistake } from "./messages.js";

/** Far above the legal depth, and far below the depth at which the parser, which is recursive, runs out of stack. */
const MAX_PARSER_DEPTH = 1000;

/** Indicators that nest within a line: each closes before the next comma, bracket or line end. */
const MAX_PARSER_INDICATORS = 500;

/**
 * The offset at which a file nests too deep for the parser: without stack, it may not even throw an error.
 * Ignores quotes: no string has so many open brackets, or so many colons and dashes in a row.
 */
export function findExcessiveNesting(text: string): number | undefined {
  let depth = 0;
  let indicators = 0;
  for (let index = 0; index < text.length; index++) {
    switch (text[index]) {
      case "{":
      case "[":
        depth++;
        indicators = 0;
        break;
      case "}":
      case "]":
        depth = Math.max(0, depth - 1);
        indicators = 0;
        break;
      case ",":
      case "\n":
        indicators = 0;
        break;
      case "-":
      case "?":
      case ":":
        if (text[index + 1] === " " || text[index + 1] === "\t") indicators++;
        break;
    }
    if (depth > MAX_PARSER_DEPTH || indicators > MAX_PARSER_INDICATORS) return index;
  }
  return undefined;
}

/** Whether the parser, or another recursive function, ran out of stack. */
export function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes("call stack");
}

/** Control characters but for tabs and line ends: YAML 1.2 does not even allow them in quotes. */
const UNPRINTABLE = /(?![\t\n\r\u007f-\u009f])\p{Cc}/u;

/** A line end to YAML and to editors, and not to the parser, which would lose the line after a comment. */
const LONE_CR = /\r(?!\n)/;

/** Older YAML reads "no" as false. */
const OTHER_VERSION = /^%YAML[ \t]+(?!1\.2\b).*/m;

/** The first part of a text that is not legal anywhere in a file. */
export function illegalText(text: string): YamlMistake | undefined {
  const cr = LONE_CR.exec(text);
  if (cr !== null) {
    const reason = "A carriage return (CR) alone does not end a line";
    return at(cr, { reason, help: "Save the file with LF or CRLF line ends." });
  }
  const unprintable = UNPRINTABLE.exec(text);
  if (unprintable !== null) {
    const code = unprintable[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return at(unprintable, { reason: `A YAML file cannot have the character U+${code}` });
  }
  const version = /^\uFEFF?%/.test(text) ? OTHER_VERSION.exec(text) : null;
  if (version !== null) {
    const reason = "Only YAML 1.2 is supported";
    return at(version, { reason, help: "Remove the line." });
  }
  return undefined;
}

function at(match: RegExpExecArray, about: { reason: string; help?: string }): YamlMistake {
  return { ...about, start: match.index, end: match.index + match[0].length };
}
