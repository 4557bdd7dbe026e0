import { displayWidth } from "../../util/display-width.js";
import type { Location } from "../diagnostic.js";
import { printable } from "./printable.js";

/** The columns of a frame: longer lines are cut around the location. */
const MAX_WIDTH = 100;

/** The columns before the location, in a line that is cut. */
const MAX_BEFORE = 79;

/** The look of a frame. */
export interface FrameStyle {
  /** The number of lines shown above the location. */
  readonly linesBefore: number;
  /** The character that underlines the location. */
  readonly underline: string;
  /** The words after the underline. */
  readonly label?: string;
  /** The width of the line numbers, in columns. */
  readonly gutter: number;
  /** Colours the underline and its label. */
  readonly paint: (text: string) => string;
}

/** The lines up to a location, numbered, with the location underlined. */
export function codeFrame(text: string, location: Location, style: FrameStyle): string {
  const lines = linesUpTo(text, location.start, style.linesBefore);
  const line = lines.pop() ?? "";
  const start = location.column - 1;
  const before = tail(line.slice(0, start), fits(line, MAX_WIDTH) ? MAX_WIDTH : MAX_BEFORE);
  const indent = displayWidth(before);
  const room = MAX_WIDTH - indent;
  const marked = line.slice(start, Math.min(location.end - location.start, MAX_WIDTH) + start);

  const shown = [
    ...lines.map((other) => head(other, MAX_WIDTH)),
    before + head(line.slice(start), room),
  ];
  const first = location.line - lines.length;
  const frame = shown.map((part, index) =>
    `${String(first + index).padStart(style.gutter)} | ${part}`.trimEnd(),
  );
  const width = Math.max(1, Math.min(room, displayWidth(printable(marked))));
  const label = style.label === undefined ? "" : ` ${style.label}`;
  const underline = style.paint(style.underline.repeat(width) + label);
  frame.push(`${" ".repeat(style.gutter)} | ${" ".repeat(indent)}${underline}`);
  return frame.join("\n");
}

/** The beginning of a line; an ellipsis marks the cut. */
function head(text: string, width: number): string {
  if (fits(text, width)) return printable(text);
  const characters = [...printable(text.slice(0, 2 * width))];
  return `${fitting(characters, width - 1).join("")}…`;
}

/** The end of a line; an ellipsis marks the cut. */
function tail(text: string, width: number): string {
  if (fits(text, width)) return printable(text);
  const characters = [...printable(text.slice(-2 * width))].reverse();
  return `…${fitting(characters, width - 1)
    .reverse()
    .join("")}`;
}

function fits(text: string, width: number): boolean {
  // Measuring takes long, and a text of so many characters is hardly ever narrower.
  return text.length <= 2 * width && displayWidth(printable(text)) <= width;
}

/** The first characters that fit into so many columns. */
function fitting(characters: string[], width: number): string[] {
  let left = width;
  const end = characters.findIndex((character) => {
    left -= displayWidth(character);
    return left < 0;
  });
  return end === -1 ? characters : characters.slice(0, end);
}

/** The line of an offset, and the lines before it. */
function linesUpTo(text: string, offset: number, linesBefore: number): string[] {
  const end = text.indexOf("\n", offset);
  let start = offset;
  for (let count = 0; count <= linesBefore && start >= 0; count++) {
    start = start === 0 ? -1 : text.lastIndexOf("\n", start - 1);
  }
  const lines = text.slice(start + 1, end === -1 ? undefined : end).split("\n");
  return lines.map((line) => line.replace(/\r$/, ""));
}
