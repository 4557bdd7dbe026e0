import type { FieldType } from "./model.js";

/** The types directly inside a type, in their order. */
export function innerTypes(type: FieldType): readonly FieldType[] {
  switch (type.kind) {
    case "list":
      return [type.items];
    case "map":
      return [type.values];
    case "object":
      return type.properties.map((property) => property.type);
    case "union":
      return type.branches;
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
