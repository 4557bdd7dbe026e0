import {
  type ConsistentEventStream,
  type EventStream,
  newEventId,
  type PlainEvent,
} from "ddb-pattern-runtime";
import type { DocumentClient, EventClientOptions } from "ddb-pattern-runtime/codegen/v1";
import type { FieldRules, Rules } from "../../runtime/src/schema/rule.js";
import { createTestClient, type PlainDescriptor, type TestClient } from "../client/descriptors.js";
import { collect } from "./bank.js";

const PAYMENT: Rules = {
  Card: {
    type: "object",
    properties: { kind: { const: "card" }, digits: { type: "string", pattern: "^[0-9]{4}$" } },
  },
  Cash: { type: "object", properties: { kind: { const: "cash" } } },
  Ship: { type: "object", properties: { by: { const: "ship" } }, additionalProperties: true },
  Train: { type: "object", properties: { by: { const: "train" } }, additionalProperties: true },
};

/** The rules of the fields, in the schema language. */
export const PRICE_DATA: FieldRules = {
  store_id: "ulid",
  product_id: "ulid",
  price: { type: "number", minimum: 0 },
  "currency?": { enum: ["EUR", "USD"], default: "EUR" },
  "terms?": {
    type: "object",
    properties: { "days?": "integer" },
    additionalProperties: true,
    default: { days: 30 },
  },
  "note?": { type: "string", nullable: true, maxLength: 20 },
  "tags?": { type: "array", items: { type: "string", minLength: 2 }, uniqueItems: true },
  "names?": { type: "object", additionalProperties: "string" },
  "email?": { type: "email", pii: true },
  "contacts?": { type: "object", additionalProperties: "email[]", pii: true },
  "payment?": { oneOf: ["Card", "Cash"], discriminator: { propertyName: "kind" } },
  "shipping?": { oneOf: ["Ship", "Train"], discriminator: { propertyName: "by" } },
};

const METADATA: FieldRules = {
  "correlation_id?": { type: "string", minLength: 1 },
  "order_id?": "ulid",
  "actor?": { type: "object", additionalProperties: "string", pii: true },
};

const PRICE_EVENT = {
  ids: { store_id: "store_id", product_id: "product_id" },
  lookups: [["store_id", "product_id"]],
  data: PRICE_DATA,
};

const STREAM = { by: ["store_id", "product_id"], events: ["PRICE_LOWERED", "PRICE_RAISED"] };

/** A schema with rules, defaults, personal data and metadata. */
export const SHOP: PlainDescriptor = {
  codegen: 1,
  name: "Shop",
  partition: "store_id",
  events: { PRICE_LOWERED: PRICE_EVENT, PRICE_RAISED: PRICE_EVENT },
  metadata: METADATA,
  types: PAYMENT,
  streams: {
    prices: { name: "prices", ...STREAM },
    history: { name: "history", ...STREAM, materialized: true },
    ledger: { name: "ledger", ...STREAM, consistent: true },
  },
};

export type ShopEvent = PlainEvent;

interface ProductIds {
  readonly store_id: string;
  readonly product_id: string;
}

interface ShopStreams {
  prices: (ids: ProductIds) => EventStream<ShopEvent>;
  history: (ids: ProductIds) => EventStream<ShopEvent>;
  ledger: (ids: ProductIds) => ConsistentEventStream<ShopEvent>;
}

export type ShopClient = TestClient<ShopStreams>;

export function shopClient(
  { table, tableName }: { readonly table: DocumentClient; readonly tableName: string },
  options?: EventClientOptions,
  descriptor: PlainDescriptor = SHOP,
): ShopClient {
  return createTestClient(descriptor, table, tableName, options);
}

export function newProduct(): ProductIds {
  return { store_id: newEventId(), product_id: newEventId() };
}

export function lowered(ids: ProductIds, more: Record<string, unknown> = {}) {
  return { type: "PRICE_LOWERED", data: { ...ids, price: 1, ...more } };
}

/**
 * All ways to read a product's events, by name. Each returns them oldest first, without revisions,
 * so that the results are equal.
 */
export function readings(client: ShopClient, ids: ProductIds) {
  const where = {
    partitionId: ids.store_id,
    modelKey: "product_id",
    modelId: ids.product_id,
  } as const;
  const eventTypes = ["PRICE_LOWERED", "PRICE_RAISED"];
  const { prices, history, ledger } = client.streams;
  const read = async (stream: EventStream<ShopEvent> | ConsistentEventStream<ShopEvent>) =>
    (await stream.read()).events;
  return {
    getLatestEvent: async () => {
      const latest = await client.getLatestEvent({ eventType: "PRICE_LOWERED", ...where });
      return latest === undefined ? [] : [latest];
    },
    getLatestEvents: () => client.getLatestEvents({ eventType: "PRICE_LOWERED", ...where }),
    getEventStream: () => client.getEventStream({ eventTypes, ...where }),
    iterateEventStream: () => collect(client.iterateEventStream({ eventTypes, ...where })),
    getEventPage: async () =>
      (await client.getEventPage({ eventTypes, ...where, limit: 100 })).events,
    "a stream": () => read(prices(ids)),
    "a stream, one by one": () => collect(prices(ids).iterate()),
    "a materialized stream": () => read(history(ids)),
    "a materialized stream, one by one": () => collect(history(ids).iterate()),
    "a consistent stream": async () => (await read(ledger(ids))).map(withoutRevision),
    "a consistent stream, one by one": async () =>
      (await collect(ledger(ids).iterate())).map(withoutRevision),
    "a part of a consistent stream": async () =>
      (await ledger(ids).read({ before: 100, limit: 100 })).events.map(withoutRevision),
  };
}

/** The names of `readings`. */
export const READINGS = [
  "getLatestEvent",
  "getLatestEvents",
  "getEventStream",
  "iterateEventStream",
  "getEventPage",
  "a stream",
  "a stream, one by one",
  "a materialized stream",
  "a materialized stream, one by one",
  "a consistent stream",
  "a consistent stream, one by one",
  "a part of a consistent stream",
] as const satisfies readonly (keyof ReturnType<typeof readings>)[];

function withoutRevision({ revision: _, ...event }: ShopEvent & { revision?: number }): ShopEvent {
  return event;
}
