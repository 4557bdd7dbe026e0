import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import type {
  RawEvent,
  RawField,
  RawLongType,
  RawMetadataField,
  RawType,
  SchemaDocument,
} from "../../generator/src/language/document.js";
import { canonical } from "./values.js";

/**
 * What a schema says, as JSON Schema, by the language's page and by none of the generator's code: from the
 * document as it is written, with `anyOf` for null and a plain `oneOf` for unions, read by ajv as it comes.
 */
export type Accepts = (value: unknown) => boolean;

type JsonSchema = Record<string, unknown>;

export interface Oracle {
  readonly events: Readonly<Record<string, Accepts>>;
  readonly metadata: Accepts | undefined;
}

const SHORTHANDS: Readonly<Record<string, JsonSchema>> = {
  string: { type: "string" },
  number: { type: "number" },
  integer: { type: "integer" },
  boolean: { type: "boolean" },
  ulid: { type: "string", format: "ulid" },
  uuid: { type: "string", format: "uuid" },
  timestamp: { type: "string", format: "date-time" },
  date: { type: "string", format: "date" },
  time: { type: "string", format: "time" },
  "local-date-time": { type: "string", format: "local-date-time" },
  duration: { type: "string", format: "duration" },
  email: { type: "string", format: "email" },
  uri: { type: "string", format: "uri" },
  decimal: { type: "string", format: "decimal" },
  int64: { type: "string", format: "int64" },
  json: {},
  object: { type: "object" },
  array: { type: "array" },
};

/** Of the language alone; they say nothing about values. */
const OURS = ["default", "pii", "lookup", "entity", "description", "deprecated", "examples"];

export function oracleOf(document: SchemaDocument): Oracle {
  const definitions = Object.fromEntries(
    Object.entries(document.types ?? {}).map(([name, type]) => [name, schemaOf(type)]),
  );
  const ajv = new Ajv({ strict: false, allowUnionTypes: true });
  addFormats.default(ajv);
  ajv.addFormat("ulid", /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
  ajv.addFormat("time", (text) => isLocalDateTime(`2026-01-01T${text.replace(OFFSET, "")}`));
  ajv.addFormat("local-date-time", isLocalDateTime);
  // The pattern of ajv-formats takes whole seconds only.
  const hasUnits = ajv.formats.duration as RegExp;
  ajv.addFormat("duration", (text) => hasUnits.test(text.replace(/\.\d+(?=S$)/, "")));
  ajv.addFormat("decimal", isDecimal);
  ajv.addFormat("int64", (text: string) => text === String(BigInt.asIntN(64, integerOf(text))));
  // ajv's own comparison calls members that are named toString.
  ajv.removeKeyword("uniqueItems");
  ajv.addKeyword({
    keyword: "uniqueItems",
    type: "array",
    validate: (isWanted: boolean, items: unknown[]) =>
      !isWanted || new Set(items.map(canonical)).size === items.length,
  });
  ajv.removeKeyword("multipleOf");
  ajv.addKeyword({
    keyword: "multipleOf",
    type: "number",
    validate: (step: number, value: number) => isMultiple(value, step),
  });
  const compile = (schema: JsonSchema): Accepts => {
    const validate = ajv.compile({ ...schema, definitions });
    // What every object has is no member.
    return (value) => validate(withoutPrototypes(value));
  };
  const events = Object.entries(document.events ?? {}).map(
    ([type, event]) => [type, compile(dataSchema(document, event))] as const,
  );
  const { metadata } = document;
  return {
    events: Object.fromEntries(events),
    metadata: metadata && compile(metadataSchema(Object.entries(metadata))),
  };
}

/** Any string as an integer; 1 for one that is none, which no other string is. */
function integerOf(text: string): bigint {
  return /^-?\d{1,30}$/.test(text) ? BigInt(text) : 1n;
}

const OFFSET = /(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** With the seconds that it lacks, it is a UTC time that JavaScript writes as it reads it. */
function isLocalDateTime(text: string): boolean {
  const [whole = ""] = text.split(/\.(?=\d+$)/, 1);
  const seconds = whole.length === "2026-01-01T00:00".length ? `${whole}:00` : whole;
  if (whole !== text && whole !== seconds) return false;
  const date = new Date(`${seconds}Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString() === `${seconds}.000Z`;
}

function isDecimal(text: string): boolean {
  const [, whole = "", fraction = ""] = /^-?(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const digits = BigInt(whole + fraction).toString();
  return whole !== "" && whole === BigInt(whole).toString() && digits.length <= 38;
}

function dataSchema(
  { groups = {} }: SchemaDocument,
  { include = [], data: own, additionalProperties }: RawEvent,
): JsonSchema {
  const data = Object.assign({}, ...include.map((group) => groups[group]), own) as RawEvent["data"];
  const fields = Object.entries(data).map(([key, type]) => [key.replace(/\?$/, ""), type] as const);
  const required = Object.keys(data).filter((key) => !key.endsWith("?"));
  return objectSchema(fields, required, additionalProperties === true);
}

function metadataSchema(fields: readonly (readonly [string, RawMetadataField])[]): JsonSchema {
  const required = fields.flatMap(([name, raw]) => (isRequired(raw) ? [name] : []));
  const members = fields.map(([name, raw]) => {
    if (typeof raw === "string" || !isRequired(raw)) return [name, raw as RawField] as const;
    const { required: _, ...type } = raw;
    return [name, type as RawField] as const;
  });
  return objectSchema(members, required, false);
}

function isRequired(raw: RawMetadataField): boolean {
  return typeof raw === "object" && raw.required === true;
}

function objectSchema(
  members: readonly (readonly [string, RawField])[],
  required: readonly string[],
  isOpen: boolean,
): JsonSchema {
  const properties = Object.fromEntries(members.map(([name, type]) => [name, schemaOf(type)]));
  return { type: "object", properties, required, additionalProperties: isOpen };
}

function schemaOf(raw: RawType | RawField): JsonSchema {
  if (typeof raw === "string") return shorthand(raw);
  const { nullable, ...type } = raw;
  const words = Object.entries(type).filter(([word]) => !OURS.includes(word));
  const rest = Object.fromEntries(words);
  const schema = "oneOf" in raw ? { oneOf: raw.oneOf.map(schemaOf) } : longSchema(raw, rest);
  return nullable === true ? { anyOf: [{ type: "null" }, schema] } : schema;
}

function longSchema(raw: RawLongType, { type: _, ...rules }: JsonSchema): JsonSchema {
  const { items, properties, required = [], additionalProperties: more } = raw;
  const base = { allOf: [shorthand(raw.type)], ...rules };
  if (items !== undefined) return { ...base, items: schemaOf(items) };
  if (properties !== undefined) {
    return { ...base, ...objectSchema(Object.entries(properties), required, more === true) };
  }
  if (more === undefined || typeof more === "boolean") return base;
  return { ...base, additionalProperties: schemaOf(more) };
}

function shorthand(type: string): JsonSchema {
  if (type.endsWith("[]")) return { type: "array", items: shorthand(type.slice(0, -2)) };
  return SHORTHANDS[type] ?? { $ref: `#/definitions/${type}` };
}

/** In decimals, as both are written, and so without rounding. */
function isMultiple(value: number, step: number): boolean {
  const [a, b] = [decimal(value), decimal(step)];
  const places = Math.max(a.places, b.places);
  return (
    (a.digits * 10n ** BigInt(places - a.places)) %
      (b.digits * 10n ** BigInt(places - b.places)) ===
    0n
  );
}

function decimal(value: number): { digits: bigint; places: number } {
  const [mantissa = "", exponent = "0"] = String(value).split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return places >= 0 ? { digits, places } : { digits: digits * 10n ** BigInt(-places), places: 0 };
}

function withoutPrototypes(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutPrototypes);
  const members = Object.entries(value).map(([name, part]) => [name, withoutPrototypes(part)]);
  return Object.assign(Object.create(null), Object.fromEntries(members));
}
