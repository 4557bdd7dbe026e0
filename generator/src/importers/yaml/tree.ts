import type { Json } from "../../util/json.js";

/**
 * A part of a schema that is being imported. Keys of a mapping are in a list: an object of JavaScript would not keep the order
 * of numbers, and has members of its own.
 */
export type Tree = string | number | boolean | null | Tree[] | TreeMap;

export interface TreeMap {
  entries: Entry[];
  /** What could not be imported, at the end of the mapping. */
  notes: string[];
}

export interface Entry {
  readonly key: string;
  value: Tree;
  /** What could not be imported here, and why; each becomes a comment above the key. */
  notes: string[];
}

export function entry(key: string, value: Tree, notes: readonly string[] = []): Entry {
  return { key, value, notes: [...notes] };
}

/** A mapping. Entries whose value is `undefined` are left out. */
export function mapOf(
  entries: readonly (readonly [key: string, value: Tree | undefined] | Entry)[],
): TreeMap {
  const all = entries.flatMap((one): Entry[] => {
    if (!("length" in one)) return [one];
    const [key, value] = one;
    return value === undefined ? [] : [entry(key, value)];
  });
  return { entries: all, notes: [] };
}

export function isMap(tree: Tree | undefined): tree is TreeMap {
  return typeof tree === "object" && tree !== null && !Array.isArray(tree);
}

export function entryOf(tree: Tree | undefined, key: string | number): Entry | undefined {
  if (!isMap(tree)) return undefined;
  return tree.entries.find((one) => one.key === key);
}

/** A JSON value as a tree. */
export function treeOf(json: Json): Tree {
  if (Array.isArray(json)) return json.map(treeOf);
  if (typeof json === "object" && json !== null) {
    return mapOf(Object.entries(json).map(([key, value]) => [key, treeOf(value)] as const));
  }
  return json as string | number | boolean | null;
}
