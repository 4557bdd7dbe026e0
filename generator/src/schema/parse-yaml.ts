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
import { withinTime } from "../within-time.js";
import type { Located } from "./located.js";
import { placeOf, type SourceFile } from "./source-file.js";

/** What a document may hold, its aliases written out: far above any schema, far below what hurts. */
const MAX_VALUES = 100_000;
const MAX_DEPTH = 64;

/** What is read takes a second at most, unless it was made to take long. */
const MAX_SECONDS = 3;

export interface ParsedYaml {
  readonly root: Located | undefined;
  readonly findings: readonly Finding[];
}

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
  const parsed = withoutStackTraces(() => withinTime(seconds * 1000, () => parse(source)));
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

/** Far beyond what is legal, and far before the parser, which calls itself, comes to the end of the stack. */
const HOPELESS_DEPTH = 1000;

/**
 * Where a file nests so deep that the parser must not see it: at the end of the stack, not even an error
 * can be relied on. Counts brackets without looking at quotes: no text has so many that stay open.
 */
function deepPlace(text: string): number | undefined {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === "{" || character === "[") depth++;
    else if ((character === "}" || character === "]") && depth > 0) depth--;
    if (depth > HOPELESS_DEPTH) return index;
  }
  const indicators = /(?:[-?:][ \t]+){1000}/.exec(text);
  return indicators?.index;
}

function parse(source: SourceFile): ParsedYaml {
  const tooDeep = deepPlace(source.text);
  if (tooDeep !== undefined) {
    const at = { file: source.file, place: placeOf(source, tooDeep, tooDeep + 1) };
    return { root: undefined, findings: [finding("too-deep", at, { limit: MAX_DEPTH })] };
  }
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

class Walker {
  readonly findings: Finding[] = [];
  readonly #source: SourceFile;
  readonly #targets: ReadonlyMap<Alias, Node>;
  #values = 0;

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
      return { ...this.locate(target, depth + 1, keyPlace), ...known };
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
    return { ...known, value: isScalar(node) ? node.value : null };
  }

  #count(at: { readonly file: string; readonly place: Place | undefined }): void {
    if (++this.#values <= MAX_VALUES) return;
    throw new LimitError(finding("too-many-values", at, { limit: MAX_VALUES }));
  }

  #locatePair(key: unknown, value: unknown, depth: number, children: Map<string, Located>): void {
    const name = String(isScalar(key) ? key.value : key);
    const place = this.#placeOf(isScalar(key) ? key : null);
    const at = { file: this.#source.file, place };
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
