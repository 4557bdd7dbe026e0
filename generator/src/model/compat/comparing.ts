import { resolve, type TypesByName } from "../aliases.js";
import type { FieldType } from "../model.js";
import type { Difference, Member } from "./difference.js";
import { DifferenceList, type Place } from "./difference-list.js";
import type { IsReserved } from "./pair-fields.js";

/** Two types, or parts of types, to compare. */
export interface TypePair {
  readonly old: FieldType;
  readonly new: FieldType;
  readonly place: Place;
  /** The tag of a union that has the types as branches: its values are compared already. */
  readonly tag?: string;
}

/** A comparison of two schemas that is under way. */
export interface Comparing {
  readonly oldTypes: TypesByName;
  readonly newTypes: TypesByName;
  readonly isReserved: IsReserved;
  readonly found: DifferenceList;
  /** What is still to be compared. */
  readonly open: TypePair[];
  /** The named types that are compared already, or are to be. */
  readonly seen: Set<string>;
}

export function comparing(
  oldTypes: TypesByName,
  newTypes: TypesByName,
  isReserved: IsReserved,
): Comparing {
  return { oldTypes, newTypes, isReserved, found: new DifferenceList(), open: [], seen: new Set() };
}

/** Whether two objects, or the data of two versions, may have members that they do not list. */
export interface Openness {
  readonly wasOpen: boolean;
  readonly isOpen: boolean;
}

/** A member that only one of two objects lists. */
export interface OnlyMember {
  readonly member: Member;
  /** Whether values can lack it. */
  readonly canBeMissing: boolean;
}

/** Reports a member that only the new schema has. */
export function addNewMember(
  context: Comparing,
  place: Place,
  added: OnlyMember,
  openness: Openness,
): void {
  const directions = directionsOfNew(context, added, openness);
  const kind = !added.canBeMissing
    ? "required-member-added"
    : directions.reads
      ? "member-added"
      : "member-added-to-open";
  context.found.add(place, { kind, ...directions, newMember: added.member });
}

/** Reports a member that only the old schema has. */
export function addRemovedMember(
  context: Comparing,
  place: Place,
  removed: OnlyMember & { readonly isReserved: boolean },
  openness: Openness,
): void {
  const directions = directionsOfRemoved(context, removed, openness);
  const kind = removed.isReserved ? "reserved-member-removed" : "member-removed";
  context.found.add(place, { kind, ...directions, oldMember: removed.member });
}

/** Reports a member that was removed and one that was added, which are most likely the same one. */
export function addRenamedMember(
  context: Comparing,
  place: Place,
  removed: OnlyMember,
  added: OnlyMember,
  openness: Openness,
): void {
  const [ofOld, ofNew] = [
    directionsOfRemoved(context, removed, openness),
    directionsOfNew(context, added, openness),
  ];
  const [old, now] = [removed.member, added.member];
  context.found.add(place, {
    kind: "member-renamed",
    old: old.name,
    new: now.name,
    reads: ofOld.reads && ofNew.reads,
    rollsBack: ofOld.rollsBack && ofNew.rollsBack,
    oldMember: old,
    newMember: now,
  });
}

type Directions = Pick<Difference, "reads" | "rollsBack">;

function directionsOfNew(
  { newTypes }: Comparing,
  { member, canBeMissing }: OnlyMember,
  { wasOpen }: Openness,
): Directions {
  // Where other members are allowed, one with this name can have any value.
  const hasAnyValue = wasOpen && resolve(member.type, newTypes).kind !== "json";
  return { reads: canBeMissing && !hasAnyValue, rollsBack: wasOpen };
}

function directionsOfRemoved(
  { oldTypes }: Comparing,
  { member, canBeMissing }: OnlyMember,
  { isOpen }: Openness,
): Directions {
  const hasAnyValue = isOpen && resolve(member.type, oldTypes).kind !== "json";
  return { reads: isOpen, rollsBack: canBeMissing && !hasAnyValue };
}

/** Reports whether values can lack a member, if that differs. */
export function addNeed(
  { found }: Comparing,
  place: Place,
  members: { readonly oldMember: Member; readonly newMember: Member },
  { reads, rollsBack }: { readonly reads: boolean; readonly rollsBack: boolean },
): void {
  if (reads && rollsBack) return;
  const kind = reads ? "made-optional" : "made-required";
  const [old, now] = [members.oldMember.isOptional, members.newMember.isOptional];
  found.add(place, { kind, old, new: now, reads, rollsBack, ...members });
}

export function addOpenness({ found }: Comparing, place: Place, old: boolean, now: boolean): void {
  if (old === now) return;
  found.add(place, { kind: "openness", old, new: now, reads: now, rollsBack: old });
}
