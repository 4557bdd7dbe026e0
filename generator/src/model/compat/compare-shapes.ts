import { resolve } from "../aliases.js";
import type { Field } from "../model.js";
import {
  addNeed,
  addNewMember,
  addOpenness,
  addRemovedMember,
  addRenamedMember,
  type Comparing,
  type OnlyMember,
  type Openness,
} from "./comparing.js";
import type { Place } from "./difference-list.js";
import { canBeMissing, storedNames } from "./mechanical.js";
import {
  type FieldPair,
  fieldPlace,
  isReservedField,
  pairFields,
  type ShapePair,
} from "./pair-fields.js";

/** Compares the fields of two shapes; their types are to be compared later. */
export function compareShapes(shape: ShapePair, context: Comparing): void {
  const { old, new: next, oldPath, newPath } = shape;
  const path = [...newPath.slice(0, -1), "additionalProperties"];
  const place = { path, oldPath: oldPath.slice(0, -1), newPath: path };
  addOpenness(context, place, old.isOpen, next.isOpen);

  const pairs = pairFields(shape, context.isReserved);
  const filled = new Set<Field>();
  for (const pair of pairs) {
    // Readers take the first of the names that is there.
    if (filled.has(pair.new)) addJoined(pair, shape, context);
    else comparePair(pair, shape, context);
    filled.add(pair.new);
  }
  const paired = new Set(pairs.flatMap((pair) => [pair.old, pair.new]));
  for (const field of old.fields) if (!paired.has(field)) compareRemoved(field, shape, context);
  for (const field of next.fields) {
    if (paired.has(field)) continue;
    const path = fieldPlace(newPath, field);
    addNewMember(context, { path, oldPath, newPath: path }, only(field), opennessOf(shape));
  }
}

function opennessOf({ old, new: next }: ShapePair): Openness {
  return { wasOpen: old.isOpen, isOpen: next.isOpen };
}

function only(field: Field): OnlyMember {
  return { member: field, canBeMissing: canBeMissing(field) };
}

function compareRemoved(field: Field, shape: ShapePair, context: Comparing): void {
  const { new: next, oldPath, newPath, owner } = shape;
  const place = fieldPlace(oldPath, field);
  // The field is gone from its group; or its group is not included any more.
  const isOfGroup = next.fields.some(({ group }) => group === field.group);
  const path = field.group === undefined || isOfGroup ? place : [...oldPath, field.name];
  const isReserved = isReservedField(field, owner, context.isReserved);
  const removed = { ...only(field), isReserved };
  addRemovedMember(context, { path, oldPath: place, newPath }, removed, opennessOf(shape));
}

function addJoined({ old, new: next }: FieldPair, shape: ShapePair, { found }: Comparing): void {
  const path = fieldPlace(shape.newPath, next);
  const place = { path, oldPath: fieldPlace(shape.oldPath, old), newPath: path };
  found.add(place, { kind: "member-joined", old: old.name, oldMember: old, newMember: next });
}

function comparePair(
  { old, new: next, isGuessed }: FieldPair,
  shape: ShapePair,
  context: Comparing,
): void {
  const { found, open } = context;
  const path = fieldPlace(shape.newPath, next);
  const members = { oldMember: old, newMember: next };
  const place = { path, oldPath: fieldPlace(shape.oldPath, old), newPath: path, ...members };
  if (isGuessed) {
    addRenamedMember(context, place, only(old), only(next), opennessOf(shape));
    return;
  }
  if (old.name !== next.name) {
    found.add(place, { kind: "member-aliased", old: old.name, new: next.name, reads: true });
  }
  const lost = old.aliases.filter((alias) => !storedNames(next).includes(alias));
  if (lost.length > 0) found.add(place, { kind: "alias-removed", old: lost });
  addNeed(context, place, members, {
    // A reader sees a default where the field is missing.
    reads: !canBeMissing(old) || canBeMissing(next),
    rollsBack: !next.isOptional || canBeMissing(old),
  });
  addDefault(place, old, next, context);
  addForeignNames(place, next, shape, context);
  open.push({ old: old.type, new: next.type, place });
}

/** Reports that readers see something else where a field is missing. */
function addDefault(place: Place, old: Field, next: Field, { found }: Comparing): void {
  const isSame = JSON.stringify(old.default) === JSON.stringify(next.default);
  // That a field can no longer be missing is a difference of its own.
  if (isSame || !canBeMissing(old) || !canBeMissing(next)) return;
  found.add(place, { kind: "default", old: old.default, new: next.default, rollsBack: true });
}

/** Reports names under which open data may have any value that readers then see. */
function addForeignNames(
  place: Place,
  next: Field,
  { old: { fields, isOpen } }: ShapePair,
  { found, newTypes }: Comparing,
): void {
  if (!isOpen) return;
  const byName = new Map(
    fields.flatMap((field) => storedNames(field).map((name) => [name, field])),
  );
  const before: string[] = [];
  let foreign: readonly string[] = [];
  // Readers take the first of the names that is there.
  for (const name of storedNames(next)) {
    const listed = byName.get(name);
    if (listed === undefined) before.push(name);
    else {
      foreign = [...before];
      if (!canBeMissing(listed)) break;
    }
  }
  // Any value is one of the type, but not that of the field.
  const isAny = resolve(next.type, newTypes).kind === "json";
  const names = isAny ? foreign : before;
  if (names.length > 0) found.add(place, { kind: "member-added-to-open", new: names });
}
