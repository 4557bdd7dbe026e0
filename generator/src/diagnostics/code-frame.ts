import type { Place } from "./finding.js";

const LINES_BEFORE = 2;
/** Longer lines are cut around the place, so that one finding stays one screen. */
const MAX_WIDTH = 100;

/** The lines up to a place, numbered, with carets under it. */
export function codeFrame(text: string, place: Place): string {
  const lines = text.split("\n").map((line) => line.replace(/\r$/, ""));
  const first = Math.max(1, place.line - LINES_BEFORE);
  const gutter = String(place.line).length;
  const shift = Math.max(0, place.column - MAX_WIDTH + 20);

  const frame: string[] = [];
  for (let number = first; number <= place.line; number++) {
    const line = printable((lines[number - 1] ?? "").slice(shift, shift + MAX_WIDTH));
    frame.push(`${String(number).padStart(gutter)} | ${line}`.trimEnd());
  }
  const rest = (lines[place.line - 1] ?? "").length - (place.column - 1);
  const carets = Math.max(1, Math.min(place.end - place.start, rest, MAX_WIDTH - 20));
  frame.push(
    `${" ".repeat(gutter)} | ${" ".repeat(place.column - 1 - shift)}${"^".repeat(carets)}`,
  );
  return frame.join("\n");
}

/**
 * The text with everything that could move the cursor, change colours or reverse the reading
 * direction of a terminal replaced, one character for one.
 */
export function printable(text: string): string {
  return text.replace(/\t/g, " ").replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\u{fffd}");
}
