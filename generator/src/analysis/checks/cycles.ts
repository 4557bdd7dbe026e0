import { ERROR } from "../../model/aliases.js";
import type { FieldType } from "../../model/model.js";
import { addTo } from "../../util/add-to.js";
import type { Analysis, DeclaredType } from "../analysis.js";

/**
 * Reports types without a meaning, which only name each other in a circle, and types without a value, which
 * require each other in a circle. Through a list, a map or an optional member, a type may hold itself. All
 * types of a circle are one mistake; the first of them becomes an error type.
 */
export function checkCycles(analysis: Analysis): void {
  const { declaredTypes } = analysis;
  const wrong = new Set<string>();
  const aliasOf = ({ type }: DeclaredType) => (type.kind === "named" ? type.name : undefined);
  for (const { name, scope } of firstOfCircles(declaredTypes, aliasOf)) {
    scope.report.atKey("circular-type", ["types", name], { name });
    wrong.add(name);
  }
  const hasValue = typesWithValue(declaredTypes);
  const requires = ({ type }: DeclaredType) => requiredEndless(type, hasValue);
  const byName = new Map(declaredTypes.map((type) => [type.name, type]));
  for (const { name, scope } of firstOfCircles(declaredTypes, requires)) {
    if (wrong.has(name)) continue;
    const list = listInCircle(name, byName, hasValue);
    scope.report.atKey("endless-type", ["types", name], { name, list });
    wrong.add(name);
  }
  if (wrong.size === 0) return;
  const poison = (type: DeclaredType) => (wrong.has(type.name) ? { ...type, type: ERROR } : type);
  analysis.declaredTypes = declaredTypes.map(poison);
  analysis.types = analysis.types.map(poison);
}

/** Of each circle that following `next` ends in, the type that is declared first. */
function firstOfCircles(
  types: readonly DeclaredType[],
  next: (type: DeclaredType) => string | undefined,
): DeclaredType[] {
  const byName = new Map(types.map((type) => [type.name, type]));
  const order = new Map(types.map((type, index) => [type, index]));
  const follow = (type: DeclaredType) => byName.get(next(type) ?? "");
  const firsts: DeclaredType[] = [];
  /** Type → the type from which it was reached. */
  const reachedFrom = new Map<DeclaredType, DeclaredType>();
  for (const start of types) {
    let end: DeclaredType | undefined = start;
    for (; end !== undefined && !reachedFrom.has(end); end = follow(end)) {
      reachedFrom.set(end, start);
    }
    if (end === undefined || reachedFrom.get(end) !== start) continue;
    let first = end;
    for (let type = follow(end); type !== undefined && type !== end; type = follow(type)) {
      if ((order.get(type) ?? 0) < (order.get(first) ?? 0)) first = type;
    }
    firsts.push(first);
  }
  return firsts;
}

/**
 * Whether a named type has a finite value. Each type waits for one that it requires; once that is known to
 * have a finite value, the waiting type is looked at again. Types that still wait in the end are endless.
 */
function typesWithValue(types: readonly DeclaredType[]): (name: string) => boolean {
  const endless = new Set(types.map(({ name }) => name));
  const hasValue = (name: string) => !endless.has(name);
  const waiting = new Map<string, DeclaredType[]>();
  const open = [...types];
  // A list is walked with the items that are added on the way.
  for (const type of open) {
    const required = requiredEndless(type.type, hasValue);
    if (required === undefined) {
      endless.delete(type.name);
      for (const user of waiting.get(type.name) ?? []) open.push(user);
      waiting.delete(type.name);
    } else {
      addTo(waiting, required, type);
    }
  }
  return hasValue;
}

/** A named type without a finite value that each value of the type holds; `undefined` for none. */
function requiredEndless(type: FieldType, hasValue: (name: string) => boolean): string | undefined {
  if (type.isNullable) return undefined;
  if (type.kind === "named") return hasValue(type.name) ? undefined : type.name;
  let first: string | undefined;
  for (const inner of requiredTypes(type)) {
    const endless = requiredEndless(inner, hasValue);
    // One branch of a union is enough for a value, and one member of an object for none.
    if ((endless === undefined) === (type.kind === "union")) return endless;
    first ??= endless;
  }
  return first;
}

/** The name of the first list on the way from an endless type back to it that must have items. */
function listInCircle(
  start: string,
  types: ReadonlyMap<string, DeclaredType>,
  hasValue: (name: string) => boolean,
): string | undefined {
  let name: string | undefined = start;
  do {
    const type: FieldType | undefined = types.get(name)?.type;
    if (type === undefined) return undefined;
    if (isEndlessList(type, hasValue)) return name;
    const property =
      type.kind === "object" &&
      type.properties.find((one) => !one.isOptional && isEndlessList(one.type, hasValue));
    if (property) return property.name;
    name = requiredEndless(type, hasValue);
  } while (name !== undefined && name !== start);
  return undefined;
}

function isEndlessList(type: FieldType, hasValue: (name: string) => boolean): boolean {
  return type.kind === "list" && requiredEndless(type, hasValue) !== undefined;
}

/** The types that each value holds: all of them or, of a union, one of them. */
function requiredTypes(type: FieldType): readonly FieldType[] {
  switch (type.kind) {
    case "list":
      return (type.minItems ?? 0) > 0 ? [type.items] : [];
    case "object":
      return type.properties.flatMap((property) => (property.isOptional ? [] : [property.type]));
    case "union":
      return type.branches;
    case "string":
    case "number":
    case "boolean":
    case "json":
    case "literals":
    case "map":
    case "named":
    case "error":
      return [];
  }
}
