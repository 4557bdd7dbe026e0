import { isMapping, type Mapping } from "../mapping.js";
import { inOneLine } from "./flow.js";
import { lastName } from "./foreign-types.js";
import { nullability, nullableHelp } from "./nullable.js";
import { kindOfRawType, longType, type RawKind, rawLiterals, resolveRawType } from "./raw-types.js";

/** A union as it is written. */
export interface RawUnion {
  readonly branches: readonly unknown[];
  readonly kinds: readonly (RawKind | undefined)[];
  /** The objects of the branches, if all of them are objects or null. */
  readonly objects: readonly Mapping[] | undefined;
}

export function rawUnion(branches: readonly unknown[], document: Mapping): RawUnion {
  const kinds = branches.map((branch) => kindOfRawType(branch, document));
  const others = branches.filter((_, index) => kinds[index] !== "null");
  const objects = others.map((branch) => resolveRawType(branch, document)).filter(isMapping);
  const areObjects = kinds.every((kind) => kind === "object" || kind === "null");
  return { branches, kinds, objects: areObjects ? objects : undefined };
}

/** The first branch that cannot be one: null before all others. */
export function wrongBranchOf({ kinds }: RawUnion): number | undefined {
  const ofNull = kinds.indexOf("null");
  const other = kinds.findIndex((kind) => kind !== undefined && kind !== "object");
  const index = ofNull === -1 ? other : ofNull;
  return index === -1 ? undefined : index;
}

/** What to write for a union without a discriminator; `undefined` where its branches are not known. */
export function helpForUnion(union: RawUnion): string | undefined {
  const { branches, kinds, objects } = union;
  const isNullable = kinds.includes("null");
  const others = branches.filter((_, index) => kinds[index] !== "null");
  if (isNullable && others.length === 1) return nullableHelp(typeOf(others[0]));
  if (objects !== undefined) return helpForObjects(others, objects, isNullable);
  if (kinds.includes(undefined)) return undefined;
  const values = others.flatMap((branch) => {
    const own = isMapping(branch) ? rawLiterals(branch) : [];
    return own.length > 0 ? own : [undefined];
  });
  if (values.every((value) => typeof value === "string")) {
    const form = inOneLine({ type: "string", ...nullability(isNullable), enum: values });
    if (form !== undefined) return `Write ${form}.`;
  }
  return helpForKinds(kinds as readonly RawKind[]);
}

function typeOf(branch: unknown): Mapping {
  return isReference(branch) ? { type: lastName(branch.$ref) } : longType(branch);
}

/** What to write for types that are not all objects, and so no union. */
export function helpForKinds(kinds: readonly RawKind[]): string {
  const [kind, ...others] = new Set(kinds.filter((name) => name !== "null"));
  const isScalar = kind === "string" || kind === "number" || kind === "boolean";
  if (isScalar && others.length === 0) {
    return `Write ${inOneLine({ type: kind, ...nullability(kinds.includes("null")) })}.`;
  }
  const json = 'Write "type: json". It takes any value';
  return kinds.includes("object")
    ? `${json}; or make each branch an object with a const of its own in one property.`
    : `${json}.`;
}

/** The tag of a help about objects that have none. */
const ANY_TAG = "kind";

function helpForObjects(
  branches: readonly unknown[],
  objects: readonly Mapping[],
  isNullable: boolean,
): string {
  const [tag = ANY_TAG, ...others] = commonTags(objects);
  const hasTag = objects.every((object) => hasLiterals(object, tag)) && others.length === 0;
  const names = branches.map((branch) => (isReference(branch) ? lastName(branch.$ref) : branch));
  const union = { oneOf: names, discriminator: { propertyName: tag }, ...nullability(isNullable) };
  const form = inOneLine(union);
  const add =
    form === undefined ? `Add "discriminator: { propertyName: ${tag} }"` : `Write ${form}`;
  if (hasTag) return `${add}.`;
  if (others.length > 0) return `${add}, with the property whose const each object has of its own.`;
  return `${add}, and give each object the property "${tag}: { type: string, const: … }", and list it under "required".`;
}

function isReference(branch: unknown): branch is { readonly $ref: string } {
  return isMapping(branch) && typeof branch.$ref === "string";
}

/** The properties of which every object lists the values. */
function commonTags(objects: readonly Mapping[]): string[] {
  const [first] = objects;
  const { properties } = first ?? {};
  return Object.keys(isMapping(properties) ? properties : {}).filter((name) =>
    objects.every((object) => hasLiterals(object, name)),
  );
}

function hasLiterals({ properties }: Mapping, name: string): boolean {
  const property = isMapping(properties) && Object.hasOwn(properties, name) && properties[name];
  return isMapping(property) && rawLiterals(property).length > 0;
}
