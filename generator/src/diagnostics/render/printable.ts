/**
 * Replaces each character that could move a terminal's cursor, change its colours or reverse its reading
 * direction by one other character.
 */
export function printable(text: string): string {
  return text.replace(/\t/g, " ").replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\u{fffd}");
}

/** Longer messages and helps are cut. */
const MAX_LENGTH = 500;

/** Shortens words of 200 characters or more in their middle, and cuts the message. */
export function brief(text: string): string {
  return cut(text.replace(/\S{200,}/gu, (word) => `${word.slice(0, 60)}…${word.slice(-20)}`));
}

/** The first 500 UTF-16 code units of a message; an ellipsis marks the cut. */
export function cut(whole: string): string {
  const text = withFirstLines(whole);
  if (text.length <= MAX_LENGTH) return text;
  // A surrogate pair is not cut in half.
  return `${text.slice(0, MAX_LENGTH - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** Keeps the first line of each quoted value. */
function withFirstLines(text: string): string {
  const end = Math.max(0, text.lastIndexOf('"'));
  return text.slice(0, end).replace(/[\r\n\u2028\u2029][^"]*/g, "…") + text.slice(end);
}
