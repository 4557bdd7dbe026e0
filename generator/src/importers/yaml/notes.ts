import { isMap, type Tree } from "./tree.js";

/** What an import could not bring into a schema, or changed. */
export interface ImportNote {
  /** The keys that lead to the part: `["events", "ORDER_PLACED", "data", "total"]`. */
  readonly path: readonly string[];
  readonly note: string;
}

/** The notes of a schema, each of which is a comment in its text. */
export function notesOf(tree: Tree, path: readonly string[] = []): ImportNote[] {
  if (Array.isArray(tree)) {
    return tree.flatMap((item, index) => notesOf(item, [...path, String(index)]));
  }
  if (!isMap(tree)) return [];
  const inner = tree.entries.flatMap(({ key, value, notes }) => {
    const at = [...path, key];
    return [...notes.map((note) => ({ path: at, note })), ...notesOf(value, at)];
  });
  return [...inner, ...tree.notes.map((note) => ({ path, note }))];
}
