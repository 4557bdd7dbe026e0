import { components } from "./components.js";
import type { FieldType, NamedType } from "./model.js";
import { typesByName } from "./resolve.js";
import type { DeclaredType } from "./types.js";

/**
 * Reports types that have no meaning, as they are only another name of themselves; and types that have
 * no value, as each holds another one, without end. Through a list, a map or an optional member, a type
 * may hold itself. All of a circle are one mistake.
 */
export function checkCircles(types: readonly DeclaredType[]): void {
  const aliasOf = ({ type }: NamedType) => (type.kind === "named" ? [type.name] : []);
  const circular = new Set(firstOfCircles(types, aliasOf));
  for (const { name, context } of circular) {
    context.report.atKey("circular-type", ["types", name], { name });
  }
  const endless = endlessTypes(types);
  const holds = ({ name, type }: NamedType) =>
    endless.has(name) ? neededNames(type).filter((other) => endless.has(other)) : [];
  for (const type of firstOfCircles(types, holds)) {
    if (circular.has(type)) continue;
    const { name, context } = type;
    context.report.atKey("endless-type", ["types", name], { name });
  }
}

/** Of each circle, the type that is declared first. */
function firstOfCircles(
  types: readonly DeclaredType[],
  next: (type: NamedType) => readonly string[],
): DeclaredType[] {
  const byName = new Map(types.map((type, index) => [type.name, { type, index }]));
  const follow = (name: string) => {
    const from = byName.get(name);
    return from === undefined ? [] : next(from.type);
  };
  const names = types.map(({ name }) => name);
  const circles = components(names, follow).filter(
    ([name = "", ...others]) => others.length > 0 || follow(name).includes(name),
  );
  return circles.flatMap((circle) => {
    const members = circle.flatMap((name) => byName.get(name) ?? []);
    const first = members.reduce((one, other) => (other.index < one.index ? other : one));
    return [first.type];
  });
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
  const byName = typesByName(types);
  const endless = new Set(byName.keys());
  const neededBy = new Map<string, string[]>();
  for (const { name, type } of types) {
    for (const needed of neededNames(type)) {
      const others = neededBy.get(needed) ?? [];
      others.push(name);
      neededBy.set(needed, others);
    }
  }
  const open = [...endless];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const type = byName.get(name)?.type;
    if (type === undefined || !endless.has(name) || !hasValue(type, endless)) continue;
    endless.delete(name);
    for (const other of neededBy.get(name) ?? []) open.push(other);
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
