import { Ajv, type AnySchema } from "ajv";
import {
  type ConsistentEventStream,
  type EventBase,
  type EventStream,
  newEventId,
} from "ddb-pattern-runtime";
import {
  createEventClient,
  type DocumentClient,
  type EventClient,
  type EventClientOptions,
  isEmail,
  isUlid,
  type PartitionEntityLookup,
  type Validator,
} from "ddb-pattern-runtime/codegen/v1";
import type { PlainDescriptor } from "../../runtime/src/schema/descriptor.js";
import { collect } from "./bank.js";

// The generator writes down the code that ajv makes here, with the same options.
const ajv = new Ajv({ allErrors: true, messages: false, discriminator: true });
ajv.addFormat("ulid", isUlid);
ajv.addFormat("email", isEmail);

export function validatorOf(schema: AnySchema): Validator {
  return ajv.compile(schema) as Validator;
}

const ULID = { type: "string", format: "ulid" };

const PRICE_DATA = {
  type: "object",
  required: ["store_id", "product_id", "price"],
  additionalProperties: false,
  properties: {
    store_id: ULID,
    product_id: ULID,
    price: { type: "number", minimum: 0 },
    currency: { type: "string", enum: ["EUR", "USD"] },
    terms: { type: "object", properties: { days: { type: "integer" } } },
    note: { type: ["string", "null"], maxLength: 20 },
    tags: { type: "array", items: { type: "string", minLength: 2 }, uniqueItems: true },
    names: { type: "object", additionalProperties: { type: "string" } },
    email: { type: "string", format: "email" },
    contacts: {
      type: "object",
      required: ["home"],
      additionalProperties: { type: "array", items: { type: "string", format: "email" } },
    },
    payment: {
      type: "object",
      required: ["kind"],
      properties: { kind: { enum: ["card", "cash"] } },
      discriminator: { propertyName: "kind" },
      oneOf: [
        {
          required: ["digits"],
          properties: {
            kind: { const: "card" },
            digits: { type: "string", pattern: "^[0-9]{4}$" },
          },
          additionalProperties: false,
        },
        { properties: { kind: { const: "cash" } }, additionalProperties: false },
      ],
    },
    shipping: {
      type: "object",
      discriminator: { propertyName: "by" },
      required: ["by"],
      oneOf: [
        { properties: { by: { const: "ship" } } },
        { properties: { by: { const: "train" } } },
      ],
    },
    either: { anyOf: [{ type: "integer" }, { type: "boolean" }] },
    refund: {
      if: { type: "null" },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
      then: true,
      else: { type: "object", required: ["amount"], properties: { amount: { type: "integer" } } },
    },
  },
};

const METADATA = {
  type: "object",
  additionalProperties: false,
  properties: {
    correlation_id: { type: "string", minLength: 1 },
    order_id: ULID,
    actor: { type: "object", additionalProperties: { type: "string" } },
  },
};

const PRICE_EVENT = {
  ids: { store_id: "store_id", product_id: "product_id" },
  lookups: [["store_id", "product_id"]],
  defaults: { currency: "EUR", terms: { days: 30 } },
  pii: ["email", "contacts"],
};

const STREAM = { by: ["store_id", "product_id"], events: ["PRICE_LOWERED", "PRICE_RAISED"] };

/** Content of every kind that can be wrong: rules, defaults, personal data, metadata. */
export const SHOP: PlainDescriptor = {
  codegen: 1,
  name: "Shop",
  partition: "store_id",
  events: { PRICE_LOWERED: PRICE_EVENT, PRICE_RAISED: PRICE_EVENT },
  metadata: { pii: ["actor"] },
  streams: {
    prices: { name: "prices", ...STREAM },
    history: { name: "history", ...STREAM, materialized: true },
    ledger: { name: "ledger", ...STREAM, consistent: true },
  },
  validators: {
    events: { PRICE_LOWERED: validatorOf(PRICE_DATA), PRICE_RAISED: validatorOf(PRICE_DATA) },
    metadata: validatorOf(METADATA),
  },
};

export type ShopEvent = EventBase<string, Record<string, unknown>>;

interface ProductIds {
  readonly store_id: string;
  readonly product_id: string;
}

interface ShopSchema {
  events: { [type: string]: ShopEvent };
  lookups: { [type: string]: { product: PartitionEntityLookup<"product_id"> } };
  streams: {
    prices: (ids: ProductIds) => EventStream<ShopEvent>;
    history: (ids: ProductIds) => EventStream<ShopEvent>;
    ledger: (ids: ProductIds) => ConsistentEventStream<ShopEvent>;
  };
  metadata: Record<string, unknown>;
}

export type ShopClient = EventClient<ShopSchema>;

export function shopClient(
  { table, tableName }: { readonly table: DocumentClient; readonly tableName: string },
  options?: EventClientOptions,
  descriptor: PlainDescriptor = SHOP,
): ShopClient {
  return createEventClient<ShopSchema>(descriptor as never, table, tableName, options);
}

export function newProduct(): ProductIds {
  return { store_id: newEventId(), product_id: newEventId() };
}

export function lowered(ids: ProductIds, more: Record<string, unknown> = {}) {
  return { type: "PRICE_LOWERED", data: { ...ids, price: 1, ...more } };
}

/**
 * Every way to read a product's events, by its name; each gives them oldest first. Revisions are left out, so
 * that all give the same.
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
