import type { Place } from "./diagnostic.js";

/** The text of each file that could be read, by the file's name in diagnostics. */
export type Sources = ReadonlyMap<string, string>;

/** A line and a column, both counted from 1; columns are UTF-16 code units, as editors count them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export function startOf({ line, column }: Place): Position {
  return { line, column };
}

/** The position after a location's last character; the location's start, if the text is not known. */
export function endOf(place: Place, sources: Sources): Position {
  const text = sources.get(place.file)?.slice(place.start, place.end) ?? "";
  const lines = text.split("\n");
  const last = lines.at(-1) ?? "";
  const from = lines.length === 1 ? place.column : 1;
  return { line: place.line + lines.length - 1, column: from + last.length };
}
