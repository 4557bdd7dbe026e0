import { Lexer } from "yaml";

/** A piece of the text as the parser reads it. */
interface Lexeme {
  readonly source: string;
  readonly start: number;
  readonly end: number;
}

/** Control characters by which the lexer talks to the parser; they are no part of the text. */
const CONTROL: ReadonlySet<string> = new Set(["\u0002", "\u0018", "\u001f"]);

/** The pieces of the text up to an offset. Strings without quotes, and blocks of text, are left out. */
function* lexemesUntil(text: string, offset: number): Generator<Lexeme> {
  let start = 0;
  let isString = false;
  for (const source of new Lexer().lex(text)) {
    if (start >= offset) return;
    if (!isString && CONTROL.has(source)) {
      isString = source === "\u001f";
      continue;
    }
    const end = start + source.length;
    if (!isString) yield { source, start, end };
    isString = false;
    start = end;
  }
}

/** The start of a string in quotes that ends at an offset. */
export function openingQuote(text: string, end: number): number | undefined {
  for (const lexeme of lexemesUntil(text, end)) {
    if (lexeme.end >= end) return /^["']/.test(lexeme.source) ? lexeme.start : undefined;
  }
  return undefined;
}

/** The last bracket before an offset that is still open there. */
export function openBracket(text: string, offset: number): number | undefined {
  const open: number[] = [];
  for (const { source, start } of lexemesUntil(text, offset)) {
    if (source === "{" || source === "[") open.push(start);
    if (source === "}" || source === "]") open.pop();
  }
  return open.at(-1);
}
