import { isMap, isPair, isScalar, isSeq, type Node, parseDocument, type Scalar } from "yaml";

/** A name that a schema declares, and that other parts of it use. */
export type Declared = "type" | "event type" | "group" | "id" | "property" | "stream" | "metadata";

/** What a word of a schema is. */
export type Role =
  | { readonly kind: "keyword" | "text" | "literal" | "name" }
  | { readonly kind: "declaration" | "use"; readonly of: Declared };

type Path = readonly (string | number)[];

/** A word of a key or value of a schema. */
export interface Word {
  readonly text: string;
  /** Where it starts and ends in the source. */
  readonly start: number;
  readonly end: number;
  /** The whole key or value. */
  readonly scalar: string;
  readonly path: Path;
  readonly isKey: boolean;
  readonly role: Role;
}

/** Two letters and more; others are no words that anybody misspells. */
const WORD = /[A-Za-z][A-Za-z0-9_]+/g;

const TEXTS = ["description", "deprecated", "reason"];
const LITERALS = ["examples", "default", "enum", "const", "pattern", "wire", "imports", "name"];

/** The words of a schema's keys and values, in their order; comments have none. */
export function wordsOf(source: string): Word[] {
  const document = parseDocument(source);
  const words: Word[] = [];
  const types = new Set(keysOf(document.get("types")));
  walk(document.contents, []);
  return words;

  function walk(node: Node | null, path: Path): void {
    if (isScalar(node)) add(node, path, false);
    else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) walk(item as Node, [...path, index]);
    } else if (isMap(node)) {
      for (const pair of node.items) {
        if (!isPair(pair) || !isScalar(pair.key)) continue;
        const inner = [...path, String(pair.key.value)];
        add(pair.key, inner, true);
        walk(pair.value as Node | null, inner);
      }
    }
  }

  function add({ range, value }: Scalar, path: Path, isKey: boolean): void {
    if (!range) return;
    const [start, end] = range;
    const about = {
      scalar: String(value),
      path,
      isKey,
      role: roleOf(path, isKey, types, String(value)),
    };
    for (const { 0: text, index } of source.slice(start, end).matchAll(WORD)) {
      words.push({ text, start: start + index, end: start + index + text.length, ...about });
    }
  }
}

function keysOf(node: unknown): string[] {
  return isMap(node) ? node.items.map(({ key }) => String(isScalar(key) ? key.value : key)) : [];
}

function roleOf(path: Path, isKey: boolean, types: ReadonlySet<string>, value: string): Role {
  const [section, , part] = path;
  const last = path.at(-1);
  const parent = path.at(-2);
  const inner = isKey ? path.slice(0, -1) : path;
  if (section === "allow") return { kind: isKey ? "keyword" : "text" };
  const former = formerRole(path, isKey);
  if (former !== undefined) return former;
  if (isKey && path.length === 2) {
    if (section === "types") return { kind: "declaration", of: "type" };
    if (section === "events") return { kind: "declaration", of: "event type" };
    if (section === "groups") return { kind: "declaration", of: "group" };
    if (section === "streams") return { kind: "declaration", of: "stream" };
    if (section === "metadata") return { kind: "declaration", of: "metadata" };
  }
  const isField =
    (section === "events" && part === "data" && path.length === 4) ||
    (section === "groups" && path.length === 3);
  if (isKey && isField) {
    return isIdName(value) ? { kind: "declaration", of: "id" } : { kind: "name" };
  }
  if (isKey && parent === "properties") return { kind: "declaration", of: "property" };
  if (inner.some((step) => LITERALS.includes(String(step)))) return { kind: "literal" };
  if (isKey) return { kind: "keyword" };
  if (TEXTS.includes(String(last))) return { kind: "text" };
  if (path.length === 1 && section === "partition") return { kind: "use", of: "id" };
  if (section === "streams" && last === "by") return { kind: "use", of: "id" };
  if (section === "streams" && parent === "events") return { kind: "use", of: "event type" };
  if (parent === "include") return { kind: "use", of: "group" };
  if (parent === "required" || last === "propertyName") return { kind: "use", of: "property" };
  if (last === "entity") return { kind: "name" };
  if (types.has(value.replace(/(\[\])+$/, ""))) return { kind: "use", of: "type" };
  return { kind: "keyword" };
}

/** The role of a word that only stored events or earlier versions have; nothing in the schema uses its name. */
function formerRole(path: Path, isKey: boolean): Role | undefined {
  const [section, , part] = path;
  if (path.length === 1) return undefined;
  if (section === "accept") return { kind: isKey ? "name" : "text" };
  if (section === "retired" && path.length === 2) return { kind: isKey ? "name" : "text" };
  if (section === "reserved" && !isKey) return { kind: "name" };
  const isField = section === "events" && part === "previous" && path[4] === "data";
  if (isKey && isField && path.length === 6) return { kind: "name" };
  return path.at(-2) === "aliases" ? { kind: "name" } : undefined;
}

function isIdName(name: string): boolean {
  return /._id\??$/.test(name) || /[a-z]I[dD]\??$/.test(name);
}
