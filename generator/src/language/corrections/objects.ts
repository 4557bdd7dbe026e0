import { fieldName } from "../../model/names.js";
import { isMapping, type Mapping } from "../mapping.js";
import { isKeyOf } from "./examples.js";
import { inOneLine, pairInOneLine } from "./flow.js";
import { COMPOSITIONS } from "./other-keys.js";

/** Types of objects are longer than other values that a help repeats. */
const MAX_LENGTH = 200;

/** A type as YAML in one line, with room for the properties of an object. */
export function typeInOneLine(type: Mapping): string | undefined {
  return inOneLine(type, MAX_LENGTH);
}

/** A key with types of objects under it as YAML in one line, with the same room. */
export function typesInOneLine(key: string, value: unknown): string | undefined {
  return pairInOneLine(key, value, MAX_LENGTH);
}

/** Whether a value is the schema of an object, as JSON Schema has it. */
export function isObjectSchema(value: unknown): value is Mapping {
  return isMapping(value) && value.type === "object" && isMapping(value.properties);
}

/** The names of the properties that every value has: all without a "?" after them. */
function requiredNames(members: Mapping): string[] {
  return Object.keys(members).filter((name) => !name.endsWith("?"));
}

/** Properties in short as the type of an object; `others` are its other keywords. */
function objectType(members: Mapping, others: Mapping = {}): Mapping {
  const { type = "object", required: listed, ...rest } = others;
  const entries = Object.entries(members).map(
    ([name, value]) => [fieldName(name), atLength(value)] as const,
  );
  const required = Array.isArray(listed) ? listed : requiredNames(members);
  return {
    type,
    ...rest,
    properties: Object.fromEntries(entries),
    ...(required.length > 0 ? { required } : {}),
  };
}

/** The help for properties in short, where the type of an object belongs. */
export function objectHelp(members: Mapping, others: Mapping = {}): string {
  const form = typeInOneLine(objectType(members, others));
  if (form !== undefined) return `Write ${form}.`;
  const type = Object.hasOwn(others, "type") ? "" : '"type: object", ';
  const required = requiredNames(members);
  const without = required.length < Object.keys(members).length ? ' without the "?"' : "";
  const properties = `Write ${type}these properties${without} under "properties:"`;
  if (Array.isArray(others.required) || required.length === 0) return `${properties}.`;
  const list = inOneLine(required);
  return list === undefined
    ? `${properties}, and the names of those that every value has under "required:".`
    : `${properties}, and "required: ${list}".`;
}

/** Properties with a "?" after their names, as the names of fields have it. */
interface OptionalProperties {
  readonly first: string;
  readonly hint: string;
}

/** The "?" in an object that does not list its required properties. */
export function optionalProperties(object: Mapping): OptionalProperties | undefined {
  const { properties, required, ...others } = object;
  if (!isMapping(properties) || required !== undefined) return undefined;
  const first = Object.keys(properties).find((name) => name.endsWith("?"));
  if (first === undefined || requiredNames(properties).length === 0) return undefined;
  const form = typeInOneLine(objectType(properties, others));
  if (form !== undefined) return { first, hint: `Write ${form}.` };
  const list = inOneLine(requiredNames(properties));
  const add =
    list === undefined
      ? 'list the other properties under "required:"'
      : `add "required: ${list}" to the object`;
  return { first, hint: `Remove each "?" from the names of these properties, and ${add}.` };
}

/** A type with the objects and lists in it at length. */
export function atLength(value: unknown): unknown {
  if (Array.isArray(value)) {
    const [item, ...others] = value;
    return others.length === 0 && isObjectInShort(item)
      ? { type: "array", items: objectType(item) }
      : value;
  }
  return isObjectInShort(value) ? objectType(value) : value;
}

/** Whether a value is properties without the type around them. */
export function isObjectInShort(value: unknown): value is Mapping {
  if (!isMapping(value)) return false;
  const names = Object.keys(value);
  return names.length > 0 && !names.some(isTypeKeyword);
}

function isTypeKeyword(key: string): boolean {
  return isKeyOf("type", key) || COMPOSITIONS.has(key) || key === "symbols";
}

/** The properties of a schema of an object as fields: without a list of the required ones, all are required. */
export function fieldsOfObject({ properties, required }: Mapping): Mapping {
  const fields: Mapping = isMapping(properties) ? properties : {};
  if (!Array.isArray(required)) return fields;
  return Object.fromEntries(
    Object.entries(fields).map(([name, type]) => [
      required.includes(name) || name.endsWith("?") ? name : `${name}?`,
      type,
    ]),
  );
}
