import { displayWidth } from "../../util/display-width.js";

/** The width and the indentation that Prettier's defaults keep, and so does everything emitted. */
export const WIDTH = 80;
export const INDENT = 2;

/** Where a text is put: texts of several lines are written as if their line had no indentation. */
export interface Room {
  /** The indentation of the line that the text starts on. */
  readonly indent: number;
  /** The columns taken on that line, its indentation included. */
  readonly column: number;
  /** The columns that must stay free behind the text. */
  readonly after: number;
}

/** Whether the text still fits on its line. */
export function fits(text: string, room: Room): boolean {
  return !isMultiline(text) && room.column + displayWidth(text) + room.after <= WIDTH;
}

export function isMultiline(text: string): boolean {
  return text.includes("\n");
}

/** The text with each line after the first, if not empty, moved right. */
export function hang(text: string, spaces: number): string {
  return text.replace(/\n(?!\n|$)/g, `\n${" ".repeat(spaces)}`);
}

/** Entries in braces or brackets, each on lines of its own. */
export function block(open: string, entries: readonly string[], close: string): string {
  if (entries.length === 0) return open + close;
  return `${open}${entries.map((entry) => hang(`\n${entry}`, INDENT)).join("")}\n${close}`;
}
