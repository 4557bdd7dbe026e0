import type { Place, YamlPath } from "../diagnostics/diagnostic.js";

/** A value of the YAML document with the locations of its parts. */
export interface Located {
  readonly value: unknown;
  readonly place: Place;
  /** The location of the key, for a value of a mapping. */
  readonly keyPlace: Place | undefined;
  readonly children: ReadonlyMap<string | number, Located> | undefined;
}

/** The part at a path, or the innermost part on the path that exists. */
export function locate(root: Located, path: YamlPath): Located {
  let part = root;
  for (const step of path) {
    const child = part.children?.get(step);
    if (child === undefined) break;
    part = child;
  }
  return part;
}

/** The location of the value at the path. */
export function placeAt(root: Located, path: YamlPath): Place {
  return locate(root, path).place;
}

/** The location of the key at the path; the value's, for a part without a key. */
export function keyPlaceAt(root: Located, path: YamlPath): Place {
  const part = locate(root, path);
  return part.keyPlace ?? part.place;
}
