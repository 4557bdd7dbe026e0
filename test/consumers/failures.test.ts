import { observe, type PlainEvent } from "ddb-pattern-runtime";
import {
  createConsumer,
  type Descriptor,
  earlierVersions,
  type HandlerContext,
} from "ddb-pattern-runtime/codegen/v1";
import {
  dynamoDBStreamHandler,
  kinesisHandler,
  MemoryCheckpoints,
} from "ddb-pattern-runtime/consumers";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  asKinesis,
  asLambda,
  batchOf,
  changesOf,
  isOfOrder,
  noteOrder,
  SHOP,
  savedOrder,
  shopClient,
  shopTable,
} from "./support.js";

const identifiers = (records: readonly Record<string, unknown>[]) =>
  records.map(({ dynamodb }) => {
    return { itemIdentifier: (dynamodb as { SequenceNumber: string }).SequenceNumber };
  });

/** A handler of orders that fails, while it is told to, at one revision. */
function failing(revision: number) {
  const state = { fails: true, seen: [] as string[] };
  const order = ({ data }: PlainEvent, context: HandlerContext) => {
    state.seen.push(`${String(data.order_id).slice(-1)}${context.revision}/${context.attempt}`);
    if (state.fails && context.revision === revision) throw new Error("no");
  };
  return { state, order };
}

describe("a handler that fails", () => {
  test("is called again, at most so often as the options say", async () => {
    const table = await shopTable();
    const { order_id } = await savedOrder(table);
    const records = (await changesOf(table)).filter(isOfOrder(order_id)).map(asLambda);
    for (const [options, attempts] of [
      [{}, 3],
      [{ attempts: 1 }, 1],
      [{ attempts: 5 }, 5],
    ] as const) {
      const { state, order } = failing(2);
      const consumer = createConsumer(SHOP, { streams: { order } }, options);
      const errors: unknown[] = [];
      const handler = dynamoDBStreamHandler(consumer, { onError: (error) => errors.push(error) });
      expect(await handler(batchOf(records))).toEqual({
        batchItemFailures: identifiers(records.slice(1)),
      });
      expect(errors).toEqual([new Error("no")]);
      const last = order_id.slice(-1);
      expect(state.seen).toEqual([
        `${last}1/1`,
        ...Array.from({ length: attempts }, (_, index) => `${last}2/${index + 1}`),
      ]);
    }
  });

  test("and changes its event changes no later attempt, and no other handler's", async () => {
    const table = await shopTable();
    await savedOrder(table);
    const seen: unknown[] = [];
    const customer = ({ data }: PlainEvent, { revision, attempt }: HandlerContext) => {
      if (revision !== 1) return;
      seen.push(data.name);
      (data as Record<string, unknown>).name = "changed";
      if (attempt < 3) throw new Error("not yet");
    };
    const consumer = createConsumer(SHOP, { CUSTOMER_NAMED: customer, streams: { customer } });
    const records = (await changesOf(table)).map(asLambda);
    await dynamoDBStreamHandler(consumer)(batchOf(records));
    expect(seen).toEqual(Array(6).fill("Ada"));
  });

  test("that succeeds at last lets the batch succeed", async () => {
    const table = await shopTable();
    await savedOrder(table);
    const seen: number[] = [];
    const order = (_: PlainEvent, { attempt }: HandlerContext) => {
      seen.push(attempt);
      if (attempt < 3) throw new Error("not yet");
    };
    const consumer = createConsumer(SHOP, { streams: { order } });
    const records = (await changesOf(table)).map(asLambda);
    expect(await dynamoDBStreamHandler(consumer)(batchOf(records))).toEqual({
      batchItemFailures: [],
    });
    expect(seen).toEqual([1, 2, 3, 1, 2, 3, 1, 2, 3]);
  });

  test("does not stop other streams; the next delivery goes on at the event that failed", async () => {
    const table = await shopTable();
    const [bad, good] = [await savedOrder(table), await savedOrder(table)];
    await noteOrder(table, good.order_id, 2);
    const { documents: client, tableName } = table;
    const seen: string[] = [];
    let fails = true;
    const order = ({ data }: PlainEvent, { revision }: HandlerContext) => {
      if (fails && data.order_id === bad.order_id && revision === 2) throw new Error("no");
      seen.push(`${data.order_id === bad.order_id ? "bad" : "good"} ${revision}`);
    };
    const consumer = createConsumer(
      SHOP,
      { streams: { order } },
      { name: "orders", checkpoints: new MemoryCheckpoints(), client, tableName, attempts: 1 },
    );
    const handler = dynamoDBStreamHandler(consumer, { onError: () => {} });
    const changes = await changesOf(table);
    const records = changes.map(asLambda);
    const failed = changes
      .filter((each) => isOfOrder(bad.order_id, 2)(each) || isOfOrder(bad.order_id, 3)(each))
      .map(asLambda);
    const answer = await handler(batchOf(records));
    expect(answer).toEqual({ batchItemFailures: identifiers(failed) });
    const goodOnes = ["good 1", "good 2", "good 3", "good 4", "good 5"];
    expect(seen.toSorted()).toEqual(["bad 1", ...goodOnes]);
    fails = false;
    const from = records.findIndex(
      (each) =>
        identifiers([each])[0]?.itemIdentifier === answer.batchItemFailures[0]?.itemIdentifier,
    );
    expect(await handler(batchOf(records.slice(from)))).toEqual({ batchItemFailures: [] });
    expect(seen.toSorted()).toEqual(["bad 1", "bad 2", "bad 3", ...goodOnes]);
  });

  test("of an event without a revision ends the batch there", async () => {
    const table = await shopTable();
    for (const page_id of ["a", "b", "c"]) {
      await table.shop.saveEvent({ type: "PAGE_VIEWED", data: { page_id } });
    }
    const seen: unknown[] = [];
    const PAGE_VIEWED = ({ data }: PlainEvent) => {
      seen.push(data.page_id);
      if (data.page_id === "b") throw new Error("no");
    };
    const consumer = createConsumer(SHOP, { PAGE_VIEWED }, { attempts: 1 });
    const handler = dynamoDBStreamHandler(consumer, { onError: () => {} });
    // Each event has two copies, and the first is the canonical one.
    const records = (await changesOf(table)).map(asLambda);
    const canonical = records.filter((_, index) => index % 2 === 0);
    expect(await handler(batchOf(records))).toEqual({
      batchItemFailures: identifiers(canonical.slice(1)),
    });
    expect(seen).toEqual(["a", "b"]);
  });
});

describe("an event that is given up", () => {
  test("is parked after its last attempt, and does not block its stream", async () => {
    const table = await shopTable();
    const { order_id } = await savedOrder(table);
    const { documents: client, tableName } = table;
    const parked: unknown[] = [];
    const { state, order } = failing(2);
    const checkpoints = new MemoryCheckpoints();
    const consumer = createConsumer(
      SHOP,
      { streams: { order } },
      {
        name: "orders",
        checkpoints,
        client,
        tableName,
        onParked: (event: PlainEvent, error: unknown, { revision, attempt }: HandlerContext) => {
          parked.push([event.type, error, revision, attempt]);
        },
      },
    );
    const messages: unknown[] = [];
    onTestFinished(observe("ddb-pattern:consumer.parked", (message) => messages.push(message)));
    onTestFinished(observe("ddb-pattern:consumer.batch", (message) => messages.push(message)));
    const records = (await changesOf(table)).map(asLambda);
    expect(await dynamoDBStreamHandler(consumer)(batchOf(records))).toEqual({
      batchItemFailures: [],
    });
    expect(parked).toEqual([["ORDER_PAID", new Error("no"), 2, 3]]);
    expect(state.seen.at(-1)).toBe(`${order_id.slice(-1)}3/1`);
    expect(await checkpoints.read("orders", `ORDER::${order_id}::@order`)).toBe("3");
    expect(messages).toMatchObject([
      {
        consumer: "orders",
        eventType: "ORDER_PAID",
        stream: "order",
        ids: { order_id },
        revision: 2,
        attempts: 3,
        error: { name: "Error" },
      },
      { consumer: "orders", source: "dynamodb", events: 3, parked: 1, failed: 0, filled: 0 },
    ]);
    expect(JSON.stringify(messages)).not.toContain("fragile");
  });

  test("fails the batch if it cannot be parked", async () => {
    const table = await shopTable();
    await savedOrder(table);
    const { order } = failing(2);
    const onParked = () => {
      throw new Error("full");
    };
    const consumer = createConsumer(SHOP, { streams: { order } }, { attempts: 1, onParked });
    const errors: unknown[] = [];
    const handler = dynamoDBStreamHandler(consumer, { onError: (error) => errors.push(error) });
    const answer = await handler(batchOf((await changesOf(table)).map(asLambda)));
    expect(answer.batchItemFailures).toHaveLength(2);
    expect(errors).toEqual([new Error("full")]);
  });
});

const { events, streams } = SHOP;

/** The shop with a second version of ORDER_NOTED. */
const SHOP_2: Descriptor = {
  ...SHOP,
  events: {
    ...events,
    ORDER_NOTED: {
      lookups: [],
      version: 2,
      aliases: ["ORDER_REMARKED"],
      data: { order_id: "string", text: "string" },
      previous: { 1: { data: { order_id: "string", note: "string" }, upcast: true } },
    },
    ORDER_GIFTED: { lookups: [], data: { order_id: "string" } },
  },
  streams: {
    ...streams,
    order: { ...streams.order, events: [...streams.order.events, "ORDER_GIFTED"] },
  },
};

const { ORDER_NOTED: _, ...withoutNotes } = events;
const SHOP_WITHOUT_NOTES: Descriptor = {
  ...SHOP,
  events: withoutNotes,
  streams: { ...streams, order: { ...streams.order, events: ["ORDER_PLACED", "ORDER_PAID"] } },
};

const upcasters = {
  ORDER_NOTED: {
    1: ({ order_id, note }: { order_id: string; note: string }) => ({ order_id, text: note }),
  },
};

describe("an event of another version of the schema", () => {
  test("is converted to the newest one", async () => {
    const table = await shopTable();
    await savedOrder(table);
    const data: unknown[] = [];
    const ORDER_NOTED = (event: PlainEvent) => void data.push(event.data);
    const consumer = createConsumer(SHOP_2, { ORDER_NOTED }, { upcasters }, earlierVersions);
    await dynamoDBStreamHandler(consumer)(batchOf((await changesOf(table)).map(asLambda)));
    expect(data).toEqual([{ order_id: expect.any(String), text: "fragile" }]);
  });

  test("is parked as it is stored if its upcaster fails", async () => {
    const table = await shopTable();
    await savedOrder(table);
    const parked: unknown[] = [];
    const consumer = createConsumer(
      SHOP_2,
      { ORDER_NOTED: () => expect.unreachable() },
      {
        upcasters: { ORDER_NOTED: { 1: () => null } },
        onParked: (event: PlainEvent, error: unknown) => parked.push([event.data, error]),
      },
      earlierVersions,
    );
    const records = (await changesOf(table)).map(asLambda);
    expect(await dynamoDBStreamHandler(consumer)(batchOf(records))).toEqual({
      batchItemFailures: [],
    });
    expect(parked).toMatchObject([
      [{ order_id: expect.any(String), note: "fragile" }, { code: "upcast-failed" }],
    ]);
  });

  test("that is unknown fails the batch, and is never parked", async () => {
    const table = await shopTable();
    const { order_id } = await savedOrder(table);
    const seen: unknown[] = [];
    const order = (event: PlainEvent) => void seen.push(event.type);
    const onParked = () => expect.unreachable();
    const errors: unknown[] = [];
    const consumer = createConsumer(SHOP_WITHOUT_NOTES, { streams: { order } }, { onParked });
    const handler = dynamoDBStreamHandler(consumer, { onError: (error) => errors.push(error) });
    const changes = await changesOf(table);
    expect(await handler(batchOf(changes.map(asLambda)))).toEqual({
      batchItemFailures: identifiers(changes.filter(isOfOrder(order_id, 3)).map(asLambda)),
    });
    expect(seen).toEqual(["ORDER_PLACED", "ORDER_PAID"]);
    expect(errors).toMatchObject([{ code: "unknown-event-type", eventTypes: ["ORDER_NOTED"] }]);
  });

  test("that is unknown is left out if the policy says so, or if it is retired", async () => {
    const table = await shopTable();
    await savedOrder(table);
    const { documents: client, tableName } = table;
    const records = (await changesOf(table)).map(asLambda);
    const retired = { ...SHOP_WITHOUT_NOTES, retired: ["ORDER_NOTED"] };
    for (const [descriptor, options] of [
      [SHOP_WITHOUT_NOTES, { unknownEvents: "skip" }],
      [retired, {}],
    ] as const) {
      const seen: unknown[] = [];
      const order = (event: PlainEvent) => void seen.push(event.type);
      const checkpoints = new MemoryCheckpoints();
      const consumer = createConsumer(
        descriptor,
        { streams: { order } },
        { name: "orders", checkpoints, client, tableName, ...options },
      );
      // The second delivery is dropped: the position includes the event that was left out.
      for (let time = 1; time <= 2; time++) {
        const answer = await dynamoDBStreamHandler(consumer)(batchOf(records));
        expect(answer).toEqual({ batchItemFailures: [] });
      }
      expect(seen).toEqual(["ORDER_PLACED", "ORDER_PAID"]);
    }
  });

  test("of a later version fails the batch, and is never parked", async () => {
    const table = await shopTable();
    const { order_id } = await savedOrder(table);
    const newer = createVersion2Client(table);
    await newer.saveEvent({ type: "ORDER_NOTED", data: { order_id, text: "new" } });
    const errors: unknown[] = [];
    const consumer = createConsumer(
      SHOP,
      { streams: { order: () => {} } },
      { onParked: () => expect.unreachable() },
    );
    const handler = dynamoDBStreamHandler(consumer, { onError: (error) => errors.push(error) });
    const answer = await handler(batchOf((await changesOf(table)).map(asLambda)));
    expect(answer.batchItemFailures).toHaveLength(1);
    expect(errors).toMatchObject([{ code: "unknown-event-version" }]);
  });
});

function createVersion2Client({
  documents,
  tableName,
}: {
  readonly documents: Parameters<typeof shopClient>[0];
  readonly tableName: string;
}) {
  return shopClient(documents, tableName, SHOP_2, { upcasters }, earlierVersions);
}

describe("what a function gets", () => {
  const consumer = createConsumer(SHOP, { PAGE_VIEWED: () => {} });

  test("must be a batch of the right source", async () => {
    const table = await shopTable();
    await savedOrder(table);
    const changes = await changesOf(table);
    const streams = dynamoDBStreamHandler(consumer);
    const kinesis = kinesisHandler(consumer);
    for (const event of [undefined, {}, { Records: "none" }]) {
      await expect(streams(event)).rejects.toMatchObject({ code: "change-stream" });
    }
    await expect(streams(batchOf(changes.map(asKinesis)))).rejects.toThrow(
      "Check the event source",
    );
    await expect(kinesis(batchOf(changes.map(asLambda)))).rejects.toThrow("Check the event source");
    const secret = { kinesis: { data: btoa("{secret"), sequenceNumber: "1" } };
    const error = await kinesis(batchOf([secret])).catch((each: Error) => each);
    expect(String((error as Error).stack)).not.toContain("secret");
  });

  test("must have new images", async () => {
    const record = {
      eventName: "INSERT",
      dynamodb: { SequenceNumber: "1", Keys: {}, StreamViewType: "KEYS_ONLY" },
    };
    await expect(dynamoDBStreamHandler(consumer)(batchOf([record]))).rejects.toThrow("NEW_IMAGE");
  });
});
