import type { YamlPath } from "../../diagnostics/diagnostic.js";
import { isMapping, type Mapping } from "../mapping.js";
import { exampleOf } from "./examples.js";
import { inOneLine } from "./flow.js";
import { helpForList, helpForTuple } from "./lists.js";
import { isNull, nullableHelp } from "./nullable.js";
import { type PartKind, partKind } from "./parts.js";

/** A value of the wrong type. */
export interface OtherType {
  readonly path: YamlPath;
  readonly value: unknown;
  /** The types that are right, as JSON Schema names them. */
  readonly wanted: readonly unknown[];
  /** The mapping that has the value, if it is in one. */
  readonly parent: Mapping | undefined;
  readonly document: Mapping;
}

/** A value of the wrong type, with the kinds of its part and of the part around it. */
interface Wrong extends OtherType {
  readonly key: string | number | undefined;
  readonly kind: PartKind | undefined;
  readonly within: PartKind | undefined;
}

/** The help for some wrong values; `undefined` for all others. */
type Rule = (wrong: Wrong) => string | undefined;

/** In the order of precedence. */
const RULES: readonly Rule[] = [
  ({ path, value }) =>
    path.length === 0 && value === null ? 'Begin with "version: 1".' : undefined,
  booleanHint,
  emptyHint,
  nullHint,
  dataHint,
  eventsHint,
  idHint,
  unionHint,
  typeHintOf,
  textHint,
  ({ within, key }) => {
    const example = exampleOf(within, key);
    return example && `Write it as in "${example}".`;
  },
];

/** The help for a value of the wrong type, if a better one than its rule is known. */
export function typeHint(other: OtherType): string | undefined {
  const { path } = other;
  const wrong: Wrong = {
    ...other,
    key: path.at(-1),
    kind: partKind(path),
    within: path.length === 0 ? undefined : partKind(path.slice(0, -1)),
  };
  for (const rule of RULES) {
    const help = rule(wrong);
    if (help !== undefined) return help;
  }
  return undefined;
}

function booleanHint({ path, key, value }: Wrong): string | undefined {
  if (typeof value !== "boolean") return undefined;
  if (key === "required") return requiredHint(path, value);
  const isBound = key === "exclusiveMinimum" || key === "exclusiveMaximum";
  if (isBound) return value ? `Write the bound itself: "${key}: 0".` : "Remove it.";
  return undefined;
}

/** The help for `required: true` at a property, as other languages have it. */
function requiredHint(path: YamlPath, isRequired: boolean): string {
  if (partKind(path.slice(0, -2)) === "fields") {
    return isRequired
      ? 'Remove it: a field without "?" after its name is required.'
      : 'Remove it, and put a "?" after the name of the field.';
  }
  return isRequired
    ? 'List its name under "required" of the object.'
    : 'Remove it: properties that "required" of the object does not list are optional.';
}

/** An event type or a field without anything after its colon. */
function emptyHint({ kind, key, value }: Wrong): string | undefined {
  if (value !== null) return undefined;
  if (kind === "event") return `Write "${key}: { data: {} }" for an event without fields.`;
  if (kind === "fields" && key === "data") return 'Write "data: {}" for an event without fields.';
  if (kind === "type") return `Write the type after the colon: "${key}: string".`;
  return undefined;
}

/** Null as a value of an enum, or as the only value. */
function nullHint({ path, value, parent, document }: Wrong): string | undefined {
  if (!isNull(value)) return undefined;
  if (path.at(-1) === "const" && parent !== undefined) return nullableHelp(parent);
  if (path.at(-2) !== "enum") return undefined;
  const type = valueAt(document, path.slice(0, -2));
  if (!isMapping(type)) return undefined;
  return type.nullable === true ? 'Remove null: "nullable: true" allows it.' : nullableHelp(type);
}

/** The fields of an event as a list, or as the name of a type. */
function dataHint({ kind, value, document, path }: Wrong): string | undefined {
  if (kind === "event") {
    return Array.isArray(value)
      ? `Write the fields under "data:", such as "data: { ${fieldIn(value)} }".`
      : undefined;
  }
  if (kind !== "fields") return undefined;
  if (Array.isArray(value)) return `Write each field as a key with its type: "${fieldIn(value)}".`;
  if (typeof value !== "string" || !/^[A-Z]\w{0,63}$/.test(value) || path[0] !== "events")
    return undefined;
  const { types } = document;
  const move = isMapping(types) && Object.hasOwn(types, value) ? "Move" : "Declare";
  return `${move} the fields of ${value} ${move === "Move" ? "to" : "under"} "groups:", and write "include: [${value}]" and "data: {}".`;
}

/** The first field of a list of fields. */
function fieldIn(list: readonly unknown[]): string {
  const [first] = list;
  const [name, type] = namedIn(first) ?? ["order_id", "ulid"];
  const usual = /_?id$/i.test(name) ? "ulid" : "string";
  return inOneLine({ [name]: type ?? usual })?.slice(2, -2) ?? "order_id: ulid";
}

/** The name that an item of a list has, with what it says of it. */
function namedIn(item: unknown): [name: string, value: unknown] | undefined {
  if (typeof item === "string") return [item, undefined];
  if (!isMapping(item)) return undefined;
  const { name, type, ...others } = item;
  if (typeof name === "string") return [name, typeof type === "string" ? type : others.data];
  const [pair] = Object.entries(item);
  return pair;
}

/** Event types as a list, or those of a stream as anything but a list. */
function eventsHint({ path, within, key, value, document }: Wrong): string | undefined {
  if (key !== "events") return undefined;
  if (within === "document" && Array.isArray(value)) {
    const [name, data] = namedIn(value[0]) ?? [];
    const fields = isMapping(data) ? inOneLine(data) : undefined;
    const event = inOneLine(name) ?? "ORDER_PLACED";
    return `Write each event type as a key: "${event}: { data: ${fields ?? "{ order_id: ulid }"} }".`;
  }
  if (within !== "stream" || typeof value !== "string") return undefined;
  if (/^\s*\w+(?:\s*[,;\s]\s*\w+)+\s*$/.test(value)) {
    return `Write a list: [${value
      .split(/[\s,;]+/)
      .filter(Boolean)
      .join(", ")}].`;
  }
  if (!/^(?:\*|all|any)$/i.test(value)) return undefined;
  const types = eventTypesWith(path, document);
  return types && `List each event type: ${types}.`;
}

/** The event types that have the id field of a stream. */
function eventTypesWith(path: YamlPath, document: Mapping): string | undefined {
  const stream = valueAt(document, path.slice(0, -1));
  const by = isMapping(stream) && typeof stream.by === "string" ? stream.by : "";
  const { events } = document;
  const types = Object.entries(isMapping(events) ? events : {}).filter(([, event]) => {
    const data = isMapping(event) ? event.data : undefined;
    return isMapping(data) && [by, `${by}?`].some((name) => Object.hasOwn(data, name));
  });
  return types.length === 0 ? "[ORDER_PLACED, ORDER_PAID]" : inOneLine(types.map(([type]) => type));
}

/** An id as a list of one. */
function idHint({ within, key, value }: Wrong): string | undefined {
  const isId =
    (within === "stream" && key === "by") || (within === "document" && key === "partition");
  if (!isId || !Array.isArray(value)) return undefined;
  const [id] = value;
  return value.length === 1 && typeof id === "string"
    ? `Write "${key}: ${id}".`
    : `Name one id field, such as "${key}: ${typeof id === "string" ? id : "order_id"}".`;
}

function unionHint({ within, key, value }: Wrong): string | undefined {
  if (within !== "type" || key !== "discriminator" || typeof value !== "string") return undefined;
  return `Write "discriminator: { propertyName: ${inOneLine(value) ?? "kind"} }".`;
}

/** A list, a number or a truth where a type belongs. */
function typeHintOf({ kind, key, value, document }: Wrong): string | undefined {
  if (kind !== "type") return undefined;
  if (Array.isArray(value)) {
    return key === "items" ? helpForTuple(value) : helpForList(value, document);
  }
  if (typeof value === "boolean") return `Write the type: "${key}: boolean".`;
  if (typeof value !== "number") return undefined;
  return `Write the type: "${key}: ${Number.isInteger(value) ? "integer" : "number"}".`;
}

function textHint({ value, wanted }: Wrong): string | undefined {
  if (typeof value !== "string" || wanted.length !== 1) return undefined;
  const isTruth = /^(?:yes|no|on|off|true|false)$/i.test(value);
  switch (wanted[0]) {
    case "boolean":
      return isTruth ? "Write true or false: in YAML 1.2, yes and no are strings." : undefined;
    case "integer":
    case "number":
      return numberHint(value);
    case "array":
      return !isTruth && /^[\w./-]{1,64}$/.test(value) ? `Write a list: [${value}].` : undefined;
    default:
      return undefined;
  }
}

function numberHint(value: string): string | undefined {
  if (/^[+-]?\d+(?:\.\d+)?$/.test(value)) return "Remove the quotes.";
  if (value.length > 40 || !/^[+-]?\d{1,3}(?:[_,' ]?\d{3})+(?:\.\d+)?$/.test(value))
    return undefined;
  return `Write ${value.replace(/[^\d.+-]/g, "")}, with nothing between the digits.`;
}

function valueAt(document: unknown, path: YamlPath): unknown {
  let part = document;
  for (const step of path) {
    part =
      typeof part === "object" && part !== null
        ? (part as Record<string | number, unknown>)[step]
        : undefined;
  }
  return part;
}
