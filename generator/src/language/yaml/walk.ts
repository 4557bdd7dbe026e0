import {
  type Alias,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  visit,
} from "yaml";
import type { Diagnostic, Location } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { MAX_CHARACTERS, MAX_DEPTH, MAX_VALUES } from "../limits.js";
import type { Located } from "../located.js";
import { locationOf, type SourceFile } from "../source-file.js";
import { tagMistake } from "./messages.js";
import type { YamlMistake } from "./mistake.js";
import { mistakeInItem, mistakeInKey, mistakeInValue } from "./strings.js";

/** Ends the walk with the one diagnostic of the file. */
export class WalkError extends Error {
  readonly diagnostic: Diagnostic;

  constructor(only: Diagnostic) {
    super(only.message);
    this.diagnostic = only;
  }
}

/** Offsets in the text. The parser's end of a block is the start of the next line. */
type Range = readonly [start: number, end: number];

/** A value with its location, which is made when it is first asked for: most values are right. */
class LocatedValue implements Located {
  readonly value: unknown;
  readonly children: ReadonlyMap<string | number, Located> | undefined;
  readonly #source: SourceFile;
  readonly #range: Range;
  readonly #keyRange: Range | undefined;

  constructor(
    source: SourceFile,
    range: Range,
    keyRange: Range | undefined,
    { value, children }: Pick<Located, "value" | "children">,
  ) {
    this.value = value;
    this.children = children;
    this.#source = source;
    this.#range = range;
    this.#keyRange = keyRange;
  }

  get location(): Location {
    return placeOfRange(this.#source, this.#range);
  }

  get keyLocation(): Location | undefined {
    return this.#keyRange && placeOfRange(this.#source, this.#keyRange);
  }
}

function placeOfRange(source: SourceFile, [start, end]: Range): Location {
  return locationOf(source, start, start + source.text.slice(start, end).trimEnd().length);
}

/** Makes values with locations of the parser's nodes, and finds mistakes that the parser accepts. */
export class YamlWalker {
  readonly diagnostics: Diagnostic[] = [];
  /** Whether the values can be used: parts that are left out make no other part wrong. */
  isUsable = true;
  readonly #source: SourceFile;
  /** The last node above with each anchor. */
  readonly #anchors = new Map<string, Node>();
  /** The path to the node that is walked, in the document, and the nodes on it. */
  readonly #path: (string | number)[] = [];
  readonly #open: Node[] = [];
  #outermostAlias: Pick<Diagnostic, "file" | "location" | "path"> | undefined;
  #values = 0;
  #characters = 0;

  constructor(source: SourceFile) {
    this.#source = source;
  }

  /** @throws WalkError at a limit, and at a tag. */
  locate(node: Node | null, keyRange?: Range): Located {
    const range = rangeOf(node) ?? keyRange ?? [0, 0];
    this.#count(range);
    if (this.#path.length > MAX_DEPTH) {
      throw new WalkError(newDiagnostic("too-deep", this.#at(range), { limit: MAX_DEPTH }));
    }
    const content = isAlias(node)
      ? this.#contentOfAlias(node, range)
      : this.#contentOf(node, range);
    return new LocatedValue(this.#source, range, keyRange, content);
  }

  #contentOf(node: Node | null, range: Range): Pick<Located, "value" | "children"> {
    if (node !== null) this.#enter(node);
    if (isSeq(node)) {
      const children = new Map<number, Located>();
      this.#open.push(node);
      node.items.forEach((item, index) => {
        if (isPlain(item) && isInBrackets(node)) this.#refuseItem(item, index);
        children.set(index, this.#step(index, item as Node | null));
      });
      this.#open.pop();
      return { value: Array.from(children.values(), (child) => child.value), children };
    }
    if (isMap(node)) {
      const children = new Map<string, Located>();
      this.#open.push(node);
      for (const { key, value } of node.items) {
        if (isPlain(key)) this.#refuseKey(key, value === null ? range[1] : undefined);
        this.#locatePair(key, value, children);
      }
      this.#open.pop();
      const members = Array.from(children, ([name, child]) => [name, child.value] as const);
      // fromEntries, as assignment would run the setter of `__proto__`.
      return { value: Object.fromEntries(members), children };
    }
    const value = isScalar(node) ? node.value : null;
    if (typeof value === "string") {
      this.#countText(value, range);
      if (isPlain(node)) this.#refuseValue(range);
    }
    return { value, children: undefined };
  }

  /** Notes the anchor of a node, and refuses its tag. */
  #enter(node: Node): void {
    const { anchor, tag } = node as { readonly anchor?: string; readonly tag?: string };
    if (tag !== undefined) this.#refuse(tagMistake(node, this.#source.text));
    // An alias repeats nodes that came before.
    if (anchor !== undefined && this.#outermostAlias === undefined) this.#anchors.set(anchor, node);
  }

  #refuseItem(item: Scalar, index: number): void {
    const range = rangeOf(item);
    if (range === undefined) return;
    this.#refuse(mistakeInItem(this.#source.text, range, [...this.#path, index]));
  }

  #refuseValue(range: Range): void {
    const isInside = isInBrackets(this.#open.at(-1));
    this.#refuse(mistakeInValue(this.#source.text, range, this.#path, isInside));
  }

  #refuseKey(key: Scalar, endOfMapping: number | undefined): void {
    const range = rangeOf(key);
    if (range === undefined) return;
    this.#refuse(mistakeInKey(this.#source.text, range, endOfMapping, this.#path));
  }

  /** @throws WalkError at a mistake. */
  #refuse(mistake: YamlMistake | undefined): void {
    if (mistake === undefined) return;
    const { start, end, ...words } = mistake;
    const at = { ...this.#at(undefined), location: locationOf(this.#source, start, end) };
    throw new WalkError(newDiagnostic("yaml-syntax", at, words));
  }

  #step(step: string | number, node: Node | null, keyRange?: Range): Located {
    this.#path.push(step);
    const located = this.locate(node, keyRange);
    this.#path.pop();
    return located;
  }

  #contentOfAlias(alias: Alias, range: Range): Pick<Located, "value" | "children"> {
    const target = this.#anchors.get(alias.source);
    if (target === undefined) {
      const reason = `There is no anchor &${alias.source} above this alias`;
      const help = "Write the anchor above it, or the value itself.";
      this.#spoil(newDiagnostic("yaml-syntax", this.#at(range), { reason, help }));
      return { value: null, children: undefined };
    }
    if (this.#open.includes(target)) {
      const about = { limit: MAX_DEPTH, alias: alias.source };
      this.#spoil(newDiagnostic("too-deep", this.#at(range), about));
      return { value: null, children: undefined };
    }
    const outermost = this.#outermostAlias;
    this.#outermostAlias ??= this.#at(range);
    this.#count(range);
    const content = this.#contentOf(target, range);
    this.#outermostAlias = outermost;
    return content;
  }

  #locatePair(key: unknown, value: unknown, children: Map<string, Located>): void {
    const name = String(isScalar(key) ? key.value : key);
    const range = rangeOf(isScalar(key) ? key : null);
    this.#countText(name, range);
    if (isNode(key)) this.#enter(key);
    if (isPlain(key) && name === "<<") {
      this.#skip(value, range);
      const reason = 'Merge keys ("<<") of YAML 1.1 are not supported';
      const help =
        'Write the members out; or declare shared fields under "groups:", and write "include: [Base]" at the event type.';
      this.#spoil(newDiagnostic("yaml-syntax", this.#at(range), { reason, help }));
    } else if (children.has(name)) {
      this.#skip(value, range);
      const first = children.get(name)?.keyLocation;
      const related =
        first === undefined ? [] : [{ location: first, message: "the first is here" }];
      const at = { ...this.#at(range), path: [...this.#path, name], related };
      this.diagnostics.push(newDiagnostic("duplicate-key", at, { key: name }));
    } else {
      children.set(name, this.#step(name, value as Node | null, range));
    }
  }

  /** Leaves a value out, but for its anchors and tags. */
  #skip(value: unknown, range: Range | undefined): void {
    this.#count(range);
    if (!isNode(value)) return;
    visit(value, { Value: (_, node) => this.#enter(node) });
  }

  #at(range: Range | undefined) {
    const location = range && placeOfRange(this.#source, range);
    return { file: this.#source.file, location, path: [...this.#path] };
  }

  #spoil(found: Diagnostic): void {
    this.isUsable = false;
    this.diagnostics.push(found);
  }

  #count(range: Range | undefined): void {
    if (++this.#values > MAX_VALUES) this.#stopAt(range, MAX_VALUES, "values");
  }

  #countText(text: string, range: Range | undefined): void {
    this.#characters += text.length;
    if (this.#characters > MAX_CHARACTERS) this.#stopAt(range, MAX_CHARACTERS, "characters");
  }

  /** Reports the outermost alias, which repeats too much, rather than the value that is one too many. */
  #stopAt(range: Range | undefined, limit: number, what: "values" | "characters"): never {
    const at = this.#outermostAlias ?? this.#at(range);
    throw new WalkError(newDiagnostic("too-many-values", at, { limit, what }));
  }
}

function rangeOf(node: Node | null): Range | undefined {
  const range = node?.range;
  return range ? [range[0], range[1]] : undefined;
}

function isInBrackets(node: Node | undefined): boolean {
  return (isMap(node) || isSeq(node)) && node.flow === true;
}

/** Whether a node is a scalar without quotes. */
function isPlain(node: unknown): node is Scalar {
  return isScalar(node) && node.type === "PLAIN";
}
