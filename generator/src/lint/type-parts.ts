import type { YamlPath } from "../diagnostics/diagnostic.js";
import type { FieldType } from "../model/model.js";

/** A type inside another one. */
export interface TypePart {
  readonly type: FieldType;
  readonly path: YamlPath;
  /** The name of the field, property or type that has it; `undefined` in a list or in a map. */
  readonly owner: string | undefined;
}

/** A type and all types inside it, outermost first. Names are not followed. */
export function typeParts(type: FieldType, path: YamlPath, owner: string): readonly TypePart[] {
  const parts: TypePart[] = [];
  collect({ type, path, owner }, parts);
  return parts;
}

function collect(part: TypePart, parts: TypePart[]): void {
  parts.push(part);
  for (const inner of partsInside(part)) collect(inner, parts);
}

function partsInside({ type, path, owner }: TypePart): readonly TypePart[] {
  switch (type.kind) {
    case "list":
      return [{ type: type.items, path: [...path, "items"], owner: undefined }];
    case "map":
      return [{ type: type.values, path: [...path, "additionalProperties"], owner: undefined }];
    case "union":
      return type.branches.map((branch, index) => ({
        type: branch,
        path: [...path, "oneOf", index],
        owner,
      }));
    case "object":
      return type.properties.map((property) => ({
        type: property.type,
        path: [...path, "properties", property.name],
        owner: property.name,
      }));
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
