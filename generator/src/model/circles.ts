import type { FieldType, NamedType } from "./model.js";
import { type TypesByName, typesByName } from "./resolve.js";
import type { DeclaredType } from "./types.js";

/**
 * Reports types that have no meaning, as they are only another name of themselves; and types that have
 * no value, as each holds another one, without end. Through a list, a map or an optional member, a type
 * may hold itself.
 */
export function checkCircles(types: readonly DeclaredType[]): void {
  const byName = typesByName(types);
  const reported = new Set<string>();
  for (const { name, context } of types) {
    const seen = follow(name, byName, aliasOf);
    if (!seen.has(name) || reported.has(name)) continue;
    // All of a circle are one mistake.
    for (const member of seen) reported.add(member);
    context.report.atKey("circular-type", ["types", name], { name });
  }
  const endless = endlessTypes(types);
  for (const { name, context } of types) {
    if (!endless.has(name) || reported.has(name)) continue;
    const seen = follow(name, byName, (type) =>
      neededNames(type).filter((other) => endless.has(other)),
    );
    if (!seen.has(name)) continue;
    for (const member of seen) reported.add(member);
    context.report.atKey("endless-type", ["types", name], { name });
  }
}

/** All names that are reached from a type in one step or more. */
function follow(
  name: string,
  types: TypesByName,
  next: (type: FieldType) => readonly string[],
): Set<string> {
  const seen = new Set<string>();
  const open = [name];
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    const type = types.get(current)?.type;
    for (const other of type === undefined ? [] : next(type)) {
      if (seen.has(other)) continue;
      seen.add(other);
      open.push(other);
    }
  }
  return seen;
}

function aliasOf(type: FieldType): string[] {
  return type.kind === "named" ? [type.name] : [];
}

/** The named types that a value of the type cannot do without; of a union's, those of any branch. */
function neededNames(type: FieldType): string[] {
  if (type.isNullable) return [];
  switch (type.kind) {
    case "named":
      return [type.name];
    case "list":
      return (type.minItems ?? 0) > 0 ? neededNames(type.items) : [];
    case "object":
      return type.properties.flatMap((property) =>
        property.isOptional ? [] : neededNames(property.type),
      );
    case "union":
      return type.branches.flatMap(neededNames);
    default:
      return [];
  }
}

/** The types that have no finite value. Starts with none known to have one, and goes on while that helps. */
function endlessTypes(types: readonly NamedType[]): Set<string> {
  const endless = new Set(types.map(({ name }) => name));
  for (let before = -1; before !== endless.size; ) {
    before = endless.size;
    for (const { name, type } of types) if (hasValue(type, endless)) endless.delete(name);
  }
  return endless;
}

function hasValue(type: FieldType, endless: ReadonlySet<string>): boolean {
  if (type.isNullable) return true;
  switch (type.kind) {
    case "named":
      return !endless.has(type.name);
    case "list":
      return (type.minItems ?? 0) === 0 || hasValue(type.items, endless);
    case "object":
      return type.properties.every(
        (property) => property.isOptional || hasValue(property.type, endless),
      );
    case "union":
      return type.branches.some((branch) => hasValue(branch, endless));
    default:
      return true;
  }
}
