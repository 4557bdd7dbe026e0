import { type DdbPatternError, ProjectionError, RetriesExhaustedError } from "ddb-pattern-runtime";
import type { ProjectionContext } from "ddb-pattern-runtime/projections";
import { describe, expect, test } from "vitest";
import {
  behindProxy,
  costOf,
  failureOf,
  SECRET,
  type TestTable,
  testTable,
} from "../client/support.js";
import { skipReason, transactionUnits } from "../engines/differences.js";
import { pass, resetAfter } from "../engines/proxy.js";
import {
  CUSTOMERS,
  deliverAll,
  deliveredEvents,
  itemsOf,
  ORDERS,
  type OrderView,
  project,
  runOf,
  runsOf,
  type ShopDefinition,
  shopOf,
} from "./support.js";

let orders = 0;

function newOrder(): string {
  return `o${++orders}`;
}

const placed = (order_id: string, customer_id = "c") => ({
  type: "PLACED",
  data: { order_id, customer_id, amount: 0 },
});
const paid = (order_id: string, amount: number, customer_id = "c") => ({
  type: "PAID",
  data: { order_id, customer_id, amount },
});
const cancelled = (order_id: string, customer_id = "c") => ({
  type: "CANCELLED",
  data: { order_id, customer_id, amount: 0 },
});
const noted = (customer_id = "c") => ({ type: "NOTED", data: { customer_id, amount: 0 } });

/** Saves events in a table of their own, and returns them as a consumer delivers them. */
async function stored(...events: readonly object[]) {
  const table = await testTable();
  const shop = shopOf(table);
  for (const event of events) await shop.saveEvent(event);
  return deliveredEvents(table.tableName);
}

/** Applies runs, and returns what it cost. */
function deliver(
  table: TestTable,
  sink: ReturnType<typeof project>,
  runs: readonly ReturnType<typeof runOf>[],
) {
  return costOf(table, async () => {
    for (const run of runs) await sink.sink.deliver(run);
  });
}

describe("an event of a consistent stream", () => {
  test.skipIf(skipReason("consumed-capacity"))(
    "costs a read of its item, and a transaction of the item and the checkpoint",
    async () => {
      const id = newOrder();
      const events = await stored(placed(id), paid(id, 5));
      const table = await testTable();
      const sink = project(ORDERS, table);
      await sink.sink.deliver(runOf(events.slice(0, 1)));
      expect(await deliver(table, sink, [runOf(events.slice(1))])).toEqual([
        { name: "BatchGetItem", requests: 1, units: 1 },
        { name: "TransactWriteItems", requests: 1, units: transactionUnits(1, 1) },
      ]);
      expect(await sink.get(id)).toEqual({
        order_id: id,
        status: "paid",
        paid: 5,
        revision: 2,
        events: 2,
      });
    },
  );

  test.skipIf(skipReason("consumed-capacity"))(
    "shares the transaction with the other events of its run",
    async () => {
      const id = newOrder();
      const payments = Array.from({ length: 49 }, () => paid(id, 1));
      const events = await stored(placed(id), ...payments);
      const table = await testTable();
      const sink = project(ORDERS, table);
      await sink.activeVersion();
      const cost = await deliver(table, sink, [runOf(events)]);
      expect(cost.filter(({ name }) => name === "TransactWriteItems")).toEqual([
        { name: "TransactWriteItems", requests: 1, units: transactionUnits(1, 1) },
      ]);
      expect(await sink.get(id)).toMatchObject({ paid: 49, revision: 50, events: 50 });
      expect(await sink.sink.position(`ORDER::${id}::@order`)).toBe(50);
    },
  );

  test.skipIf(skipReason("consumed-capacity"))(
    "that changes no item costs one write unit for the checkpoint",
    async () => {
      const id = newOrder();
      const events = await stored(placed(id), paid(id, 0));
      const table = await testTable();
      const sink = project({ ...ORDERS, handlers: { PLACED: (item) => item } }, table);
      await sink.sink.deliver(runOf(events.slice(0, 1)));
      expect(await deliver(table, sink, [runOf(events.slice(1))])).toEqual([
        { name: "PutItem", requests: 1, units: 1 },
      ]);
      expect(await sink.sink.position(`ORDER::${id}::@order`)).toBe(2);
    },
  );

  test("deletes the item if its handler returns undefined, and a later event makes a new one", async () => {
    const id = newOrder();
    const events = await stored(placed(id), paid(id, 5), cancelled(id), placed(id));
    const sink = project(ORDERS, await testTable());
    await sink.sink.deliver(runOf(events.slice(0, 2)));
    await sink.sink.deliver(runOf(events.slice(2, 3)));
    expect(await sink.get(id)).toBeUndefined();
    expect(await sink.sink.position(`ORDER::${id}::@order`)).toBe(3);
    await sink.sink.deliver(runOf(events.slice(3)));
    expect(await sink.get(id)).toMatchObject({ paid: 0, events: 1, revision: 4 });
  });

  test("is refused if the stream is at another position, and changes nothing", async () => {
    const id = newOrder();
    const events = await stored(placed(id), paid(id, 5));
    const table = await testTable();
    const sink = project(ORDERS, table);
    await sink.sink.deliver(runOf(events.slice(0, 1)));
    const other = project(ORDERS, table);
    const before = await itemsOf(table.tableName, ORDERS);
    for (const run of [runOf(events.slice(0, 1)), runOf(events)]) {
      await expect(other.sink.deliver(run)).rejects.toMatchObject({ name: "PositionMovedError" });
    }
    expect(await itemsOf(table.tableName, ORDERS)).toEqual(before);
  });

  test("is refused if the events before it were not applied", async () => {
    const id = newOrder();
    const events = await stored(placed(id), paid(id, 5));
    const sink = project(ORDERS, await testTable());
    const run = runOf(events.slice(1));
    await expect(sink.sink.deliver(run)).rejects.toMatchObject({ name: "PositionMovedError" });
    expect(await sink.get(id)).toBeUndefined();
  });
});

describe("an event without a revision", () => {
  test.skipIf(skipReason("consumed-capacity"))(
    "costs a read of its item, and a transaction of the item and its marker",
    async () => {
      const events = await stored(noted(), noted());
      const table = await testTable();
      const sink = project(CUSTOMERS, table);
      const runs = runsOf(events);
      await deliver(table, sink, runs.slice(0, 1));
      expect(await deliver(table, sink, runs.slice(1))).toEqual([
        { name: "BatchGetItem", requests: 1, units: 1 },
        { name: "TransactWriteItems", requests: 1, units: transactionUnits(1, 1) },
      ]);
      expect(await sink.get("c")).toEqual({ placed: 0, paid: 0, notes: 2 });
    },
  );

  test("is applied once, however often and by however many it is delivered", async () => {
    const events = await stored(noted(), noted(), noted());
    const table = await testTable();
    const sinks = Array.from({ length: 4 }, () => project(CUSTOMERS, table));
    await Promise.all(
      sinks.flatMap((sink) =>
        [...runsOf(events), ...runsOf(events).reverse()].map((run) => sink.sink.deliver(run)),
      ),
    );
    expect(await sinks[0]?.get("c")).toEqual({ placed: 0, paid: 0, notes: 3 });
  });

  test("that no handler takes costs nothing", async () => {
    const events = await stored(noted());
    const table = await testTable();
    const sink = project(ORDERS, table);
    await sink.sink.deliver(runOf(await stored(placed(newOrder()))));
    expect(await deliver(table, sink, runsOf(events))).toEqual([]);
  });
});

describe("events of many streams with one item", () => {
  test("are all applied, once each, by processes that race", async () => {
    const ids = Array.from({ length: 12 }, newOrder);
    const events = await stored(
      ...ids.map((id) => placed(id)),
      ...ids.map((id) => paid(id, 1)),
      noted(),
    );
    const table = await testTable();
    const sinks = Array.from({ length: 3 }, () => project(CUSTOMERS, table));
    const moved = { count: 0 };
    await Promise.all(
      sinks.flatMap((sink) =>
        runsOf(events).map((run) =>
          sink.sink.deliver(run).catch((error: Error) => {
            if (error.name !== "PositionMovedError") throw error;
            moved.count++;
          }),
        ),
      ),
    );
    expect(moved.count).toBe(2 * ids.length);
    expect(await sinks[0]?.get("c")).toEqual({ placed: 12, paid: 12, notes: 1 });
  });

  test("one process applies without a conflict, because its runs wait for each other", async () => {
    const ids = Array.from({ length: 6 }, newOrder);
    const events = await stored(...ids.map((id) => placed(id)));
    const table = await testTable();
    const sink = project(CUSTOMERS, table);
    const cost = await costOf(table, () =>
      Promise.all(runsOf(events).map((run) => sink.sink.deliver(run))),
    );
    expect(cost.filter(({ name }) => name === "TransactWriteItems")).toHaveLength(6);
  });
});

test("a run that changes more items than a transaction takes is applied in parts", async () => {
  const id = newOrder();
  const events = await stored(
    ...Array.from({ length: 120 }, (_, index) => paid(id, 1, `c${index}`)),
  );
  const table = await testTable();
  const sink = project(CUSTOMERS, table);
  const cost = await deliver(table, sink, [runOf(events)]);
  expect(cost.filter(({ name }) => name === "TransactWriteItems")).toHaveLength(2);
  expect((await itemsOf(table.tableName, CUSTOMERS)).size).toBe(120);
  expect(await sink.sink.position(`ORDER::${id}::@order`)).toBe(120);
});

test.skipIf(skipReason("transaction-size"))(
  "a run whose items exceed the bytes of a transaction is applied in parts",
  async () => {
    const id = newOrder();
    const events = await stored(
      ...Array.from({ length: 15 }, (_, index) => paid(id, 1, `c${index}`)),
    );
    const table = await testTable();
    const text = "x".repeat(390_000);
    const large: ShopDefinition<{ text: string }> = {
      name: "large",
      version: 1,
      key: ({ data }) => data.customer_id,
      handlers: { PAID: () => ({ text }) },
    };
    const sink = project(large, table);
    await sink.sink.deliver(runOf(events));
    expect((await itemsOf(table.tableName, large)).size).toBe(15);
    expect(await sink.sink.position(`ORDER::${id}::@order`)).toBe(15);
  },
);

describe("a transaction whose answer is lost", () => {
  test("is found by the next try, and its events are not applied twice", async () => {
    const id = newOrder();
    const events = await stored(placed(id), paid(id, 5), paid(id, 7));
    const table = await testTable();
    const faulty = await behindProxy(table, { maxAttempts: 1 });
    const effects: number[] = [];
    const definition: ShopDefinition<OrderView> = {
      ...ORDERS,
      handlers: {
        ...ORDERS.handlers,
        PAID: (item, event, context) => {
          context.effect(() => effects.push(event.data.amount));
          return ORDERS.handlers.PAID?.(item, event, context);
        },
      },
    };
    const sink = project(definition, faulty);
    await sink.sink.deliver(runOf(events.slice(0, 1)));
    faulty.proxy.next(pass, resetAfter);
    await sink.sink.deliver(runOf(events.slice(1)));
    expect(await sink.get(id)).toMatchObject({ paid: 12, events: 3 });
    expect(effects).toEqual([5, 7]);
    await faulty.close();
  });

  test("is left to its successor if another process has gone on", async () => {
    const id = newOrder();
    const events = await stored(placed(id), paid(id, 5));
    const table = await testTable();
    const faulty = await behindProxy(table, { maxAttempts: 1 });
    const sink = project(ORDERS, faulty);
    await sink.sink.deliver(runOf(events.slice(0, 1)));
    const other = project(ORDERS, table);
    faulty.proxy.next(pass, async ({ reset }) => {
      await other.sink.deliver(runOf(events.slice(1)));
      reset();
    });
    const run = runOf(events.slice(1));
    await expect(sink.sink.deliver(run)).rejects.toMatchObject({ name: "PositionMovedError" });
    expect(await sink.get(id)).toMatchObject({ paid: 5, events: 2 });
    await faulty.close();
  });

  test("fails the run if the table stays silent, and the run can be delivered again", async () => {
    const id = newOrder();
    const events = await stored(placed(id), paid(id, 5));
    const table = await testTable();
    const faulty = await behindProxy(table, { maxAttempts: 1 });
    const sink = project(ORDERS, faulty);
    await sink.sink.deliver(runOf(events.slice(0, 1)));
    // The first read passes; then each write is done and lost, and each read is lost.
    let writes = 0;
    faulty.proxy.always(async (exchange) => {
      if (exchange.operation === "TransactWriteItems") writes++;
      if (writes === 0) await pass(exchange);
      else await resetAfter(exchange);
    });
    await failureOf(sink.sink.deliver(runOf(events.slice(1))), RetriesExhaustedError);
    await faulty.close();
    const other = project(ORDERS, table);
    expect(await other.sink.position(`ORDER::${id}::@order`)).toBe(2);
    expect(await other.get(id)).toMatchObject({ paid: 5, events: 2 });
  });
});

describe("an event that cannot be applied", () => {
  const failing: ShopDefinition<OrderView> = {
    ...ORDERS,
    handlers: {
      ...ORDERS.handlers,
      PAID: (item, event, context) => {
        if (event.data.amount === 13) throw new RangeError(SECRET);
        return ORDERS.handlers.PAID?.(item, event, context);
      },
    },
  };

  test("ends its run; the events before it are applied", async () => {
    const id = newOrder();
    const events = await stored(placed(id), paid(id, 5), paid(id, 13), paid(id, 7));
    const sink = project(failing, await testTable());
    await expect(sink.sink.deliver(runOf(events))).rejects.toMatchObject({
      name: "RunError",
      through: 2,
      cause: expect.any(RangeError),
    });
    expect(await sink.get(id)).toMatchObject({ paid: 5, revision: 2 });
    expect(await sink.sink.position(`ORDER::${id}::@order`)).toBe(2);
  });

  test("is parked if there is a function for it, and the run goes on", async () => {
    const id = newOrder();
    const events = await stored(placed(id), paid(id, 5), paid(id, 13), paid(id, 7));
    const parked: unknown[] = [];
    const sink = project(failing, await testTable(), {
      onParked: (event, error, { revision, stream }) => {
        parked.push({ id: event.id, error: (error as Error).name, revision, stream });
      },
    });
    await sink.sink.deliver(runOf(events));
    const stream = { name: "order", ids: { order_id: id } };
    expect(parked).toEqual([{ id: events[2]?.id, error: "RangeError", revision: 3, stream }]);
    expect(await sink.get(id)).toMatchObject({ paid: 12, revision: 4, events: 3 });
    expect(await sink.sink.position(`ORDER::${id}::@order`)).toBe(4);
  });

  test.each<[what: string, item: unknown, message: RegExp]>([
    ["a promise", Promise.resolve({}), /returned a promise/],
    ["null", null, /returned null/],
    ["a list", [SECRET], /returned a list/],
    ["a reserved member", { pk: SECRET }, /the member "pk"/],
    ["a date", { at: new Date() }, /a value in at that is an instance of a class/],
    ["too much", { text: SECRET.repeat(20_000) }, /larger than the \d+ bytes/],
  ])("is named if its handler returns %s", async (_what, item, message) => {
    const events = await stored(placed(newOrder()));
    const definition = { ...ORDERS, handlers: { PLACED: () => item as OrderView } };
    const sink = project(definition, await testTable());
    const { cause } = await failureOf(sink.sink.deliver(runOf(events)), Error);
    expect(cause).toBeInstanceOf(ProjectionError);
    const { message: text, eventId } = cause as ProjectionError;
    expect(text).toMatch(message);
    expect(text).not.toContain(SECRET);
    expect(eventId).toBe(events[0]?.id);
  });

  test.each(["", "\ud800", "x".repeat(2048), 5])("is named if its key is no key", async (key) => {
    const events = await stored(placed(newOrder()));
    const sink = project({ ...ORDERS, key: () => key as string }, await testTable());
    const { cause } = await failureOf(sink.sink.deliver(runOf(events)), Error);
    expect((cause as DdbPatternError).code).toBe("projection");
  });

  test("leaves an item that its handler has changed before it threw as it was", async () => {
    const id = newOrder();
    const events = await stored(placed(id), paid(id, 13));
    const careless: ShopDefinition<OrderView> = {
      ...ORDERS,
      handlers: {
        ...ORDERS.handlers,
        PAID: (item) => {
          Object.assign(item ?? {}, { paid: 1_000 });
          throw new Error("too late");
        },
      },
    };
    const sink = project(careless, await testTable(), { onParked: () => {} });
    await sink.sink.deliver(runOf(events));
    expect(await sink.get(id)).toMatchObject({ paid: 0, revision: 1 });
  });
});

test("keys that look like keys of checkpoints, markers and other versions stay items", async () => {
  const keys = ["@order", "ORDER::o::@order", "checkpoint", "v2::x", "active", "__proto__"];
  const events = await stored(...keys.map((key) => paid(newOrder(), 1, key)));
  const table = await testTable();
  const sink = project(CUSTOMERS, table);
  for (const run of runsOf(events)) await sink.sink.deliver(run);
  expect([...(await itemsOf(table.tableName, CUSTOMERS)).keys()].sort()).toEqual([...keys].sort());
  for (const key of keys) expect(await sink.get(key)).toEqual({ placed: 0, paid: 1, notes: 0 });
});

test.each<[what: string, definition: object, message: RegExp]>([
  ["a key that is a rejected promise", { key: () => Promise.reject(new Error(SECRET)) }, /"key"/],
  [
    "an effect that is no function",
    {
      handlers: {
        PAID: (_: unknown, __: unknown, { effect }: ProjectionContext) => effect(SECRET as never),
      },
    },
    /"effect"/,
  ],
])("%s is refused with a message", async (_what, part, message) => {
  const events = await stored(paid(newOrder(), 5));
  const sink = project({ ...ORDERS, ...part } as typeof ORDERS, await testTable());
  const error = await sink.sink.deliver(runOf(events)).catch((each: unknown) => each);
  const { cause } = error as { readonly cause: ProjectionError };
  expect(cause).toBeInstanceOf(ProjectionError);
  expect(cause.message).toMatch(message);
  expect(cause.message).not.toContain(SECRET);
});

test("streams whose keys are as long as DynamoDB allows have checkpoints of their own", async () => {
  const table = await testTable();
  const long = "é".repeat((2048 - "ORDER::::@order".length - 3) / 2);
  const shop = shopOf(table);
  for (const end of ["a", "b"]) await shop.saveEvent(paid(long + end, 1));
  const sink = project(CUSTOMERS, table);
  for (let time = 0; time < 2; time++) await deliverAll(sink, table.tableName);
  expect(await sink.get("c")).toEqual({ placed: 0, paid: 2, notes: 0 });
  expect(await sink.lag()).toEqual({ events: 0, seconds: 0 });
});

test.each<[what: string, definition: unknown]>([
  ["an unknown member", { ...ORDERS, keys: () => "" }],
  ["no name", { ...ORDERS, name: undefined }],
  ["a name that could be another version's", { ...ORDERS, name: "orders::v1" }],
  ["no version", { ...ORDERS, version: 0 }],
  ["no key", { name: "orders", version: 1, handlers: ORDERS.handlers }],
  ["no handler", { ...ORDERS, handlers: {} }],
  ["a handler of an unknown type", { ...ORDERS, handlers: { toString: () => undefined } }],
  ["a handler that is none", { ...ORDERS, handlers: { PLACED: "x" } }],
])("a projection with %s is refused", async (_what, definition) => {
  const table = await testTable();
  const create = () => project(definition as typeof ORDERS, table);
  expect(create).toThrow(expect.objectContaining({ code: "invalid-argument" }));
});
