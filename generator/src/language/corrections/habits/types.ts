import { isMapping, type Mapping } from "../../mapping.js";
import { inOneLine } from "../flow.js";
import { helpAtLength, lastName, translateMapping } from "../foreign-types.js";
import { helpForList, helpForTuple } from "../lists.js";
import { isNull, nullableHelp } from "../nullable.js";
import { isObjectInShort, objectHelp } from "../objects.js";
import { ONE_OBJECT } from "../other-languages.js";
import { isKnownType } from "../raw-types.js";
import { helpForUnion, rawUnion } from "../unions.js";
import { type FormMistake, foreignKey, type Habit, type Part, wrongType } from "./habit.js";

/** Types at length as other languages write them. */
export const typeHabits: readonly Habit[] = [
  { kinds: ["type"], recognise: otherProperties },
  { kinds: ["type"], recognise: listedType },
  { kinds: ["type"], recognise: combination },
  { kinds: ["type"], recognise: tuple },
  { kinds: ["type"], recognise: digits },
  { kinds: ["type"], recognise: severalTypes },
  { kinds: ["type"], recognise: nameInBraces },
];

/** Properties under the key that another language has for them, without the list of those that are required. */
function otherProperties({ value }: Part): FormMistake | undefined {
  if (Object.hasOwn(value, "properties")) return undefined;
  const key = ["attributes", "fields", "props"].find((name) => isObjectInShort(value[name]));
  if (key === undefined || Object.hasOwn(value, "required")) return undefined;
  const { type: _, [key]: members, ...others } = value;
  const help = objectHelp(members as Mapping, others);
  return foreignKey(key, help, ["type"]);
}

/** A type with a row in the table of other languages. */
function listedType({ value }: Part): FormMistake | undefined {
  const translation = translateMapping(value);
  const help = translation && helpAtLength(translation);
  if (translation === undefined || help === undefined) return undefined;
  const { key, otherKeys, here } = translation;
  // The language has this key: only its value is wrong, or its type.
  if (key === "format") return undefined;
  const isReplaced = here !== undefined || otherKeys.length > 0;
  const covers = isReplaced ? Object.keys(value) : ["then", "else"];
  return foreignKey(key, help, covers);
}

/** `allOf`: of one type, as OpenAPI needs it beside a `$ref`, or of several. */
function combination({ value }: Part): FormMistake | undefined {
  if (!Array.isArray(value.allOf)) return undefined;
  const [only, ...others] = value.allOf;
  const name = others.length > 0 ? undefined : nameOf(only);
  return foreignKey("allOf", name === undefined ? ONE_OBJECT : `Write "type: ${name}".`, ["type"]);
}

function nameOf(type: unknown): string | undefined {
  const name = isMapping(type) ? type.$ref : type;
  return typeof name === "string" ? inOneLine(lastName(name)) : undefined;
}

/** A list with a type for each item. */
function tuple({ value }: Part): FormMistake | undefined {
  if (!Array.isArray(value.prefixItems)) return undefined;
  return foreignKey("prefixItems", helpForTuple(value.prefixItems), ["items", "type"]);
}

/** Digits of a decimal, before and after its point. */
function digits({ value }: Part): FormMistake | undefined {
  const { precision, scale } = value;
  const key = ["precision", "scale"].find((name) => Object.hasOwn(value, name));
  if (key === undefined) return undefined;
  return foreignKey(key, helpForDigits(value.type, precision, scale), ["precision", "scale"]);
}

function helpForDigits(type: unknown, precision: unknown, scale: unknown): string {
  if (type === "number" && scale === undefined) {
    return 'Write "multipleOf: 0.01" for two digits after the point.';
  }
  const isCount = (value: unknown) =>
    Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 38;
  const places = typeof scale === "number" ? scale : scale === undefined ? 0 : Number.NaN;
  if (!isCount(places)) return 'Remove it, and write its rule as a "pattern" of a decimal.';
  if (type === "number") return `Write "multipleOf: ${(10 ** -places).toFixed(places)}" instead.`;
  const before = isCount(precision) ? Math.max(1, Number(precision) - places) : 38;
  const after = places === 0 ? "" : `([.][0-9]{1,${places}})?`;
  return `Write { type: decimal, pattern: "^-?[0-9]{1,${before}}${after}$" }.`;
}

/** A list of types where one belongs; with its null, null among the values is the same mistake. */
function severalTypes({ value, document }: Part): FormMistake | undefined {
  const { type } = value;
  if (!Array.isArray(type)) return undefined;
  const names = type.filter((name) => !isNull(name));
  const isNullable = names.length < type.length && names.length === 1;
  const hint = isNullable
    ? nullableHelp(value)
    : names.length > 1 && names.some((name) => isKnownType(name, document))
      ? helpForUnion(rawUnion(type, document))
      : helpForList(type, document);
  if (hint === undefined) return undefined;
  const covers = isNullable ? ["type", "enum", "const"] : ["type"];
  return wrongType("type", type, { expected: "a string", hint }, covers);
}

/** `{ string }`: a type in short, in braces. */
function nameInBraces({ value, name, document }: Part): FormMistake | undefined {
  const [pair, ...others] = Object.entries(value);
  const [key, type] = pair ?? [];
  if (others.length > 0 || type !== null || !isKnownType(key, document)) return undefined;
  return foreignKey(key, `Write it without braces: "${name}: ${key}".`);
}
