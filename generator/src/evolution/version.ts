import type { Location, YamlPath } from "../diagnostics/diagnostic.js";
import type { CheckedDocument } from "../language/document.js";
import type { Located } from "../language/located.js";
import type { Model } from "../model/model.js";

/** One version of a schema, as a comparison sees it. */
export interface SchemaVersion {
  /** Its name in messages: "release 3", "main:events.yaml". */
  readonly name: string;
  readonly model: Model;
  /**
   * The location of the key at a path of the schema, or of the innermost part on the path that exists. The `?` of an
   * optional field is no part of a path.
   */
  readonly locate: (path: YamlPath) => Location;
}

/** The version of a schema in files. `documents` are those that the model was built from, its own first. */
export function versionOf(
  name: string,
  model: Model,
  documents: readonly [CheckedDocument, ...CheckedDocument[]],
): SchemaVersion {
  const [own] = documents;
  return {
    name,
    model,
    locate: (path) => {
      const isDeclared = ({ root }: CheckedDocument) =>
        path[0] === "types" && childOf(childOf(root, "types"), path[1]) !== undefined;
      return locateIn((documents.find(isDeclared) ?? own).root, path);
    },
  };
}

/** The location of the key at a path; see `SchemaVersion`. */
export function locateIn(root: Located, path: YamlPath): Location {
  let part = root;
  for (const step of path) {
    const child = childOf(part, step);
    if (child === undefined) break;
    part = child;
  }
  return part.keyLocation ?? part.location;
}

function childOf(
  part: Located | undefined,
  step: string | number | undefined,
): Located | undefined {
  const children = part?.children;
  if (step === undefined || children === undefined) return undefined;
  return children.get(step) ?? children.get(`${step}?`) ?? children.get(Number(step));
}
