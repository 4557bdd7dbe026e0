import { resolve, type TypesByName } from "./aliases.js";
import type { FieldType, ObjectType, UnionType } from "./model.js";

/** The objects of a union, in its order: all of its branches, unless one of them is wrong. */
export function branchObjects(union: UnionType, types: TypesByName): ObjectType[] {
  return union.branches
    .map((branch) => resolve(branch, types))
    .filter((branch) => branch.kind === "object");
}

/** The type of the tag in an object of a union. */
export function tagType({ properties }: ObjectType, tag: string): FieldType | undefined {
  return properties.find(({ name }) => name === tag)?.type;
}

/** The values of the tag that select an object of a union. */
export function tagValues(object: ObjectType, tag: string): string[] {
  const type = tagType(object, tag);
  if (type?.kind !== "literals") return [];
  return type.values.filter((value) => typeof value === "string");
}
