import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { decodeItem, type EventBase, observe } from "ddb-pattern-runtime";
import {
  createProjection,
  type DocumentClient,
  type ProjectionDefinition,
} from "ddb-pattern-runtime/codegen/v1";
import { catchUp } from "ddb-pattern-runtime/consumers";
import { type ConnectedProjection, rebuild } from "ddb-pattern-runtime/projections";
import { expect, onTestFinished, test } from "vitest";
import { decodeItemValues } from "../../runtime/src/storage/dynamodb/attribute-value.js";
import { CHAOS, deliverBadly } from "../consumers/chaos/deliver.js";
import { type LambdaRecord, shopWriter, writeHistory } from "../consumers/chaos/history.js";
import { mortalClient } from "../consumers/chaos/mortal.js";
import { Random } from "../consumers/chaos/random.js";
import { SHOP } from "../consumers/shop.js";
import { asLambda, changesOf, plainTable, shopTable } from "../consumers/support.js";
import { rawItems } from "../maintenance/support.js";
import { ItemsInMemory } from "./items-in-memory.js";

/** `CHAOS_EVENTS=1000000` runs as many; `CHAOS_SEED` repeats a run. */
const EVENTS = Number(process.env.CHAOS_EVENTS ?? 100_000);
const EVENTS_OF_ENGINE = 2_000;
const SEED = Number(process.env.CHAOS_SEED ?? 20_261_130);

type Event<Type extends string, Data> = EventBase<Type> & { data: Data };

interface ShopMap {
  CUSTOMER_NAMED: Event<"CUSTOMER_NAMED", { customer_id: string; name: string }>;
  ORDER_PLACED: Event<"ORDER_PLACED", { order_id: string; customer_id: string; total: number }>;
  ORDER_PAID: Event<"ORDER_PAID", { order_id: string; amount: number }>;
  ORDER_NOTED: Event<"ORDER_NOTED", { order_id: string; note: string }>;
  PAGE_VIEWED: Event<"PAGE_VIEWED", { page_id: string }>;
}

/** Sums, which do not depend on the order between streams; and whether the order within one was right. */
interface Sums {
  readonly events: number;
  readonly amount: number;
  /** The last revision of the item's stream. */
  readonly revision: number;
  readonly disorder: number;
}

const NONE: Sums = { events: 0, amount: 0, revision: 0, disorder: 0 };

function add(item: Sums | undefined, amount: number, revision: number): Sums {
  const before = item ?? NONE;
  return {
    events: before.events + 1,
    amount: before.amount + amount,
    revision: Math.max(before.revision, revision),
    disorder: before.disorder + (revision > 0 && revision <= before.revision ? 1 : 0),
  };
}

/** An item for each order. That it was placed is in the stream of the customer, too, which has the canonical copy. */
const ORDERS: ProjectionDefinition<ShopMap, Sums> = {
  name: "orders",
  version: 1,
  key: ({ data }) => ("order_id" in data ? data.order_id : undefined),
  streams: ["order"],
  handlers: {
    ORDER_PLACED: (item, { data }, { revision = 0 }) => add(item, data.total, revision),
    ORDER_PAID: (item, { data }, { revision = 0 }) => add(item, data.amount, revision),
    ORDER_NOTED: (item, _event, { revision = 0 }) => add(item, 0, revision),
  },
};

/** A few items that many streams, and events of none, change. */
const KINDS: ProjectionDefinition<ShopMap, Sums> = {
  name: "kinds",
  version: 1,
  key: ({ data }) => {
    if ("page_id" in data) return data.page_id;
    return "customer_id" in data ? `customers-${data.customer_id.slice(-1)}` : undefined;
  },
  streams: ["customer"],
  handlers: {
    ORDER_PLACED: (item, { data }) => add(item, data.total, 0),
    CUSTOMER_NAMED: (item) => add(item, 1, 0),
    PAGE_VIEWED: (item) => add(item, 1, 0),
  },
};

interface Shop {
  readonly client: DocumentClient;
  readonly tableName: string;
  readonly records: readonly LambdaRecord[];
  readonly items: readonly object[];
  /** The client of the table of the items. */
  readonly itemsClient: DynamoDBDocumentClient;
  readonly itemsTable: string;
  readonly itemsOf: (prefix: string) => Promise<Map<string, unknown>>;
}

function connectTo(
  shop: Shop,
  definition: ProjectionDefinition<ShopMap, Sums>,
  client: DynamoDBDocumentClient,
): ConnectedProjection<Sums> {
  const { client: events, tableName } = shop;
  return createProjection<ShopMap, Sums>(SHOP, definition).connect(client, shop.itemsTable, {
    events: { client: events, tableName },
  });
}

/** Delivers the records of a shop badly, catches up, and compares the items with the fold of the table. */
async function survive(
  shop: Shop,
  definition: ProjectionDefinition<ShopMap, Sums>,
  random: Random,
  maxBatch: number,
): Promise<string> {
  const sums = { filled: 0, duplicates: 0 };
  onTestFinished(
    observe("ddb-pattern:consumer.batch", ({ filled, duplicates }) => {
      sums.filled += filled;
      sums.duplicates += duplicates;
    }),
  );
  const start = performance.now();
  const figures = await deliverBadly({
    records: shop.records,
    random,
    chaos: { ...CHAOS, killed: 0.004, lost: 0.004 },
    maxBatch,
    startProcess: (mortal) => connectTo(shop, definition, mortalClient(shop.itemsClient, mortal)),
  });
  const seconds = (performance.now() - start) / 1000;
  const healthy = connectTo(shop, definition, shop.itemsClient);
  const lag = await healthy.lag();
  await catchUp(healthy, { client: shop.client, tableName: shop.tableName });
  expect(await healthy.lag()).toEqual({ events: 0, seconds: 0 });

  const { fold, events } = foldOf(definition, shop.items);
  const items = await shop.itemsOf(`${definition.name}::v1::`);
  expect(items).toEqual(fold);
  expect([...fold.values()].some(({ disorder }) => disorder > 0)).toBe(false);
  // A short run can be spared some of it.
  const troubles = [figures.kills, figures.splits, sums.filled, sums.duplicates, lag.events];
  if (events > EVENTS_OF_ENGINE) for (const each of troubles) expect(each).toBeGreaterThan(0);
  const lines = [
    `${definition.name}: ${events} events in ${fold.size} items, ${shop.records.length} records, ${Math.round(shop.records.length / seconds)} records/s`,
    `${figures.batches} batches, ${figures.processes} processes, ${figures.kills} killed, ${figures.splits} splits, ${figures.partialFailures} batches failed in part`,
    `${figures.missingRecords} records missing, ${figures.repeatedRecords} repeated; ${sums.filled} events read from the table, ${sums.duplicates} duplicates dropped`,
    `${lag.events} events handled by catchUp; 0 missed, 0 applied twice`,
  ];
  return lines.join("\n");
}

type AnyHandler = (item: Sums | undefined, event: object, context: object) => Sums;

/** What a plain loop over one copy of each event makes of the table. */
function foldOf(
  { key, handlers, streams = [] }: ProjectionDefinition<ShopMap, Sums>,
  items: readonly object[],
): { readonly fold: Map<string, Sums>; readonly events: number } {
  const fold = new Map<string, Sums>();
  let events = 0;
  const copies = items.flatMap((item) => decodeItem(item) ?? []);
  const followed = Object.values(SHOP.streams).filter(({ name }) =>
    (streams as readonly string[]).includes(name),
  );
  const isFollowed = ({ event, stream, canonical }: (typeof copies)[number]) => {
    const own = followed.find(({ events: types }) =>
      (types as readonly string[]).includes(event.type),
    );
    return own === undefined ? canonical : stream?.endsWith(`::@${own.name}`) === true;
  };
  const sorted = copies.filter(isFollowed).sort((a, b) => (a.revision ?? 0) - (b.revision ?? 0));
  for (const { event, revision } of sorted) {
    const handler = handlers[event.type as keyof ShopMap] as AnyHandler | undefined;
    const id = handler && key(event as unknown as ShopMap[keyof ShopMap]);
    if (handler === undefined || id === undefined) continue;
    events++;
    fold.set(id, handler(fold.get(id), event, { revision }));
  }
  return { fold, events };
}

/** The items of a projection among those of a table. */
function itemsUnder(prefix: string, items: Iterable<object>): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const stored of items) {
    const { pk, sk, "@event": _, ...item } = decodeItemValues(stored);
    if (sk === "item" && String(pk).startsWith(prefix)) {
      found.set(String(pk).slice(prefix.length), item);
    }
  }
  return found;
}

test("projections have each event once, whatever happens to records and processes", async ({
  annotate,
}) => {
  const random = new Random(SEED);
  for (const [definition, events, maxBatch] of [
    [ORDERS, EVENTS, 200],
    // Its items are few, so its processes are in each other's way all the time.
    [KINDS, EVENTS / 5, 50],
  ] as const) {
    const { client, tableName, records } = await writeHistory(events, random);
    const tables = new ItemsInMemory(() => random.chance(0.002));
    const shop: Shop = {
      client,
      tableName,
      records,
      items: client.items(tableName),
      itemsClient: tables as unknown as DynamoDBDocumentClient,
      itemsTable: "items",
      itemsOf: async (prefix) => itemsUnder(prefix, tables.items.values()),
    };
    const report = await survive(shop, definition, random, maxBatch);
    expect(tables.refused).toBeGreaterThan(0);
    const calls = `${tables.calls} calls, ${tables.transactions} transactions, ${tables.refused} refused by a condition`;

    const start = performance.now();
    const two = { ...definition, version: 2 };
    const result = await rebuild(connectTo(shop, two, shop.itemsClient), {
      catchUp: async () => {},
    });
    const seconds = (performance.now() - start) / 1000;
    expect(await shop.itemsOf(`${definition.name}::v2::`)).toEqual(
      foldOf(definition, shop.items).fold,
    );
    const rebuilt = `rebuilt: ${Math.round(result.events / seconds)} events/s`;
    console.log(`seed ${SEED}: ${report}\n${calls}\n${rebuilt}`);
    await annotate(`seed ${SEED}: ${report}\n${calls}\n${rebuilt}`);
  }
}, 1_800_000);

test("and on the engine", async ({ annotate }) => {
  const random = new Random(SEED);
  const table = await shopTable();
  const { documents, tableName } = table;
  await shopWriter(table.shop, EVENTS_OF_ENGINE, random)(EVENTS_OF_ENGINE);
  const old = { ApproximateCreationDateTime: 1_700_000_000 };
  const records = (await changesOf(table)).map(asLambda).map((record) => {
    return { ...record, dynamodb: { ...(record.dynamodb as object), ...old } };
  });
  const itemsTable = await plainTable(table);
  const shop: Shop = {
    client: documents,
    tableName,
    records: records as unknown as LambdaRecord[],
    items: await rawItems(tableName),
    itemsClient: documents,
    itemsTable,
    itemsOf: async (prefix) => itemsUnder(prefix, await rawItems(itemsTable)),
  };
  for (const definition of [ORDERS, KINDS]) {
    const report = await survive(shop, definition, random, 30);
    console.log(report);
    await annotate(`seed ${SEED}: ${report}`);
  }
}, 600_000);
