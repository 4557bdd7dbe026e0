import type { Location } from "./diagnostic.js";

/** The text of each file that could be read, by the file's name in diagnostics. */
export type Sources = ReadonlyMap<string, string>;

/** A line and a column, both counted from 1; columns are UTF-16 code units, as editors count them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The position of a location's first character. */
export function startOf({ line, column }: Location): Position {
  return { line, column };
}

/** The position after a location's last character; the location's start, if the text is not known. */
export function endOf(location: Location, sources: Sources): Position {
  const text = sources.get(location.file)?.slice(location.start, location.end) ?? "";
  const lines = text.split("\n");
  const last = lines.at(-1) ?? "";
  const from = lines.length === 1 ? location.column : 1;
  return { line: location.line + lines.length - 1, column: from + last.length };
}
