import type { YamlPath } from "../../diagnostics/diagnostic.js";
import type { Mapping } from "../mapping.js";
import { type PartKind, partKind } from "./parts.js";

/** A right value of each key, by the kind of the part that has the key; `"*"` is a name that the schema gives. */
const EXAMPLES: Readonly<Partial<Record<PartKind, Readonly<Record<string, string>>>>> = {
  document: {
    version: "1",
    name: "Store",
    description: "Prices of the products of a store.",
    id_suffix: "Id",
    partition: "store_id",
    lookups: "[entity]",
    imports: "[types.yaml]",
    metadata: "{ actor: string }",
    types: "{ Money: { type: object, properties: { cents: integer }, required: [cents] } }",
    groups: "{ Audit: { created_by: string } }",
    events: "{ ORDER_PLACED: { data: { order_id: ulid } } }",
    streams: "{ order: { by: order_id, events: [ORDER_PLACED] } }",
    retired: "{ ORDER_LOST: Lost orders are cancelled. }",
    reserved: "{ ORDER_PLACED: [campaign] }",
    allow: "{ hot-key: Few events are saved. }",
    accept: "{ EVENT_NO_DELETE: { events.ORDER_LOST: No event of it was saved. } }",
  },
  types: { "*": "string" },
  groups: { "*": "{ created_by: string }" },
  metadata: { "*": "string" },
  events: { "*": "{ data: { order_id: ulid } }" },
  streams: { "*": "{ by: order_id, events: [ORDER_PLACED] }" },
  retired: { "*": "Lost orders are cancelled." },
  reserved: { "*": "[campaign]" },
  allow: { "*": "Few events are saved." },
  accept: { "*": "{ events.ORDER_LOST: No event of it was saved. }" },
  previous: { "*": "{ data: { order_id: ulid, total: number } }" },
  version: {
    description: "The total had no currency.",
    include: "[Audit]",
    data: "{ order_id: ulid, total: number }",
    additionalProperties: "true",
  },
  fields: { "*": "string" },
  properties: { "*": "string" },
  event: {
    description: "A product became cheaper.",
    deprecated: "Use PRICE_CHANGED.",
    stability: "draft",
    wire: "order.placed",
    aliases: "[ORDER_MADE]",
    version: "2",
    previous: "{ 1: { data: { order_id: ulid, total: number } } }",
    include: "[Audit]",
    lookups: "[entity]",
    data: "{ order_id: ulid, total: number }",
    additionalProperties: "true",
  },
  stream: {
    description: "Every price of a product.",
    by: "order_id",
    events: "[ORDER_PLACED]",
    across_partitions: "true",
    materialized: "true",
    consistent: "true",
  },
  type: {
    type: "string",
    description: "The price with taxes.",
    deprecated: "Use total.",
    enum: "[open, closed]",
    const: "open",
    items: "string",
    properties: "{ name: string }",
    required: "[name]",
    additionalProperties: "true",
    nullable: "true",
    format: "uuid",
    minimum: "0",
    maximum: "100",
    exclusiveMinimum: "0",
    exclusiveMaximum: "100",
    multipleOf: "0.01",
    minLength: "1",
    maxLength: "80",
    pattern: '"^[A-Z]+$"',
    minItems: "1",
    maxItems: "20",
    uniqueItems: "true",
    oneOf: "[Card, Cash]",
    discriminator: "{ propertyName: kind }",
    examples: "[open]",
    default: "open",
    pii: "true",
    lookup: "false",
    entity: "user",
    aliases: "[amount]",
  },
  discriminator: { propertyName: "kind" },
};

/** Whether a kind of part can have a key. */
export function isKeyOf(kind: "event" | "type", key: string): boolean {
  return Object.hasOwn(EXAMPLES[kind] ?? {}, key);
}

/** A key of a kind of part with a right value, as YAML in one line. */
export function exampleOf(kind: PartKind | undefined, key: unknown): string | undefined {
  const examples = kind === undefined ? undefined : EXAMPLES[kind];
  if (examples === undefined || typeof key !== "string") return undefined;
  const value = Object.hasOwn(examples, key) ? examples[key] : examples["*"];
  return value && `${key}: ${value}`;
}

/** The help for a value, by a right one of its key; of an item, by that of the list. */
export function exampleHint(path: YamlPath, { partition }: Mapping): string | undefined {
  const ofKey = typeof path.at(-1) === "number" ? path.slice(0, -1) : path;
  const key = ofKey.at(-1);
  const isWithinPartition = key === "lookups" && partition !== undefined;
  const example = isWithinPartition
    ? "lookups: [partition, partition-entity]"
    : exampleOf(partKind(ofKey.slice(0, -1)), key);
  return example && `Write it as in "${example}".`;
}

/** Right names of entries, by their sections. */
const NAMES: Readonly<Record<string, string>> = {
  events: "ORDER_PLACED",
  groups: "Audit",
  metadata: "actor",
  name: "Store",
  accept: "EVENT_NO_DELETE",
  retired: "ORDER_LOST",
  streams: "order",
  types: "Money",
};

/** A right name for an entry of a section, or for a member of it. */
export function exampleOfName([section, ...inner]: YamlPath): string {
  const kind = partKind([String(section), ...inner]);
  if (kind === "fields" || kind === "properties") return "total";
  const key = inner.at(-1);
  if (key === "entity") return "user";
  if (key === "wire") return "order.placed";
  if (key === "previous") return "1";
  if (inner.at(-2) === "aliases") return inner.length === 3 ? "order.placed" : "amount";
  if (section === "reserved") return "campaign";
  if (key === "by" || section === "partition") return "order_id";
  return NAMES[String(section)] ?? "total";
}
