import { suggest } from "../../../diagnostics/suggest/suggest.js";
import { isMapping } from "../../mapping.js";
import { inOneLine } from "../flow.js";
import { helpForUnion, rawUnion, wrongBranchOf } from "../unions.js";
import { type FormMistake, foreignKey, type Habit, type Part, wrongType } from "./habit.js";

/** Unions as JSON Schema has them, without a discriminator. */
export const unionHabits: readonly Habit[] = [
  { kinds: ["type"], recognise: requiredOneOf },
  { kinds: ["type"], recognise: unionWithoutList },
  { kinds: ["type"], recognise: untaggedUnion },
];

function untaggedUnion({ value, document }: Part): FormMistake | undefined {
  // One that is misspelt is reported itself.
  const isTag = (key: string) => suggest(key, ["discriminator"]) !== undefined;
  if (Object.keys(value).some(isTag)) return undefined;
  const keyword = ["oneOf", "anyOf"].find((key) => Array.isArray(value[key]));
  if (keyword === undefined) return undefined;
  const union = rawUnion(value[keyword] as readonly unknown[], document);
  const hint = helpForUnion(union);
  if (hint === undefined) return undefined;
  if (keyword === "anyOf") return foreignKey("anyOf", hint, ["type"]);
  const index = wrongBranchOf(union);
  if (index === undefined) {
    const parameters = { key: "discriminator", hint };
    return { code: "missing-key", parameters, at: [], isAtKey: true, covers: ["type"] };
  }
  return {
    code: "union-branch",
    parameters: { hint },
    at: ["oneOf", index],
    isAtKey: false,
    covers: ["oneOf", "type"],
  };
}

/** `anyOf: [{ required: [a] }, { required: [b] }]` beside the properties of an object. */
function requiredOneOf({ value }: Part): FormMistake | undefined {
  if (!isMapping(value.properties)) return undefined;
  const keyword = ["anyOf", "oneOf"].find((key) => Array.isArray(value[key]));
  const branches = keyword === undefined ? [] : (value[keyword] as readonly unknown[]);
  const isRule = (branch: unknown) =>
    isMapping(branch) && Object.keys(branch).every((key) => key === "required");
  if (keyword === undefined || !branches.every(isRule)) return undefined;
  const hint = "Remove it, and require only the properties that every value has.";
  return foreignKey(keyword, hint, Object.keys(value));
}

/** `oneOf` of one type, or of types with names. */
function unionWithoutList({ value }: Part): FormMistake | undefined {
  const { oneOf } = value;
  if (!Object.hasOwn(value, "oneOf") || Array.isArray(oneOf)) return undefined;
  const types = isMapping(oneOf) ? Object.values(oneOf) : [];
  const list = types.length > 1 ? inOneLine(types) : undefined;
  const hint = `Write a list of types: "oneOf: ${list ?? "[Card, Cash]"}".`;
  return wrongType("oneOf", oneOf, { expected: "a list", hint }, ["oneOf"]);
}
