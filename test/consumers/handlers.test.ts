import { newEventId, type PlainEvent } from "ddb-pattern-runtime";
import { createConsumer, type HandlerContext } from "ddb-pattern-runtime/codegen/v1";
import { dynamoDBStreamHandler, kinesisHandler } from "ddb-pattern-runtime/consumers";
import { expect, test } from "vitest";
import {
  asKinesis,
  asLambda,
  batchOf,
  changesOf,
  isOfOrder,
  noteOrder,
  SHOP,
  savedOrder,
  shopTable,
} from "./support.js";

type Seen = [type: string, stream: string | undefined, revision: number | undefined];

/** A handler that lists what it sees. */
function watcher() {
  const seen: Seen[] = [];
  const see = (event: PlainEvent, { stream, revision }: HandlerContext) => {
    seen.push([event.type, stream?.name, revision]);
  };
  return { seen, see };
}

test("a handler of an event type gets each event once, by its canonical copy", async () => {
  const table = await shopTable();
  await savedOrder(table);
  await table.shop.saveEvent({ type: "PAGE_VIEWED", data: { page_id: "home" } });
  const { seen, see } = watcher();
  const consumer = createConsumer(SHOP, { ORDER_PLACED: see, ORDER_PAID: see, PAGE_VIEWED: see });
  const records = (await changesOf(table)).map(asLambda);
  expect(await dynamoDBStreamHandler(consumer)(batchOf(records))).toEqual({
    batchItemFailures: [],
  });
  expect(seen.sort()).toEqual([
    ["ORDER_PAID", "order", 2],
    ["ORDER_PLACED", "customer", 2],
    ["PAGE_VIEWED", undefined, undefined],
  ]);
});

test("a handler of a stream gets all of its events, the canonical ones and the others", async () => {
  const table = await shopTable();
  const { order_id } = await savedOrder(table);
  const seen: unknown[] = [];
  const consumer = createConsumer(SHOP, {
    streams: {
      order: (event: PlainEvent, { stream, revision }: HandlerContext) => {
        seen.push([event.type, stream, revision]);
      },
    },
  });
  await dynamoDBStreamHandler(consumer)(batchOf((await changesOf(table)).map(asLambda)));
  const stream = { name: "order", ids: { order_id } };
  expect(seen).toEqual([
    ["ORDER_PLACED", stream, 1],
    ["ORDER_PAID", stream, 2],
    ["ORDER_NOTED", stream, 3],
  ]);
});

test("a handler gets the event as a reader of the stream does", async () => {
  const table = await shopTable();
  const ids = await savedOrder(table);
  const events: unknown[] = [];
  const consumer = createConsumer(SHOP, {
    streams: {
      order: (event: object, { revision }: HandlerContext) => {
        events.push({ ...event, revision });
      },
    },
  });
  await dynamoDBStreamHandler(consumer)(batchOf((await changesOf(table)).map(asLambda)));
  const { order_id } = ids;
  expect(events).toEqual((await table.shop.streams.order?.({ order_id }).read())?.events);
});

test("events of a batch are handled in the order of their revisions, each once", async () => {
  const table = await shopTable();
  const { order_id } = await savedOrder(table);
  await noteOrder(table, order_id, 7);
  const { seen, see } = watcher();
  const consumer = createConsumer(SHOP, { streams: { order: see } });
  const records = (await changesOf(table)).map(asLambda);
  await dynamoDBStreamHandler(consumer)(batchOf([...records.reverse(), ...records]));
  expect(seen.map(([, , revision]) => revision)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test("without checkpoints a gap remains, and what comes again is handled again", async () => {
  const table = await shopTable();
  const { order_id } = await savedOrder(table);
  const { seen, see } = watcher();
  const handler = dynamoDBStreamHandler(createConsumer(SHOP, { streams: { order: see } }));
  const without2 = (await changesOf(table)).filter((each) => !isOfOrder(order_id, 2)(each));
  for (let time = 1; time <= 2; time++) await handler(batchOf(without2.map(asLambda)));
  expect(seen.map(([, , revision]) => revision)).toEqual([1, 3, 1, 3]);
});

test("events without a revision are handled in the order of the batch, each once", async () => {
  const table = await shopTable();
  for (const page_id of ["a", "b", "c"]) {
    await table.shop.saveEvent({ type: "PAGE_VIEWED", data: { page_id } });
  }
  const pages: unknown[] = [];
  const consumer = createConsumer(SHOP, {
    PAGE_VIEWED: async ({ data }: PlainEvent) => {
      pages.push(data.page_id);
    },
  });
  const records = (await changesOf(table)).map(asLambda);
  await dynamoDBStreamHandler(consumer)(batchOf([...records, ...records]));
  expect(pages).toEqual(["a", "b", "c"]);
});

test("Kinesis records give the same events", async () => {
  const table = await shopTable();
  await savedOrder(table);
  await table.shop.saveEvent({ type: "PAGE_VIEWED", data: { page_id: "home" } });
  const records = await changesOf(table);
  const [ofStreams, ofKinesis] = await Promise.all(
    [
      { make: dynamoDBStreamHandler, batch: records.map(asLambda) },
      { make: kinesisHandler, batch: records.map(asKinesis) },
    ].map(async ({ make, batch }) => {
      const events: unknown[] = [];
      const see = (event: PlainEvent, { revision }: HandlerContext) => {
        events.push([event, revision]);
      };
      const consumer = createConsumer(SHOP, { PAGE_VIEWED: see, streams: { order: see } });
      expect(await make(consumer)(batchOf(batch))).toEqual({ batchItemFailures: [] });
      return events;
    }),
  );
  expect(ofKinesis).toHaveLength(4);
  expect(ofKinesis).toEqual(ofStreams);
});

test("changed and removed items are ignored, and so are items that are no events", async () => {
  const table = await shopTable();
  const { order_id } = await savedOrder(table);
  // An event whose only copy has a revision gets a guard if the caller gives the id.
  const data = { order_id, note: "guarded" };
  await table.shop.saveEvent({ type: "ORDER_NOTED", data, id: newEventId() });
  const { seen, see } = watcher();
  const handler = dynamoDBStreamHandler(createConsumer(SHOP, { streams: { order: see } }));
  const records = (await changesOf(table)).map(asLambda);
  const changed = records.map((record) => ({ ...record, eventName: "MODIFY" }));
  const removed = records.map(({ dynamodb, ...record }) => {
    const { NewImage: _, ...keys } = dynamodb as Record<string, unknown>;
    return { ...record, eventName: "REMOVE", dynamodb: keys };
  });
  expect(records.length).toBeGreaterThan(6);
  await handler(batchOf([...changed, ...removed]));
  expect(seen).toEqual([]);
  await handler(batchOf(records));
  expect(seen).toHaveLength(4);
});

test("events before since are replays, for which effects do nothing", async () => {
  const table = await shopTable();
  await savedOrder(table);
  const records = (await changesOf(table)).map(asLambda);
  const effectsSince = async (since: Date) => {
    const effects: unknown[] = [];
    const order = async (_: PlainEvent, { isReplay, effect }: HandlerContext) => {
      effects.push([isReplay, await effect(async () => "sent")]);
    };
    const consumer = createConsumer(SHOP, { streams: { order } }, { since });
    await dynamoDBStreamHandler(consumer)(batchOf(records));
    return effects;
  };
  const tomorrow = new Date(Date.now() + 24 * 3_600_000);
  expect(await effectsSince(tomorrow)).toEqual(Array(3).fill([true, undefined]));
  expect(await effectsSince(new Date(0))).toEqual(Array(3).fill([false, "sent"]));
});

test("a batch that reaches the function's timeout ends early and reports the rest", async () => {
  const table = await shopTable();
  const { order_id } = await savedOrder(table);
  const records = (await changesOf(table)).filter(isOfOrder(order_id)).map(asLambda);
  const errors: unknown[] = [];
  let aborted: AbortSignal | undefined;
  const consumer = createConsumer(SHOP, {
    streams: {
      order: (_: PlainEvent, { revision, signal }: HandlerContext) => {
        if (revision !== 2) return undefined;
        aborted = signal;
        return new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
        });
      },
    },
  });
  const handler = dynamoDBStreamHandler(consumer, { onError: (error) => errors.push(error) });
  const answer = await handler(batchOf(records), { getRemainingTimeInMillis: () => 1_050 });
  expect(answer.batchItemFailures).toEqual(failuresOf(records.slice(1)));
  expect(aborted?.aborted).toBe(true);
  expect(errors).toMatchObject([{ code: "change-stream" }]);
});

function failuresOf(records: readonly Record<string, unknown>[]) {
  return records.map(({ dynamodb }) => {
    return { itemIdentifier: (dynamodb as { SequenceNumber: string }).SequenceNumber };
  });
}
