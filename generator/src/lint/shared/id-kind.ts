import { resolve, type TypesByName } from "../../model/aliases.js";
import type { FieldType } from "../../model/model.js";
import { STRING_TYPES } from "../../model/string-types.js";

/** What the values of a field that is named like an id can be. */
export interface IdKind {
  readonly isList: boolean;
  /** Whether they are numbers, which can be ids only as strings. */
  readonly isNumber: boolean;
  readonly isNullable: boolean;
  /** The type that one id has as a string. */
  readonly idType: string;
}

/** `undefined` for a type of values that cannot be ids, such as booleans and objects. */
export function idKindOf(type: FieldType, types: TypesByName): IdKind | undefined {
  const resolved = resolve(type, types);
  const { isNullable } = resolved;
  const one = { isList: false, isNumber: false, isNullable, idType: "string" };
  switch (resolved.kind) {
    case "string":
      return { ...one, idType: nameOf(resolved.format) };
    // The name of a field can be wrong, too, where its type is.
    case "error":
      return one;
    case "number":
      return { ...one, isNumber: true };
    case "literals":
      if (typeof resolved.values[0] === "boolean") return undefined;
      return { ...one, isNumber: typeof resolved.values[0] === "number" };
    case "list": {
      // No list of lists: a type can be a list of itself.
      const isOfLists = resolve(resolved.items, types).kind === "list";
      const items = isOfLists ? undefined : idKindOf(resolved.items, types);
      return items && { ...items, isList: true, isNullable };
    }
    case "boolean":
    case "json":
    case "object":
    case "map":
    case "named":
    case "union":
      return undefined;
  }
}

function nameOf(format: string | undefined): string {
  const names = Object.entries(STRING_TYPES);
  return names.find(([, ofName]) => ofName === format)?.[0] ?? "string";
}
