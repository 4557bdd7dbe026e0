import { eventIdAt, newEventId, observe, type PlainEvent } from "ddb-pattern-runtime";
import { createConsumer, type HandlerContext } from "ddb-pattern-runtime/codegen/v1";
import {
  catchUp,
  dynamoDBCheckpoints,
  dynamoDBStreamHandler,
  MemoryCheckpoints,
} from "ddb-pattern-runtime/consumers";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { expect, onTestFinished, test } from "vitest";
import { removeItem } from "../client/support.js";
import {
  asLambda,
  batchOf,
  changesOf,
  noteOrder,
  plainTable,
  SHOP,
  savedOrder,
  shopClient,
  shopTable,
} from "./support.js";

type Client = Parameters<typeof shopClient>[0];

/** A consumer of orders and page views, and a list of what it saw. */
function watcher(client: Client, tableName: string, checkpoints = new MemoryCheckpoints()) {
  const seen: string[] = [];
  const consumer = createConsumer(
    SHOP,
    {
      PAGE_VIEWED: ({ data }: PlainEvent) => void seen.push(`page ${data.page_id}`),
      streams: {
        order: ({ data }: PlainEvent, { revision }: HandlerContext) => {
          seen.push(`${data.order_id} ${revision}`);
        },
      },
    },
    { name: "orders", checkpoints, client, tableName },
  );
  return { consumer, seen };
}

const ascending = (a: string, b: string) =>
  Number(a.split(" ")[1]) - Number(b.split(" ")[1]) || (a < b ? -1 : 1);

test("the events that were not handled are read from the table, each once", async () => {
  const table = await shopTable();
  const { documents: client, tableName } = table;
  const orders = await Promise.all(Array.from({ length: 12 }, () => savedOrder(table)));
  const checkpoints = dynamoDBCheckpoints(client, await plainTable(table));
  const { consumer, seen } = watcher(client, tableName, checkpoints as never);
  // Some have been handled before.
  const records = (await changesOf(table)).map(asLambda).slice(0, 25);
  await dynamoDBStreamHandler(consumer)(batchOf(records));
  expect(seen.length).toBeGreaterThan(0);
  const { items } = await catchUp(consumer, { client, tableName });
  expect(items).toBe((await changesOf(table)).length);
  const expected = orders.flatMap(({ order_id }) => [1, 2, 3].map((each) => `${order_id} ${each}`));
  expect(seen.toSorted(ascending)).toEqual(expected.toSorted(ascending));
  await catchUp(consumer, { client, tableName, segments: 1 });
  expect(seen).toHaveLength(expected.length);
});

test("each stream is read in the order of its revisions, beside a function", async () => {
  const table = await shopTable();
  const { documents: client, tableName } = table;
  const { order_id } = await savedOrder(table);
  await noteOrder(table, order_id, 40);
  const { consumer, seen } = watcher(client, tableName);
  const records = (await changesOf(table)).map(asLambda);
  const handler = dynamoDBStreamHandler(consumer);
  await Promise.all([
    catchUp(consumer, { client, tableName }),
    handler(batchOf(records.slice(20))),
    handler(batchOf(records)),
  ]);
  const revisions = Array.from({ length: 43 }, (_, index) => `${order_id} ${index + 1}`);
  expect([...new Set(seen)].sort(ascending)).toEqual(revisions);
});

test("an event that was deleted by hand is left out, even before an id of a time to come", async () => {
  const table = await shopTable();
  const { documents: client, tableName } = table;
  const { order_id } = await savedOrder(table);
  const id = `${eventIdAt(new Date(Date.now() + 3_600_000)).slice(0, -1)}1`;
  await table.shop.saveEvent({ id, type: "ORDER_NOTED", data: { order_id, note: "later" } });
  await removeItem(table as never, { pk: `ORDER::${order_id}::@order`, sk: "0000000000000003" });
  const { consumer, seen } = watcher(client, tableName);
  await catchUp(consumer, { client, tableName });
  expect(seen).toEqual([1, 2, 4].map((revision) => `${order_id} ${revision}`));
});

test("events without a revision are handled again since the time that is given", async () => {
  const client = new MemoryTable();
  const shop = shopClient(client, "events");
  await shop.saveEvent({ type: "PAGE_VIEWED", data: { page_id: "a" } });
  await shop.saveEvent({ type: "PAGE_VIEWED", data: { page_id: "b" } });
  const { consumer, seen } = watcher(client, "events");
  await catchUp(consumer, { client, tableName: "events" });
  expect(seen).toEqual([]);
  const options = { client, tableName: "events", withoutRevisionSince: new Date(0) };
  for (let time = 1; time <= 2; time++) await catchUp(consumer, options);
  expect(seen.toSorted()).toEqual(["page a", "page a", "page b", "page b"]);
  const later = { ...options, withoutRevisionSince: new Date(Date.now() + 60_000) };
  await catchUp(consumer, later);
  expect(seen).toHaveLength(4);
});

test("an event that fails ends the call; the next one goes on there", async () => {
  const client = new MemoryTable();
  const shop = shopClient(client, "events");
  const order_id = newEventId();
  await noteOrder({ shop }, order_id, 5);
  const seen: unknown[] = [];
  let fails = true;
  const order = (_: PlainEvent, { revision }: HandlerContext) => {
    if (fails && revision === 3) throw new Error("no");
    seen.push(revision);
  };
  const checkpoints = new MemoryCheckpoints();
  const own = { name: "orders", checkpoints, client, tableName: "events", attempts: 1 };
  const consumer = createConsumer(SHOP, { streams: { order } }, own);
  const options = { client, tableName: "events" };
  await expect(catchUp(consumer, options)).rejects.toThrow("no");
  fails = false;
  await catchUp(consumer, options);
  expect(seen).toEqual([1, 2, 3, 4, 5]);
});

test("a page can have any number of items, also with a listener", async () => {
  const client = new MemoryTable();
  const shop = shopClient(client, "events");
  await noteOrder({ shop }, newEventId(), 3);
  const items = client.items("events");
  const many = Array.from({ length: 200_000 }, (_, index) => items[index % items.length]);
  const large = { openTable: (name: string) => client.openTable(name), items: () => many };
  const messages: { readonly duplicates: number; readonly ageMs?: number }[] = [];
  onTestFinished(observe("ddb-pattern:consumer.batch", (message) => messages.push(message)));
  const { consumer, seen } = watcher(client, "events");
  await catchUp(consumer, { client: large, tableName: "events", segments: 1 });
  expect(seen).toHaveLength(3);
  expect(messages).toMatchObject([{ duplicates: many.length - 3, ageMs: expect.any(Number) }]);
});

test("wrong arguments are refused", async () => {
  const client = new MemoryTable();
  const { consumer } = watcher(client, "events");
  const options = { client, tableName: "events" };
  const plain = createConsumer(SHOP, { PAGE_VIEWED: () => {} });
  for (const [given, wrong, message] of [
    [plain, {}, "without checkpoints cannot catch up"],
    [{}, {}, "must be a consumer"],
    [consumer, { segment: 1 }, 'no member "segment"'],
    [consumer, { segments: 0 }, '"segments" must be'],
    [consumer, { client: {} }, "must be a DynamoDB client"],
    [consumer, { tableName: 1 }, "The table's name"],
    [consumer, { withoutRevisionSince: "today" }, "must be a valid Date"],
  ] as const) {
    await expect(catchUp(given as never, { ...options, ...wrong } as never)).rejects.toThrow(
      message,
    );
  }
  const signal = AbortSignal.abort(new Error("stopped"));
  await expect(catchUp(consumer, { ...options, signal })).rejects.toThrow("stopped");
});
