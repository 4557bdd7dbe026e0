import type { FieldType, NamedType } from "./model.js";

/** Named types by their names. */
export type TypesByName = ReadonlyMap<string, NamedType>;

export function typesByName(types: readonly NamedType[]): TypesByName {
  return new Map(types.map((type) => [type.name, type]));
}

export type NamedFieldType = FieldType & { readonly kind: "named" };

/** A type with a mistake, which is reported already. */
export const ERROR: FieldType = { kind: "error", isNullable: false };

/** The types that names were resolved to before: types can name each other in chains of thousands. */
const resolvedNames = new WeakMap<TypesByName, Map<string, FieldType>>();

/**
 * The type that a name leads to, directly or through other names; nullable if any of these names is. Any other
 * type is itself. A name that no type has, or that only leads to itself, is an error type.
 */
export function resolve(type: FieldType, types: TypesByName): FieldType {
  const known = resolvedNames.get(types) ?? new Map<string, FieldType>();
  resolvedNames.set(types, known);
  const chain: NamedFieldType[] = [];
  let end = type;
  while (end.kind === "named") {
    chain.push(end);
    const next = known.get(end.name) ?? types.get(end.name)?.type;
    // A chain that is longer than the list of types is a circle.
    end = next === undefined || chain.length > types.size ? ERROR : next;
  }
  for (const { name, isNullable } of chain.reverse()) {
    known.set(name, end);
    if (isNullable && !end.isNullable) end = { ...end, isNullable };
  }
  return end;
}
