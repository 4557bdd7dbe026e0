import { InvalidQuestionError, newEventId, UnknownLookupError } from "ddb-pattern-runtime";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  clientOf,
  failureOf,
  NOTES,
  SECRET,
  storeOf,
  type TestTable,
  testTable,
  type UntypedClient,
  untyped,
} from "./support.js";

let table: TestTable;
let store: UntypedClient;
let notes: UntypedClient;
beforeAll(async () => {
  table = await testTable();
  store = untyped(storeOf(table));
  notes = clientOf(NOTES, table);
});
// A question that is refused is never asked.
afterEach(() => expect(table.operations).toEqual([]));

const WHOLE = {
  eventType: "PRICE_LOWERED",
  partitionId: SECRET,
  modelKey: "product_id",
  modelId: SECRET,
};

/** Refused by every call that takes such a question. */
async function refused(
  client: UntypedClient,
  question: { readonly eventType: unknown },
  kind: new (...args: never[]) => Error,
): Promise<void> {
  await failureOf(client.getLatestEvent(question), kind);
  await failureOf(client.getLatestEvents(question), kind);
  await failureOf(client.getEventStream({ ...question, eventTypes: [question.eventType] }), kind);
}

describe("a question with a part missing", () => {
  test.each([
    ["no modelKey", { modelKey: undefined }],
    ["no modelId", { modelId: undefined }],
    ["an empty modelId", { modelId: "" }],
    ["an empty partitionId", { partitionId: "" }],
    ["null for a partitionId", { partitionId: null }],
    ["null for a modelId", { modelId: null }],
    ["a number for a modelId", { modelId: 7 }],
    ["a list for a partitionId", { partitionId: ["s"] }],
    ["half a character", { modelId: "\ud800" }],
    ["an id that no key has room for", { modelId: "k".repeat(2048) }],
  ])("is refused: %s", async (_, change) => {
    await refused(store, { ...WHOLE, ...change }, InvalidQuestionError);
  });
});

describe("a lookup that is not stored", () => {
  test.each([
    ["the event type alone", { partitionId: undefined, modelKey: undefined, modelId: undefined }],
    ["an entity across partitions", { partitionId: undefined }],
    ["an entity that the event has not", { modelKey: "alert_id" }],
    ["an entity of nobody's", { modelKey: "user_id" }],
    ["an entity with no name", { modelKey: "" }],
    ["an entity that is null", { modelKey: null }],
    ["a list of entities", { modelKey: ["product_id"] }],
    ["a type that is not in the schema", { eventType: "PRICE_DOUBLED" }],
    ["a type that every object has", { eventType: "constructor" }],
    ["a type in a list", { eventType: ["PRICE_LOWERED"] }],
    ["no type", { eventType: undefined }],
  ])("is refused: %s", async (_, change) => {
    await refused(store, { ...WHOLE, ...change }, UnknownLookupError);
  });

  test("is refused where the schema has no partition", async () => {
    const question = { eventType: "NOTE_TAKEN", partitionId: "p" };
    await refused(notes, question, UnknownLookupError);
  });

  test("is refused if one of several types lacks it", async () => {
    const eventTypes = ["NOTE_SHARED", "NOTE_TAKEN"];
    await failureOf(notes.getEventStream({ eventTypes }), UnknownLookupError);
  });

  test("is answered with the lookups that are", async () => {
    const question = { eventType: "PRICE_LOWERED" };
    const { message } = await failureOf(store.getLatestEvents(question), UnknownLookupError);
    expect(message).toContain("by store_id; by store_id + product_id");
  });
});

describe("what is asked beside the lookup", () => {
  test.each([
    { after: "yesterday" },
    { before: newEventId().toLowerCase() },
    { after: 7 },
    { before: null },
    { limit: 0 },
    { limit: -1 },
    { limit: 1.5 },
    { limit: Number.NaN },
    { limit: Number.POSITIVE_INFINITY },
    { limit: "10" },
    { order: "newest" },
    { order: null },
  ])("%j is refused", async (options) => {
    const question = { ...WHOLE, ...options };
    await failureOf(store.getLatestEvents(question), InvalidQuestionError);
    const several = { ...question, eventTypes: ["PRICE_LOWERED"] };
    await failureOf(store.getEventStream(several), InvalidQuestionError);
  });

  test.each([[[]], [undefined], ["PRICE_LOWERED"], [null]])(
    "the event types %j are refused",
    async (eventTypes) => {
      await failureOf(store.getEventStream({ ...WHOLE, eventTypes }), InvalidQuestionError);
    },
  );
});

describe("a stream", () => {
  test.each([
    [undefined],
    [{}],
    [{ store_id: "s" }],
    [{ store_id: "s", product_id: "" }],
    [{ store_id: "s", product_id: null }],
    [{ store_id: 7, product_id: "p" }],
    [{ product_id: "p" }],
  ])("is not picked by %j", (ids) => {
    expect(() => store.streams.productPrices?.(ids)).toThrow(InvalidQuestionError);
  });

  test("of another name is none", () => {
    expect(Object.keys(store.streams)).toEqual(["productPrices"]);
  });
});
