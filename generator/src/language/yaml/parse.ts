import { Composer, Document, Lexer, Parser, YAMLParseError } from "yaml";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { MAX_DEPTH, MAX_TOKENS } from "../limits.js";
import type { Located } from "../located.js";
import { locationOf, type SourceFile } from "../source-file.js";
import { firstError } from "./error.js";
import { illegalText } from "./illegal-text.js";
import { syntaxMistake } from "./messages.js";
import type { YamlMistake } from "./mistake.js";
import { WalkError, YamlWalker } from "./walk.js";

/**
 * Open parts of the parser: above the legal depth, and far below the depth at which the composer, which is
 * recursive, runs out of stack. Without stack, it may not even throw an error.
 */
const MAX_OPEN_PARTS = 4 * MAX_DEPTH;

export interface ParsedYaml {
  /** `undefined` where a mistake would make other parts look wrong. */
  readonly root: Located | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses YAML to a value with locations. Of duplicate keys, the first counts. */
export function parseYaml(source: SourceFile): ParsedYaml {
  const { text } = source;
  const illegal = illegalText(text);
  if (illegal !== undefined) return syntaxError(source, illegal);

  const document = documentOf(source);
  if (!(document instanceof Document)) return onlyDiagnostic(document);
  const errors = [...document.errors, ...document.warnings];
  if (errors.length > 0) {
    const error = firstError(errors, text);
    if (error.code === "RESOURCE_EXHAUSTION") return onlyDiagnostic(tooDeep(source, error.start));
    return syntaxError(source, syntaxMistake(error));
  }

  try {
    const walker = new YamlWalker(source);
    const root = walker.locate(document.contents);
    return { root: walker.isUsable ? root : undefined, diagnostics: walker.diagnostics };
  } catch (error) {
    if (error instanceof WalkError) return onlyDiagnostic(error.diagnostic);
    throw error;
  }
}

function onlyDiagnostic(found: Diagnostic): ParsedYaml {
  return { root: undefined, diagnostics: [found] };
}

function tooDeep(source: SourceFile, offset: number): Diagnostic {
  const at = { file: source.file, location: locationOf(source, offset, offset + 1) };
  return newDiagnostic("too-deep", at, { limit: MAX_DEPTH });
}

function tooManyTokens(source: SourceFile, offset: number): Diagnostic {
  const at = { file: source.file, location: locationOf(source, offset, offset + 1) };
  return newDiagnostic("too-many-values", at, { limit: MAX_TOKENS, what: "YAML tokens" });
}

function syntaxError(source: SourceFile, { start, end, ...about }: YamlMistake): ParsedYaml {
  const at = { file: source.file, location: locationOf(source, start, end) };
  return onlyDiagnostic(newDiagnostic("yaml-syntax", at, about));
}

/** The parser's document, or the diagnostic of the limit that it exceeds. */
function documentOf(source: SourceFile): Document | Diagnostic {
  try {
    return withoutStackTraces(() => compose(source));
  } catch (error) {
    if (isStackOverflow(error)) return tooDeep(source, 0);
    throw error;
  }
}

/** Whether the parser, or another recursive function, ran out of stack. */
function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes("call stack");
}

/** Does what `parseDocument` of the parser does, within limits. */
function compose(source: SourceFile): Document | Diagnostic {
  const { text } = source;
  const parser = new Parser();
  let limit: Diagnostic | undefined;
  function* tokens() {
    let count = 0;
    for (const lexeme of new Lexer().lex(text)) {
      if (++count > MAX_TOKENS) limit = tooManyTokens(source, parser.offset);
      if (parser.stack.length > MAX_OPEN_PARTS) limit = tooDeep(source, parser.offset);
      if (limit !== undefined) return;
      yield* parser.next(lexeme);
    }
    yield* parser.end();
  }
  const composer = new Composer({
    version: "1.2",
    schema: "core",
    merge: false,
    prettyErrors: false,
    stringKeys: true,
    // The walker does it: the parser compares each key with each.
    uniqueKeys: false,
    resolveKnownTags: false,
  });
  const [first, second] = composer.compose(tokens(), true, text.length);
  if (limit !== undefined) return limit;
  if (second !== undefined) {
    const [start, end] = second.range;
    first?.errors.push(new YAMLParseError([start, end], "MULTIPLE_DOCS", "A second document"));
  }
  // With `true`, the composer always makes a document.
  return first as Document;
}

/** The parser makes an error of each mistake, a million of them perhaps; their stacks would take most of the time. */
function withoutStackTraces<Result>(run: () => Result): Result {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
