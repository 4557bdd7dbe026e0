import { newEventId } from "ddb-pattern-runtime";
import { createFold, type Descriptor } from "ddb-pattern-runtime/codegen/v1";
import { verifyTable } from "ddb-pattern-runtime/maintenance";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import type { EventTable, TableProvider } from "ddb-pattern-runtime/storage";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createOrdersEventClient,
  foldOrder,
  ordersDescriptor,
} from "../../schemas-example/orders/events.generated.js";
import {
  type AnyTable,
  costOf,
  failureOf,
  removeItem,
  storedItems,
  TABLES,
  testTable,
} from "../client/support.js";
import { HANDLERS, ORDER, type Order, orderEvents } from "../deciding/orders.js";
import { listen, messagesOf } from "../observing/support.js";

type Snapshots = NonNullable<Parameters<typeof foldOrder<Order>>[0]["snapshots"]>;

const foldWith = (snapshots: Partial<Snapshots> = {}) =>
  foldOrder<Order>({
    ...HANDLERS,
    snapshots: { name: "order", version: 1, every: 3, ...snapshots },
  });

/** Collects the promises of snapshots. */
function waiting() {
  const written: Promise<void>[] = [];
  return {
    waitUntil: (promise: Promise<void>) => {
      written.push(promise);
    },
    count: () => written.length,
    done: () => Promise.all(written),
  };
}

const isSnapshot = ({ pk }: Record<string, unknown>) => String(pk).startsWith("@snapshot::");

async function snapshotsIn(table: AnyTable): Promise<string[]> {
  const items = (await table.items()).filter(isSnapshot);
  return items.map(({ sk }) => String(sk).replace(/::[0-9a-z]{11}::0+/, "::…::"));
}

describe.each(TABLES)("snapshots, in %s", (_, open) => {
  async function openOrder() {
    const table = await open();
    const events = orderEvents();
    const { order_id } = events;
    const client = createOrdersEventClient(table.documents, table.tableName);
    return { table, events, order_id, stream: client.streams.order({ order_id }) };
  }

  test("a state is written after so many events, beside the events", async () => {
    const { table, events, order_id, stream } = await openOrder();
    const fold = foldWith();
    const { waitUntil, count, done } = waiting();
    await stream.decide(fold, () => [events.placed, events.paid(1)], { waitUntil });
    expect(count()).toBe(0);
    const { state, events: saved } = await stream.decide(fold, () => [events.paid(2)], {
      waitUntil,
    });
    await done();
    expect(count()).toBe(1);
    const [item, ...others] = (await table.items()).filter(isSnapshot);
    expect(others).toEqual([]);
    expect(item).toEqual({
      pk: `@snapshot::ORDER::${order_id}::@order`,
      sk: expect.stringMatching(/^order::1::[0-9a-z]{11}::0000000000000003$/),
      eventId: saved[0]?.id,
      state,
    });
    await stream.decide(fold, () => [events.paid(3), events.paid(4)], { waitUntil });
    await stream.state(fold, { waitUntil });
    expect(count()).toBe(1);
    await stream.decide(fold, () => [events.paid(5)], { waitUntil });
    await done();
    expect(await snapshotsIn(table)).toEqual(["order::1::…::3", "order::1::…::6"]);
  });

  test("a state is read from the snapshot, and the events after it", async () => {
    const { table, events, stream } = await openOrder();
    const fold = foldWith();
    const { waitUntil, done } = waiting();
    const payments = Array.from({ length: 4 }, () => events.paid(1));
    await stream.decide(ORDER, () => [events.placed, ...payments]);
    const whole = await stream.state(fold, { waitUntil });
    await done();
    expect(await snapshotsIn(table)).toEqual(["order::1::…::5"]);
    let folded = 0;
    const counting = foldOrder<Order>({
      ...HANDLERS,
      ORDER_PAID: (...given) => {
        folded++;
        return HANDLERS.ORDER_PAID(...given);
      },
      snapshots: { name: "order", version: 1, every: 3 },
    });
    expect(await stream.state(counting)).toEqual(whole);
    expect(folded).toBe(0);
    await stream.decide(counting, () => [events.paid(1)]);
    expect(folded).toBe(1);
    const { state } = await stream.state(counting);
    expect(folded).toBe(2);
    expect(state).toEqual((await stream.state(ORDER)).state);
  });

  test("snapshots of another name, version or schema are not read", async () => {
    const { table, events, stream, order_id } = await openOrder();
    const { waitUntil, done } = waiting();
    await stream.decide(foldWith({ every: 1 }), () => [events.placed], { waitUntil });
    await done();
    const wrong = (name: string, version: number) =>
      foldOrder<Order>({
        ...HANDLERS,
        initial: { status: "lost", owed: -1, seen: [] },
        ORDER_PLACED: (state) => state,
        snapshots: { name, version },
      });
    for (const [name, version] of [["other", 1] as const, ["order", 2] as const]) {
      const { state } = await stream.state(wrong(name, version));
      expect(state.status).toBe("lost");
    }
    // Only to prove that the snapshot would be read.
    expect((await stream.state(wrong("order", 1))).state.status).toBe("placed");

    const { ORDER_PLACED, ...others } = ordersDescriptor.events;
    const next = {
      ...ordersDescriptor,
      events: {
        ORDER_PLACED: {
          ...ORDER_PLACED,
          data: { ...ORDER_PLACED?.data, "gift?": { type: "boolean", default: false } },
        },
        ...others,
      },
    } as Descriptor;
    const { createClientOf } = await import("../client/descriptors.js");
    const client: ReturnType<typeof createOrdersEventClient> = createClientOf(
      next,
      table.documents,
      table.tableName,
    );
    const fold: typeof ORDER = createFold(next, "order", {
      ...HANDLERS,
      ORDER_PLACED: (state: Order) => ({ ...state, status: "lost" }),
      snapshots: { name: "order", version: 1 },
    });
    expect((await client.streams.order({ order_id }).state(fold)).state.status).toBe("lost");
  });

  test("reads that may lack events write none", async () => {
    const { table, events, stream } = await openOrder();
    const { waitUntil, count } = waiting();
    const fold = foldWith({ every: 1 });
    await stream.decide(ORDER, () => [events.placed]);
    await stream.state(fold, { waitUntil, unknownEvents: "skip" });
    await stream.state(fold, { waitUntil, consistentRead: false });
    expect(count()).toBe(0);
    expect(await snapshotsIn(table)).toEqual([]);
  });

  test("a codec stores what DynamoDB cannot", async () => {
    const { table, events, stream } = await openOrder();
    const { waitUntil, done } = waiting();
    const codec = {
      encode: (revisions: ReadonlySet<number>) => [...revisions],
      decode: (stored: unknown) => new Set(stored as number[]),
    };
    const seen = foldOrder<ReadonlySet<number>>({
      initial: new Set(),
      ORDER_PLACED: (state, { revision }) => new Set([...state, revision]),
      ORDER_PAID: (state, { revision }) => new Set([...state, revision]),
      ORDER_SHIPPED: (state) => state,
      ORDER_CANCELLED: (state) => state,
      ORDER_LOST: (state) => state,
      snapshots: { name: "seen", version: 1, every: 2, codec },
    });
    await stream.decide(seen, () => [events.placed, events.paid(1)], { waitUntil });
    await done();
    expect((await table.items()).find(isSnapshot)?.state).toEqual([1, 2]);
    const { state } = await stream.decide(seen, () => [events.paid(1)]);
    expect(state).toEqual(new Set([1, 2, 3]));
  });

  test("a state that cannot be stored, or is too large, is published and not written", async () => {
    const { table, events, stream, order_id } = await openOrder();
    const heard = listen("ddb-pattern:snapshot");
    const fails = () => {
      throw new Error("secret");
    };
    const folds = {
      "not-storable": foldWith({ every: 1, codec: { encode: () => new Map(), decode: fails } }),
      "too-large": foldWith({
        every: 1,
        codec: { encode: () => "x".repeat(400 * 1024), decode: fails },
      }),
      failed: foldWith({ every: 1, codec: { encode: fails, decode: fails } }),
    };
    await stream.decide(ORDER, () => [events.placed]);
    for (const [action, fold] of Object.entries(folds)) {
      const { state } = await stream.state(fold);
      expect(state.status).toBe("placed");
      expect(messagesOf(heard, "ddb-pattern:snapshot").at(-1)).toMatchObject({ action });
    }
    expect(JSON.stringify(heard)).not.toContain("secret");
    expect(messagesOf(heard, "ddb-pattern:snapshot").at(-1)).toEqual({
      tableName: table.tableName,
      stream: "order",
      ids: { ORDER: order_id },
      name: "order",
      version: 1,
      action: "failed",
      revision: 1,
      error: { name: "Error" },
    });
    expect(await snapshotsIn(table)).toEqual([]);
  });

  test("a snapshot that its codec cannot decode is not used", async () => {
    const { table, events, stream } = await openOrder();
    const { waitUntil, done } = waiting();
    await stream.decide(foldWith({ every: 1 }), () => [events.placed], { waitUntil });
    await done();
    const heard = listen("ddb-pattern:snapshot");
    const decode = () => {
      throw new Error("What is this?");
    };
    const { state } = await stream.decide(
      foldWith({ codec: { encode: (order) => order, decode } }),
      () => [events.paid(1)],
    );
    expect(state).toMatchObject({ status: "placed", owed: 9999 });
    expect(messagesOf(heard, "ddb-pattern:snapshot").map(({ action }) => action)).toEqual([
      "undecodable",
    ]);
    expect(await snapshotsIn(table)).toHaveLength(1);
  });

  test("verify knows snapshots", async () => {
    const { table, events, stream } = await openOrder();
    const { waitUntil, done } = waiting();
    await stream.decide(foldWith({ every: 1 }), () => [events.placed], { waitUntil });
    await done();
    const client = table.documents as Parameters<typeof verifyTable>[0];
    const found = await verifyTable(client, table.tableName, ordersDescriptor, {
      released: [ordersDescriptor],
    });
    expect(found).toMatchObject({ findings: 0, events: 1 });
  });
});

describe("a snapshot is trusted only if the stream has its event", () => {
  test("not after the events were replaced", async () => {
    const table = await testTable();
    const events = orderEvents();
    const { order_id } = events;
    const open = () =>
      createOrdersEventClient(table.documents, table.tableName).streams.order({ order_id });
    const { waitUntil, done } = waiting();
    const fold = foldWith({ every: 1 });
    await open().decide(fold, () => [events.placed, events.paid(1)], { waitUntil });
    await done();
    const pk = `ORDER::${order_id}::@order`;
    for (const { sk } of await storedItems(table, pk)) await removeItem(table, { pk, sk: `${sk}` });
    const heard = listen("ddb-pattern:snapshot");
    const actions = () => messagesOf(heard, "ddb-pattern:snapshot").map(({ action }) => action);
    expect(await open().state(fold)).toMatchObject({ state: ORDER.initial(), revision: 0 });
    await open().decide(ORDER, () => [events.placed]);
    expect(await open().state(ORDER)).toEqual(await open().state(fold));
    await open().decide(ORDER, () => [events.paid(500)]);
    const { state } = await open().state(fold, { waitUntil });
    expect(state.owed).toBe(9500);
    expect(actions().filter((action) => action !== "written")).toEqual([
      "distrusted",
      "distrusted",
      "missing",
      "distrusted",
    ]);
    // Nothing is overwritten, so the wrong snapshot stays, until there is a later one.
    await done();
    await open().decide(fold, () => [events.paid(500)], { waitUntil });
    await done();
    expect((await open().state(fold)).state.owed).toBe(9000);
    expect(actions().at(-1)).toBe("used");
  });
});

test("snapshots of revisions that a restored table lacks are passed over", async () => {
  const memory = new MemoryTable();
  const events = orderEvents();
  const { order_id } = events;
  const open = (table: MemoryTable) =>
    createOrdersEventClient(table, "events").streams.order({ order_id });
  const fold = foldWith({ every: 1 });
  const { waitUntil, done } = waiting();
  for (const event of [events.placed, events.paid(1), events.paid(2), events.paid(3)]) {
    await open(memory).decide(fold, () => [event], { waitUntil });
  }
  await done();
  const restored = new MemoryTable();
  for (const item of memory.items("events")) {
    const isLater = item.pk.startsWith("ORDER::") && /000[34]$/.test(item.sk);
    if (!isLater) await restored.openTable("events").write([{ kind: "insert", item }], {});
  }
  const heard = listen("ddb-pattern:snapshot");
  expect(await open(restored).state(fold)).toEqual(await open(restored).state(ORDER));
  const messages = messagesOf(heard, "ddb-pattern:snapshot");
  expect(messages.map(({ action, revision }) => [action, revision])).toEqual([
    ["distrusted", 4],
    ["used", 2],
  ]);
});

test("a call costs one query of one item more, and reads only what came after the snapshot", async () => {
  const table = await testTable();
  const events = orderEvents();
  const { order_id } = events;
  const client = createOrdersEventClient(table.documents, table.tableName);
  const stream = client.streams.order({ order_id });
  const fold = foldWith({ every: 60 });
  const { waitUntil, done } = waiting();
  const payments = Array.from({ length: 59 }, () => events.paid(1));
  await stream.decide(ORDER, () => [events.placed, ...payments]);
  const whole = await costOf(table, () => stream.state(ORDER));
  expect(whole).toEqual([{ name: "Query", requests: 1, units: expect.any(Number) }]);
  expect(whole[0]?.units).toBeGreaterThan(4);
  await stream.state(fold, { waitUntil });
  await done();
  expect(await costOf(table, () => stream.state(fold))).toEqual([
    { name: "Query", requests: 1, units: 0.5 },
    { name: "Query", requests: 1, units: 1 },
  ]);
  expect(await costOf(table, () => stream.decide(fold, () => [events.paid(1)]))).toEqual([
    { name: "Query", requests: 1, units: 0.5 },
    { name: "Query", requests: 1, units: 1 },
    { name: "PutItem", requests: 1, units: 1 },
  ]);
  const other = foldWith({ every: 1 });
  const written = await costOf(table, async () => {
    await stream.state(other, { waitUntil });
    await done();
  });
  expect(written).toEqual([
    { name: "Query", requests: 1, units: 0.5 },
    { name: "Query", requests: 1, units: 1 },
    { name: "PutItem", requests: 1, units: expect.any(Number) },
  ]);
});

describe("a table that refuses snapshots", () => {
  function refusing(): TableProvider {
    const memory = new MemoryTable();
    return {
      openTable(name): EventTable {
        const table = memory.openTable(name);
        const refuse = (isSnapshots: boolean) => {
          if (isSnapshots) throw new Error("Access denied.");
        };
        return {
          limits: table.limits,
          async write(actions, options) {
            refuse(actions.some((action) => action.kind === "insert" && isSnapshot(action.item)));
            return table.write(actions, options);
          },
          async queryPage(query, options) {
            refuse(query.pk.startsWith("@snapshot::"));
            return table.queryPage(query, options);
          },
        };
      },
    };
  }

  test("fails no call, nor does a waitUntil that throws", async () => {
    const events = orderEvents();
    const { order_id } = events;
    const stream = createOrdersEventClient(refusing(), "events").streams.order({ order_id });
    const heard = listen("ddb-pattern:snapshot");
    const { waitUntil, done } = waiting();
    const fold = foldWith({ every: 1 });
    const { state } = await stream.decide(fold, () => [events.placed], { waitUntil });
    await done();
    expect(state.status).toBe("placed");
    const again = await stream.state(fold, {
      waitUntil: (promise) => {
        void promise;
        throw new Error("no");
      },
    });
    expect(again.state).toEqual(state);
    await new Promise(setImmediate);
    const actions = messagesOf(heard, "ddb-pattern:snapshot").map(({ action }) => action);
    expect(new Set(actions)).toEqual(new Set(["failed"]));
  });

  test("an abort still ends the call", async () => {
    const stream = createOrdersEventClient(refusing(), "events").streams.order({
      order_id: newEventId(),
    });
    const reason = new Error("enough");
    const call = stream.state(foldWith(), { signal: AbortSignal.abort(reason) });
    expect(await failureOf(call, Error)).toBe(reason);
  });
});

test("deleting all snapshots changes no answer", async () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ pay: fc.integer({ min: 1, max: 900 }) }) },
    { weight: 1, arbitrary: fc.constant({ forget: true }) },
    { weight: 1, arbitrary: fc.constant({ look: true }) },
  );
  const property = fc.asyncProperty(
    fc.array(step, { maxLength: 25 }),
    fc.integer({ min: 1, max: 5 }),
    async (steps, every) => {
      const events = orderEvents();
      const { order_id } = events;
      const fold = foldWith({ every });
      let memory = new MemoryTable();
      const stream = () => createOrdersEventClient(memory, "events").streams.order({ order_id });
      const { waitUntil, done } = waiting();
      const pay = (amount: number) => (order: Order) =>
        order.owed >= amount ? [events.paid(amount)] : [];
      await stream().decide(fold, () => [events.placed], { waitUntil });
      for (const each of steps) {
        if ("pay" in each) await stream().decide(fold, pay(each.pay), { waitUntil });
        else if ("look" in each) await stream().state(fold, { waitUntil });
        await done();
        const expected = await stream().state(ORDER);
        expect(await stream().state(fold)).toEqual(expected);
        if (!("forget" in each)) continue;
        const next = new MemoryTable();
        for (const item of memory.items("events").filter((item) => !isSnapshot(item))) {
          await next.openTable("events").write([{ kind: "insert", item }], {});
        }
        memory = next;
        expect(await stream().state(fold)).toEqual(expected);
      }
    },
  );
  await fc.assert(property, { numRuns: 40 });
});

test.each<[string, object, string]>([
  ["no name", { version: 1 }, '"name" of "snapshots" must have'],
  ["a name with a colon", { name: "a::b", version: 1 }, '"name" of "snapshots" must have'],
  ["no version", { name: "a" }, '"version" must be a positive integer'],
  ["no positive every", { name: "a", version: 1, every: 0 }, '"every" must be a positive integer'],
  ["half a codec", { name: "a", version: 1, codec: { encode: String } }, '"encode" and "decode"'],
  ["an unknown member", { name: "a", version: 1, ttl: 1 }, 'has no member "ttl"'],
])("snapshots with %s are refused", (_, snapshots, message) => {
  const call = () => foldOrder<Order>({ ...HANDLERS, snapshots: snapshots as Snapshots });
  expect(call).toThrow(message);
});
