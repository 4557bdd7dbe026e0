import { randomUUID } from "node:crypto";
import { newEventId } from "ddb-pattern-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import {
  createOrdersEventClient,
  OrdersEventTypes,
} from "../../schemas-example/orders/events.generated.js";
import {
  createTodoEventClient,
  TodoEventTypes,
} from "../../schemas-example/todo/events.generated.js";
import { EMPTY_QUERY_UNITS, transactionUnits } from "../engines/differences.js";
import {
  clientOf,
  NOTES,
  operationsOf,
  priceLowered,
  priceRaised,
  storeOf,
  type TestTable,
  testTable,
} from "./support.js";

let table: TestTable;
beforeAll(async () => {
  table = await testTable();
});

/** What a call costs: each of its operations, with its HTTP requests and its units. */
async function costOf(call: () => Promise<unknown>) {
  const operations = await operationsOf(table, call);
  return operations.map(({ name, requests, units }) => ({ name, requests, units }));
}

const one = (name: string, units: number) => [{ name, requests: 1, units }];

describe("saving", () => {
  const noteOf = (length: number) => ({
    type: "NOTE_TAKEN",
    data: { note_id: newEventId(), text: "x".repeat(length) },
  });
  const sharedOf = (user_id: string | undefined, length: number) => ({
    type: "NOTE_SHARED",
    data: { note_id: newEventId(), user_id, text: "x".repeat(length) },
  });

  test.each([
    ["up to 1 KB", 500, 1],
    ["up to 2 KB", 1_500, 2],
    ["up to 10 KB", 9_700, 10],
  ])("1 copy of %s: 1 request, 1 unit a KB", async (_, length, kilobytes) => {
    const cost = await costOf(() => clientOf(NOTES, table).saveEvent(noteOf(length)));
    expect(cost).toEqual(one("PutItem", kilobytes));
  });

  test.each([
    [2, "up to 1 KB", 500, 1],
    [2, "up to 2 KB", 1_500, 2],
    [3, "up to 1 KB", 500, 1],
    [3, "up to 2 KB", 1_500, 2],
  ])("%i copies of %s: 1 request, 2 units a copy and KB", async (copies, _, length, kilobytes) => {
    const event = sharedOf(copies === 3 ? newEventId() : undefined, length);
    const cost = await costOf(() => clientOf(NOTES, table).saveEvent(event));
    expect(cost).toEqual(
      one("TransactWriteItems", transactionUnits(...Array(copies).fill(kilobytes))),
    );
  });

  test("the README's PRICE_LOWERED: 2 copies, 4 units", async () => {
    const [write] = await operationsOf(table, () => storeOf(table).saveEvent(priceLowered()));
    expect(write?.input.TransactItems).toHaveLength(2);
    expect(write).toMatchObject({ requests: 1, units: transactionUnits(1, 1) });
  });

  test("several events: still 1 request, the units of all copies", async () => {
    const events = [priceLowered(), priceRaised(), priceRaised({ alert_id: newEventId() })];
    const cost = await costOf(() => storeOf(table).saveEvents(events));
    expect(cost).toEqual(one("TransactWriteItems", transactionUnits(...Array(2 + 2 + 3).fill(1))));
  });
});

describe("reading", () => {
  test("the latest event: 1 request and half a unit, or a whole one if consistent", async () => {
    const store = storeOf(table);
    const { type: eventType, data } = priceLowered();
    const events = Array.from({ length: 40 }, () => ({ type: eventType, data }));
    await store.saveEvents(events);

    const question = { eventType, partitionId: data.store_id };
    expect(await costOf(() => store.getLatestEvent(question))).toEqual(one("Query", 0.5));
    expect(await costOf(() => store.getLatestEvent({ ...question, consistentRead: true }))).toEqual(
      one("Query", 1),
    );
    // About 9 KB: the limit saves what is not fetched.
    const [all] = await costOf(() => store.getLatestEvents(question));
    expect(all).toMatchObject({ requests: 1 });
    expect(all?.units).toBeGreaterThan(0.5);
    expect(await costOf(() => store.getLatestEvents({ ...question, limit: 2 }))).toEqual(
      one("Query", 0.5),
    );
  });

  test("a stream: a request for each of its types, also for those that have no event", async () => {
    const todo = createTodoEventClient(table.documents, table.tableName);
    const ids = { list_id: newEventId(), todo_id: newEventId() };
    const data = { ...ids, user_id: newEventId() };
    await todo.saveEvent({ type: TodoEventTypes.TODO_ADDED, data: { ...data, title: "tea" } });
    await todo.saveEvent({ type: TodoEventTypes.TODO_COMPLETED, data });

    const half = { name: "Query", requests: 1, units: 0.5 };
    const none = { ...half, units: EMPTY_QUERY_UNITS };
    expect(await costOf(() => todo.streams.todo(ids).read())).toEqual([half, none, half, none]);
    expect(await costOf(() => todo.streams.list(ids).read())).toEqual([
      none,
      half,
      none,
      half,
      none,
    ]);
    expect(await costOf(() => todo.streams.userArchive(data).read())).toEqual([none]);
  });
});

describe("streams that are materialized and consistent", () => {
  const idsOf = () => ({ order_id: randomUUID(), customer_id: randomUUID() });

  test("saving: a copy in the stream and the move of its head, in 1 request", async () => {
    const orders = createOrdersEventClient(table.documents, table.tableName);
    const event = { type: OrdersEventTypes.ORDER_LOST, data: idsOf() } as const;
    const cost = await costOf(() => orders.saveEvent(event));
    expect(cost).toEqual(one("TransactWriteItems", transactionUnits(1, 1)));

    // A condition on a stream of the event costs nothing more, one on another stream its own units.
    const stream = orders.streams.order(event.data);
    const expected = { expect: [stream.unchangedSince((await stream.read()).head)] };
    expect(await costOf(() => orders.saveEvent(event, expected))).toEqual(cost);
    const other = orders.streams.order(idsOf()).empty();
    const [withOther] = await costOf(() => orders.saveEvent(event, { expect: [other] }));
    expect(withOther).toMatchObject({ requests: 1, units: transactionUnits(1, 1, 1) });
  });

  test("reading the whole with its head: 1 request, a consistent read", async () => {
    const orders = createOrdersEventClient(table.documents, table.tableName);
    const event = { type: OrdersEventTypes.ORDER_LOST, data: idsOf() } as const;
    await orders.saveEvent(event);
    expect(await costOf(() => orders.streams.order(event.data).read())).toEqual(one("Query", 1));
  });
});

describe("many events", () => {
  test("an import: a request for each 100 copies", async () => {
    const store = storeOf(table);
    const events = Array.from({ length: 120 }, () => priceLowered());
    const cost = await costOf(() => store.saveEvents(events, { atomic: false }));
    const units = (copies: number) => transactionUnits(...Array(copies).fill(1));
    expect(cost.map((each) => each.units).sort()).toEqual(
      [units(100), units(100), units(40)].sort(),
    );
    expect(cost.map(({ requests }) => requests)).toEqual([1, 1, 1]);
  });

  test("a page and an iteration: a request for each type", async () => {
    const store = storeOf(table);
    const { type, data } = priceLowered();
    await store.saveEvents(Array.from({ length: 5 }, () => ({ type, data })));
    const question = { eventTypes: [type], partitionId: data.store_id };
    expect(await costOf(() => store.getEventPage({ ...question, limit: 2 }))).toEqual(
      one("Query", 0.5),
    );
    const iterate = async () => {
      for await (const event of store.iterateEventStream(question)) expect(event.type).toBe(type);
    };
    expect(await costOf(iterate)).toEqual(one("Query", 0.5));
  });
});
