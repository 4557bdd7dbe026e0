import { InvalidArgumentError, newEventId, UnknownLookupError } from "ddb-pattern-runtime";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  BANK,
  clientOf,
  collect,
  failureOf,
  NOTES,
  SECRET,
  storeOf,
  streamOf,
  type TestTable,
  testTable,
  type UntypedClient,
  untyped,
} from "../client/support.js";

let table: TestTable;
let store: UntypedClient;
let notes: UntypedClient;
beforeAll(async () => {
  table = await testTable();
  store = untyped(storeOf(table));
  notes = clientOf(NOTES, table);
});
// A refused query makes no request.
afterEach(() => expect(table.operations.splice(0)).toEqual([]));

const WHOLE = {
  eventType: "PRICE_LOWERED",
  partitionId: SECRET,
  modelKey: "product_id",
  modelId: SECRET,
};

type Kind = new (...args: never[]) => Error;

/** Expects every call with such a query to be refused. */
async function refused(
  client: UntypedClient,
  query: { readonly eventType?: unknown },
  kind: Kind,
): Promise<void> {
  await failureOf(client.getLatestEvent(query), kind);
  await failureOf(client.getLatestEvents(query), kind);
  const { eventType, ...rest } = query;
  const several = { ...rest, eventTypes: [eventType] };
  await refusedOfSeveral(client, several, kind);
}

async function refusedOfSeveral(client: UntypedClient, query: object, kind: Kind): Promise<void> {
  await failureOf(client.getEventStream(query), kind);
  await failureOf(client.getEventPage({ limit: 10, ...query }), kind);
  await failureOf((async () => collect(client.iterateEventStream(query)))(), kind);
}

/** The query without some of its members. */
function without(...names: readonly (keyof typeof WHOLE)[]) {
  return Object.fromEntries(
    Object.entries(WHOLE).filter(([name]) => !names.includes(name as keyof typeof WHOLE)),
  ) as Partial<typeof WHOLE>;
}

describe("a query with an incomplete or empty id", () => {
  test.each([
    ["no modelKey", without("modelKey")],
    ["no modelId", without("modelId")],
    ["an empty modelId", { ...WHOLE, modelId: "" }],
    ["an empty partitionId", { ...WHOLE, partitionId: "" }],
    ["null for a partitionId", { ...WHOLE, partitionId: null }],
    ["null for a modelId", { ...WHOLE, modelId: null }],
    ["null for a modelKey", { ...WHOLE, modelKey: null }],
    ["a number for a modelId", { ...WHOLE, modelId: 7 }],
    ["a list for a partitionId", { ...WHOLE, partitionId: ["s"] }],
    ["a list of entities", { ...WHOLE, modelKey: ["product_id"] }],
    ["a symbol for a modelKey", { ...WHOLE, modelKey: Symbol("product_id") }],
    ["half a character", { ...WHOLE, modelId: "\ud800" }],
    ["ids that are too long for a key", { ...WHOLE, modelId: "k".repeat(2048) }],
  ])("is refused: %s", async (_, query) => {
    await refused(store, { eventType: "PRICE_LOWERED", ...query }, InvalidArgumentError);
  });
});

describe("a query by a lookup that the event type does not have", () => {
  test.each([
    ["the event type alone", without("partitionId", "modelKey", "modelId")],
    ["an entity across partitions", without("partitionId")],
    ["an entity that the event has not", { ...WHOLE, modelKey: "alert_id" }],
    ["an entity that the event type does not have", { ...WHOLE, modelKey: "user_id" }],
    ["an entity without a name", { ...WHOLE, modelKey: "" }],
    ["an event type that the schema has not", { ...WHOLE, eventType: "PRICE_DOUBLED" }],
    ["an event type that every object has", { ...WHOLE, eventType: "constructor" }],
    ["an empty event type", { ...WHOLE, eventType: "" }],
  ])("is refused: %s", async (_, query) => {
    await refused(store, { eventType: "PRICE_LOWERED", ...query }, UnknownLookupError);
  });

  test("is refused if the schema has no partition", async () => {
    const query = { eventType: "NOTE_TAKEN", partitionId: "p" };
    await refused(notes, query, UnknownLookupError);
  });

  test("is refused if one of several types lacks it", async () => {
    await refusedOfSeveral(
      notes,
      { eventTypes: ["NOTE_SHARED", "NOTE_TAKEN"] },
      UnknownLookupError,
    );
  });

  test("is refused with an error that lists the existing lookups", async () => {
    const query = { eventType: "PRICE_LOWERED" };
    const { message } = await failureOf(store.getLatestEvents(query), UnknownLookupError);
    expect(message).toContain("by store_id; by store_id + product_id");
  });

  test("is refused with advice for an event type without lookups", async () => {
    const query = { eventType: "MOVED", modelKey: "account_id", modelId: "a" };
    const bank = clientOf(BANK, table);
    const { message } = await failureOf(bank.getLatestEvents(query), UnknownLookupError);
    expect(message).toContain("It has no lookup at all: read it from its stream");
  });
});

describe("event types", () => {
  test.each([[["PRICE_LOWERED"]], [null], [7], [Symbol("PRICE_LOWERED")], [{}]])(
    "%o is refused",
    async (eventType) => {
      const query = { ...WHOLE, eventType };
      await failureOf(store.getLatestEvent(query), InvalidArgumentError);
      await failureOf(store.getLatestEvents(query), InvalidArgumentError);
    },
  );

  test.each([[[]], ["PRICE_LOWERED"], [null], [{ 0: "PRICE_LOWERED", length: 1 }]])(
    "%j is refused as a list of types",
    async (eventTypes) => {
      const { eventType: _, ...rest } = WHOLE;
      await refusedOfSeveral(store, { ...rest, eventTypes }, InvalidArgumentError);
    },
  );

  test.each([
    [[undefined]],
    [[null]],
    [[["PRICE_LOWERED"]]],
    [new Array(1)],
    [["PRICE_LOWERED", 7]],
  ])("%j is refused because of one member", async (eventTypes) => {
    const { eventType: _, ...rest } = WHOLE;
    await refusedOfSeveral(store, { ...rest, eventTypes }, UnknownLookupError);
  });
});

describe("read options", () => {
  const WRONG = [
    { after: "yesterday" },
    { after: "" },
    { after: 7 },
    { before: newEventId().toLowerCase() },
    { before: [newEventId()] },
    { limit: 0 },
    { limit: -1 },
    { limit: 1.5 },
    { limit: Number.NaN },
    { limit: Number.POSITIVE_INFINITY },
    { limit: "10" },
    { order: "newest" },
    { order: "ASC" },
    { consistentRead: 1 },
    { consistentRead: "true" },
    { unknownEvents: "ignore" },
    { unknownEvents: true },
    { signal: {} },
    { signal: true },
    { signal: new AbortController() },
  ];

  test.each(WRONG)("%o is refused by a query", async (options) => {
    const query = { ...WHOLE, ...options };
    await failureOf(store.getLatestEvents(query), InvalidArgumentError);
    const { eventType: _, ...rest } = query;
    await refusedOfSeveral(store, { ...rest, eventTypes: ["PRICE_LOWERED"] }, InvalidArgumentError);
  });

  test.each(WRONG)("%o is refused by a stream", async (options) => {
    const stream = streamOf(store, "productPrices", { store_id: "s", product_id: "p" });
    await failureOf(stream.read(options), InvalidArgumentError);
    await failureOf((async () => collect(stream.iterate(options)))(), InvalidArgumentError);
  });

  test.each([
    ...WRONG.filter((options) => !("after" in options || "before" in options)),
    { after: newEventId() },
    { after: -1 },
    { after: 0.5 },
    { after: "1" },
    { after: 2 ** 53 },
    { after: Number.NaN },
    { before: newEventId() },
    { before: -1 },
    { before: 1n },
  ])("%o is refused by a consistent stream", async (options) => {
    const stream = streamOf(clientOf(BANK, table), "account", { account_id: "a" });
    await failureOf(stream.read(options), InvalidArgumentError);
    await failureOf((async () => collect(stream.iterate(options)))(), InvalidArgumentError);
  });

  test("getLatestEvent refuses limit and order", async () => {
    for (const options of [{ limit: 5 }, { order: "asc" }, { limit: 1, order: "desc" }]) {
      await failureOf(store.getLatestEvent({ ...WHOLE, ...options }), InvalidArgumentError);
    }
  });

  test("getEventPage requires a limit", async () => {
    const { eventType: _, ...rest } = WHOLE;
    const page = store.getEventPage({ ...rest, eventTypes: ["PRICE_LOWERED"] });
    const { message } = await failureOf(page, InvalidArgumentError);
    expect(message).toContain('"limit"');
  });

  test("only getEventPage accepts a cursor", async () => {
    const { eventType: _, ...rest } = WHOLE;
    const query = { ...rest, eventTypes: ["PRICE_LOWERED"], cursor: "1" };
    await failureOf(store.getEventStream(query), InvalidArgumentError);
    await failureOf((async () => collect(store.iterateEventStream(query)))(), InvalidArgumentError);
  });
});

describe("a stream", () => {
  test.each([
    [undefined],
    [null],
    ["s"],
    [[]],
    [{}],
    [{ store_id: "s" }],
    [{ store_id: "s", product_id: "" }],
    [{ store_id: "s", product_id: null }],
    [{ store_id: "s", product_id: undefined }],
    [{ store_id: "s", product_id: "\ud800" }],
    [{ store_id: 7, product_id: "p" }],
    [{ product_id: "p" }],
    [{ store_id: "s", product_id: "p", alert_id: "a" }],
    [{ store_id: "s", productId: "p" }],
    [Object.create({ store_id: "s", product_id: "p" })],
  ])("refuses the ids %j", (ids) => {
    expect(() => store.streams.productPrices?.(ids)).toThrow(InvalidArgumentError);
  });

  test("that the schema does not name does not exist", () => {
    expect(Object.keys(store.streams)).toEqual(["productPrices"]);
  });
});
