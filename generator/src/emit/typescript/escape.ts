/**
 * The escaping door: every name, string and comment from YAML enters the generated code through one of
 * these functions, and nothing from YAML enters it in any other way.
 */

import { escapeUnits, UNPRINTABLE } from "../../util/code-units.js";

const IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$]*$/;

/**
 * A name as an identifier.
 *
 * @throws Error for any other string. Names are checked before, so this is a bug of this tool, and the string
 *   must not become code.
 */
export function identifier(name: string): string {
  if (!IDENTIFIER.test(name)) throw new Error(`${JSON.stringify(name)} is no identifier`);
  return name;
}

/** The beginning of a tag or a comment that would end the script of an HTML page, if the code is a part of one. */
const HTML = /<(?=!--|\/?script)/gi;

/** Strings without anything to escape, as nearly all are. */
const PLAIN = /^[A-Za-z0-9_ .,:;?@-]*$/;

/** A string literal in double quotes: printable characters on one line. */
export function stringLiteral(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  return JSON.stringify(text).replace(UNPRINTABLE, unicodeEscape).replace(HTML, "\\x3c");
}

function unicodeEscape(character: string): string {
  return escapeUnits(character, "\\u");
}

/** String literals of the pieces of a string, none longer than a number of columns. */
export function splitLiteral(text: string, columns: number): string[] {
  const pieces: string[] = [];
  let piece = "";
  let width = 2;
  // Character by character, so that escape sequences and surrogate pairs stay in one piece.
  for (const character of text) {
    const own = character === "<" ? "\\x3c".length : stringLiteral(character).length - 2;
    if (width + own > columns && piece !== "") {
      pieces.push(stringLiteral(piece));
      piece = "";
      width = 2;
    }
    piece += character;
    width += own;
  }
  return [...pieces, stringLiteral(piece)];
}

/**
 * A name as the key of a member. A name with letters beyond ASCII is quoted: which of them are allowed without
 * quotes depends on the version of Unicode that a compiler knows.
 */
export function propertyName(name: string): string {
  return IDENTIFIER.test(name) ? name : stringLiteral(name);
}

const LINE_BREAK = /\r\n|[\n\r\u0085\u2028\u2029]/;

/**
 * A string as the lines of a comment. They cannot end the comment, start a tag, or hide a character.
 */
export function commentLines(text: string): string[] {
  return text
    .trim()
    .split(LINE_BREAK)
    .map((line) =>
      line
        .replace(/\t/g, "  ")
        .replace(UNPRINTABLE, "\u{fffd}")
        .replaceAll("*/", "*\\/")
        // To TypeScript, an @ after any space starts a tag, not only at the beginning of a line.
        .replace(/(^|\s)@/g, "$1\\@")
        .trimEnd(),
    );
}

/**
 * The source of a regular expression as a part of a comment. It has the same meaning, and cannot end the
 * comment, start a tag, or hide a character.
 */
export function commentPattern(source: string): string {
  return source
    .replace(UNPRINTABLE, unicodeEscape)
    .replaceAll("*/", "*\\/")
    .replace(/(^|\s)@/g, "$1\\x40");
}
