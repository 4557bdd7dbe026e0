import {
  type Alias,
  type ErrorCode,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from "yaml";
import { finding } from "../diagnostics/catalogue.js";
import type { Finding, Place } from "../diagnostics/finding.js";
import { withinProcessorTime } from "../within-time.js";
import { deepPlace } from "./deep-place.js";
import type { Located } from "./located.js";
import { MAX_FILE_BYTES, placeOf, type SourceFile } from "./source-file.js";

/** What a document may hold, its aliases written out: far above any schema, far below what hurts. */
const MAX_VALUES = 100_000;
const MAX_DEPTH = 64;

/** The texts of a document together, its aliases written out: twice what a file may hold. */
const MAX_CHARACTERS = 2 * MAX_FILE_BYTES;

/** What is read takes a second at most, unless it was made to take long. */
const MAX_SECONDS = 3;

export interface ParsedYaml {
  readonly root: Located | undefined;
  readonly findings: readonly Finding[];
}

/** To YAML and to editors it ends a line; the parser reads on, and what follows could be lost in a comment. */
const LONE_CR = /\r(?!\n)/;

/** What YAML 1.2 allows nowhere, not even in quotes: control characters, but for tabs and line ends. */
const UNPRINTABLE = /(?![\t\n\r\u007f-\u009f])\p{Cc}/u;

/** Where the parser's own words would not tell a user what to do. */
const REASONS: Partial<Record<ErrorCode, string>> = {
  BLOCK_AS_IMPLICIT_KEY:
    'There is a second colon on this line; a text that has ": " in it needs quotes',
  KEY_OVER_1024_CHARS: "A key has at most 1024 characters",
  MULTIPLE_DOCS: "A second document begins here",
  NON_STRING_KEY: "A key must be a text",
  TAG_RESOLVE_FAILED: "This language has no tags",
};

function reasonOf({ code, message }: YAMLError): string {
  // The mistake is made most often with "string[]", which needs no quotes outside of braces.
  const isBracket = message.includes("flow-seq-start");
  if (isBracket) return 'Inside of { } and [ ], a text with brackets needs quotes: "string[]"';
  return REASONS[code] ?? message;
}

/** YAML text to a value with places. Any finding means that the value is not to be used. */
export function parseYaml(source: SourceFile, seconds: number = MAX_SECONDS): ParsedYaml {
  const parsed = withoutStackTraces(() =>
    withinProcessorTime(seconds * 1000, () => parseShallow(source)),
  );
  if (parsed !== undefined) return parsed.result;
  const tooSlow = finding("too-slow", { file: source.file }, { seconds });
  return { root: undefined, findings: [tooSlow] };
}

/** The parser makes an error of each mistake, maybe a million of them; nearly all of the time goes for their stacks. */
function withoutStackTraces<Result>(run: () => Result): Result {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** What nests so deep that the stack ends is too deep, wherever in the file that is. */
function parseShallow(source: SourceFile): ParsedYaml {
  try {
    return parse(source);
  } catch (error) {
    if (!(error instanceof Error) || !/call stack/.test(error.message)) throw error;
    return tooDeepAt(source, 0);
  }
}

function tooDeepAt(source: SourceFile, index: number): ParsedYaml {
  const at = { file: source.file, place: placeOf(source, index, index + 1) };
  return { root: undefined, findings: [finding("too-deep", at, { limit: MAX_DEPTH })] };
}

function parse(source: SourceFile): ParsedYaml {
  const tooDeep = deepPlace(source.text);
  if (tooDeep !== undefined) return tooDeepAt(source, tooDeep);
  const { file, text } = source;
  const syntax = (reason: string, start: number, end: number) =>
    finding("yaml-syntax", { file, place: placeOf(source, start, end) }, { reason });

  const unprintable = UNPRINTABLE.exec(text);
  if (unprintable !== null) {
    const { 0: character, index } = unprintable;
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    const reason = `The character U+${code} may not stand in a YAML file`;
    return { root: undefined, findings: [syntax(reason, index, index + 1)] };
  }
  const cr = LONE_CR.exec(text);
  if (cr !== null) {
    const reason =
      "The line ends here in CR alone; save the file with LF or CRLF at the ends of lines";
    return { root: undefined, findings: [syntax(reason, cr.index, cr.index + 1)] };
  }

  const document = parseDocument(text, {
    version: "1.2",
    schema: "core",
    merge: false,
    prettyErrors: false,
    stringKeys: true,
    // The walker does it: the parser compares each key with each.
    uniqueKeys: false,
    resolveKnownTags: false,
  });
  // Only the first: the parser guesses on from there, and what it then says is mostly noise.
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) {
    const problem = problems.reduce((a, b) => (b.pos[0] < a.pos[0] ? b : a));
    const [start, end] = problem.pos;
    const at = { file, place: placeOf(source, start, end) };
    const first =
      problem.code === "RESOURCE_EXHAUSTION"
        ? finding("too-deep", at, { limit: MAX_DEPTH })
        : syntax(reasonOf(problem), start, end);
    return { root: undefined, findings: [first] };
  }

  try {
    const walker = new Walker(source, aliasTargets(document));
    const root = walker.locate(document.contents, 0);
    const { findings } = walker;
    return { root: findings.length === 0 ? root : undefined, findings };
  } catch (error) {
    if (error instanceof LimitError) return { root: undefined, findings: [error.finding] };
    throw error;
  }
}

/** The node that each alias repeats: the last one before it that has the anchor. */
function aliasTargets(document: ReturnType<typeof parseDocument>): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Alias(_, alias) {
      const target = anchors.get(alias.source);
      if (target !== undefined) targets.set(alias, target);
    },
    Value(_, node) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

class LimitError extends Error {
  readonly finding: Finding;

  constructor(limit: Finding) {
    super(limit.message);
    this.finding = limit;
  }
}

interface At {
  readonly file: string;
  readonly place: Place | undefined;
}

class Walker {
  readonly findings: Finding[] = [];
  readonly #source: SourceFile;
  readonly #targets: ReadonlyMap<Alias, Node>;
  #values = 0;
  #characters = 0;
  /** The outermost alias that is being written out. */
  #alias: Place | undefined;

  constructor(source: SourceFile, targets: ReadonlyMap<Alias, Node>) {
    this.#source = source;
    this.#targets = targets;
  }

  locate(node: Node | null, depth: number, keyPlace?: Place): Located {
    const place = this.#placeOf(node) ?? keyPlace ?? placeOf(this.#source, 0, 0);
    const at = { file: this.#source.file, place };
    this.#count(at);
    if (depth > MAX_DEPTH) throw new LimitError(finding("too-deep", at, { limit: MAX_DEPTH }));
    const known = keyPlace === undefined ? { place } : { place, keyPlace };

    if (isAlias(node)) {
      const target = this.#targets.get(node);
      if (target === undefined) {
        const reason = `There is no anchor &${node.source} above this alias`;
        this.findings.push(finding("yaml-syntax", at, { reason }));
        return { ...known, value: null };
      }
      const outer = this.#alias;
      this.#alias ??= place;
      const repeated = { ...this.locate(target, depth + 1, keyPlace), ...known };
      this.#alias = outer;
      return repeated;
    }
    if (isSeq(node)) {
      const children = new Map<number, Located>();
      node.items.forEach((item, index) => {
        children.set(index, this.locate(item as Node | null, depth + 1));
      });
      return { ...known, value: Array.from(children.values(), (child) => child.value), children };
    }
    if (isMap(node)) {
      const children = new Map<string, Located>();
      for (const { key, value } of node.items) this.#locatePair(key, value, depth, children);
      const members = Array.from(children, ([name, child]) => [name, child.value] as const);
      // fromEntries, as assignment would run the setter of `__proto__`.
      return { ...known, value: Object.fromEntries(members), children };
    }
    const value = isScalar(node) ? node.value : null;
    if (typeof value === "string") this.#countCharacters(value.length, at);
    return { ...known, value };
  }

  #count(at: At): void {
    if (++this.#values > MAX_VALUES) throw this.#tooMany(`${MAX_VALUES} values`, at);
  }

  #countCharacters(length: number, at: At): void {
    this.#characters += length;
    if (this.#characters > MAX_CHARACTERS) throw this.#tooMany(`${MAX_CHARACTERS} characters`, at);
  }

  /** What repeats is to blame, and not what was the last straw. */
  #tooMany(limit: string, { file, place }: At): LimitError {
    return new LimitError(
      finding("too-many-values", { file, place: this.#alias ?? place }, { limit }),
    );
  }

  #locatePair(key: unknown, value: unknown, depth: number, children: Map<string, Located>): void {
    const name = String(isScalar(key) ? key.value : key);
    const place = this.#placeOf(isScalar(key) ? key : null);
    const at = { file: this.#source.file, place };
    this.#countCharacters(name.length, at);
    if (isScalar(key) && key.type === "PLAIN" && name === "<<") {
      this.#count(at);
      const reason =
        'The merge key "<<" is of YAML 1.1, and not of this language; write the members out';
      this.findings.push(finding("yaml-syntax", at, { reason }));
    } else if (children.has(name)) {
      this.#count(at);
      const first = children.get(name)?.keyPlace;
      const related = first === undefined ? [] : [{ place: first, message: "the first is here" }];
      this.findings.push(finding("duplicate-key", { ...at, related }, { key: name }));
    } else {
      children.set(name, this.locate(value as Node | null, depth + 1, place));
    }
  }

  #placeOf(node: Node | null): Place | undefined {
    const range = node?.range;
    return range ? placeOf(this.#source, range[0], range[1]) : undefined;
  }
}
