import type { Place } from "./finding.js";

const LINES_BEFORE = 2;
/** Longer lines are cut around the place, so that one finding stays one screen. */
const MAX_WIDTH = 100;

/** The lines up to a place, numbered, with carets under it. */
export function codeFrame(text: string, place: Place): string {
  const lines = linesUpTo(text, place.start);
  const first = place.line - lines.length + 1;
  const gutter = String(place.line).length;
  const shift = Math.max(0, place.column - MAX_WIDTH + 20);

  const frame: string[] = [];
  for (let number = first; number <= place.line; number++) {
    const line = printable((lines[number - first] ?? "").slice(shift, shift + MAX_WIDTH));
    frame.push(`${String(number).padStart(gutter)} | ${line}`.trimEnd());
  }
  const rest = (lines.at(-1) ?? "").length - (place.column - 1);
  const carets = Math.max(1, Math.min(place.end - place.start, rest, MAX_WIDTH - 20));
  frame.push(
    `${" ".repeat(gutter)} | ${" ".repeat(place.column - 1 - shift)}${"^".repeat(carets)}`,
  );
  return frame.join("\n");
}

/** The line of the offset, and some before it. */
function linesUpTo(text: string, offset: number): string[] {
  const end = text.indexOf("\n", offset);
  let start = offset;
  for (let count = 0; count <= LINES_BEFORE && start >= 0; count++) {
    start = start === 0 ? -1 : text.lastIndexOf("\n", start - 1);
  }
  const lines = text.slice(start + 1, end === -1 ? undefined : end).split("\n");
  return lines.map((line) => line.replace(/\r$/, ""));
}

/**
 * The text with everything that could move the cursor, change colours or reverse the reading
 * direction of a terminal replaced, one character for one.
 */
export function printable(text: string): string {
  return text.replace(/\t/g, " ").replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\u{fffd}");
}
