import type { FieldType, NamedType } from "./model.js";

/** Named types by their names. */
export type TypesByName = ReadonlyMap<string, NamedType>;

export function typesByName(types: readonly NamedType[]): TypesByName {
  return new Map(types.map((type) => [type.name, type]));
}

export type NamedFieldType = FieldType & { readonly kind: "named" };

/**
 * A question about what types stand for, answered once for each name, however many ask: types can lead to
 * each other by the thousands.
 */
export function alongNames<Answer>(
  types: TypesByName,
  /** The answer for a type that is no name; for `undefined`, where a name is not there or stands for itself. */
  atEnd: (type: FieldType | undefined) => Answer,
  /** The answer for a name, given that for what it stands for. */
  before: (name: NamedFieldType, answer: Answer) => Answer,
): (type: FieldType) => Answer {
  const known = new Map<string, Answer>();
  return (type) => {
    const way: NamedFieldType[] = [];
    const seen = new Set<string>();
    let next: FieldType | undefined = type;
    while (next?.kind === "named" && !known.has(next.name) && !seen.has(next.name)) {
      seen.add(next.name);
      way.push(next);
      next = types.get(next.name)?.type;
    }
    const isKnown = next?.kind === "named" && known.has(next.name);
    let answer = isKnown
      ? before(next as NamedFieldType, known.get((next as NamedFieldType).name) as Answer)
      : atEnd(next?.kind === "named" ? undefined : next);
    for (const name of way.reverse()) {
      known.set(name.name, answer);
      answer = before(name, answer);
    }
    return answer;
  };
}

const resolvers = new WeakMap<TypesByName, (type: FieldType) => FieldType | undefined>();

/**
 * The type behind a name, and behind the name that this one may stand for; nullable if any of them is.
 * `undefined` for a name that is not there, or that only stands for itself.
 */
export function resolve(type: FieldType, types: TypesByName): FieldType | undefined {
  const known = resolvers.get(types);
  const resolver = known ?? alongNames(types, (end) => end, asNullableAs);
  resolvers.set(types, resolver);
  return resolver(type);
}

function asNullableAs(
  { isNullable }: NamedFieldType,
  type: FieldType | undefined,
): FieldType | undefined {
  return type && isNullable && !type.isNullable ? { ...type, isNullable } : type;
}
