import { inspect } from "node:util";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { EventValidationError, newEventId } from "ddb-pattern-runtime";
import type { EventClientOptions } from "ddb-pattern-runtime/codegen/v1";
import { beforeAll, describe, expect, test } from "vitest";
import {
  collect,
  failureOf,
  operationsOf,
  SECRET,
  SECRET_ID,
  type TestTable,
  testTable,
  type UntypedClient,
  untyped,
} from "../client/support.js";
import { createShopEventClient } from "../fixtures/shop/shop.generated.js";

// Validation by a generated client, on a table that records every request.

let table: TestTable;
beforeAll(async () => {
  table = await testTable();
});

function shopOf(options?: EventClientOptions) {
  return untyped(createShopEventClient(table.documents, table.tableName, options));
}

const type = "PRICE_LOWERED";

function good() {
  return { type, data: { store_id: newEventId(), price: 1 } };
}

/** The payload is in every member that violates the schema, and in a name below personal data. */
function broken() {
  return {
    type,
    data: {
      store_id: `${SECRET}-${newEventId()}`,
      price: SECRET,
      currency: SECRET,
      note: { kind: SECRET, text: SECRET_ID },
      category: { name: "", within: { name: [SECRET] } },
    },
    metadata: { correlation_id: SECRET, actor: { [SECRET]: SECRET_ID } },
  };
}

/** Sorted, because DynamoDB returns members in its own order. */
const ISSUES = [
  ["data.store_id", "format"],
  ["data.price", "type"],
  ["data.currency", "enum"],
  ["data.note.kind", "enum"],
  ["data.category.name", "minLength"],
  ["data.category.within.name", "type"],
  ["metadata.correlation_id", "format"],
  ["metadata.actor", "type"],
];

/** The error, whose loggable strings must not contain the payload. */
async function silentFailureOf(call: Promise<unknown>): Promise<EventValidationError> {
  const error = await failureOf(call, EventValidationError);
  const issues = error.issues.map(({ path, rule }) => [path.join("."), rule]);
  expect(issues.sort()).toEqual(ISSUES.toSorted());
  const inspected = inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true });
  for (const text of [
    error.message,
    JSON.stringify(error.issues),
    JSON.stringify(error),
    inspected,
  ]) {
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain(SECRET_ID);
  }
  return error;
}

describe("a save that validation refuses makes no request", () => {
  test.each([
    ["alone", () => shopOf().saveEvent(broken())],
    ["with a given id", () => shopOf().saveEvent({ ...broken(), id: newEventId() })],
    ["after a valid one", () => shopOf().saveEvents([good(), broken()])],
    [
      "where reads are checked, too",
      () => shopOf({ validate: "read-and-write" }).saveEvent(broken()),
    ],
  ])("%s", async (_, save) => {
    const operations = await operationsOf(table, async () => {
      const { eventId } = await silentFailureOf(save());
      expect(eventId).toBeUndefined();
    });
    expect(operations).toEqual([]);
  });

  test("in an import: only the valid events are written", async () => {
    const [event, refused] = [good(), broken()];
    const operations = await operationsOf(table, async () => {
      const outcomes = await shopOf().saveEvents([refused, event], { atomic: false });
      expect(outcomes).toMatchObject([
        { status: "not-written", error: { code: "event-validation" } },
        { status: "saved", event },
      ]);
    });
    expect(operations).toHaveLength(1);
    expect(JSON.stringify(operations)).not.toContain(SECRET);
  });
});

describe("a stored event that violates the schema", () => {
  const queryOf = ({ data }: ReturnType<typeof broken>) => ({
    eventType: type,
    partitionId: data.store_id,
  });

  const READS = {
    getLatestEvent: (shop, { data }) =>
      shop.getLatestEvent({ eventType: type, partitionId: data.store_id }),
    getLatestEvents: (shop, { data }) =>
      shop.getLatestEvents({ eventType: type, partitionId: data.store_id }),
    getEventStream: (shop, { data }) =>
      shop.getEventStream({ eventTypes: [type], partitionId: data.store_id }),
    getEventPage: (shop, { data }) =>
      shop.getEventPage({ eventTypes: [type], partitionId: data.store_id, limit: 9 }),
    iterateEventStream: (shop, { data }) =>
      collect(shop.iterateEventStream({ eventTypes: [type], partitionId: data.store_id })),
  } satisfies Record<
    string,
    (shop: UntypedClient, event: ReturnType<typeof broken>) => Promise<unknown>
  >;

  test.each(Object.entries(READS))(
    "makes %s throw an error with its id if reads are checked",
    async (_, read) => {
      const event = broken();
      const { id } = await shopOf({ validate: "off" }).saveEvent(event);
      const error = await silentFailureOf(read(shopOf({ validate: "read-and-write" }), event));
      expect(error).toMatchObject({ eventId: id, eventType: type, code: "event-validation" });
      expect(error.message).toContain(`${type} ${id} cannot be read: `);
    },
  );

  test("is returned unchanged if reads are not checked", async () => {
    const event = broken();
    const saved = await shopOf({ validate: "off" }).saveEvent(event);
    expect(saved).toMatchObject(event);
    expect(await shopOf().getLatestEvent(queryOf(event))).toEqual(saved);
  });
});

describe.each([
  ["no data", {}],
  ["null for data", { data: null }],
  ["a string for data", { data: "EUR" }],
  ["a list for data", { data: ["EUR"] }],
])("a stored item with %s, written by another program", (_, content) => {
  /** Stores it under a partition's key, where a reader finds it. */
  async function foreign(): Promise<{ id: string; query: object }> {
    const { data } = good();
    const id = newEventId();
    const timestamp = new Date(0).toISOString();
    const pk = `STORE::${data.store_id}::${type}`;
    const item = { pk, sk: id, id, type, timestamp, ...content };
    const put = new PutCommand({ TableName: table.tableName, Item: item });
    await table.documents.send(put);
    return { id, query: { eventType: type, partitionId: data.store_id } };
  }

  test("is returned unchanged, and refused if reads are checked", async () => {
    const { id, query } = await foreign();
    const read = (await shopOf().getLatestEvent(query)) as { data?: unknown };
    expect(read).toMatchObject({ id, ...content });
    const refused = shopOf({ validate: "read-and-write" }).getLatestEvent(query);
    const { issues, eventId } = await failureOf(refused, EventValidationError);
    expect(eventId).toBe(id);
    expect(issues).toMatchObject([{ path: ["data"], rule: "type", expected: "object" }]);
  });
});

test("the error names the invalid one of several events", async () => {
  const bad = { type, data: { store_id: newEventId(), price: -1 } };
  const refused = shopOf().saveEvents([good(), bad]);
  const { eventIndex, message } = await failureOf(refused, EventValidationError);
  expect(eventIndex).toBe(1);
  expect(message).toContain("PRICE_LOWERED (events[1]) cannot be saved: data.price:");
  const alone = await failureOf(shopOf().saveEvent(bad), EventValidationError);
  expect(alone.eventIndex).toBe(undefined);
});
