import { singular } from "../../analysis/id-names.js";
import type { YamlPath } from "../../diagnostics/diagnostic.js";
import type { FieldType } from "../../model/model.js";
import { type InnerType, innerTypes } from "../../model/visit.js";

/** A type inside another one. */
export interface TypePart {
  readonly type: FieldType;
  readonly path: YamlPath;
  /** The name of the field, property or type that has it, in the singular for a list; `undefined` in a map. */
  readonly owner: string | undefined;
  /** Whether one value can have several values of it, as it is in a list or in a map. */
  readonly isRepeated: boolean;
}

/** A type and all types inside it, outermost first. Names are not followed. */
export function typeParts(type: FieldType, path: YamlPath, owner: string): readonly TypePart[] {
  const parts: TypePart[] = [];
  collect({ type, path, owner, isRepeated: false }, parts);
  return parts;
}

function collect(part: TypePart, parts: TypePart[]): void {
  parts.push(part);
  for (const inner of partsInside(part)) collect(inner, parts);
}

function partsInside({ type, path, owner, isRepeated }: TypePart): readonly TypePart[] {
  return innerTypes(type).map((inner) => ({
    type: inner.type,
    path: [...path, ...inner.path],
    owner: ownerOf(inner, owner),
    isRepeated: isRepeated || inner.as === "items" || inner.as === "values",
  }));
}

function ownerOf({ as, path }: InnerType, outer: string | undefined): string | undefined {
  switch (as) {
    case "items":
      return outer === undefined ? undefined : singular(outer);
    case "values":
      return undefined;
    case "property":
      return String(path.at(-1));
    case "branch":
      return outer;
  }
}
