/**
 * The text with everything that could move the cursor, change colours or reverse the reading
 * direction of a terminal replaced, one character for one.
 */
export function printable(text: string): string {
  return text.replace(/\t/g, " ").replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\u{fffd}");
}

/** Nobody reads on. */
const MAX_TOLD = 500;

/** The text without the middle of words that nobody would read to their end, and not too long. */
export function brief(text: string): string {
  return cut(text.replace(/\S{200,}/gu, (word) => `${word.slice(0, 60)}…${word.slice(-20)}`));
}

/** The beginning of a text; all of it, where it is not too long. */
export function cut(whole: string): string {
  const text = withFirstLines(whole);
  if (text.length <= MAX_TOLD) return text;
  // No half of a sign that takes two units.
  return `${text.slice(0, MAX_TOLD - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** The text with only the first line of each value in it: these stand in quotes. */
function withFirstLines(text: string): string {
  const end = Math.max(0, text.lastIndexOf('"'));
  return text.slice(0, end).replace(/[\r\n\u2028\u2029][^"]*/g, "…") + text.slice(end);
}
