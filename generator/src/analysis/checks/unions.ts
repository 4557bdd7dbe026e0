import type { YamlPath } from "../../diagnostics/diagnostic.js";
import type { RawKind } from "../../language/corrections/raw-types.js";
import { helpForKinds } from "../../language/corrections/unions.js";
import { resolve, type TypesByName, typesByName } from "../../model/aliases.js";
import type { FieldType, ObjectType } from "../../model/model.js";
import { tagType, tagValues } from "../../model/unions.js";
import type { Analysis } from "../analysis.js";
import { errorFinder } from "../errors.js";
import type { DeclaredUnion } from "../type-reader.js";

/** Reports unions whose branches are no objects, or have no tag or equal values of it. */
export function checkUnions({ collected, declaredTypes, unknown }: Analysis): void {
  const types = typesByName(declaredTypes);
  const hasError = errorFinder(declaredTypes);
  for (const union of collected.unions) {
    if (!checkUnion(union, types, hasError)) unknown.unions.add(union.type);
  }
}

/** Whether nothing is wrong with a union, as far as its branches are known. */
function checkUnion(
  { path, type: { tag, branches }, scope: { report, suggest } }: DeclaredUnion,
  types: TypesByName,
  hasError: (type: FieldType) => boolean,
): boolean {
  const resolved = branches.map((branch) => resolve(branch, types));
  const objects = resolved.filter((branch) => branch.kind === "object");
  if (objects.length === branches.length && !objects.some((object) => tagType(object, tag))) {
    if (branches.some(hasError)) return true;
    // One mistake, and not one of each branch.
    const tagPath = [...path, "discriminator", "propertyName"];
    report.atValue("union-tag", tagPath, { tag, suggestion: suggest(tag, commonNames(objects)) });
    return false;
  }
  const kinds = resolved.map(kindOf);
  if (kinds.every((kind) => kind !== "unknown" && kind !== "object")) {
    // One mistake, and not one of each branch.
    report.atValue("union-branch", [...path, "oneOf", 0], { hint: helpForKinds(kinds) });
    return false;
  }
  const problems = resolved.map((branch) =>
    branch.kind === "object" ? tagProblem(branch, tag) : undefined,
  );
  // A tag of integers, for example, is one mistake, which the first branch shows.
  const isCommon =
    problems[0] !== undefined && new Set(problems.map((problem) => problem?.problem)).size === 1;
  const owners = new Map<string, YamlPath>();
  const areRight = resolved.map((branch, index) => {
    const branchPath = [...path, "oneOf", index];
    if (branch.kind === "error") return true;
    if (branch.kind !== "object" || branch.isNullable) {
      report.atValue("union-branch", branchPath, {});
      return false;
    }
    const ofTag = tagType(branch, tag);
    if (ofTag !== undefined && resolve(ofTag, types).kind === "error") return true;
    const problem = problems[index];
    if (problem !== undefined) {
      if (index === 0 || !isCommon) report.atValue("union-tag", branchPath, { tag, ...problem });
      return false;
    }
    const values = tagValues(branch, tag);
    const taken = values.filter((value) => owners.has(value));
    for (const value of values) if (!owners.has(value)) owners.set(value, branchPath);
    const [first] = taken;
    if (first === undefined) return true;
    const related = [{ path: owners.get(first) as YamlPath, message: "the other is here" }];
    report.atValue("union-tag-clash", branchPath, { tag, values: taken }, related);
    return false;
  });
  return areRight.every(Boolean);
}

/** The names of the properties that all of the objects have. */
function commonNames([first, ...others]: readonly ObjectType[]): string[] {
  const names = (first?.properties ?? []).map(({ name }) => name);
  return names.filter((name) => others.every((object) => tagType(object, name)));
}

function kindOf(type: FieldType): RawKind | "unknown" {
  switch (type.kind) {
    case "string":
    case "number":
    case "boolean":
    case "json":
    case "list":
    case "map":
    case "object":
      return type.kind;
    case "literals":
      return typeof type.values[0] as RawKind;
    case "union":
    case "named":
    case "error":
      return "unknown";
  }
}

interface TagProblem {
  readonly problem: string;
  /** The value of the tag as a string, where that is all that is wrong. */
  readonly value: string | undefined;
}

function tagProblem(object: ObjectType, tag: string): TagProblem | undefined {
  const property = object.properties.find(({ name }) => name === tag);
  const because = (problem: string, value?: string) => ({ problem, value });
  if (property === undefined) return because("lacks it");
  if (property.isOptional) return because("does not require it");
  const { type } = property;
  if (type.kind === "named") return because(`leaves it to the type "${type.name}"`);
  if (type.kind !== "literals" || type.isNullable) return because("gives it no const");
  const other = type.values.find((value) => typeof value !== "string");
  if (other === undefined) return undefined;
  return because("gives it a value that is not a string", JSON.stringify(String(other)));
}
