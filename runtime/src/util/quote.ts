/** The most characters of a name or an id that a message holds. */
const MAX_LENGTH = 100;

/**
 * Text of a caller's, quoted for a message: on one line and cut, so that it cannot pass for a line of a
 * log, and a message stays short.
 */
export function quote(text: unknown): string {
  if (typeof text !== "string") return describeKind(text);
  const cut = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
  return JSON.stringify(cut).replace(
    /[\p{C}\u2028\u2029]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

/** A plain word as it is, anything else quoted. */
export function quoteUnlessWord(text: string): string {
  return text.length <= MAX_LENGTH && /^[\w$]+$/.test(text) ? text : quote(text);
}

/** What kind of value something is, for a message that must not hold the value. */
export function describeKind(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (value === undefined) return "undefined";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
