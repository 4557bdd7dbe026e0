/** The maximum number of characters of a name or an id in a message. */
const MAX_LENGTH = 100;

/**
 * Quotes a caller's string for a message: on one line, so that it cannot forge a log line, and cut
 * to 100 characters. For other values, names the kind of value.
 */
export function quote(text: unknown): string {
  if (typeof text !== "string") return describeKind(text);
  const cut = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
  return JSON.stringify(cut).replace(
    /[\p{C}\u2028\u2029]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

/** Quotes a string unless it is a plain word. */
export function quoteUnlessWord(text: string): string {
  return text.length <= MAX_LENGTH && /^[\w$]+$/.test(text) ? text : quote(text);
}

/** Names the kind of a value, for messages that must not contain the value. */
export function describeKind(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (value === undefined) return "undefined";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
