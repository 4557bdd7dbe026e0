import type { Place, YamlPath } from "../diagnostics/diagnostic.js";

/** A value of the YAML document with the places of its parts. */
export interface Located {
  readonly value: unknown;
  readonly place: Place;
  /** The place of the key, where the value stands in a mapping. */
  readonly keyPlace?: Place;
  readonly children?: ReadonlyMap<string | number, Located>;
}

/** The part at a path, or the innermost one on the way that exists. */
export function locate(root: Located, path: YamlPath): Located {
  let part = root;
  for (const step of path) {
    const child = part.children?.get(step);
    if (child === undefined) break;
    part = child;
  }
  return part;
}

/** Where the value at the path stands. */
export function placeAt(root: Located, path: YamlPath): Place {
  return locate(root, path).place;
}

/**
 * The path of an item of a list, as the list stands in the file: in the document, items that were wrong are
 * left out of it.
 */
export function itemPath(root: Located, path: YamlPath, item: unknown): YamlPath {
  const { value } = locate(root, path);
  return Array.isArray(value) ? [...path, firstIndexes(value).get(item) ?? -1] : path;
}

const indexes = new WeakMap<readonly unknown[], ReadonlyMap<unknown, number>>();

/** Where each item of the list stands first: of a list with thousands, each can be asked for. */
function firstIndexes(list: readonly unknown[]): ReadonlyMap<unknown, number> {
  const known = indexes.get(list);
  if (known !== undefined) return known;
  // Of two that are equal, the one that is put in last stays.
  const made = new Map(list.map((item, index) => [item, index] as const).reverse());
  indexes.set(list, made);
  return made;
}

/** Where the key at the path stands; the value's place for what has no key. */
export function keyPlaceAt(root: Located, path: YamlPath): Place {
  const part = locate(root, path);
  return part.keyPlace ?? part.place;
}
