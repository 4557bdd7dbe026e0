import { newEventId, type PlainEvent } from "ddb-pattern-runtime";
import { createConsumer, type HandlerContext } from "ddb-pattern-runtime/codegen/v1";
import {
  type CheckpointStore,
  dynamoDBCheckpoints,
  dynamoDBStreamHandler,
  MemoryCheckpoints,
} from "ddb-pattern-runtime/consumers";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { removeItem } from "../client/support.js";
import { connect } from "../engines/connect.js";
import { recordOperations } from "../engines/recorder.js";
import {
  asLambda,
  batchOf,
  changesOf,
  isOfOrder,
  noteOrder,
  plainTable,
  SHOP,
  type ShopTable,
  savedOrder,
  shopTable,
} from "./support.js";

const connection = connect(inject("endpoint"));
afterAll(() => connection.client.destroy());

describe.each<[string, () => Promise<CheckpointStore>]>([
  ["in memory", async () => new MemoryCheckpoints()],
  [
    "in a table",
    async () => dynamoDBCheckpoints(connection.documents, await plainTable(connection)),
  ],
  [
    "in a table, with the plain client",
    async () => dynamoDBCheckpoints(connection.client, await plainTable(connection)),
  ],
])("checkpoints %s", (_, open) => {
  let store: CheckpointStore;
  beforeAll(async () => {
    store = await open();
  });

  test("are missing at first", async () => {
    expect(await store.read("a", "missing")).toBeUndefined();
  });

  test("are set only if the stored one is as expected", async () => {
    expect(await store.compareAndSet("a", "k", "1", "2")).toBe(false);
    expect(await store.read("a", "k")).toBeUndefined();
    expect(await store.compareAndSet("a", "k", undefined, "1")).toBe(true);
    expect(await store.compareAndSet("a", "k", undefined, "2")).toBe(false);
    expect(await store.compareAndSet("a", "k", "2", "3")).toBe(false);
    expect(await store.compareAndSet("a", "k", "1", "2")).toBe(true);
    expect(await store.read("a", "k")).toBe("2");
  });

  test("of another consumer or another key are apart, however long the key is", async () => {
    const long = "ü".repeat(1_000);
    const keys = ["x", `${long}a`, `${long}b`, `${"x".repeat(1_947)}ü€`, `${"x".repeat(1_947)}üa`];
    for (const [index, key] of keys.entries()) {
      for (const name of ["b", "c"]) {
        expect(await store.compareAndSet(name, key, undefined, `${name}${index}`)).toBe(true);
      }
    }
    for (const [index, key] of keys.entries()) {
      expect([await store.read("b", key), await store.read("c", key)]).toEqual([
        `b${index}`,
        `c${index}`,
      ]);
    }
  });

  test("are set by one of several processes", async () => {
    const results = await Promise.all(
      ["1", "2", "3", "4"].map((value) => store.compareAndSet("d", "k", undefined, value)),
    );
    expect(results.filter((isSet) => isSet)).toHaveLength(1);
  });
});

/** A consumer of the stream of orders with checkpoints, and the revisions that it saw. */
function orderConsumer(
  { documents, tableName }: ShopTable,
  checkpoints: CheckpointStore = new MemoryCheckpoints(),
) {
  const revisions: (number | undefined)[] = [];
  const consumer = createConsumer(
    SHOP,
    {
      streams: {
        order: (_: PlainEvent, { revision }: HandlerContext) => {
          revisions.push(revision);
        },
      },
    },
    { name: "orders", checkpoints, client: documents, tableName },
  );
  const handler = dynamoDBStreamHandler(consumer);
  return {
    revisions,
    consumer,
    handle: (records: readonly unknown[]) => handler(batchOf(records)),
  };
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe("a consumer with checkpoints", () => {
  test("drops what was handled before", async () => {
    const table = await shopTable();
    await savedOrder(table);
    const records = (await changesOf(table)).map(asLambda);
    const { handle, revisions } = orderConsumer(table);
    for (let time = 1; time <= 3; time++) {
      expect(await handle(records)).toEqual({ batchItemFailures: [] });
    }
    expect(revisions).toEqual([1, 2, 3]);
  });

  test("keeps what was handled before a function's timeout", async () => {
    const table = await shopTable();
    const { order_id } = await savedOrder(table);
    const records = (await changesOf(table)).filter(isOfOrder(order_id)).map(asLambda);
    const store = dynamoDBCheckpoints(table.documents, await plainTable(table));
    const { tableName, documents: client } = table;
    const seen: (number | undefined)[] = [];
    const order = async (_: PlainEvent, { revision, signal }: HandlerContext) => {
      seen.push(revision);
      // The function's time ends while the second event of a call is handled, and it takes no more.
      if (seen.length % 2 === 0) {
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
      }
    };
    const consumer = createConsumer(
      SHOP,
      { streams: { order } },
      { name: "orders", checkpoints: store, client, tableName },
    );
    const handle = dynamoDBStreamHandler(consumer, { onError: () => {} });
    const context = { getRemainingTimeInMillis: () => 2_000 };
    const first = await handle(batchOf(records), context);
    expect(first.batchItemFailures).toHaveLength(1);
    expect(await handle(batchOf(records), context)).toEqual({ batchItemFailures: [] });
    expect(seen).toEqual([1, 2, 3]);
  });

  test("goes on where another process has stopped", async () => {
    const table = await shopTable();
    const { order_id } = await savedOrder(table);
    const store = dynamoDBCheckpoints(table.documents, await plainTable(table));
    const first = orderConsumer(table, store);
    await first.handle((await changesOf(table)).map(asLambda));
    await noteOrder(table, order_id, 2);
    const second = orderConsumer(table, store);
    await second.handle((await changesOf(table)).map(asLambda));
    expect([first.revisions, second.revisions]).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  test("reads what the change stream lacks from the table, before it goes on", async () => {
    const table = await shopTable();
    const { order_id } = await savedOrder(table);
    await noteOrder(table, order_id, 9);
    const records = (await changesOf(table)).filter(isOfOrder(order_id)).map(asLambda);
    const { handle, revisions } = orderConsumer(table);
    const some = [2, 5, 6, 9].map((revision) => records[revision - 1]);
    expect(await handle(some)).toEqual({ batchItemFailures: [] });
    expect(revisions).toEqual(upTo(9));
    await handle([records[11]]);
    expect(revisions).toEqual(upTo(12));
    await handle(records);
    expect(revisions).toEqual(upTo(12));
  });

  test("reads the whole history of a stream that it meets for the first time", async () => {
    const table = await shopTable();
    const { order_id } = await savedOrder(table);
    await noteOrder(table, order_id, 20);
    const records = (await changesOf(table)).filter(isOfOrder(order_id)).map(asLambda);
    const { handle, revisions } = orderConsumer(table);
    await handle([records.at(-1)]);
    expect(revisions).toEqual(upTo(23));
  });

  test("handles an event type whose canonical copies are not all in the stream", async () => {
    const table = await shopTable();
    const { order_id } = await savedOrder(table);
    const { documents: client, tableName } = table;
    const types: string[] = [];
    const see = ({ type }: PlainEvent, { revision }: HandlerContext) => {
      types.push(`${type} ${revision}`);
    };
    const consumer = createConsumer(
      SHOP,
      { ORDER_PLACED: see, ORDER_NOTED: see },
      { name: "types", checkpoints: new MemoryCheckpoints(), client, tableName },
    );
    const records = await changesOf(table);
    // Only canonical records come, as the filters let them pass; and ORDER_PAID is missing.
    const canonical = records.filter(
      ({ dynamodb }) => dynamodb?.NewImage?.canonical?.BOOL === true,
    );
    const some = canonical.filter((each) => !isOfOrder(order_id, 2)(each));
    expect(some).toHaveLength(3);
    for (let time = 1; time <= 2; time++) {
      await dynamoDBStreamHandler(consumer)(batchOf(some.map(asLambda)));
    }
    expect(types.sort()).toEqual(["ORDER_NOTED 3", "ORDER_PLACED 2"]);
  });

  test("reads one checkpoint and writes one for each stream of a batch; a gap is one query", async () => {
    const table = await shopTable();
    const { order_id } = await savedOrder(table);
    await noteOrder(table, order_id, 5);
    const { documents } = connect(inject("endpoint"));
    const operations = recordOperations(documents);
    const store = dynamoDBCheckpoints(documents, await plainTable(table));
    const { handle, revisions } = orderConsumer({ ...table, documents }, store);
    const records = (await changesOf(table)).filter(isOfOrder(order_id)).map(asLambda);
    const costs = async (batch: readonly unknown[]) => {
      const before = operations.length;
      await handle(batch);
      return operations.slice(before).map(({ name, units }) => `${name} ${units}`);
    };
    expect(await costs(records.slice(0, 2))).toEqual(["Query 1", "PutItem 1"]);
    expect(await costs([records[3], records[5]])).toEqual(["Query 1", "Query 1", "PutItem 1"]);
    expect(await costs(records.slice(0, 6))).toEqual(["Query 1"]);
    expect(revisions).toEqual(upTo(6));
    documents.destroy();
  });

  test("shares its work with other processes, and misses nothing", async () => {
    const table = await shopTable();
    const { order_id } = await savedOrder(table);
    await noteOrder(table, order_id, 30);
    const store = dynamoDBCheckpoints(table.documents, await plainTable(table));
    const records = (await changesOf(table)).filter(isOfOrder(order_id)).map(asLambda);
    const consumers = Array.from({ length: 4 }, () => orderConsumer(table, store));
    await Promise.all(
      consumers.map(async ({ handle }, index) => {
        for (let start = index; start < records.length; start += 3) {
          const answer = await handle(records.slice(start, start + 5));
          expect(answer).toEqual({ batchItemFailures: [] });
        }
      }),
    );
    const seen = new Set(consumers.flatMap(({ revisions }) => revisions));
    expect([...seen].sort((a = 0, b = 0) => a - b)).toEqual(upTo(33));
    expect(await store.read("orders", `ORDER::${order_id}::@order`)).toBe("33");
  });

  test("leaves out an event that was deleted by hand", async () => {
    const table = await shopTable();
    const { order_id } = await savedOrder(table);
    const old = (await changesOf(table)).filter(isOfOrder(order_id)).map(asLambda);
    await removeItem(table as never, { pk: `ORDER::${order_id}::@order`, sk: "0000000000000002" });
    const { consumer, handle, revisions } = orderConsumer(table);
    const [, , third] = old;
    // A minute later nobody waits for the event any more.
    const dynamodb = third?.dynamodb as object;
    const later = {
      ...third,
      dynamodb: { ...dynamodb, ApproximateCreationDateTime: 1_700_000_000 },
    };
    const errors: unknown[] = [];
    const handler = dynamoDBStreamHandler(consumer, { onError: (error) => errors.push(error) });
    expect((await handler(batchOf([third]))).batchItemFailures).toHaveLength(1);
    expect(errors).toMatchObject([{ code: "change-stream" }]);
    expect(revisions).toEqual([1]);
    expect(await handle([later])).toEqual({ batchItemFailures: [] });
    expect(revisions).toEqual([1, 3]);
  });

  test("refuses a checkpoint that is no revision", async () => {
    const table = await shopTable();
    const { order_id } = await savedOrder(table);
    const store = new MemoryCheckpoints();
    await store.compareAndSet("orders", `ORDER::${order_id}::@order`, undefined, "third");
    const errors: unknown[] = [];
    const { consumer } = orderConsumer(table, store);
    const handler = dynamoDBStreamHandler(consumer, { onError: (error) => errors.push(error) });
    const records = (await changesOf(table)).filter(isOfOrder(order_id)).map(asLambda);
    expect((await handler(batchOf(records))).batchItemFailures).toHaveLength(3);
    expect(errors).toMatchObject([{ code: "change-stream" }]);
  });

  test("reports a batch as failed if the store cannot be reached", async () => {
    const table = await shopTable();
    await savedOrder(table);
    const store = dynamoDBCheckpoints(table.documents, `missing-${newEventId()}`);
    const errors: unknown[] = [];
    const { consumer, revisions } = orderConsumer(table, store);
    const handler = dynamoDBStreamHandler(consumer, { onError: (error) => errors.push(error) });
    const answer = await handler(batchOf((await changesOf(table)).map(asLambda)));
    expect(answer.batchItemFailures).toHaveLength(3);
    expect(errors).toMatchObject([{ code: "storage" }]);
    expect(revisions).toEqual([]);
  });
});
