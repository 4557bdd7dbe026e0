import { Composer, type Document, Lexer, Parser, YAMLParseError } from "yaml";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { MAX_DEPTH, MAX_TOKENS } from "../limits.js";
import type { Located } from "../located.js";
import { locationOf, type SourceFile } from "../source-file.js";
import { findExcessiveNesting, illegalText, isStackOverflow } from "./guards.js";
import { syntaxMistake, type YamlMistake } from "./messages.js";
import { WalkError, YamlWalker } from "./walk.js";

export interface ParsedYaml {
  /** `undefined` where a mistake would make other parts look wrong. */
  readonly root: Located | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses YAML to a value with locations. Of duplicate keys, the first counts. */
export function parseYaml(source: SourceFile): ParsedYaml {
  const { text } = source;
  const nesting = findExcessiveNesting(text);
  if (nesting !== undefined) return tooDeep(source, nesting);
  const illegal = illegalText(text);
  if (illegal !== undefined) return syntaxError(source, illegal);

  const parsed = documentOf(source);
  if (parsed === undefined) return tooDeep(source, 0);
  if ("limit" in parsed) return onlyDiagnostic(parsed.limit);
  const { document } = parsed;
  // Only the first: after it, the parser guesses, and most of its errors are noise.
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) {
    const problem = problems.reduce((a, b) => (b.pos[0] < a.pos[0] ? b : a));
    if (problem.code === "RESOURCE_EXHAUSTION") return tooDeep(source, problem.pos[0]);
    return syntaxError(source, syntaxMistake(problem, text));
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

function tooDeep(source: SourceFile, offset: number): ParsedYaml {
  const at = { file: source.file, location: locationOf(source, offset, offset + 1) };
  return onlyDiagnostic(newDiagnostic("too-deep", at, { limit: MAX_DEPTH }));
}

function syntaxError(source: SourceFile, { start, end, ...about }: YamlMistake): ParsedYaml {
  const at = { file: source.file, location: locationOf(source, start, end) };
  return onlyDiagnostic(newDiagnostic("yaml-syntax", at, about));
}

/** The parser's document, or the limit that it passes; `undefined` where it nests so deep that the stack ends. */
function documentOf(source: SourceFile) {
  try {
    const document = withoutStackTraces(() => compose(source.text));
    if (typeof document === "number") {
      const at = { file: source.file, location: locationOf(source, document, document + 1) };
      return {
        limit: newDiagnostic("too-many-values", at, { limit: MAX_TOKENS, what: "YAML tokens" }),
      };
    }
    return { document };
  } catch (error) {
    if (isStackOverflow(error)) return undefined;
    throw error;
  }
}

/** Does what `parseDocument` of the parser does, or gives the offset of the first token beyond the limit. */
function compose(text: string): Document | number {
  const parser = new Parser();
  let tooMany: number | undefined;
  function* tokens() {
    let count = 0;
    for (const lexeme of new Lexer().lex(text)) {
      if (++count > MAX_TOKENS) {
        tooMany = parser.offset;
        break;
      }
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
  if (tooMany !== undefined) return tooMany;
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
