import { typesByName } from "./aliases.js";
import type { FieldType, NamedType } from "./model.js";

/** A type directly inside another one. */
export interface InnerType {
  readonly type: FieldType;
  /** What it is of the outer type. */
  readonly as: "items" | "values" | "property" | "branch";
  /** Its path in the long form of the outer type; ends in the name of a property. */
  readonly path: readonly (string | number)[];
}

/** The types directly inside a type, in their order. */
export function innerTypes(type: FieldType): readonly InnerType[] {
  switch (type.kind) {
    case "list":
      return [{ type: type.items, as: "items", path: ["items"] }];
    case "map":
      return [{ type: type.values, as: "values", path: ["additionalProperties"] }];
    case "object":
      return type.properties.map(({ name, type: inner }) => {
        return { type: inner, as: "property", path: ["properties", name] };
      });
    case "union":
      return type.branches.map((branch, index) => {
        return { type: branch, as: "branch", path: ["oneOf", index] };
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

/** Those of the named types that the given types lead to, in their own order. */
export function reachableTypes<Type extends NamedType>(
  types: readonly Type[],
  from: readonly FieldType[],
): Type[] {
  if (types.length === 0) return [];
  const byName = typesByName(types);
  const reached = new Set<string>();
  const open = [...from];
  for (let type = open.pop(); type !== undefined; type = open.pop()) {
    if (type.kind === "named" && !reached.has(type.name)) {
      reached.add(type.name);
      const named = byName.get(type.name);
      if (named !== undefined) open.push(named.type);
    }
    for (const inner of innerTypes(type)) open.push(inner.type);
  }
  return types.filter(({ name }) => reached.has(name));
}

/** The type with each of the types directly inside it replaced. */
export function mapInnerTypes(type: FieldType, map: (inner: FieldType) => FieldType): FieldType {
  switch (type.kind) {
    case "list":
      return { ...type, items: map(type.items) };
    case "map":
      return { ...type, values: map(type.values) };
    case "object":
      return {
        ...type,
        properties: type.properties.map((property) => ({ ...property, type: map(property.type) })),
      };
    case "union":
      return { ...type, branches: type.branches.map(map) };
    case "string":
    case "number":
    case "boolean":
    case "json":
    case "literals":
    case "named":
    case "error":
      return type;
  }
}
