import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { EventValidationError, InvalidArgumentError, StorageError } from "ddb-pattern-runtime";
import { createEventFunctions, type EventBase } from "ddb-pattern-runtime/ddb-pattern";
import { describe, expect, test, vi } from "vitest";
import { failureOf, storedItems, testTable } from "../client/support.js";
import { transactionUnits } from "../engines/differences.js";

// The example of the source library's README, with only the import changed.
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
  return { ...table, table, client };
}

function lowered(price: number, store_id = "s", product_id = "p") {
  return { type: PRICE_LOWERED, data: { store_id, product_id, price } } as const;
}

describe("createEventFunctions", () => {
  test("answers the three queries of the README", async () => {
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

  test("writes copies for all four kinds of lookup in one transaction, and queries each", async () => {
    const { client, operations } = await store();
    expect(await client.saveEvent(lowered(100))).toBeUndefined();
    expect(operations.map(({ name, units }) => [name, units])).toEqual([
      ["TransactWriteItems", transactionUnits(1, 1, 1, 1)],
    ]);

    const [saved] = await client.getLatestEvents({ eventType: PRICE_LOWERED });
    const product = { modelKey: "product_id", modelId: "p" } as const;
    for (const [pk, query] of [
      ["PRICE_LOWERED", {}],
      ["STORE::s::PRICE_LOWERED", { partitionId: "s" }],
      ["STORE::s::PRICE_LOWERED", { modelKey: "store_id", modelId: "s" }],
      [
        "STORE::s::PRICE_LOWERED",
        { partitionId: "s", modelKey: "store_id", modelId: "s", after: undefined },
      ],
      ["PRODUCT::p::PRICE_LOWERED", product],
      ["STORE::s::PRODUCT::p::PRICE_LOWERED", { partitionId: "s", ...product }],
    ] as const) {
      const found = await client.getLatestEvents({
        eventType: PRICE_LOWERED,
        ...(query as object),
      });
      expect(found).toEqual([{ ...saved, pk, sk: saved?.id }]);
    }
  });

  test("marks the copy under the event type as canonical, and hides the mark from readers", async () => {
    const { client, table } = await store();
    await client.saveEvent(lowered(100));
    const marks = async (pk: string) =>
      (await storedItems(table, pk)).map((item) => item.canonical);
    expect(await marks("PRICE_LOWERED")).toEqual([true]);
    expect(await marks("STORE::s::PRICE_LOWERED")).toEqual([undefined]);
    const latest = await client.getLatestEvent({ eventType: PRICE_LOWERED });
    expect(latest).not.toHaveProperty("canonical");
  });

  test.each([
    ["an empty partition", { partitionId: "" }],
    ["a partition that is undefined", { partitionId: undefined }],
    ["a partition that is null", { partitionId: null }],
    ["an id without its field", { modelId: "p" }],
    ["a field without its id", { modelKey: "product_id" }],
    ["another id of the partition", { partitionId: "s", modelKey: "store_id", modelId: "t" }],
    ["another name for the partition", { partitionId: "s", modelKey: "STORE_id", modelId: "t" }],
    ["a field that is not an id field", { modelKey: "product", modelId: "p" }],
    ["a bound that is not a string", { after: 7 }],
  ])("refuses a query that would read more than was asked for: %s", async (_what, query) => {
    const { client, operations } = await store();
    for (const call of [
      client.getLatestEvent({ eventType: PRICE_LOWERED, ...(query as object) }),
      client.getLatestEvents({ eventType: PRICE_LOWERED, ...(query as object) }),
      client.getEventStream({ eventTypes: [PRICE_LOWERED], ...(query as object) }),
    ]) {
      await failureOf(call, InvalidArgumentError);
    }
    expect(operations).toEqual([]);
  });

  test.each([
    { store_id: "", price: 1 },
    { store_id: null },
    { store_id: 7 },
    { store_id: ["s"] },
    { store_id: "s", Store_id: "t" },
    { store_id: "s", "a:b_id": "x" },
    { store_id: "s", tags: new Set(["a"]) },
  ])("refuses ids that would be changed or stored under another key: %j", async (data) => {
    const { client, operations } = await store();
    const save = client.saveEvent({ type: PRICE_LOWERED, data } as never);
    const error = await failureOf(save, EventValidationError);
    expect(error).toMatchObject({ outcome: "not-written", eventIds: [] });
    expect(operations).toEqual([]);
  });

  test.each(["_id", "x-y_id", "2fa_id", "größe_id"] as const)(
    "finds events by a field named %s",
    async (field) => {
      const { client } = await store();
      await client.saveEvent({
        type: PRICE_LOWERED,
        data: { store_id: "s", product_id: "p", price: 1, [field]: "x" },
      });
      for (const partition of [{}, { partitionId: "s" }]) {
        const model = { modelKey: field as "product_id", ...partition };
        const query = { eventType: PRICE_LOWERED, ...model };
        expect(await client.getLatestEvents({ ...query, modelId: "x" })).toHaveLength(1);
        expect(await client.getLatestEvents({ ...query, modelId: "y" })).toEqual([]);
      }
    },
  );

  test("accepts any string as a bound, and an empty one as no bound", async () => {
    const { client } = await store();
    for (const price of [1, 2, 3]) await client.saveEvent(lowered(price));
    const all = await client.getLatestEvents({ eventType: PRICE_LOWERED });
    const pricesAfter = async (after: string) => {
      const events = await client.getLatestEvents({ eventType: PRICE_LOWERED, after });
      const latest = await client.getLatestEvent({ eventType: PRICE_LOWERED, after });
      expect(latest).toEqual(events.at(-1));
      return events.map(({ data }) => data.price);
    };
    const [first = "", second = "", third = ""] = all.map(({ id }) => id);
    for (const bound of ["", "01", first.slice(0, -1)]) {
      expect(await pricesAfter(bound)).toEqual([1, 2, 3]);
    }
    expect(await pricesAfter(second)).toEqual([3]);
    // Upper-case letters sort before lower-case ones, and the ULIDs of this century begin with 0.
    for (const bound of [third, second.toLowerCase(), "2024-12-20T00:00:00.000Z"]) {
      expect(await pricesAfter(bound)).toEqual([]);
    }
  });

  test("returns each event once for a duplicated type, and none for no type", async () => {
    const { client } = await store();
    await client.saveEvent(lowered(1));
    const stream = (eventTypes: StoreEventTypes[]) => client.getEventStream({ eventTypes });
    expect(await stream([PRICE_LOWERED, PRICE_LOWERED])).toHaveLength(1);
    expect(await stream([])).toEqual([]);
  });

  test("orders a stream by timestamps if ids contain no time", async () => {
    const { client, documents, tableName } = await store();
    const at = (type: StoreEventTypes, sk: string, timestamp: string) => {
      const Item = { pk: type, sk, id: sk, type, timestamp, data: {} };
      return documents.send(new PutCommand({ TableName: tableName, Item }));
    };
    await at(PRICE_LOWERED, "z", "2024-01-01T00:00:00.000Z");
    await at(PRICE_RAISED, "y", "2024-01-02T00:00:00.000Z");
    await at(PRICE_LOWERED, "a", "2024-01-03T00:00:00.000Z");
    const events = await client.getEventStream({ eventTypes: [PRICE_LOWERED, PRICE_RAISED] });
    expect(events.map(({ id }) => id)).toEqual(["z", "y", "a"]);
  });

  test("refuses a partition key that is not an id field", () => {
    const make = () => createEventFunctions({} as never, "events", "store" as never);
    expect(make).toThrow(InvalidArgumentError);
  });

  test("reports the outcome of a failed save", async () => {
    const { documents } = await testTable();
    const client = createEventFunctions<StoreEventTypes, StoreEvents>(
      documents,
      "no-such-table",
      "store_id",
    );
    const error = await failureOf(client.saveEvent(lowered(1)), StorageError);
    expect(error).toMatchObject({ code: "storage", outcome: "not-written" });
    expect(error.eventIds).toEqual([expect.stringMatching(/^[0-9A-Z]{26}$/)]);
  });

  test("works with a stub of `send` that returns undefined, like that of aws-sdk-client-mock", async () => {
    const { client } = await store();
    const send = vi.spyOn(DynamoDBDocumentClient.prototype, "send");
    try {
      for (const answer of [undefined, {}]) {
        send.mockImplementation(async () => answer);
        await client.saveEvent(lowered(100));
        expect(await client.getLatestEvent({ eventType: PRICE_LOWERED })).toBeUndefined();
        expect(await client.getLatestEvents({ eventType: PRICE_LOWERED })).toEqual([]);
      }
      const item = { pk: "k", sk: "1", id: "1", type: "T", timestamp: "t", data: { price: 5 } };
      send.mockImplementation(async () => ({ Items: [item] }));
      expect(await client.getLatestEvents({ eventType: PRICE_LOWERED })).toEqual([item]);
      expect(send.mock.calls.map(([command]) => command.constructor.name)).toEqual([
        ...["TransactWriteItemsCommand", "QueryCommand", "QueryCommand"],
        ...["TransactWriteItemsCommand", "QueryCommand", "QueryCommand"],
        "QueryCommand",
      ]);
    } finally {
      send.mockRestore();
    }
  });
});
