import { newEventId, type PlainEvent } from "ddb-pattern-runtime";
import {
  createConsumer,
  type Descriptor,
  earlierVersions,
  type HandlerContext,
} from "ddb-pattern-runtime/codegen/v1";
import {
  dynamoDBStreamHandler,
  eventSourceFilters,
  kinesisEventSourceFilters,
  MemoryCheckpoints,
} from "ddb-pattern-runtime/consumers";
import { describe, expect, test } from "vitest";
import { MAX_FILTERS, MAX_PATTERN, passesKinesis, passesStreams } from "./filter-grammar.js";
import { asKinesis, asLambda, batchOf, changesOf, SHOP, savedOrder, shopTable } from "./support.js";

const handle = () => {};

test("the patterns are those of the guide", () => {
  const handlers = { ORDER_PLACED: handle, ORDER_PAID: handle, streams: { order: handle } };
  const consumer = createConsumer(SHOP, handlers);
  const patterns = eventSourceFilters(consumer).map((pattern) => JSON.parse(pattern));
  expect(patterns).toEqual([
    {
      dynamodb: {
        NewImage: { canonical: { BOOL: [true] }, type: { S: ["ORDER_PLACED", "ORDER_PAID"] } },
      },
    },
    {
      dynamodb: {
        NewImage: {
          pk: { S: [{ prefix: "ORDER::" }] },
          sk: { S: [{ prefix: "00" }] },
          type: { S: [{ exists: true }] },
        },
      },
    },
  ]);
  const ofKinesis = kinesisEventSourceFilters(consumer).map((pattern) => JSON.parse(pattern));
  expect(ofKinesis).toEqual(patterns.map((data) => ({ data })));
});

/** Records of all kinds of items and changes. */
async function allRecords() {
  const table = await shopTable();
  await savedOrder(table);
  const { order_id } = await savedOrder(table);
  const data = { order_id, note: "guarded" };
  await table.shop.saveEvent({ type: "ORDER_NOTED", data, id: newEventId() });
  await table.shop.saveEvent({ type: "PAGE_VIEWED", data: { page_id: "::@order" } });
  const inserted = await changesOf(table);
  const removed = inserted.map(({ dynamodb = {}, ...record }) => {
    const { NewImage: _, ...keys } = dynamodb;
    return { ...record, eventName: "REMOVE" as const, dynamodb: keys };
  });
  return { table, inserted, removed };
}

describe.each<[string, object, (image: Readonly<Record<string, { S?: string }>>) => boolean]>([
  [
    "event types",
    { PAGE_VIEWED: handle, ORDER_PAID: handle },
    ({ type, canonical }) => {
      return canonical !== undefined && ["PAGE_VIEWED", "ORDER_PAID"].includes(type?.S ?? "");
    },
  ],
  [
    "a stream",
    { streams: { order: handle } },
    ({ pk, type }) => {
      return type !== undefined && pk?.S?.endsWith("::@order") === true;
    },
  ],
  [
    "both",
    { PAGE_VIEWED: handle, streams: { customer: handle } },
    ({ pk, type, canonical }) => {
      const isOfStream = type !== undefined && pk?.S?.endsWith("::@customer") === true;
      return isOfStream || (canonical !== undefined && type?.S === "PAGE_VIEWED");
    },
  ],
])("a consumer of %s", (_, handlers, isWanted) => {
  test("gets the records that it handles, and no others", async () => {
    const { inserted, removed } = await allRecords();
    const consumer = createConsumer(SHOP, handlers);
    const [streams, kinesis] = [eventSourceFilters(consumer), kinesisEventSourceFilters(consumer)];
    const passed = inserted.filter((record) => passesStreams(streams, asLambda(record)));
    expect(passed.length).toBeGreaterThan(0);
    expect(passed.length).toBeLessThan(inserted.length);
    expect(passed).toEqual(
      inserted.filter(({ dynamodb }) => isWanted((dynamodb?.NewImage ?? {}) as never)),
    );
    expect(inserted.filter((record) => passesKinesis(kinesis, asKinesis(record)))).toEqual(passed);
    expect(removed.filter((record) => passesStreams(streams, asLambda(record)))).toEqual([]);
  });
});

test("a consumer handles the same events with and without its filters", async () => {
  const { table, inserted } = await allRecords();
  const { documents: client, tableName } = table;
  const handled = await Promise.all(
    [true, false].map(async (isFiltered) => {
      const seen: string[] = [];
      const see = ({ id }: PlainEvent, { revision }: HandlerContext) => {
        seen.push(`${id} ${revision}`);
      };
      const consumer = createConsumer(
        SHOP,
        { ORDER_NOTED: see, ORDER_PLACED: see, PAGE_VIEWED: see, streams: { customer: see } },
        { name: "all", checkpoints: new MemoryCheckpoints(), client, tableName },
      );
      const filters = eventSourceFilters(consumer);
      const records = inserted
        .map(asLambda)
        .filter((record) => !isFiltered || passesStreams(filters, record));
      await dynamoDBStreamHandler(consumer)(batchOf(records));
      return seen.sort();
    }),
  );
  expect(handled[0]?.length).toBeGreaterThan(6);
  expect(handled[0]).toEqual(handled[1]);
});

test("an event type is found under its aliases", () => {
  const { events } = SHOP;
  const { ORDER_PAID } = events;
  const renamed = {
    ...SHOP,
    events: { ...events, ORDER_PAID: { ...ORDER_PAID, aliases: ["ORDER_SETTLED", "PAID"] } },
  };
  const consumer = createConsumer(renamed, { ORDER_PAID: handle }, {}, earlierVersions);
  expect(eventSourceFilters(consumer)).toEqual([
    expect.stringContaining('["ORDER_PAID","ORDER_SETTLED","PAID"]'),
  ]);
});

/** A schema with so many event types, each with a stream of its own. */
function wideSchema(types: number): Descriptor {
  const names = Array.from({ length: types }, (_, index) => `SOMETHING_LONG_HAPPENED_${index}`);
  return {
    codegen: 1,
    name: "Wide",
    events: Object.fromEntries(
      names.map((name, index) => [
        name,
        { lookups: [], data: { [`rather_long_thing_${index}_id`]: "string" } },
      ]),
    ),
    streams: Object.fromEntries(
      names.map((name, index) => [
        `stream${index}`,
        {
          name: `stream_${index}`,
          by: [`rather_long_thing_${index}_id`],
          events: [name],
          consistent: true,
        },
      ]),
    ),
  };
}

const record = (type: string, pk: string, canonical = true) => ({
  dynamodb: {
    NewImage: {
      pk: { S: pk },
      sk: { S: "0000000000000001" },
      type: { S: type },
      canonical: { BOOL: canonical },
    },
  },
});

test.each([10, 200, 600, 5_000])("%i event types fit the limits, and none is lost", (count) => {
  const descriptor = wideSchema(count);
  const types = Object.keys(descriptor.events);
  const handlersOf = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, handle]));
  const ofTypes = eventSourceFilters(createConsumer(descriptor, handlersOf(types)));
  const streams = handlersOf(Object.keys(descriptor.streams ?? {}));
  const ofStreams = eventSourceFilters(createConsumer(descriptor, { streams }));
  for (const patterns of [ofTypes, ofStreams]) {
    expect(patterns.length).toBeLessThanOrEqual(MAX_FILTERS);
    for (const pattern of patterns) expect(pattern.length).toBeLessThanOrEqual(MAX_PATTERN);
  }
  for (const [index, type] of types.entries()) {
    if (index % 97 !== 0 && index !== count - 1) continue;
    const change = record(type, `RATHER_LONG_THING_${index}::a::@stream_${index}`);
    expect(passesStreams(ofTypes, change)).toBe(true);
    expect(passesStreams(ofStreams, change)).toBe(true);
  }
  expect(passesStreams(ofTypes, record("SOMETHING_LONG_HAPPENED_1", "x", false))).toBe(false);
});

test("the evaluator refuses what the guide does not have", () => {
  for (const pattern of [
    { eventName: ["INSERT"] },
    { dynamodb: { NewImage: { pk: { S: [{ wildcard: "*" }] } } } },
    { dynamodb: { NewImage: { pk: { S: [{ suffix: "b" }] } } } },
    { dynamodb: { NewImage: { pk: { S: [] } } } },
  ]) {
    expect(() => passesStreams([JSON.stringify(pattern)], record("A", "b"))).toThrow();
  }
  expect(() => passesStreams(Array(6).fill("{}"), {})).toThrow("too many filters");
});
