import {
  type ConsistentEventStream,
  type EventStream,
  newEventId,
  type PlainEvent,
} from "ddb-pattern-runtime";
import type {
  Descriptor,
  DocumentClient,
  EventClientOptions,
} from "ddb-pattern-runtime/codegen/v1";
import type { StreamDescriptor } from "../../runtime/src/schema/descriptor.js";
import type { FieldRules } from "../../runtime/src/schema/rule.js";
import { createClientOf, type TestClient } from "../client/descriptors.js";
import { collect } from "./bank.js";

// Generations of one schema, as they follow each other in a table that is never migrated. The price
// of a product was a string of cents, then a number of cents, and is a number in a currency today.
// Its event type was renamed, and so were its fields. GUESSED is a retired event type.

const IDS: FieldRules = { shop_id: "string", product_id: "string" };
const BY_PRODUCT = ["shop_id", "product_id"];
const LOOKUPS = [["shop_id"], BY_PRODUCT];

/** The data of each version. The first one had another name for its price before. */
const V1: FieldRules = {
  ...IDS,
  cost: { type: "string", aliases: ["amount"] },
  "currency?": { type: "string", default: "EUR" },
};
const V2: FieldRules = { cents: "number", currency: "string" };
const V3: FieldRules = {
  price: { type: "number", aliases: ["cents"] },
  currency: "string",
  "reason?": { type: "string", default: "unknown" },
};

const streamsOf = (events: Descriptor["events"]): Record<string, StreamDescriptor> => {
  const all = Object.keys(events);
  const found = all.filter((type) => events[type]?.lookups.length !== 0);
  return {
    prices: { name: "prices", by: BY_PRODUCT, events: found },
    log: { name: "log", by: BY_PRODUCT, events: found, materialized: true },
    product: { name: "product", by: BY_PRODUCT, events: all, consistent: true },
  };
};

type Generation = Omit<Descriptor, "codegen" | "name" | "partition">;

function generation({ events: own, ...more }: Generation): Descriptor {
  const events = { ...own, COUNTED: { data: { ...IDS, count: "number" }, lookups: LOOKUPS } };
  return {
    codegen: 1,
    name: "Shop",
    partition: "shop_id",
    metadata: { "actor?": "string" },
    groups: { Ids: IDS },
    ...more,
    events,
    streams: streamsOf(events),
  };
}

const GUESSED = { data: IDS, lookups: LOOKUPS };
/** An event type that is stored only in its consistent stream. */
const OPENED = { data: { ...IDS, "by?": "string" }, lookups: [] };

/** The first generation, and the same version after its field was renamed. */
export const FIRST: Descriptor = generation({
  events: { PRICE_SET: { data: { ...IDS, amount: "string" }, lookups: LOOKUPS }, GUESSED, OPENED },
});
export const FIRST_RENAMED: Descriptor = generation({
  events: { PRICE_SET: { data: V1, lookups: LOOKUPS }, GUESSED, OPENED },
});

export const SECOND: Descriptor = generation({
  events: {
    PRICE_SET: {
      version: 2,
      previous: { 1: { data: V1, upcast: true } },
      include: ["Ids"],
      data: V2,
      lookups: LOOKUPS,
    },
    GUESSED,
    OPENED,
  },
});

/** The newest generation: a version without an upcaster, a new name, and a retired event type. */
export const THIRD: Descriptor = generation({
  events: {
    PRICE_CHANGED: {
      version: 3,
      previous: { 1: { data: V1, upcast: true }, 2: { include: ["Ids"], data: V2 } },
      aliases: ["PRICE_SET"],
      include: ["Ids"],
      data: V3,
      lookups: LOOKUPS,
    },
    LAUNCHED: {
      aliases: ["OPENED"],
      data: { ...IDS, "starter?": { type: "string", aliases: ["by"] } },
      lookups: [],
    },
  },
  retired: ["GUESSED"],
});

/** The step from version 1 to 2. */
export function toCents({ cost, ...others }: { readonly cost: string; readonly currency: string }) {
  return { ...others, cents: Number(cost) };
}

export const UPCASTERS_OF_SECOND = { PRICE_SET: { 1: toCents } };
export const UPCASTERS = { PRICE_CHANGED: { 1: toCents } };

export interface ProductIds {
  readonly shop_id: string;
  readonly product_id: string;
}

interface GenerationStreams {
  prices: (ids: ProductIds) => EventStream<PlainEvent>;
  log: (ids: ProductIds) => EventStream<PlainEvent>;
  product: (ids: ProductIds) => ConsistentEventStream<PlainEvent>;
}

export type GenerationClient = TestClient<GenerationStreams>;

/** The options of a client, with the upcasters that a generated module requires by type. */
export interface GenerationOptions extends EventClientOptions {
  readonly upcasters?: unknown;
}

interface Place {
  readonly table: DocumentClient;
  readonly tableName: string;
}

export function generationClient(
  { table, tableName }: Place,
  descriptor: Descriptor,
  options: GenerationOptions = {},
): GenerationClient {
  return createClientOf(descriptor, table, tableName, options);
}

/** The clients of all generations of one table. */
export function generations(place: Place, options: EventClientOptions = {}) {
  const of = (descriptor: Descriptor, upcasters?: unknown) =>
    generationClient(place, descriptor, {
      ...options,
      ...(upcasters === undefined ? {} : { upcasters }),
    });
  return {
    first: of(FIRST),
    renamed: of(FIRST_RENAMED),
    second: of(SECOND, UPCASTERS_OF_SECOND),
    third: of(THIRD, UPCASTERS),
  };
}

export function newProduct(): ProductIds {
  return { shop_id: newEventId(), product_id: newEventId() };
}

/** A price of 12.50 in each generation, in its own words. */
export const SET = {
  first: (ids: ProductIds, more: object = {}) => ({
    type: "PRICE_SET",
    data: { ...ids, amount: "1250", ...more },
  }),
  renamed: (ids: ProductIds, more: object = {}) => ({
    type: "PRICE_SET",
    data: { ...ids, cost: "1250", ...more },
  }),
  second: (ids: ProductIds, more: object = {}) => ({
    type: "PRICE_SET",
    data: { ...ids, cents: 1250, currency: "EUR", ...more },
  }),
  third: (ids: ProductIds, more: object = {}) => ({
    type: "PRICE_CHANGED",
    data: { ...ids, price: 1250, currency: "EUR", ...more },
  }),
} as const;

/** The same event as the newest generation reads it. */
export function asNewest({ id, timestamp, metadata }: PlainEvent, ids: ProductIds): PlainEvent {
  const event = {
    id,
    type: "PRICE_CHANGED",
    timestamp,
    data: { ...ids, price: 1250, currency: "EUR", reason: "unknown" },
  };
  return metadata === undefined ? event : { ...event, metadata };
}

/**
 * All ways to read the prices of a product, by name. Each returns them oldest first, without
 * revisions.
 */
export function readings(
  client: GenerationClient,
  ids: ProductIds,
  type = "PRICE_CHANGED",
  options: { readonly consistentRead?: boolean } = {},
): Record<string, () => Promise<PlainEvent[]>> {
  const where = {
    partitionId: ids.shop_id,
    modelKey: "product_id",
    modelId: ids.product_id,
    ...options,
  } as const;
  const many = { eventTypes: [type], ...where };
  const { prices, log, product } = client.streams;
  const eventsOf = async (slice: Promise<{ readonly events: PlainEvent[] }>) =>
    (await slice).events.map(withoutRevision);
  return {
    getLatestEvents: () => client.getLatestEvents({ eventType: type, ...where }),
    "getLatestEvents of a partition": () =>
      client.getLatestEvents({ eventType: type, partitionId: ids.shop_id, ...options }),
    "getLatestEvents, newest first": async () =>
      (await client.getLatestEvents({ eventType: type, ...where, order: "desc" })).reverse(),
    getEventStream: () => client.getEventStream(many),
    "getEventStream of several types": () =>
      client.getEventStream({ ...many, eventTypes: [type, "COUNTED"] }),
    iterateEventStream: () => collect(client.iterateEventStream(many)),
    getEventPage: async () => (await client.getEventPage({ ...many, limit: 100 })).events,
    "getEventPage by event": async () => {
      const events: PlainEvent[] = [];
      let cursor: { readonly cursor?: string } = {};
      for (;;) {
        const page = await client.getEventPage({ ...many, limit: 1, ...cursor });
        events.push(...page.events);
        if (page.cursor === undefined) return events;
        cursor = { cursor: page.cursor };
      }
    },
    "a stream": () => eventsOf(prices(ids).read(options)),
    "a stream, one by one": () => collect(prices(ids).iterate(options)),
    "a materialized stream": () => eventsOf(log(ids).read(options)),
    "a materialized stream, one by one": () => collect(log(ids).iterate(options)),
    "a consistent stream": () => eventsOf(product(ids).read(options)),
    "a consistent stream, newest first": async () =>
      (await eventsOf(product(ids).read({ ...options, order: "desc" }))).reverse(),
    "a consistent stream, one by one": async () =>
      (await collect(product(ids).iterate(options))).map(withoutRevision),
  };
}

/** The names of `readings`. */
export const READINGS = [
  "getLatestEvents",
  "getLatestEvents of a partition",
  "getLatestEvents, newest first",
  "getEventStream",
  "getEventStream of several types",
  "iterateEventStream",
  "getEventPage",
  "getEventPage by event",
  "a stream",
  "a stream, one by one",
  "a materialized stream",
  "a materialized stream, one by one",
  "a consistent stream",
  "a consistent stream, newest first",
  "a consistent stream, one by one",
] as const;

export function withoutRevision(event: PlainEvent & { readonly revision?: number }): PlainEvent {
  const { revision: _, ...others } = event;
  return others;
}
