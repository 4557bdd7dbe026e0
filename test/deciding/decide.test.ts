import { randomUUID } from "node:crypto";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import {
  EventValidationError,
  InvalidArgumentError,
  newEventId,
  StreamConflictError,
  UnknownEventTypeError,
} from "ddb-pattern-runtime";
import type { EventClientOptions } from "ddb-pattern-runtime/codegen/v1";
import { describe, expect, test } from "vitest";
import {
  createOrdersEventClient,
  foldCustomerOrders,
  foldOrder,
  type OrdersOrderInput,
} from "../../schemas-example/orders/events.generated.js";
import { foldProductPrices } from "../../schemas-example/store/events.generated.js";
import { type AnyTable, costOf, failureOf, TABLES, testTable, untyped } from "../client/support.js";
import { HANDLERS, ORDER, type Order, orderEvents } from "./orders.js";

const clientOn = ({ documents, tableName }: AnyTable, options?: EventClientOptions) =>
  createOrdersEventClient(documents, tableName, options);

describe.each(TABLES)("decide, in %s", (_, open) => {
  async function openOrder(options?: EventClientOptions) {
    const table = await open();
    const events = orderEvents();
    const client = clientOn(table, options);
    const { order_id } = events;
    const other = clientOn(table);
    const stream = client.streams.order({ order_id });
    return { table, client, stream, other, otherStream: other.streams.order({ order_id }), events };
  }

  test("begins with the initial state", async () => {
    const { stream } = await openOrder();
    const states: Order[] = [];
    const decided = await stream.decide(ORDER, (state) => {
      states.push(state);
      return [];
    });
    expect(states).toEqual([ORDER.initial()]);
    expect(decided).toEqual({ state: ORDER.initial(), events: [], revision: 0 });
  });

  test("returns the state after the events, the events as stored, and the revision", async () => {
    const { stream, events } = await openOrder();
    const first = await stream.decide(ORDER, () => [events.placed, events.paid(4000)]);
    expect(first.revision).toBe(2);
    expect(first.state).toEqual({ status: "placed", owed: 6000, seen: [1, 2] });
    const second = await stream.decide(ORDER, async (state) => [events.paid(state.owed)]);
    expect(second.state).toEqual({ status: "paid", owed: 0, seen: [1, 2, 3] });
    const { events: stored, head } = await stream.read();
    expect([...first.events, ...second.events]).toEqual(stored);
    expect(head.revision).toBe(second.revision);
    expect(await stream.state(ORDER)).toEqual({ state: second.state, revision: 3, head });
  });

  test("saves nothing if nothing is decided", async () => {
    const { table, stream, events } = await openOrder();
    await stream.decide(ORDER, () => [events.placed]);
    const before = await table.items();
    const { state, events: none, revision } = await stream.decide(ORDER, () => []);
    expect([state.status, none, revision]).toEqual(["placed", [], 1]);
    expect(await table.items()).toEqual(before);
  });

  test("decides again if another writer was faster, on all that happened since", async () => {
    const { stream, otherStream, events } = await openOrder();
    await stream.decide(ORDER, () => [events.placed]);
    const states: string[] = [];
    const { state, events: saved } = await stream.decide(ORDER, async (order) => {
      states.push(order.status);
      if (states.length === 1) await otherStream.decide(ORDER, () => [events.cancelled]);
      return order.status === "cancelled" ? [] : [events.shipped];
    });
    expect(states).toEqual(["placed", "cancelled"]);
    expect(saved).toEqual([]);
    expect(state).toEqual({ status: "cancelled", owed: 0, seen: [1, 2] });
  });

  test("gives up after the retries, with the conflict", async () => {
    const { stream, otherStream, events } = await openOrder();
    await stream.decide(ORDER, () => [events.placed]);
    let calls = 0;
    const call = stream.decide(
      ORDER,
      async () => {
        calls++;
        await otherStream.decide(ORDER, () => [events.paid(1)]);
        return [events.shipped];
      },
      { retries: 2 },
    );
    const error = await failureOf(call, StreamConflictError);
    expect(error).toMatchObject({ outcome: "not-written", expectedRevision: 3 });
    expect(calls).toBe(3);
    expect((await stream.state(ORDER)).state).toMatchObject({ status: "placed", owed: 9997 });
  });

  test("passes an error of the decider on, even a conflict, and decides no more", async () => {
    const { stream, otherStream, events } = await openOrder();
    await stream.decide(ORDER, () => [events.placed]);
    const conflict = otherStream.decide(
      ORDER,
      async () => {
        await stream.decide(ORDER, () => [events.paid(1)]);
        return [events.shipped];
      },
      { retries: 0 },
    );
    const own = await failureOf(conflict, StreamConflictError);
    let calls = 0;
    const call = stream.decide(ORDER, () => {
      calls++;
      throw own;
    });
    await expect(call).rejects.toBe(own);
    expect(calls).toBe(1);
  });

  test("a decider that changes its state changes no later state", async () => {
    const { stream, otherStream, events } = await openOrder();
    await stream.decide(ORDER, () => [events.placed]);
    let calls = 0;
    const { state } = await stream.decide(ORDER, async (order) => {
      if (++calls === 1) await otherStream.decide(ORDER, () => [events.paid(1)]);
      expect(order.seen).toHaveLength(calls);
      (order as { owed: number }).owed = -1;
      (order.seen as number[]).push(-1);
      return [events.paid(2)];
    });
    expect(calls).toBe(2);
    expect(state).toEqual({ status: "placed", owed: 9997, seen: [1, 2, 3] });
    expect(ORDER.initial().seen).toEqual([]);
  });

  test("a fold that changes parts of events in its state changes no event that is returned", async () => {
    const { stream, events } = await openOrder();
    const fold = foldOrder<{ amount: number }>({
      initial: { amount: 0 },
      ORDER_PLACED: (_, { data }) => data.total,
      ORDER_PAID: (owed, { data }) => {
        owed.amount -= data.paid.amount;
        return owed;
      },
      ORDER_SHIPPED: (owed) => owed,
      ORDER_CANCELLED: (owed) => owed,
      ORDER_LOST: (owed) => owed,
    });
    const decided = await stream.decide(fold, () => [events.placed, events.paid(4000)]);
    expect(decided.state.amount).toBe(6000);
    expect(decided.events).toEqual((await stream.read()).events);
  });

  test("an event that is stored under its id already is folded once", async () => {
    const { stream, events } = await openOrder();
    const id = newEventId();
    await stream.decide(ORDER, () => [events.placed, { ...events.paid(4000), id }]);
    const again = await stream.decide(ORDER, () => [{ ...events.paid(4000), id }]);
    expect(again.state).toEqual({ status: "placed", owed: 6000, seen: [1, 2] });
    expect(again.events.map((event) => [event.id, event.revision])).toEqual([[id, 2]]);
    expect(again.revision).toBe(2);
    const mixed = await stream.decide(ORDER, () => [
      { ...events.paid(4000), id },
      events.paid(6000),
    ]);
    expect(mixed.state).toEqual({ status: "paid", owed: 0, seen: [1, 2, 3] });
    expect(mixed.events.map(({ revision }) => revision)).toEqual([2, 3]);
  });

  test("the state has what came before an event that was stored under its id meanwhile", async () => {
    const { stream, otherStream, events } = await openOrder();
    const fold = foldOrder<Order>({
      ...HANDLERS,
      snapshots: { name: "order", version: 1, every: 1 },
    });
    const shipped = { ...events.shipped, id: newEventId() };
    await stream.decide(ORDER, () => [events.placed]);
    const snapshots: Promise<void>[] = [];
    const decided = await stream.decide(
      fold,
      async () => {
        await otherStream.decide(ORDER, () => [events.paid(100)]);
        await otherStream.decide(ORDER, () => [shipped]);
        return [shipped];
      },
      { waitUntil: (written) => void snapshots.push(written) },
    );
    await Promise.all(snapshots);
    expect(decided.events.map(({ revision }) => revision)).toEqual([3]);
    expect(decided.state).toEqual({ status: "shipped", owed: 9900, seen: [1, 2, 3] });
    expect((await stream.state(fold)).state).toEqual(decided.state);
  });

  test("an event with a lookup that is stored under its id already is folded once", async () => {
    const { stream, events } = await openOrder();
    const placed = { ...events.placed, id: newEventId() };
    await stream.decide(ORDER, () => [placed]);
    const again = await stream.decide(ORDER, () => [placed]);
    expect(again.state).toEqual({ status: "placed", owed: 10_000, seen: [1] });
    expect(again.events.map(({ revision }) => revision)).toEqual([1]);
  });

  test("refuses an event of another stream before any call", async () => {
    const { table, stream } = await openOrder();
    const call = stream.decide(ORDER, () => [orderEvents().placed]);
    const error = await failureOf(call, InvalidArgumentError);
    expect(error.message).toContain("events[0], of type ORDER_PLACED, does not belong to stream");
    expect(error.outcome).toBe("not-written");
    expect(await table.items()).toEqual([]);
  });

  test("refuses an invalid event", async () => {
    const { stream, events } = await openOrder();
    const call = stream.decide(ORDER, () => [events.paid(-1)]);
    expect(await failureOf(call, EventValidationError)).toMatchObject({ eventIndex: 0 });
  });

  test("never decides on a part of the history", async () => {
    const { stream } = await openOrder({ unknownEvents: "skip" });
    const call = stream.decide(
      ORDER,
      () => [],
      // @ts-expect-error only a read can leave events out
      { unknownEvents: "skip" },
    );
    await failureOf(call, InvalidArgumentError);
  });

  test("ends when its signal aborts", async () => {
    const { stream, events } = await openOrder();
    const reason = new Error("enough");
    await expect(
      stream.decide(ORDER, () => [events.placed], { signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason);
    const controller = new AbortController();
    const call = stream.decide(
      ORDER,
      () => {
        controller.abort(reason);
        return [events.placed];
      },
      { signal: controller.signal },
    );
    await expect(call).rejects.toBe(reason);
    expect((await stream.read()).events).toEqual([]);
  });

  test.each<[string, unknown, unknown, unknown]>([
    ["no fold", {}, () => [], {}],
    ["null for a fold", null, () => [], {}],
    ["a fold of another stream", customerFold(), () => [], {}],
    ["no decider", ORDER, undefined, {}],
    ["one event for a list", ORDER, () => ({ type: "ORDER_LOST" }), {}],
    ["nothing for a list", ORDER, () => undefined, {}],
    ["a negative number of retries", ORDER, () => [], { retries: -1 }],
    ["a text for retries", ORDER, () => [], { retries: "3" }],
    ["an unknown option", ORDER, () => [], { retry: 3 }],
    ["no function for waitUntil", ORDER, () => [], { waitUntil: 1 }],
    ["no signal", ORDER, () => [], { signal: {} }],
  ])("refuses %s", async (_name, fold, decider, options) => {
    const { client, events } = await openOrder();
    const stream = untyped(client).streams.order?.({ order_id: events.order_id });
    const { decide } = stream as unknown as { decide(...args: unknown[]): Promise<unknown> };
    await failureOf(decide(fold, decider, options), InvalidArgumentError);
  });

  test("the state of a plain stream has no revision", async () => {
    const { client, stream, events } = await openOrder();
    await stream.decide(ORDER, () => [events.placed]);
    const { customer_id } = events.placed.data;
    const orders = await client.streams
      .customerOrders({ customer_id })
      .state(customerFold(), { consistentRead: true });
    expect(orders).toEqual({ state: new Set([events.order_id]) });
  });
});

/** The orders of a customer that were not cancelled. */
function customerFold() {
  return foldCustomerOrders<ReadonlySet<string>>({
    initial: new Set(),
    ORDER_PLACED: (orders, { data }) => new Set([...orders, data.order_id]),
    ORDER_CANCELLED: (orders, { data }) =>
      new Set([...orders].filter((order_id) => order_id !== data.order_id)),
  });
}

describe("a decision costs", () => {
  test("one query and one append; nothing but the query if nothing is decided", async () => {
    const table = await testTable();
    const client = createOrdersEventClient(table.documents, table.tableName);
    const events = orderEvents();
    const stream = client.streams.order({ order_id: events.order_id });
    await stream.decide(ORDER, () => [events.placed]);
    const decide = (decided: readonly OrdersOrderInput[]) =>
      costOf(table, () => stream.decide(ORDER, () => decided));
    expect(await decide([])).toEqual([{ name: "Query", requests: 1, units: 1 }]);
    expect(await decide([events.paid(1)])).toEqual([
      { name: "Query", requests: 1, units: 1 },
      { name: "PutItem", requests: 1, units: 1 },
    ]);
    expect(await costOf(table, () => stream.state(ORDER))).toEqual([
      { name: "Query", requests: 1, units: 1 },
    ]);
  });

  test("for a conflict one more query, of what is new, and the save that failed", async () => {
    const table = await testTable();
    const events = orderEvents();
    const { order_id } = events;
    const stream = createOrdersEventClient(table.documents, table.tableName).streams.order({
      order_id,
    });
    await stream.decide(ORDER, () => [
      events.placed,
      ...Array.from({ length: 40 }, () => events.paid(1)),
    ]);
    const other = await testTable();
    const rival = createOrdersEventClient(other.documents, table.tableName).streams.order({
      order_id,
    });
    let calls = 0;
    const cost = await costOf(table, () =>
      stream.decide(ORDER, async () => {
        if (++calls === 1) await rival.decide(ORDER, () => [events.paid(1)]);
        return [events.paid(1)];
      }),
    );
    expect(cost.map(({ name, requests }) => [name, requests])).toEqual([
      ["Query", 1],
      ["PutItem", 1],
      ["Query", 1],
      ["PutItem", 1],
    ]);
    // The second query reads the last event that was known, and the new one.
    expect(cost[2]?.units).toBe(1);
    expect(cost[0]?.units).toBeGreaterThan(1);
  });
});

test("a decision is refused where a newer schema has stored events", async () => {
  const table = await testTable();
  const events = orderEvents();
  const client = createOrdersEventClient(table.documents, table.tableName, {
    unknownEvents: "skip",
  });
  const stream = client.streams.order({ order_id: events.order_id });
  await stream.decide(ORDER, () => [events.placed]);
  const { events: stored } = await stream.read();
  await table.documents.send(
    new PutCommand({
      TableName: table.tableName,
      Item: {
        ...stored[0],
        pk: `ORDER::${events.order_id}::@order`,
        sk: "0000000000000002",
        id: newEventId(),
        type: "ORDER_RETURNED",
      },
    }),
  );
  await failureOf(
    stream.decide(ORDER, () => []),
    UnknownEventTypeError,
  );
  const { state } = await stream.state(ORDER);
  expect(state.status).toBe("placed");
  await failureOf(stream.state(ORDER, { unknownEvents: "throw" }), UnknownEventTypeError);
});

test("a fold of another module of the same shape is refused", async () => {
  const table = await testTable();
  const stream = createOrdersEventClient(table.documents, table.tableName).streams.order({
    order_id: randomUUID(),
  });
  const prices = foldProductPrices<number>({
    initial: 0,
    PRICE_LOWERED: (_, { data }) => data.price,
    PRICE_RAISED: (_, { data }) => data.price,
  });
  const call = stream.state(prices as never);
  const error = await failureOf(call, InvalidArgumentError);
  expect(error.message).toContain(
    'stream "product_prices" of schema "Store", not of stream "order" of schema "Orders"',
  );
});
