import { didYouMean } from "../../diagnostics/messages/message.js";
import { isMapping, type Mapping } from "../mapping.js";
import { areDeclared, groupNames, IS_REQUIRED, requiredHint } from "./field-names.js";
import { inOneLine } from "./flow.js";
import { otherName } from "./other-keys.js";
import type { PartKind } from "./parts.js";
import { isKnownType } from "./raw-types.js";
import { truthOf } from "./truths.js";

/** A mapping with a key that it cannot have. */
export interface UnknownKey {
  readonly key: string;
  readonly value: unknown;
  readonly mapping: Mapping;
  /** The key of the mapping; empty, where only whether there is a help matters. */
  readonly name: string;
  readonly document: Mapping;
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
  [
    "base common shared",
    'Declare the fields under "groups:", such as "groups: { Base: { created_by: string } }", and write "include: [Base]" at the event types.',
  ],
  [
    "scope tenant tenantId tenant_id",
    ({ mapping }) =>
      Object.hasOwn(mapping, "partition") ? 'Remove it: "partition" names the field.' : undefined,
  ],
  ["aggregates entities", "Remove it: an id field names an entity, such as order_id."],
  ["commands queries", "Remove it: a schema has only events."],
  ["table tableName", "Remove it: a program names the table when it creates a client."],
];

const EVENT: readonly Row[] = [
  ["extends allOf base inherits implements mixins parent traits", groupsHint],
  ["required", requiredFields],
  ["group groups use uses using", groupHint],
  [
    "type name eventType event_type typeName wireName wire_name wireType storedAs stored_as storedType",
    ({ value }) => storedType(value),
  ],
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

const FIELDS = "an event's data or of a group";

const TYPE: readonly Row[] = [
  [
    "type",
    ({ mapping }) =>
      Object.hasOwn(mapping, "oneOf") ? "Remove it: a union has no type of its own." : undefined,
  ],
  ["default", `Move "default" to a field of ${FIELDS}: nothing else can have one.`],
  ["entity", entityHint],
  ["lookup", `Remove it, or move it to an id field of ${FIELDS}: nothing else can have it.`],
  ["pii", `Move "pii" to a field of ${FIELDS}, or of metadata: nothing else can have it.`],
  ["anyOf", 'Use "oneOf" with "discriminator" for objects, and "nullable: true" for null.'],
  ["isOptional optional", optionalHint],
  [
    "foreignKey foreign_key references relation",
    'Remove it: the name of an id field says its entity, or "entity" at the id field.',
  ],
  ["index indexed pk primaryKey primary_key", "Remove it: queries find events by their id fields."],
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
  const mayBeField = kind === "event" && help !== groupsHint && isLikeField(unknown);
  if (mayBeField) return undefined;
  return typeof help === "function" ? help(unknown) : help;
}

/** Whether there is a help for an unknown key of a mapping, whatever the mapping is called. */
export function hasKeyHint(kind: PartKind | undefined, key: string, mapping: Mapping): boolean {
  return keyHint(kind, { key, value: mapping[key], mapping, name: "", document: {} }) !== undefined;
}

/** Whether a key of an event type is likely a field that is not under "data:". */
function isLikeField({ value, mapping }: UnknownKey): boolean {
  const hasData = Object.keys(mapping).some(
    (key) => key === "data" || (isMapping(mapping[key]) && otherName(key, {}, ["data"]) === "data"),
  );
  return !hasData && (isMapping(value) || isKnownType(value, {}));
}

function optionalHint({ value }: UnknownKey): string {
  return truthOf(value) === false ? IS_REQUIRED : 'Put a "?" after the name of the field.';
}

/** Fields that another language takes over, whatever their names are. */
function groupsHint(unknown: UnknownKey): string {
  return (
    groupHint(unknown) ?? 'Declare the shared fields under "groups:", and write "include: [Base]".'
  );
}

function groupHint({ value, document: { groups } }: UnknownKey): string | undefined {
  const names = groupNames(value);
  const include = names.length === 0 ? undefined : inOneLine(names);
  if (include === undefined) return undefined;
  return areDeclared(names, groups)
    ? `Write "include: ${include}".`
    : `Declare the shared fields under "groups:", and write "include: ${include}".`;
}

function requiredFields({ value, mapping: { data } }: UnknownKey): string {
  return requiredHint(value, isMapping(data) ? data : {});
}

function storedType(value: unknown): string | undefined {
  if (value === "object") return "Remove it: the data of an event is always an object.";
  const text = typeof value === "string" ? inOneLine(value) : undefined;
  return text && `Write "wire: ${text}" to store this as the type of the event.`;
}

function entityHint({ name }: UnknownKey): string {
  return name === "items"
    ? 'Move "entity" to the list, as in { type: "ulid[]", entity: product, maxItems: 20 }.'
    : `Move "entity" to an id field, or to a list of ids, of ${FIELDS}: nothing else can have it.`;
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
