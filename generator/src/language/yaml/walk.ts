import { type Alias, isAlias, isMap, isScalar, isSeq, type Node } from "yaml";
import type { Finding, Place } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/messages.js";
import type { Located } from "../located.js";
import { placeOf, type SourceFile } from "../source-file.js";

/** What a document may hold, its aliases written out: far above any schema, far below what hurts. */
export const MAX_VALUES = 100_000;
export const MAX_CHARACTERS = 2_000_000;
export const MAX_DEPTH = 64;

/** Says that a limit is passed, so that there is nothing to walk on for. */
export class LimitError extends Error {
  readonly finding: Finding;

  constructor(limit: Finding) {
    super(limit.message);
    this.finding = limit;
  }
}

/** Makes values with places of the parser's nodes, and finds what the parser lets pass. */
export class YamlWalker {
  readonly findings: Finding[] = [];
  /** Whether what is wrong could be left out without making other parts wrong. */
  isUsable = true;
  readonly #source: SourceFile;
  readonly #targets: ReadonlyMap<Alias, Node>;
  /** The way to where the walker is: in the document, and in the nodes. */
  readonly #path: (string | number)[] = [];
  readonly #open = new Set<Node>();
  #outermostAlias: Pick<Finding, "file" | "place" | "path"> | undefined;
  #values = 0;
  #characters = 0;

  constructor(source: SourceFile, targets: ReadonlyMap<Alias, Node>) {
    this.#source = source;
    this.#targets = targets;
  }

  locate(node: Node | null, keyPlace?: Place): Located {
    const place = this.#placeOf(node) ?? keyPlace ?? placeOf(this.#source, 0, 0);
    this.#count(place);
    if (this.#path.length > MAX_DEPTH) {
      throw new LimitError(finding("too-deep", this.#at(place), { limit: MAX_DEPTH }));
    }
    const known = keyPlace === undefined ? { place } : { place, keyPlace };

    if (isAlias(node)) return { ...this.#locateTarget(node, place, keyPlace), ...known };
    if (isSeq(node)) {
      const children = new Map<number, Located>();
      this.#open.add(node);
      node.items.forEach((item, index) => {
        children.set(index, this.#step(index, item as Node | null));
      });
      this.#open.delete(node);
      return { ...known, value: Array.from(children.values(), (child) => child.value), children };
    }
    if (isMap(node)) {
      const children = new Map<string, Located>();
      this.#open.add(node);
      for (const { key, value } of node.items) this.#locatePair(key, value, children);
      this.#open.delete(node);
      const members = Array.from(children, ([name, child]) => [name, child.value] as const);
      // fromEntries, as assignment would run the setter of `__proto__`.
      return { ...known, value: Object.fromEntries(members), children };
    }
    const value = isScalar(node) ? node.value : null;
    if (typeof value === "string") this.#countText(value, place);
    return { ...known, value };
  }

  #step(step: string | number, node: Node | null, keyPlace?: Place): Located {
    this.#path.push(step);
    const located = this.locate(node, keyPlace);
    this.#path.pop();
    return located;
  }

  #locateTarget(alias: Alias, place: Place, keyPlace: Place | undefined): Located {
    const target = this.#targets.get(alias);
    if (target === undefined) {
      const reason = `There is no anchor &${alias.source} above this alias`;
      const help = "write the anchor above it, or the value itself.";
      this.#spoil(finding("yaml-syntax", this.#at(place), { reason, help }));
      return { place, value: null };
    }
    if (this.#open.has(target)) {
      const about = { limit: MAX_DEPTH, alias: alias.source };
      this.#spoil(finding("too-deep", this.#at(place), about));
      return { place, value: null };
    }
    const outermost = this.#outermostAlias;
    this.#outermostAlias ??= this.#at(place);
    const located = this.locate(target, keyPlace);
    this.#outermostAlias = outermost;
    return located;
  }

  #locatePair(key: unknown, value: unknown, children: Map<string, Located>): void {
    const name = String(isScalar(key) ? key.value : key);
    const place = this.#placeOf(isScalar(key) ? key : null);
    this.#countText(name, place);
    if (isScalar(key) && key.type === "PLAIN" && name === "<<") {
      this.#count(place);
      const reason = 'The merge key "<<" is of YAML 1.1, and not of this language';
      const help = "write the members out.";
      this.#spoil(finding("yaml-syntax", this.#at(place), { reason, help }));
    } else if (children.has(name)) {
      this.#count(place);
      const first = children.get(name)?.keyPlace;
      const related = first === undefined ? [] : [{ place: first, message: "the first is here" }];
      const at = { ...this.#at(place), path: [...this.#path, name], related };
      this.findings.push(finding("duplicate-key", at, { key: name }));
    } else {
      children.set(name, this.#step(name, value as Node | null, place));
    }
  }

  #at(place: Place | undefined) {
    return { file: this.#source.file, place, path: [...this.#path] };
  }

  #spoil(found: Finding): void {
    this.isUsable = false;
    this.findings.push(found);
  }

  #count(place: Place | undefined): void {
    if (++this.#values > MAX_VALUES) this.#stopAt(place, MAX_VALUES, "values");
  }

  #countText(text: string, place: Place | undefined): void {
    this.#characters += text.length;
    if (this.#characters > MAX_CHARACTERS) this.#stopAt(place, MAX_CHARACTERS, "characters");
  }

  /** It is the outermost alias that repeats too much, and not what happens to be the last straw. */
  #stopAt(place: Place | undefined, limit: number, what: string): never {
    const at = this.#outermostAlias ?? this.#at(place);
    throw new LimitError(finding("too-many-values", at, { limit, what }));
  }

  #placeOf(node: Node | null): Place | undefined {
    const range = node?.range;
    if (!range) return undefined;
    const [start, end] = range;
    // What the parser gives a block ends at the start of the next line.
    const length = this.#source.text.slice(start, end).trimEnd().length;
    return placeOf(this.#source, start, start + length);
  }
}
