import type { PartKind } from "./parts.js";

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
    types: "{ Money: { type: object, properties: { cents: integer } } }",
    groups: "{ Audit: { created_by: string } }",
    events: "{ ORDER_PLACED: { data: { order_id: ulid } } }",
    streams: "{ order: { by: order_id, events: [ORDER_PLACED] } }",
    allow: "{ hot-key: Users join about ten times a day. }",
  },
  section: { "*": "Users join about ten times a day." },
  event: {
    description: "A product became cheaper.",
    deprecated: "Use PRICE_CHANGED.",
    wire: "order.placed",
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
  },
  discriminator: { propertyName: "kind" },
};

/** A key of a kind of part with a right value, as YAML in one line. */
export function exampleOf(kind: PartKind | undefined, key: unknown): string | undefined {
  const examples = kind === undefined ? undefined : EXAMPLES[kind];
  if (examples === undefined || typeof key !== "string") return undefined;
  const value = Object.hasOwn(examples, key) ? examples[key] : examples["*"];
  return value && `${key}: ${value}`;
}
