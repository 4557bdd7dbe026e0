import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from "yaml";
import { finding } from "../diagnostics/catalogue.js";
import type { Finding, Place } from "../diagnostics/finding.js";
import type { Located } from "./located.js";
import { placeOf, type SourceFile } from "./source-file.js";

/** What aliases may make of a document: far above any schema, far below what hurts. */
const MAX_VALUES = 200_000;
const MAX_DEPTH = 64;

export interface ParsedYaml {
  readonly root: Located | undefined;
  readonly findings: readonly Finding[];
}

/** YAML text to a value with places. Any finding means that the value is not to be used. */
export function parseYaml(source: SourceFile): ParsedYaml {
  const { file, text } = source;
  const tooDeep = () => finding("too-deep", { file }, { limit: MAX_DEPTH });
  let document: ReturnType<typeof parseDocument>;
  try {
    document = parseDocument(text, {
      version: "1.2",
      schema: "core",
      merge: false,
      prettyErrors: false,
      stringKeys: true,
      uniqueKeys: true,
    });
  } catch (error) {
    // The parser recurses; nesting that exhausts the stack is far above the limit.
    if (error instanceof RangeError) return { root: undefined, findings: [tooDeep()] };
    throw error;
  }

  const problems = [...document.errors, ...document.warnings];
  const findings = problems.map((problem): Finding => {
    const [start, end] = problem.pos;
    const place = placeOf(source, start, end);
    if (problem.code === "DUPLICATE_KEY") {
      return finding("duplicate-key", { file, place }, { key: text.slice(start, end).trim() });
    }
    return finding("yaml-syntax", { file, place }, { reason: problem.message });
  });
  if (findings.length > 0) return { root: undefined, findings };
  if (document.contents === null) {
    const place = placeOf(source, 0, 0);
    return { root: { value: null, place }, findings: [] };
  }

  try {
    const walker = new Walker(source, (alias) => alias.resolve(document));
    return { root: walker.locate(document.contents, 0), findings: [] };
  } catch (error) {
    if (error instanceof LimitError) return { root: undefined, findings: [error.finding] };
    throw error;
  }
}

class LimitError extends Error {
  readonly finding: Finding;

  constructor(limit: Finding) {
    super(limit.message);
    this.finding = limit;
  }
}

class Walker {
  readonly #source: SourceFile;
  readonly #resolve: (alias: Alias) => Node | undefined;
  #values = 0;

  constructor(source: SourceFile, resolve: (alias: Alias) => Node | undefined) {
    this.#source = source;
    this.#resolve = resolve;
  }

  locate(node: Node | null, depth: number, keyPlace?: Place): Located {
    const place = this.#placeOf(node) ?? keyPlace ?? placeOf(this.#source, 0, 0);
    const at = { file: this.#source.file, place };
    if (++this.#values > MAX_VALUES) {
      throw new LimitError(finding("too-many-aliases", at, { limit: MAX_VALUES }));
    }
    if (depth > MAX_DEPTH) throw new LimitError(finding("too-deep", at, { limit: MAX_DEPTH }));
    const known = keyPlace === undefined ? { place } : { place, keyPlace };

    if (isAlias(node)) {
      const target = this.locate(this.#resolve(node) ?? null, depth + 1, keyPlace);
      return { ...target, ...known };
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
      for (const { key, value } of node.items) {
        const name = String(isScalar(key) ? key.value : key);
        const nameNode = isScalar(key) ? key : null;
        children.set(name, this.locate(value as Node | null, depth + 1, this.#placeOf(nameNode)));
      }
      const members = Array.from(children, ([name, child]) => [name, child.value] as const);
      // fromEntries, as assignment would run the setter of `__proto__`.
      return { ...known, value: Object.fromEntries(members), children };
    }
    return { ...known, value: isScalar(node) ? node.value : null };
  }

  #placeOf(node: Node | null): Place | undefined {
    const range = node?.range;
    return range ? placeOf(this.#source, range[0], range[1]) : undefined;
  }
}
