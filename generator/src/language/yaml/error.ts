import type { ErrorCode, YAMLError } from "yaml";

/** An error of the parser, with the text around it. */
export interface ParserError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Where the first line of the error begins, and where its last line ends; both at most `MAX_DISTANCE` away. */
  readonly from: number;
  readonly to: number;
  /** The line up to the error. */
  readonly before: string;
  /** Whether a list or a mapping in brackets, which members without commas make illegal, is around the error. */
  readonly isBetweenMembers: boolean;
}

/** Recognisers look no farther, so that the length of a line does not matter to them. */
const MAX_DISTANCE = 1000;

/** The first error of the parser; after it, the parser guesses, and most of its errors are noise. */
export function firstError(errors: readonly YAMLError[], text: string): ParserError {
  const { code, message, pos } = errors.reduce((a, b) => (b.pos[0] < a.pos[0] ? b : a));
  const start = firstVisible(text, Math.min(pos[0], text.length));
  const end = Math.max(start + 1, Math.min(pos[1], start + MAX_DISTANCE));
  const from = Math.max(text.lastIndexOf("\n", start - 1) + 1, start - MAX_DISTANCE);
  const lineEnd = text.indexOf("\n", Math.max(start, end - 1));
  const to = Math.min(lineEnd === -1 ? text.length : lineEnd, end + MAX_DISTANCE);
  const isBetweenMembers = errors.some(
    (error) => error.code === "BLOCK_IN_FLOW" && error.pos[0] === pos[0],
  );
  const before = text.slice(from, start);
  return { code, message, text, start, end, from, to, before, isBetweenMembers };
}

/** The parser reports some errors at the indentation of a line. */
function firstVisible(text: string, offset: number): number {
  const [indent = ""] = /^ {1,1000}(?=\S)/.exec(text.slice(offset, offset + MAX_DISTANCE)) ?? [];
  return offset + indent.length;
}
