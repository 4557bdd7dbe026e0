import { isMapping, type Mapping } from "../../mapping.js";
import { groupNames, NO_GROUP_IN_GROUP } from "../field-names.js";
import { fieldsOfObject, isObjectSchema, typesInOneLine } from "../objects.js";
import { isInFormOfType } from "../raw-types.js";
import { type FormMistake, foreignKey, type Habit, type Part } from "./habit.js";

/** Fields with something around them that belongs elsewhere. */
export const fieldHabits: readonly Habit[] = [
  { kinds: ["metadata"], recognise: metadataSchema },
  { kinds: ["fields"], recognise: objectSchema },
  { kinds: ["fields"], recognise: groupInGroup },
  { kinds: ["fields"], recognise: dataInGroup },
];

const METADATA =
  'Write the fields directly under "metadata:"; they are optional without "required: true".';
const FIELDS = 'with a "?" after the name of an optional one.';

function metadataSchema({ value }: Part): FormMistake | undefined {
  return isObjectSchema(value) ? wrapper("properties", METADATA, value) : undefined;
}

/** Fields as a schema of an object. */
function objectSchema({ value, name }: Part): FormMistake | undefined {
  if (!isObjectSchema(value)) return undefined;
  const form = typesInOneLine(String(name), fieldsOfObject(value));
  const where = name === "data" ? 'under "data:"' : "under the name of the group";
  const help =
    form === undefined ? `Write the fields directly ${where}, ${FIELDS}` : `Write "${form}".`;
  return wrapper("properties", help, value);
}

function groupInGroup({ value, name }: Part): FormMistake | undefined {
  if (name === "data" || !Array.isArray(value.include)) return undefined;
  if (groupNames(value.include).length === 0) return undefined;
  return foreignKey("include", NO_GROUP_IN_GROUP, isWrapper(value.data) ? ["data"] : []);
}

/** A group that is written like an event type. */
function dataInGroup({ value, name }: Part): FormMistake | undefined {
  if (name === "data") return undefined;
  const key = ["data", "fields", "properties"].find((one) => isWrapper(value[one]));
  if (key === undefined) return undefined;
  const hint = `Remove "${key}:", and write the fields directly under the name of the group.`;
  return wrapper(key, hint, value);
}

/** Whether a value is fields, and not a type at length. */
function isWrapper(value: unknown): value is Mapping {
  if (!isMapping(value)) return false;
  return (
    !KEYWORDS.some((key) => Object.hasOwn(value, key)) && Object.values(value).every(isInFormOfType)
  );
}

const KEYWORDS = [
  "type",
  "oneOf",
  "anyOf",
  "allOf",
  "enum",
  "const",
  "items",
  "properties",
  "$ref",
];

function wrapper(key: string, hint: string, fields: Mapping): FormMistake {
  return { ...foreignKey(key, hint, Object.keys(fields)), breaksPart: true };
}
