import type { FieldType, NamedType } from "../../model/model.js";
import { components } from "../../util/strongly-connected.js";
import type { DeclaredType } from "../types.js";

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
  return type.kind === "named" ? [type.name] : neededTypes(type).flatMap(neededNames);
}

/** Has a finite value once so many of what it waits for have one; then what it is a part of waits for less. */
interface Gate {
  left: number;
  readonly within: Gate | { readonly name: string };
}

/** The types that have no finite value: what is left when each is told of those that have one. */
function endlessTypes(types: readonly NamedType[]): Set<string> {
  const endless = new Set(types.map(({ name }) => name));
  const waiting = new Map<string, Gate[]>();
  const open: string[] = [];

  const settle = (settled: Gate["within"]): void => {
    for (let gate = settled; ; gate = gate.within) {
      if ("name" in gate) {
        if (endless.delete(gate.name)) open.push(gate.name);
        return;
      }
      gate.left--;
      if (gate.left !== 0) return;
    }
  };
  const wait = (type: FieldType, within: Gate["within"]): void => {
    if (type.kind === "named" && !type.isNullable && endless.has(type.name)) {
      const gates = waiting.get(type.name) ?? [];
      waiting.set(type.name, gates);
      gates.push({ left: 1, within });
      return;
    }
    const needed = type.isNullable ? [] : neededTypes(type);
    if (needed.length === 0) {
      settle(within);
      return;
    }
    const gate = { left: type.kind === "union" ? 1 : needed.length, within };
    for (const inner of needed) wait(inner, gate);
  };

  for (const { name, type } of types) wait(type, { name });
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const gate of waiting.get(name) ?? []) settle(gate);
  }
  return endless;
}

/** What a value of the type holds for certain; of a union's, one of them. */
function neededTypes(type: FieldType): readonly FieldType[] {
  switch (type.kind) {
    case "list":
      return (type.minItems ?? 0) > 0 ? [type.items] : [];
    case "object":
      return type.properties.flatMap((property) => (property.isOptional ? [] : [property.type]));
    case "union":
      return type.branches;
    default:
      return [];
  }
}
