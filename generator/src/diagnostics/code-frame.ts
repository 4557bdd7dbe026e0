import { displayWidth } from "../text-width.js";
import type { Place } from "./finding.js";
import { printable } from "./printable.js";

/** Longer lines are cut around the place, so that one finding stays one screen. */
const MAX_WIDTH = 100;

/** How a frame shows its place. */
export interface FrameStyle {
  readonly linesBefore: number;
  /** The character that underlines the place. */
  readonly underline: string;
  /** What stands behind the underline. */
  readonly label?: string;
  /** The columns of the line numbers. */
  readonly gutter: number;
  /** Colours the underline and its label. */
  readonly paint: (text: string) => string;
}

/** The lines up to a place, numbered, with the place underlined. */
export function codeFrame(text: string, place: Place, style: FrameStyle): string {
  const lines = linesUpTo(text, place.start, style.linesBefore);
  const first = place.line - lines.length + 1;
  const shift = Math.max(0, place.column - MAX_WIDTH + 20);
  const frame = lines.map((line, index) => {
    const shown = printable(line.slice(shift, shift + MAX_WIDTH));
    return `${String(first + index).padStart(style.gutter)} | ${shown}`.trimEnd();
  });

  const line = (lines.at(-1) ?? "").slice(0, shift + MAX_WIDTH);
  const start = place.column - 1;
  const end = start + Math.min(place.end - place.start, MAX_WIDTH - 20);
  const indent = " ".repeat(widthOf(line.slice(shift, start)));
  const underline = style.underline.repeat(Math.max(1, widthOf(line.slice(start, end))));
  const label = style.label === undefined ? "" : ` ${style.label}`;
  frame.push(`${" ".repeat(style.gutter)} | ${indent}${style.paint(underline + label)}`);
  return frame.join("\n");
}

function widthOf(text: string): number {
  return displayWidth(printable(text));
}

/** The line of the offset, and some before it. */
function linesUpTo(text: string, offset: number, linesBefore: number): string[] {
  const end = text.indexOf("\n", offset);
  let start = offset;
  for (let count = 0; count <= linesBefore && start >= 0; count++) {
    start = start === 0 ? -1 : text.lastIndexOf("\n", start - 1);
  }
  const lines = text.slice(start + 1, end === -1 ? undefined : end).split("\n");
  return lines.map((line) => line.replace(/\r$/, ""));
}
