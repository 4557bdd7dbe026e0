import type { FieldType, NamedType } from "./model.js";

/** Named types by their names. */
export type TypesByName = ReadonlyMap<string, NamedType>;

export function typesByName(types: readonly NamedType[]): TypesByName {
  return new Map(types.map((type) => [type.name, type]));
}

/**
 * The type behind a name, and behind the name that this one may stand for; nullable if any of them is.
 * `undefined` for a name that is not there, or that only stands for itself.
 */
export function resolve(type: FieldType, types: TypesByName): FieldType | undefined {
  const seen = new Set<string>();
  let isNullable = false;
  let next: FieldType | undefined = type;
  while (next?.kind === "named") {
    if (seen.has(next.name)) return undefined;
    seen.add(next.name);
    isNullable ||= next.isNullable;
    next = types.get(next.name)?.type;
  }
  return next && isNullable ? { ...next, isNullable } : next;
}
