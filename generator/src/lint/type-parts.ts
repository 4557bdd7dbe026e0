import type { YamlPath } from "../diagnostics/diagnostic.js";
import type { FieldType } from "../model/model.js";
import { singular } from "./id-names.js";

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
  switch (type.kind) {
    case "list":
      return [
        {
          type: type.items,
          path: [...path, "items"],
          owner: owner === undefined ? undefined : singular(owner),
          isRepeated: true,
        },
      ];
    case "map":
      return [
        {
          type: type.values,
          path: [...path, "additionalProperties"],
          owner: undefined,
          isRepeated: true,
        },
      ];
    case "union":
      return type.branches.map((branch, index) => {
        return { type: branch, path: [...path, "oneOf", index], owner, isRepeated };
      });
    case "object":
      return type.properties.map(({ name, type: inner }) => {
        return { type: inner, path: [...path, "properties", name], owner: name, isRepeated };
      });
    case "string":
    case "number":
    case "boolean":
    case "json":
    case "literals":
    case "named":
    case "error":
      return [];
  }
}
