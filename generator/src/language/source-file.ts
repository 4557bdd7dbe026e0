import type { Location } from "../diagnostics/diagnostic.js";

export { MAX_FILE_BYTES } from "./limits.js";

/** A text with an index of its lines. */
export interface SourceFile {
  /** As the user named it. */
  readonly file: string;
  readonly text: string;
  /** The offset of each line's first character. */
  readonly lineStarts: readonly number[];
}

/** The text of a file; `undefined` where it is not UTF-8. A byte order mark is dropped. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

export function sourceFile(file: string, text: string): SourceFile {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
    lineStarts.push(at + 1);
  }
  return { file, text, lineStarts };
}

export function locationOf(source: SourceFile, start: number, end: number): Location {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((source.lineStarts[middle] as number) <= start) low = middle;
    else high = middle - 1;
  }
  const column = start - (source.lineStarts[low] as number) + 1;
  return { file: source.file, line: low + 1, column, start, end: Math.max(end, start) };
}
