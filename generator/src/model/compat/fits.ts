import { resolve, type TypesByName } from "../aliases.js";
import type { FieldType, ListType, ObjectType, UnionType } from "../model.js";
import { branchObjects, tagValues } from "../unions.js";
import { isNumberOf, numberFits } from "./numbers.js";
import { isStringOf, stringFits } from "./strings.js";

/** What has to hold for one type to fit another: that this part of the one fits this part of the other. */
interface Obligation {
  readonly from: FieldType;
  readonly to: FieldType;
}

/** The fitting of two types that are known to be of the kinds, with neither names nor `null`. */
type Obligations = readonly Obligation[] | false;

/**
 * Whether every value of a type is a value of another, as a writer's values are checked: a closed object has
 * no other members. Never true of types for which it is not: where it is not known (two patterns), it is
 * false.
 *
 * Types that contain themselves fit unless something in them does not.
 */
export function fits(
  from: FieldType,
  to: FieldType,
  fromTypes: TypesByName,
  toTypes: TypesByName = fromTypes,
): boolean {
  const seen = new Map<FieldType, Set<FieldType>>();
  const open: Obligation[] = [{ from, to }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const seenWith = seen.get(next.from) ?? new Set();
    seen.set(next.from, seenWith);
    if (seenWith.has(next.to)) continue;
    seenWith.add(next.to);
    const inner = obligations(
      resolve(next.from, fromTypes),
      resolve(next.to, toTypes),
      fromTypes,
      toTypes,
    );
    if (inner === false) return false;
    open.push(...inner);
  }
  return true;
}

function obligations(
  from: FieldType,
  to: FieldType,
  fromTypes: TypesByName,
  toTypes: TypesByName,
): Obligations {
  // A type that is wrong is reported already.
  if (from.kind === "error" || to.kind === "error" || to.kind === "json") return [];
  if (from.isNullable && !to.isNullable) return false;
  switch (from.kind) {
    case "string":
      return to.kind === "string" && stringFits(from, to) && [];
    case "number":
      return to.kind === "number" && numberFits(from, to) && [];
    case "boolean":
      return isBoolean(to) && [];
    case "literals":
      return from.values.every((value) => isOf(value, to)) && [];
    case "list":
      return to.kind === "list" && listFits(from, to) && [{ from: from.items, to: to.items }];
    case "map":
      return ofMap(from.values, to);
    case "object":
      return ofObject(from, to, toTypes);
    case "union":
      return ofUnion(from, to, fromTypes, toTypes);
    case "json":
    case "named":
      return false;
  }
}

function isBoolean(type: FieldType): boolean {
  return type.kind === "boolean" || (isOf(true, type) && isOf(false, type));
}

/** Whether a literal is of a type that is no name. */
export function isOf(value: string | number | boolean, type: FieldType): boolean {
  switch (type.kind) {
    case "string":
      return typeof value === "string" && isStringOf(value, type);
    case "number":
      return typeof value === "number" && isNumberOf(value, type);
    case "boolean":
      return typeof value === "boolean";
    case "literals":
      return type.values.includes(value);
    case "json":
    case "error":
      return true;
    case "list":
    case "map":
    case "object":
    case "union":
    case "named":
      return false;
  }
}

export function minItemsFits(from: ListType, to: ListType): boolean {
  return (from.minItems ?? 0) >= (to.minItems ?? 0);
}

export function maxItemsFits(from: ListType, to: ListType): boolean {
  const most = from.maxItems ?? Number.POSITIVE_INFINITY;
  return most <= (to.maxItems ?? Number.POSITIVE_INFINITY);
}

export function uniquenessFits(from: ListType, to: ListType): boolean {
  const most = from.maxItems ?? Number.POSITIVE_INFINITY;
  return !to.hasUniqueItems || from.hasUniqueItems || most <= 1;
}

function listFits(from: ListType, to: ListType): boolean {
  return minItemsFits(from, to) && maxItemsFits(from, to) && uniquenessFits(from, to);
}

function ofMap(values: FieldType, to: FieldType): Obligations {
  if (to.kind === "map") return [{ from: values, to: to.values }];
  if (to.kind !== "object" || to.properties.some(({ isOptional }) => !isOptional)) return false;
  // Any member of the map can have the name of a property, and others need an object that allows them.
  return to.isOpen && to.properties.map(({ type }) => ({ from: values, to: type }));
}

function ofObject(from: ObjectType, to: FieldType, toTypes: TypesByName): Obligations {
  if (to.kind === "object") return objectFits(from, to, toTypes);
  if (to.kind === "map") {
    if (from.isOpen && resolve(to.values, toTypes).kind !== "json") return false;
    return from.properties.map(({ type }) => ({ from: type, to: to.values }));
  }
  if (to.kind !== "union") return false;
  const tagged = from.properties.find(({ name }) => name === to.tag);
  if (tagged === undefined || tagged.isOptional) return false;
  return ofTagged(from, tagValues(from, to.tag), to, toTypes);
}

/** The fitting of an object into the branches that the values of its tag select. */
function ofTagged(
  from: ObjectType,
  values: readonly string[],
  to: UnionType,
  toTypes: TypesByName,
): Obligations {
  const branches = branchObjects(to, toTypes);
  const selected = new Set<ObjectType>();
  for (const value of values) {
    const branch = branches.find((object) => tagValues(object, to.tag).includes(value));
    if (branch === undefined) return false;
    selected.add(branch);
  }
  if (selected.size === 0) return false;
  const all: Obligation[] = [];
  for (const branch of selected) {
    const inner = objectFits(from, branch, toTypes, to.tag);
    if (inner === false) return false;
    all.push(...inner);
  }
  return all;
}

function ofUnion(
  from: UnionType,
  to: FieldType,
  fromTypes: TypesByName,
  toTypes: TypesByName,
): Obligations {
  if (to.kind !== "union" || from.tag !== to.tag) {
    return from.branches.map((branch) => ({ from: branch, to }));
  }
  const all: Obligation[] = [];
  for (const object of branchObjects(from, fromTypes)) {
    const inner = ofTagged(object, tagValues(object, from.tag), to, toTypes);
    if (inner === false) return false;
    all.push(...inner);
  }
  return all;
}

/** @param tag - A property that is known to fit. */
function objectFits(
  from: ObjectType,
  to: ObjectType,
  toTypes: TypesByName,
  tag?: string,
): Obligations {
  if (from.isOpen && !to.isOpen) return false;
  const given = new Map(from.properties.map((property) => [property.name, property]));
  const all: Obligation[] = [];
  for (const { name, type, isOptional } of to.properties) {
    const own = given.get(name);
    given.delete(name);
    if (own === undefined) {
      // Where other members are allowed, one of this name can have any value.
      if (!isOptional || (from.isOpen && resolve(type, toTypes).kind !== "json")) return false;
      continue;
    }
    if (own.isOptional && !isOptional) return false;
    if (name !== tag) all.push({ from: own.type, to: type });
  }
  return (to.isOpen || given.size === 0) && all;
}
