/**
 * The text with everything that could move the cursor, change colours or reverse the reading
 * direction of a terminal replaced, one character for one.
 */
export function printable(text: string): string {
  return text.replace(/\t/g, " ").replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\u{fffd}");
}

/** The text without the middle of words that nobody would read to their end. */
export function brief(text: string): string {
  return text.replace(/\S{200,}/gu, (word) => `${word.slice(0, 60)}…${word.slice(-20)}`);
}
