import type { Draws } from "../draws.js";
import {
  bold,
  careful,
  type Draft,
  type Edit,
  freshName,
  type LongType,
  long,
  replaceMember,
  reserve,
  type Type,
} from "./draft.js";
import { simpleType } from "./simple-types.js";
import { allSpotsOf, type Spot, spotsOf } from "./spots.js";

/** Changes a type in its long form. @returns Whether there was anything to change. */
type Change = (type: LongType, draws: Draws, draft: Draft) => boolean;

/** Changes one of the types that can be changed so. */
function change(of: readonly Spot["of"][], apply: Change): Edit["apply"] {
  return (draft, draws) => {
    for (const spot of draws.shuffled(spotsOf(draft).filter((each) => of.includes(each.of)))) {
      const type = long(spot.type);
      // A default of the old type is, mostly, none of the new one.
      if (draws.happens(0.7)) delete type.default;
      if (!apply(type, draws, draft)) continue;
      spot.replace(type);
      return true;
    }
    return false;
  };
}

const ANY = ["field", "metadata", "named", "inner"] as const;
const ANY_OR_ID = [...ANY, "id"] as const;
const ANY_OR_BRANCH = [...ANY, "branch"] as const;

const TEXTS = ["ulid", "uuid", "timestamp", "date", "time", "email", "uri", "decimal", "int64"];

type Kind = "string" | "number" | "list" | "object" | "map" | "union" | "literals" | "other";

function kindOf({ type = "", enum: literals, const: literal, ...others }: LongType): Kind {
  if (others.oneOf !== undefined) return "union";
  if (literals !== undefined || literal !== undefined) return "literals";
  if (type.endsWith("[]") || type === "array") return "list";
  if (type === "string" || TEXTS.includes(type)) return "string";
  if (type === "number" || type === "integer") return "number";
  if (type === "object" && others.properties !== undefined) return "object";
  if (type === "object" && typeof others.additionalProperties !== "boolean") {
    return others.additionalProperties === undefined ? "other" : "map";
  }
  return "other";
}

/** Removes all rules, so that every value of the kind is left. */
function unruled(type: LongType): boolean {
  const { description, pii, nullable } = type;
  const kind = kindOf(type);
  if (kind !== "literals" && kind !== "string" && kind !== "number") return false;
  const [sample] = type.enum ?? [type.const];
  const name = kind === "literals" ? typeof sample : type.type === "integer" ? "integer" : kind;
  for (const keyword of Object.keys(type)) delete type[keyword as keyof LongType];
  Object.assign(type, {
    type: name,
    ...(description && { description }),
    ...(pii && { pii }),
    ...(nullable && { nullable }),
  });
  return true;
}

function widen(type: LongType, draws: Draws): boolean {
  if (kindOf(type) === "number" && type.type === "integer" && draws.happens(0.5)) {
    type.type = "number";
    return true;
  }
  if (type.type === "int64") {
    type.type = "decimal";
    return true;
  }
  return unruled(type);
}

function narrow(type: LongType, draws: Draws): boolean {
  switch (kindOf(type)) {
    case "number":
      if (type.type !== "number") return false;
      type.type = "integer";
      return true;
    case "string":
      if (type.format !== undefined || type.pattern !== undefined) return false;
      type.type = draws.pick(TEXTS);
      delete type.minLength;
      delete type.maxLength;
      return true;
    case "other":
      if (type.type !== "json") return false;
      type.type = draws.pick(["string", "number", "object"]);
      return true;
    default:
      return false;
  }
}

const LIMITS: Readonly<Partial<Record<Kind, readonly (keyof LongType)[]>>> = {
  string: ["minLength", "maxLength"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
  list: ["minItems", "maxItems"],
};

/** Sets a limit, moves it, or removes it. */
function limit(type: LongType, draws: Draws): boolean {
  const limits = LIMITS[kindOf(type)];
  // A range may have no multiple in it, and a format no text of a length.
  if (limits === undefined || type.multipleOf !== undefined) return false;
  if (type.format !== undefined || TEXTS.includes(type.type ?? "")) return false;
  const keyword = draws.pick(limits) as "minimum";
  const value = type[keyword];
  if (value === undefined) type[keyword] = draws.below(6);
  else if (draws.happens(0.3) && type.entity === undefined) delete type[keyword];
  else
    type[keyword] = Math.max(
      kindOf(type) === "number" ? -100 : 0,
      value + draws.pick([-2, -1, 1, 2]),
    );
  return true;
}

/** Sets a rule that is no limit, changes it, or removes it. */
function rule(type: LongType, draws: Draws): boolean {
  switch (kindOf(type)) {
    case "number":
      if (LIMITS.number?.some((keyword) => type[keyword] !== undefined)) return false;
      if (type.multipleOf === undefined) type.multipleOf = draws.pick([0.01, 0.5, 2, 3]);
      else if (draws.happens(0.4)) delete type.multipleOf;
      else type.multipleOf *= draws.pick([2, 3, 0.5]);
      return type.type !== "integer" || Number.isInteger(type.multipleOf ?? 1);
    case "string":
      if (type.type !== "string" || type.format !== undefined) return false;
      if (type.pattern === undefined)
        type.pattern = draws.pick(["^[a-z]{1,5}$", "^\\d{2,4}$", "^.{0,9}$"]);
      else if (draws.happens(0.5)) delete type.pattern;
      else type.pattern = "^[a-z]{1,9}$";
      return true;
    case "list":
      if (type.uniqueItems) delete type.uniqueItems;
      else type.uniqueItems = true;
      return true;
    default:
      return false;
  }
}

function addLiteral(type: LongType, draws: Draws): boolean {
  if (kindOf(type) !== "literals") return false;
  const values = type.enum ?? [type.const ?? ""];
  if (typeof values[0] === "boolean") return false;
  delete type.const;
  const added = typeof values[0] === "number" ? 4711 : `added${draws.below(9)}`;
  type.enum = [...new Set([...values, added])];
  return true;
}

function removeLiteral(type: LongType, draws: Draws): boolean {
  if (type.enum === undefined || type.enum.length < 2) return false;
  const removed = draws.pick(type.enum);
  type.enum = type.enum.filter((value) => value !== removed);
  return true;
}

function toggleNullable(type: LongType): boolean {
  if (type.type === "json") return false;
  if (type.nullable) delete type.nullable;
  else type.nullable = true;
  return true;
}

/** The properties of an object that a union does not select its branches by. */
function plainProperties({ properties = {} }: LongType): string[] {
  return Object.keys(properties).filter(
    (name) => long(properties[name] as Type).const === undefined,
  );
}

/** The required properties of an object; a field of metadata that every event has may list none. */
function requiredOf({ required }: LongType): string[] | undefined {
  return required === true ? undefined : (required ?? []);
}

function addProperty(isRequired: boolean): Change {
  return (type, draws, draft) => {
    const required = requiredOf(type);
    if (kindOf(type) !== "object" || type.properties === undefined || required === undefined)
      return false;
    const name = freshName(draft, (number) => `property${number}`);
    type.properties[name] = simpleType(draws);
    if (isRequired) type.required = [...required, name];
    return true;
  };
}

function withoutProperty(type: LongType, name: string): void {
  delete type.properties?.[name];
  const required = requiredOf(type)?.filter((other) => other !== name);
  if (required !== undefined) type.required = required;
  if (required?.length === 0) delete type.required;
}

function removeProperty(type: LongType, draws: Draws): boolean {
  const names = plainProperties(type);
  if (names.length === 0) return false;
  withoutProperty(type, draws.pick(names));
  return true;
}

/** Removes a property of a named type, and reserves its name. */
function removeReserved(draft: Draft, draws: Draws): boolean {
  const named = Object.entries(draft.types ?? {}).filter(
    ([, type]) => plainProperties(long(type)).length > 0,
  );
  if (named.length === 0) return false;
  const [owner, type] = draws.pick(named);
  const name = draws.pick(plainProperties(long(type)));
  withoutProperty(type as LongType, name);
  reserve(draft, owner, name);
  return true;
}

function renameProperty(type: LongType, draws: Draws, draft: Draft): boolean {
  const names = plainProperties(type);
  if (type.properties === undefined || names.length === 0) return false;
  const name = draws.pick(names);
  const newName = freshName(draft, (number) => `${name}${number}`);
  replaceMember(type.properties, name, newName);
  if (Array.isArray(type.required)) {
    type.required = type.required.map((other) => (other === name ? newName : other));
  }
  return true;
}

function togglePropertyNeed(type: LongType, draws: Draws): boolean {
  const names = plainProperties(type);
  const required = requiredOf(type);
  if (names.length === 0 || required === undefined) return false;
  const name = draws.pick(names);
  const others = required.filter((other) => other !== name);
  type.required = others.length === required.length ? [...required, name] : others;
  if (type.required.length === 0) delete type.required;
  return true;
}

function toggleOpen(type: LongType): boolean {
  if (kindOf(type) !== "object") return false;
  if (type.additionalProperties === true) delete type.additionalProperties;
  else type.additionalProperties = true;
  return true;
}

function addBranch(type: LongType, draws: Draws): boolean {
  const { oneOf, discriminator } = type;
  if (oneOf === undefined || discriminator === undefined) return false;
  const tag = discriminator.propertyName;
  const other = tag === "other" ? "another" : "other";
  const properties = {
    [tag]: { type: "string", const: `branch ${draws.below(99)}` },
    [other]: simpleType(draws),
  };
  oneOf.push({ type: "object", properties, required: [tag] });
  return true;
}

function removeBranch({ oneOf }: LongType, draws: Draws): boolean {
  if (oneOf === undefined || oneOf.length < 2) return false;
  oneOf.splice(draws.below(oneOf.length), 1);
  return true;
}

function renameTagValue({ oneOf, discriminator }: LongType, draws: Draws): boolean {
  const branch = draws.pick(oneOf ?? [""]);
  if (typeof branch === "string" || branch.properties === undefined || discriminator === undefined)
    return false;
  branch.properties[discriminator.propertyName] = {
    type: "string",
    const: `renamed ${draws.below(9)}`,
  };
  return true;
}

function renameTag({ oneOf, discriminator }: LongType): boolean {
  if (oneOf === undefined || discriminator === undefined) return false;
  const [tag, newTag] = [discriminator.propertyName, "newTag"];
  for (const branch of oneOf) {
    if (typeof branch === "string" || branch.properties === undefined) return false;
    replaceMember(branch.properties, tag, newTag);
    branch.required = (branch.required as string[]).map((name) => (name === tag ? newTag : name));
  }
  discriminator.propertyName = newTag;
  return true;
}

/** One value becomes a list of them, or a list one value. */
function changeCardinality(draft: Draft, draws: Draws): boolean {
  const spots = spotsOf(draft).filter(({ of }) => of !== "id" && of !== "branch");
  if (spots.length === 0) return false;
  const { type, replace } = draws.pick(spots);
  if (typeof type === "string") replace(type.endsWith("[]") ? type.slice(0, -2) : `${type}[]`);
  else if (type.items !== undefined) replace(type.items);
  else {
    const {
      pii: _,
      lookup: __,
      entity: ___,
      aliases: ____,
      default: _____,
      required,
      ...items
    } = type;
    replace({
      type: "array",
      items: required === true ? items : { ...items, ...(required && { required }) },
    });
  }
  return true;
}

/** Gives an inline type a name. */
function extract(draft: Draft, draws: Draws): boolean {
  const spots = spotsOf(draft).filter(({ type, of }) => of === "inner" && typeof type === "object");
  if (spots.length === 0) return false;
  const { type, replace } = draws.pick(spots);
  const name = freshName(draft, (number) => `Extracted${number}`);
  replace(name);
  draft.types = { ...draft.types, [name]: type };
  return true;
}

/** Writes a named type where it is used. */
function inline(draft: Draft, draws: Draws): boolean {
  const { types = {} } = draft;
  const spots = allSpotsOf(draft).filter(
    ({ type, of }) => of === "inner" && types[String(type)] !== undefined,
  );
  if (spots.length === 0) return false;
  const { type, replace } = draws.pick(spots);
  replace(structuredClone(types[String(type)] as Type));
  return true;
}

function renameType(draft: Draft, draws: Draws): boolean {
  const names = Object.keys(draft.types ?? {});
  if (draft.types === undefined || names.length === 0) return false;
  const name = draws.pick(names);
  const newName = freshName(draft, (number) => `Renamed${number}`);
  replaceMember(draft.types, name, newName);
  if (draft.reserved?.[name] !== undefined) replaceMember(draft.reserved, name, newName);
  // Each replacement makes a copy of what it is in, so the spots before it are of the past.
  for (;;) {
    const use = allSpotsOf(draft).find(
      ({ type }) => long(type).type?.replaceAll("[]", "") === name,
    );
    if (use === undefined) return true;
    const type = long(use.type);
    const renamed = type.type?.replace(name, newName) as string;
    use.replace(typeof use.type === "string" ? renamed : { ...type, type: renamed });
  }
}

export const TYPE_EDITS: readonly Edit[] = [
  bold("change a type to another one", 3, (draft, draws) => {
    const spots = spotsOf(draft).filter(({ of }) => of !== "id" && of !== "branch");
    if (spots.length === 0) return false;
    draws.pick(spots).replace(simpleType(draws));
    return true;
  }),
  careful("widen a type", 6, change(ANY_OR_ID, widen)),
  careful("let a value be anything", 2, (draft, draws) => {
    const spots = spotsOf(draft).filter(({ of }) => of !== "id" && of !== "branch");
    if (spots.length === 0) return false;
    draws.pick(spots).replace("json");
    return true;
  }),
  bold("narrow a type", 3, change(ANY, narrow)),
  bold("change a limit", 6, change(ANY_OR_ID, limit)),
  bold("change a rule", 3, change(ANY_OR_ID, rule)),
  careful("add a value to an enum", 3, change(ANY, addLiteral)),
  bold("remove a value of an enum", 3, change(ANY, removeLiteral)),
  bold("change nullability", 3, change(ANY, toggleNullable)),
  careful("add an optional property", 3, change(ANY_OR_BRANCH, addProperty(false))),
  bold("add a required property", 2, change(ANY_OR_BRANCH, addProperty(true))),
  bold("remove a property", 2, change(ANY_OR_BRANCH, removeProperty)),
  careful("remove a property and reserve its name", 1, removeReserved),
  bold("rename a property", 2, change(ANY_OR_BRANCH, renameProperty)),
  bold("make a property optional, or required", 3, change(ANY_OR_BRANCH, togglePropertyNeed)),
  bold("open or close an object", 2, change(ANY_OR_BRANCH, toggleOpen)),
  careful("add a branch", 2, change(ANY, addBranch)),
  bold("remove a branch", 2, change(ANY, removeBranch)),
  bold("rename a branch", 1, change(ANY, renameTagValue)),
  bold("rename the tag of a union", 1, change(ANY, renameTag)),
  bold("change one value for a list, or back", 2, changeCardinality),
  careful("give a type a name", 1, extract),
  careful("write a named type where it is used", 1, inline),
  careful("rename a type", 1, renameType),
];
