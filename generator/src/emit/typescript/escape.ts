import { NEWER_LETTERS } from "./newer-letters.js";

/**
 * The escaping door: every name, string and comment from YAML enters the generated code through one of
 * these functions, and nothing from YAML enters it any other way.
 */

const IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$]*$/;

/**
 * A name as an identifier. Names were checked and derived before; one that is still no identifier is a
 * bug of this tool, and must not become code.
 */
export function identifier(name: string): string {
  if (!IDENTIFIER.test(name)) throw new Error(`${JSON.stringify(name)} is no identifier`);
  return name;
}

/** Characters that end a line, hide, or change the direction of reading where a string stands in code. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
};

/** A string literal, in the quotes that Prettier would choose: double, unless single ones spare escapes. */
export function stringLiteral(text: string): string {
  const doubles = text.split('"').length;
  const singles = text.split("'").length;
  const quote = doubles > singles ? "'" : '"';
  const escaped = text
    .replaceAll("\\", "\\\\")
    .replaceAll(quote, `\\${quote}`)
    .replace(UNSAFE, (character) => SHORT_ESCAPES[character] ?? unicodeEscape(character));
  return quote + escaped + quote;
}

function unicodeEscape(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    const unit = character.charCodeAt(index).toString(16).padStart(4, "0");
    return `\\u${unit}`;
  }).join("");
}

/** Letters of any script, but none that a compiler for ES5 would not know. */
const PROPERTY = /^(?!.*[\u{10000}-\u{10ffff}])[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** A name as the key of a member, quoted only where it must be. */
export function propertyName(name: string): string {
  return PROPERTY.test(name) && !NEWER_LETTERS.test(name) ? name : stringLiteral(name);
}

const LINE_BREAK = /\r\n|[\n\r\u0085\u2028\u2029]/;

/**
 * A text as the lines of a comment: it cannot end the comment, start a tag, or hide a character.
 */
export function commentLines(text: string): string[] {
  return text
    .trim()
    .split(LINE_BREAK)
    .map((line) =>
      line
        .replace(/\t/g, "  ")
        .replace(UNSAFE, "\u{fffd}")
        .replaceAll("*/", "*\\/")
        // TypeScript takes an @ for a tag behind any space, not only where a line begins.
        .replace(/(^|\s)@/g, "$1\\@")
        .trimEnd(),
    );
}
