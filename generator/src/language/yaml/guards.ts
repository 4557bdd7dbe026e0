import type { YamlMistake } from "./messages.js";

/** Far beyond what is legal, and far before the parser, which calls itself, comes to the end of the stack. */
const HOPELESS_DEPTH = 1000;

/** Indicators that nest within a line: each closes before the next comma, bracket or line end. */
const HOPELESS_INDICATORS = 500;

/**
 * Where a file nests so deep that the parser must not see it: at the end of the stack, not even an error
 * can be relied on. Looks at no quotes: no text has so many brackets that stay open, or so many colons and
 * dashes in a row.
 */
export function hopelessPlace(text: string): number | undefined {
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
    if (depth > HOPELESS_DEPTH || indicators > HOPELESS_INDICATORS) return index;
  }
  return undefined;
}

/** Whether the parser, or what else calls itself, came to the end of the stack. */
export function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes("call stack");
}

/** What YAML 1.2 allows nowhere, not even in quotes: control characters, but for tabs and line ends. */
const UNPRINTABLE = /(?![\t\n\r\u007f-\u009f])\p{Cc}/u;

/** A line end to YAML and to editors, and not to the parser, which would lose the line after a comment. */
const LONE_CR = /\r(?!\n)/;

/** Older YAML reads "no" as false. */
const OTHER_VERSION = /^%YAML[ \t]+(?!1\.2\b).*/m;

/** The first thing that may stand in no file, whatever is around it. */
export function illegalText(text: string): YamlMistake | undefined {
  const cr = LONE_CR.exec(text);
  if (cr !== null) {
    const reason = "A carriage return (CR) alone ends no line here";
    return at(cr, { reason, help: "save the file with LF or CRLF line ends." });
  }
  const unprintable = UNPRINTABLE.exec(text);
  if (unprintable !== null) {
    const code = unprintable[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return at(unprintable, { reason: `The character U+${code} may not stand in a YAML file` });
  }
  const version = /^\uFEFF?%/.test(text) ? OTHER_VERSION.exec(text) : null;
  if (version !== null) {
    const reason = "The language is YAML 1.2, and no other version";
    return at(version, { reason, help: "remove the line." });
  }
  return undefined;
}

function at(match: RegExpExecArray, about: { reason: string; help?: string }): YamlMistake {
  return { ...about, start: match.index, end: match.index + match[0].length };
}
