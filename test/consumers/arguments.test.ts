import { createConsumer } from "ddb-pattern-runtime/codegen/v1";
import {
  dynamoDBCheckpoints,
  dynamoDBStreamHandler,
  kinesisHandler,
  MemoryCheckpoints,
} from "ddb-pattern-runtime/consumers";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { expect, test } from "vitest";
import { SHOP } from "./support.js";

const handlers = { PAGE_VIEWED: () => {} };
const together = {
  name: "orders",
  checkpoints: new MemoryCheckpoints(),
  client: new MemoryTable(),
  tableName: "events",
};

test.each<[string, unknown, unknown, string]>([
  ["no object", undefined, {}, "The handlers must be a plain object"],
  ["no handler", {}, {}, "at least one function"],
  ["no handler of a stream", { streams: {} }, {}, "at least one function"],
  ["an unknown event type", { PAGE_CLOSED: () => {} }, {}, 'no member "PAGE_CLOSED"'],
  ["an undefined handler", { PAGE_VIEWED: undefined }, {}, '"PAGE_VIEWED": undefined'],
  ["a handler that is no function", { PAGE_VIEWED: "log" }, {}, "must be a function, not a string"],
  [
    "a stream that is not consistent",
    { streams: { pageViews: () => {} } },
    {},
    'no member "pageViews"',
  ],
  ["an unknown option", handlers, { retries: 3 }, 'no member "retries"'],
  ["upcasters without versions", handlers, { upcasters: {} }, 'no member "upcasters"'],
  ["attempts", handlers, { attempts: 0 }, '"attempts" must be a positive integer'],
  ["a concurrency", handlers, { concurrency: 1.5 }, '"concurrency" must be a positive integer'],
  ["unknown events", handlers, { unknownEvents: "ignore" }, '"unknownEvents" must be'],
  ["a parking function", handlers, { onParked: {} }, '"onParked" must be a function'],
  ["a time", handlers, { since: "2026-01-01" }, '"since" must be a valid Date'],
  ["an invalid time", handlers, { since: new Date("x") }, '"since" must be a valid Date'],
  ["a name alone", handlers, { name: "orders" }, 'lack "checkpoints", "client", "tableName"'],
  ["a name", handlers, { ...together, name: "my orders" }, '"name" must have 1 to 100 letters'],
  ["a long name", handlers, { ...together, name: "x".repeat(101) }, '"name" must have'],
  ["a store", handlers, { ...together, checkpoints: new Map() }, '"checkpoints" must be a store'],
  ["a client", handlers, { ...together, client: {} }, "must be a DynamoDB client"],
  ["a table's name", handlers, { ...together, tableName: "" }, "The table's name"],
])("a consumer is refused for %s", (_, given, options, message) => {
  expect(() => createConsumer(SHOP, given as object, options as object)).toThrow(message);
});

test("functions, checkpoints and their options are refused if they are none", () => {
  const consumer = createConsumer(SHOP, handlers);
  for (const make of [dynamoDBStreamHandler, kinesisHandler]) {
    expect(() => make({} as never)).toThrow("must be a consumer or a projection");
    expect(() => make(undefined as never)).toThrow("must be a consumer or a projection");
    expect(() => make(consumer, { log: true } as never)).toThrow('no member "log"');
    expect(() => make(consumer, { onError: 1 } as never)).toThrow('"onError" must be a function');
    expect(() => make(consumer, { reserveMs: -1 })).toThrow('"reserveMs" must be');
  }
  expect(() => dynamoDBCheckpoints({} as never, "checkpoints")).toThrow("DynamoDB client");
});
