import { compareText } from "../../util/compare.js";
import type { TypesByName } from "../aliases.js";
import type { FieldType, ObjectType, Property, UnionType } from "../model.js";
import { branchObjects, tagValues } from "../unions.js";
import {
  addNeed,
  addNewMember,
  addOpenness,
  addRemovedMember,
  addRenamedMember,
  type Comparing,
  type OnlyMember,
} from "./comparing.js";
import { below, type Place } from "./difference-list.js";
import { guessRenames } from "./renames.js";

/**
 * Compares the properties of two objects; their types are to be compared later.
 *
 * @param tag - A property whose values are compared already.
 */
export function compareObjects(
  place: Place,
  old: ObjectType,
  next: ObjectType,
  tag: string | undefined,
  context: Comparing,
): void {
  addOpenness(context, below(place, ["additionalProperties"]), old.isOpen, next.isOpen);
  const added = new Map(next.properties.map((property) => [property.name, property]));
  const removed: Property[] = [];
  for (const property of old.properties) {
    const other = added.get(property.name);
    added.delete(property.name);
    if (other === undefined) removed.push(property);
    else compareProperties(place, property, other, tag, context);
  }
  const { isReserved } = context;
  const isReservedHere = ({ name }: Property) =>
    place.owner !== undefined && isReserved(place.owner, name);
  const renames = guessRenames(
    removed.filter((property) => !isReservedHere(property)),
    [...added.values()],
  );
  const renamed = new Set(renames.values());
  const openness = { wasOpen: old.isOpen, isOpen: next.isOpen };
  const [oldPath, newPath] = [place.oldPath, place.newPath];
  for (const property of removed) {
    if (renamed.has(property)) continue;
    const inner = { ...below(place, ["properties", property.name]), newPath };
    const member = { ...only(property), isReserved: isReservedHere(property) };
    addRemovedMember(context, inner, member, openness);
  }
  for (const property of added.values()) {
    const inner = below(place, ["properties", property.name]);
    const former = renames.get(property);
    if (former === undefined) {
      addNewMember(context, { ...inner, oldPath }, only(property), openness);
      continue;
    }
    const renamedPlace = { ...inner, oldPath: [...oldPath, "properties", former.name] };
    addRenamedMember(context, renamedPlace, only(former), only(property), openness);
  }
}

function only(property: Property): OnlyMember {
  return { member: property, canBeMissing: property.isOptional };
}

function compareProperties(
  place: Place,
  old: Property,
  next: Property,
  tag: string | undefined,
  context: Comparing,
): void {
  const inner = below(place, ["properties", old.name]);
  const directions = {
    reads: !old.isOptional || next.isOptional,
    rollsBack: old.isOptional || !next.isOptional,
  };
  addNeed(context, inner, { oldMember: old, newMember: next }, directions);
  if (old.name !== tag) context.open.push({ old: old.type, new: next.type, place: inner });
}

/** Compares the branches of two unions by the values of their tag. */
export function compareUnions(
  place: Place,
  old: UnionType,
  next: UnionType,
  context: Comparing,
): void {
  const { found, open, oldTypes, newTypes } = context;
  if (old.tag !== next.tag) {
    found.add(place, { kind: "discriminator", old: old.tag, new: next.tag });
    return;
  }
  const branches = branchesByTag(old, oldTypes);
  const others = branchesByTag(next, newTypes);
  const compared = new Map<FieldType, FieldType>();
  for (const [value, branch] of branches) {
    const other = others.get(value);
    const inner = below(place, ["oneOf", value]);
    if (other === undefined) {
      found.add(inner, { kind: "branch-removed", old: value, rollsBack: true });
    } else if (compared.get(branch) !== other) {
      // Several values of the tag can select one branch.
      compared.set(branch, other);
      open.push({ old: branch, new: other, place: inner, tag: old.tag });
    }
  }
  for (const value of others.keys()) {
    if (branches.has(value)) continue;
    found.add(below(place, ["oneOf", value]), { kind: "branch-added", new: value, reads: true });
  }
}

/** The branches of a union, by the values of its tag that select them, in the order of these. */
function branchesByTag(union: UnionType, types: TypesByName): Map<string, FieldType> {
  const objects = branchObjects(union, types);
  const byValue = objects.flatMap((object, index) =>
    tagValues(object, union.tag).map(
      (value) => [value, union.branches[index] as FieldType] as const,
    ),
  );
  return new Map(byValue.sort(([a], [b]) => compareText(a, b)));
}
