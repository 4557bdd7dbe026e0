import { resolve, type TypesByName } from "../aliases.js";
import type { FieldType } from "../model.js";
import { compareObjects, compareUnions } from "./compare-objects.js";
import type { Comparing, TypePair } from "./comparing.js";
import { constraintChanges } from "./constraints.js";
import type { Difference } from "./difference.js";
import { below, type Place } from "./difference-list.js";
import { fits } from "./fits.js";
import { hasIntegersOnly } from "./numbers.js";
import { formatFits } from "./strings.js";
import { typeText } from "./type-text.js";

/** Compares two types; types inside of them are to be compared later. */
export function compareTypes(pair: TypePair, context: Comparing): void {
  const declared = declarationsOf(pair, context);
  if (declared === "seen") return;
  const current = declared ?? exchanged(pair);
  if (current === "seen") return;
  const old = resolve(current.old, context.oldTypes);
  const next = resolve(current.new, context.newTypes);
  // A type that is wrong is reported already.
  if (old.kind === "error" || next.kind === "error") return;
  const place = entered(current, context);
  addNullability(place, old, next, context);
  compareKinds(place, old, next, current.tag, context);
}

type NamedType = FieldType & { readonly kind: "named" };

/**
 * The declarations of two named types, if both names are of one type: the type has the same name, or was
 * renamed. `"seen"` if they are compared already; `undefined` for other types.
 */
function declarationsOf(pair: TypePair, context: Comparing): TypePair | "seen" | undefined {
  const { oldTypes, newTypes, seen } = context;
  const { old, new: next, tag } = pair;
  if (old.kind !== "named" || next.kind !== "named") return undefined;
  const isRenamed = !newTypes.has(old.name) && !oldTypes.has(next.name);
  if (old.name !== next.name && !isRenamed) return undefined;
  const [oldType, newType] = [oldTypes.get(old.name)?.type, newTypes.get(next.name)?.type];
  if (oldType === undefined || newType === undefined) return undefined;

  const wasDeclared = resolve(oldType, oldTypes).isNullable;
  // A difference of the declarations is found there.
  if (wasDeclared === resolve(newType, newTypes).isNullable) {
    addNullability(pair.place, resolve(old, oldTypes), resolve(next, newTypes), context);
  }
  const key = JSON.stringify([old.name, next.name, tag]);
  if (seen.has(key)) return "seen";
  seen.add(key);
  const newPath = ["types", next.name];
  const place = { path: newPath, oldPath: ["types", old.name], newPath, owner: next.name };
  return { ...pair, old: oldType, new: newType, place };
}

/** Two types that are not the same declaration; `"seen"` if they are compared already below the place where they differ. */
function exchanged(pair: TypePair): TypePair | "seen" {
  const { old, new: next, place } = pair;
  if (old.kind !== "named" && next.kind !== "named") return pair;
  const seen: NonNullable<Place["seen"]> = place.seen ?? new Map();
  const [key, other] = [identityOf(old), identityOf(next)];
  const seenWith = seen.get(key) ?? new Set();
  if (seenWith.has(other)) return "seen";
  seen.set(key, seenWith.add(other));
  return { ...pair, place: { ...place, seen } };
}

/** What all uses of one named type have in common. */
function identityOf(type: FieldType): FieldType | string {
  return type.kind === "named" ? JSON.stringify([type.name, type.isNullable]) : type;
}

/** The place of two types that can be names: what is below a name is at the name's declaration. */
function entered({ old, new: next, place }: TypePair, { oldTypes, newTypes }: Comparing): Place {
  const oldName = old.kind === "named" ? lastName(old, oldTypes) : undefined;
  const newName = next.kind === "named" ? lastName(next, newTypes) : undefined;
  return {
    ...place,
    oldPath: oldName === undefined ? place.oldPath : ["types", oldName],
    newPath: newName === undefined ? place.newPath : ["types", newName],
    owner: newName ?? place.owner,
  };
}

/** The last of the names that a type leads through. */
function lastName(type: NamedType, types: TypesByName): string {
  let { name } = type;
  for (let steps = types.size; steps > 0; steps--) {
    const next = types.get(name)?.type;
    if (next?.kind !== "named") break;
    name = next.name;
  }
  return name;
}

function addNullability(place: Place, old: FieldType, next: FieldType, { found }: Comparing): void {
  const [was, is] = [old.isNullable, next.isNullable];
  // That `null` is a JSON value is a part of the difference between the types.
  if (was === is || old.kind === "json" || next.kind === "json") return;
  found.add(place, { kind: "nullability", old: was, new: is, reads: is, rollsBack: was });
}

function compareKinds(
  place: Place,
  old: FieldType,
  next: FieldType,
  tag: string | undefined,
  context: Comparing,
): void {
  const { open } = context;
  if (old.kind === "string" && next.kind === "string") {
    const reads = formatFits(old.format, next.format);
    const rollsBack = formatFits(next.format, old.format);
    if (old.format !== next.format) addType(place, old, next, { reads, rollsBack }, context);
    if (reads) compareConstraints(place, old, next, context);
  } else if (old.kind === "number" && next.kind === "number") {
    const reads = !next.isInteger || hasIntegersOnly(old);
    const rollsBack = !old.isInteger || hasIntegersOnly(next);
    if (!reads || !rollsBack) addType(place, old, next, { reads, rollsBack }, context);
    if (reads) compareConstraints(place, old, next, context);
  } else if (old.kind === "list" && next.kind === "list") {
    compareConstraints(place, old, next, context);
    open.push({ old: old.items, new: next.items, place: below(place, ["items"]) });
  } else if (old.kind === "map" && next.kind === "map") {
    const inner = below(place, ["additionalProperties"]);
    open.push({ old: old.values, new: next.values, place: inner });
  } else if (old.kind === "literals" && next.kind === "literals") {
    compareLiterals(place, old.values, next.values, context);
  } else if (old.kind === "object" && next.kind === "object") {
    compareObjects(place, old, next, tag, context);
  } else if (old.kind === "union" && next.kind === "union") {
    compareUnions(place, old, next, context);
  } else if (old.kind !== next.kind) compareOthers(place, old, next, context);
}

/** Compares types of two kinds, of which one can still have all values of the other. */
function compareOthers(place: Place, old: FieldType, next: FieldType, context: Comparing): void {
  const { oldTypes, newTypes } = context;
  // Whether values can be null is a difference of its own.
  const nullable = (type: FieldType): FieldType => ({ ...type, isNullable: true });
  const reads = fits(old, nullable(next), oldTypes, newTypes);
  const rollsBack = fits(next, nullable(old), newTypes, oldTypes);
  if (!reads || !rollsBack) addType(place, old, next, { reads, rollsBack }, context);
}

function addType(
  place: Place,
  old: FieldType,
  next: FieldType,
  directions: Pick<Difference, "reads" | "rollsBack">,
  { found }: Comparing,
): void {
  const text = (type: FieldType) => typeText({ ...type, isNullable: false });
  const kinds = [old.kind, next.kind];
  const isCardinality = (kinds[0] === "list") !== (kinds[1] === "list") && !kinds.includes("json");
  const kind = isCardinality ? "cardinality" : "type";
  found.add(place, { kind, old: text(old), new: text(next), ...directions });
}

function compareConstraints(
  place: Place,
  old: FieldType,
  next: FieldType,
  { found }: Comparing,
): void {
  for (const { keyword, ...change } of constraintChanges(old, next)) {
    found.add({ ...place, ...below(place, [keyword]) }, { kind: "constraint", ...change });
  }
}

function compareLiterals(
  place: Place,
  old: readonly (string | number | boolean)[],
  next: readonly (string | number | boolean)[],
  { found }: Comparing,
): void {
  const removed = old.filter((value) => !next.includes(value));
  const added = next.filter((value) => !old.includes(value));
  if (removed.length > 0)
    found.add(place, { kind: "literals-removed", old: removed, rollsBack: true });
  if (added.length > 0) found.add(place, { kind: "literals-added", new: added, reads: true });
}
