import type { Location, YamlPath } from "../diagnostics/diagnostic.js";

/** A value of the YAML document with the locations of its parts. */
export interface Located {
  readonly value: unknown;
  readonly location: Location;
  /** The location of the key, for a value of a mapping. */
  readonly keyLocation: Location | undefined;
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
export function locationAt(root: Located, path: YamlPath): Location {
  return locate(root, path).location;
}

/** The location of the key at the path; the value's, for a part without a key. */
export function keyLocationAt(root: Located, path: YamlPath): Location {
  const part = locate(root, path);
  return part.keyLocation ?? part.location;
}
