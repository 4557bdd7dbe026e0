import type { YamlPath } from "../../diagnostics/diagnostic.js";
import { resolve, type TypesByName } from "../../model/aliases.js";
import type { FieldType, ObjectType, UnionType } from "../../model/model.js";
import type { DeclaredUnion, TypeContext } from "../fields.js";
import type { Mistakes } from "../known-errors.js";

/** The objects of a union, in its order. Whole only where `checkUnions` found nothing. */
export function branchObjects(union: UnionType, types: TypesByName): ObjectType[] {
  return union.branches.flatMap((branch) => {
    const object = resolve(branch, types);
    return object?.kind === "object" ? [object] : [];
  });
}

/** The values of the tag that mean this object. */
export function tagValues(object: ObjectType, tag: string): string[] {
  const type = typeOf(object, tag);
  if (type?.kind !== "literals") return [];
  return type.values.filter((value) => typeof value === "string");
}

function typeOf({ properties }: ObjectType, tag: string): FieldType | undefined {
  return properties.find(({ name }) => name === tag)?.type;
}

/** Reports unions whose branches are no objects, or cannot be told apart by the tag. */
export function checkUnions(types: TypesByName, context: TypeContext, mistakes: Mistakes): void {
  const isKnown = mistakes.knownTypes(types);
  for (const union of context.unions) checkUnion(union, types, context, mistakes, isKnown);
}

function checkUnion(
  { path, type }: DeclaredUnion,
  types: TypesByName,
  { report, suggest }: TypeContext,
  mistakes: Mistakes,
  isKnown: (type: FieldType) => boolean,
): void {
  const { tag, branches } = type;
  const objects = branchObjects(type, types);
  if (objects.length === branches.length && !objects.some((object) => typeOf(object, tag))) {
    // One mistake, and not one of each branch.
    const tagPath = [...path, "discriminator", "propertyName"];
    const isWrong = branches.some((_, at) => mistakes.standIn(report, [...path, "oneOf", at]));
    const suggestion = suggest(tag, commonNames(objects));
    if (!isWrong && branches.every(isKnown))
      report.atValue("union-tag", tagPath, { tag, suggestion });
    return;
  }
  const owners = new Map<string, YamlPath>();
  branches.forEach((branch, index) => {
    const branchPath = [...path, "oneOf", index];
    if (mistakes.standIn(report, branchPath) || !isKnown(branch)) return;
    const object = resolve(branch, types);
    if (object?.kind !== "object" || object.isNullable) {
      report.atValue("union-branch", branchPath, {});
      return;
    }
    const type = typeOf(object, tag);
    if (type !== undefined && !isKnown(type)) return;
    const problem = tagProblem(object, tag);
    if (problem !== undefined) {
      report.atValue("union-tag", branchPath, { tag, problem });
      return;
    }
    const values = tagValues(object, tag);
    const taken = values.filter((value) => owners.has(value));
    const [first] = taken;
    for (const value of values) if (!owners.has(value)) owners.set(value, branchPath);
    if (first === undefined) return;
    const related = [{ path: owners.get(first) as YamlPath, message: "the other is here" }];
    report.atValue("union-tag-clash", branchPath, { tag, values: taken }, related);
  });
}

/** The names of the properties that all of the objects have. */
function commonNames([first, ...others]: readonly ObjectType[]): string[] {
  const names = (first?.properties ?? []).map(({ name }) => name);
  return names.filter((name) => others.every((object) => typeOf(object, name)));
}

function tagProblem(object: ObjectType, tag: string): string | undefined {
  const property = object.properties.find(({ name }) => name === tag);
  if (property === undefined) return "lacks it";
  if (property.isOptional) return "does not require it";
  const { type } = property;
  if (type.kind === "named") return `leaves it to the type "${type.name}"`;
  const isTag =
    type.kind === "literals" &&
    !type.isNullable &&
    type.values.every((value) => typeof value === "string");
  return isTag ? undefined : "gives it no const";
}
