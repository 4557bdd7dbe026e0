import { didYouMean } from "../../diagnostics/messages/message.js";
import { isMapping, type Mapping } from "../mapping.js";
import { inOneLine } from "./flow.js";
import type { PartKind } from "./parts.js";

/** A mapping with a key that it cannot have. */
export interface UnknownKey {
  readonly key: string;
  readonly value: unknown;
  readonly mapping: Mapping;
  /** The name that the schema gives the mapping. */
  readonly name: string;
}

/** The help for a key in a kind of part; `undefined` where the key is like any other. */
type Help = string | ((unknown: UnknownKey) => string | undefined);

type Row = readonly [keys: string, help: Help];

const DOCUMENT: readonly Row[] = [
  [
    "$schema",
    'Write it as a comment for editors, in the first line: "# yaml-language-server: $schema=…".',
  ],
  [
    "enum enums",
    'Declare each under "types:", such as "types: { Currency: { type: string, enum: [EUR, USD] } }".',
  ],
  ["aggregates entities", "Remove it: an id field names an entity, such as order_id."],
  ["commands queries", "Remove it: a schema has only events."],
  ["table tableName", "Remove it: a program names the table when it creates a client."],
];

const EVENT: readonly Row[] = [
  ["extends allOf base inherits implements mixins parent traits", groupsHint],
  ["version", versionHint],
  ["required", requiredHint],
  ["type name", ({ value }) => storedType(value)],
  ["metadata", "Move it to the top of the schema: all event types have the same metadata."],
  ["partition", "Move it to the top of the schema: all event types have the same partition."],
  [
    "stream streams",
    'Declare the stream at the top of the schema, under "streams:", and list the event type under its "events:".',
  ],
  ["example examples", 'Move the values to "examples:" of the fields.'],
];

const STREAM: readonly Row[] = [
  ["partition", 'Remove it; to read over all partitions, write "across_partitions: true".'],
  [
    "kind mode type",
    ({ value }) =>
      value === "consistent" || value === "materialized" ? `Write "${value}: true".` : undefined,
  ],
];

const TYPE: readonly Row[] = [
  [
    "type",
    ({ mapping }) =>
      Object.hasOwn(mapping, "oneOf") ? "Remove it: a union has no type of its own." : undefined,
  ],
  ["default", 'Move "default" to a field of an event\'s data: nothing else can have one.'],
  [
    "entity lookup",
    ({ key }) => `Move "${key}" to an id field of an event's data: nothing else can have it.`,
  ],
  ["pii", 'Move "pii" to a field of an event\'s data or of metadata: nothing else can have it.'],
  ["anyOf", 'Use "oneOf" with "discriminator" for objects, and "nullable: true" for null.'],
  ["optional", 'Put a "?" after the name of the field.'],
  ["max min", limitHint],
  ["length", lengthHint],
  ["size", 'Use "maxLength" or "maxItems".'],
  [
    "unique",
    ({ mapping }) =>
      limitOf(mapping) === "Items" ? undefined : "Remove it: values are not compared with others.",
  ],
];

const DISCRIMINATOR: readonly Row[] = [
  ["mapping", "Remove it: the discriminator's values in the branches say the same."],
];

const HINTS: ReadonlyMap<PartKind, ReadonlyMap<string, Help>> = new Map(
  (
    [
      ["document", DOCUMENT],
      ["event", EVENT],
      ["stream", STREAM],
      ["type", TYPE],
      ["discriminator", DISCRIMINATOR],
    ] as const
  ).map(([kind, rows]) => [
    kind,
    new Map(rows.flatMap(([keys, help]) => keys.split(" ").map((key) => [key, help] as const))),
  ]),
);

/** The help for an unknown key of a kind of part. */
export function keyHint(kind: PartKind | undefined, unknown: UnknownKey): string | undefined {
  const help = kind === undefined ? undefined : HINTS.get(kind)?.get(unknown.key);
  // Beside fields that are not under "data:", it may be a field.
  const mayBeField =
    kind === "event" && help !== groupsHint && !Object.hasOwn(unknown.mapping, "data");
  if (mayBeField) return undefined;
  return typeof help === "function" ? help(unknown) : help;
}

function groupsHint({ value }: UnknownKey): string {
  const names = [value].flat();
  const isName = (name: unknown) =>
    typeof name === "string" && /^[A-Z][A-Za-z0-9]{0,63}$/.test(name);
  const groups = names.length > 0 && names.every(isName) ? names.join(", ") : "Base";
  return `Declare the shared fields under "groups:", and write "include: [${groups}]".`;
}

function versionHint({ value, name }: UnknownKey): string {
  const isLater = Number.isInteger(value) && Number(value) > 1 && Number(value) < 1000;
  if (!isLater || /_V\d+$/.test(name)) return "Remove it: an event type has no version.";
  return `Remove it, and name the event type ${name}_V${value}.`;
}

/** The required fields of an event type, as a schema of an object lists them. */
function requiredHint({ value, mapping: { data } }: UnknownKey): string {
  const names = Object.keys(isMapping(data) ? data : {});
  const required: readonly unknown[] = Array.isArray(value) ? value : names;
  const optional = names.filter((name) => !name.endsWith("?") && !required.includes(name));
  const listed = inOneLine(optional)?.slice(1, -1).replaceAll(", ", '?", "');
  return optional.length === 0 || listed === undefined
    ? 'Remove it: a field without "?" after its name is required.'
    : `Remove it, and put a "?" after the names of the other fields: "${listed}?".`;
}

function storedType(value: unknown): string | undefined {
  const text = typeof value === "string" ? inOneLine(value) : undefined;
  return text && `Write "wire: ${text}" to store this as the type of the event.`;
}

/** Types → the ending of their limits: "min" and "max" of a string are "minLength" and "maxLength". */
const LIMITS: ReadonlyMap<unknown, string> = new Map([
  ["array", "Items"],
  ["integer", "imum"],
  ["number", "imum"],
  ["string", "Length"],
]);

function limitOf({ type }: Mapping): string | undefined {
  return typeof type === "string" && type.endsWith("[]") ? "Items" : LIMITS.get(type);
}

function limitHint({ key, mapping }: UnknownKey): string | undefined {
  const ending = limitOf(mapping);
  return ending === undefined
    ? `Use "${key}imum", "${key}Length" or "${key}Items".`
    : didYouMean(key + ending);
}

function lengthHint({ value, mapping }: UnknownKey): string | undefined {
  const ending = limitOf(mapping) === "Items" ? "Items" : "Length";
  return Number.isInteger(value)
    ? `Write "min${ending}: ${value}, max${ending}: ${value}".`
    : `Use "min${ending}" and "max${ending}".`;
}
