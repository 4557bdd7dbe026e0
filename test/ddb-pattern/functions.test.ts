import { newEventId } from "ddb-pattern-runtime";
import {
  createEventFunctions,
  ddbItemsFrom,
  type EventBase,
  getPK,
} from "ddb-pattern-runtime/ddb-pattern";
import { describe, expect, test } from "vitest";
import { transactionUnits } from "../engines/differences.js";
import { testTable } from "../runtime/support.js";

// The README of the source library, with only the import changed.
enum StoreEventTypes {
  PRICE_LOWERED = "PRICE_LOWERED",
  PRICE_RAISED = "PRICE_RAISED",
}

type StoreEventBase = EventBase<StoreEventTypes>;

interface PriceLowered extends StoreEventBase {
  type: StoreEventTypes.PRICE_LOWERED;
  data: { store_id: string; product_id: string; price: number };
}

interface PriceRaised extends StoreEventBase {
  type: StoreEventTypes.PRICE_RAISED;
  data: { store_id: string; product_id: string; alert_id?: string; price: number };
}

type StoreEvents = PriceLowered | PriceRaised;

const { PRICE_LOWERED, PRICE_RAISED } = StoreEventTypes;

async function store() {
  const table = await testTable();
  const client = createEventFunctions<StoreEventTypes, StoreEvents>(
    table.documents,
    table.tableName,
    "store_id",
  );
  return { ...table, client };
}

function lowered(price: number, store_id = "s", product_id = "p") {
  return { type: PRICE_LOWERED, data: { store_id, product_id, price } } as const;
}

describe("createEventFunctions", () => {
  test("answers the three questions of the README", async () => {
    const { client } = await store();
    await client.saveEvent(lowered(100));
    await client.saveEvent({
      type: PRICE_RAISED,
      data: { store_id: "s", product_id: "p", price: 120 },
    });
    await client.saveEvent(lowered(75, "s", "other"));

    const latest = await client.getLatestEvent({ eventType: PRICE_LOWERED, partitionId: "s" });
    latest satisfies PriceLowered | undefined;
    expect(latest?.data.price).toBe(75);
    const ofProduct = await client.getLatestEvents({
      eventType: PRICE_LOWERED,
      partitionId: "s",
      modelKey: "product_id",
      modelId: "p",
      after: "01JA8B7K770W4XABTR20SSW99B",
    });
    expect(ofProduct.map(({ data }) => data.price)).toEqual([100]);
    const stream = await client.getEventStream({ eventTypes: [PRICE_RAISED], partitionId: "s" });
    expect(stream.map(({ data }) => data.price)).toEqual([120]);
  });

  test("writes all four kinds of lookup, and answers by each", async () => {
    const { client, operations } = await store();
    const saved = await client.saveEvent(lowered(100));
    expect(operations.map(({ name, units }) => [name, units])).toEqual([
      ["TransactWriteItems", transactionUnits(1, 1, 1, 1)],
    ]);
    expect(saved).toMatchObject({ pk: "PRICE_LOWERED", sk: saved.id });

    const product = { modelKey: "product_id", modelId: "p" } as const;
    for (const [pk, question] of [
      ["PRICE_LOWERED", {}],
      ["STORE::s::PRICE_LOWERED", { partitionId: "s" }],
      ["STORE::s::PRICE_LOWERED", { modelKey: "store_id", modelId: "s" }],
      ["PRODUCT::p::PRICE_LOWERED", product],
      ["STORE::s::PRODUCT::p::PRICE_LOWERED", { partitionId: "s", ...product }],
    ] as const) {
      const found = await client.getLatestEvents({ eventType: PRICE_LOWERED, ...question });
      expect(found).toEqual([{ ...saved, pk }]);
    }
  });

  test("never widens a question, and refuses ids that the source library turned into text", async () => {
    const { client, operations } = await store();
    const ask = (question: object) =>
      client.getLatestEvents({ eventType: PRICE_LOWERED, ...question });
    await expect(ask({ partitionId: "" })).rejects.toMatchObject({ code: "invalid-question" });
    await expect(ask({ modelId: "p" })).rejects.toMatchObject({ code: "invalid-question" });
    for (const data of [
      { store_id: "", price: 1 },
      { store_id: null },
      { store_id: 7 },
      { store_id: "s", Store_id: "t" },
      { store_id: "s", _id: "x" },
    ]) {
      await expect(client.saveEvent({ type: PRICE_LOWERED, data } as never)).rejects.toMatchObject({
        code: "event-validation",
      });
    }
    expect(operations).toEqual([]);
  });
});

describe("the exported helpers", () => {
  test("getPK spells keys as 0.1.1 did, and encodes what would forge one", () => {
    const question = { eventType: "T", partitionKey: "store_id", partitionId: "s" } as const;
    expect(getPK(question)).toBe("STORE::s::T");
    expect(getPK({ ...question, modelKey: "product_id", modelId: "p" })).toBe(
      "STORE::s::PRODUCT::p::T",
    );
    expect(getPK({ eventType: "T" })).toBe("T");
    expect(getPK({ ...question, partitionId: "s::PRODUCT::p" })).toBe(
      "STORE::s%3A%3APRODUCT%3A%3Ap::T",
    );
  });

  test("ddbItemsFrom gives every copy", () => {
    const id = newEventId();
    const timestamp = new Date().toISOString();
    const event = { id, timestamp, type: "T", data: { store_id: "s", product_id: "p" } };
    expect(ddbItemsFrom(event, "store_id").map(({ pk }) => pk)).toEqual([
      "T",
      "STORE::s::T",
      "STORE::s::PRODUCT::p::T",
      "PRODUCT::p::T",
    ]);
  });
});
