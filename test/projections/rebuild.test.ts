import { ChangeStreamError, InvalidArgumentError, ProjectionError } from "ddb-pattern-runtime";
import { dropVersion, type RebuildProgress, rebuild } from "ddb-pattern-runtime/projections";
import { ulid } from "ulid";
import { describe, expect, test, vi } from "vitest";
import {
  failureOf,
  removeItem,
  type TestTable,
  testTable,
  type UntypedClient,
} from "../client/support.js";
import { differs, skipReason } from "../engines/differences.js";
import { rawItems } from "../maintenance/support.js";
import {
  CUSTOMERS,
  type CustomerView,
  deliverAll,
  deliveredEvents,
  eventsOf,
  foldOf,
  itemsOf,
  ORDERS,
  type OrderView,
  project,
  runsOf,
  type ShopDefinition,
  shopOf,
} from "./support.js";

const placed = (order_id: string, customer_id = "c") => ({
  type: "PLACED",
  data: { order_id, customer_id, amount: 0 },
});
const paid = (order_id: string, amount: number, customer_id = "c") => ({
  type: "PAID",
  data: { order_id, customer_id, amount },
});
const noted = (customer_id = "c") => ({ type: "NOTED", data: { customer_id, amount: 0 } });

/** Saves orders with a payment each, and a note for each third. */
async function fill(shop: UntypedClient, orders: number): Promise<void> {
  const ids = Array.from({ length: orders }, (_, index) => `o${index}`);
  await shop.saveEvents(
    ids.flatMap((id, index) => [
      placed(id, `c${index % 5}`),
      paid(id, index, `c${index % 5}`),
      ...(index % 3 === 0 ? [noted(`c${index % 5}`)] : []),
    ]),
    { atomic: false },
  );
}

async function filledShop(orders: number) {
  const [table, items] = [await testTable(), await testTable()];
  const shop = shopOf(table);
  await fill(shop, orders);
  const connect = <Item extends object>(definition: ShopDefinition<Item>) =>
    project(definition, items, { events: eventsOf(table) });
  return { table, items, shop, connect };
}

describe("a revision that was deleted by hand", () => {
  test("stops a rebuild while it may still arrive, and not later", async () => {
    const { table, items, shop, connect } = await filledShop(0);
    for (const event of [placed("o"), paid("o", 1), paid("o", 2), paid("o", 4)]) {
      await shop.saveEvent(event);
    }
    await removeItem(table, { pk: "ORDER::o::@order", sk: "0000000000000002" });
    await failureOf(rebuild(connect(ORDERS)), ChangeStreamError);
    expect(await itemsOf(items.tableName, ORDERS)).toEqual(new Map());

    vi.useFakeTimers({ now: Date.now() + 120_000, toFake: ["Date"] });
    try {
      await rebuild(connect(ORDERS));
    } finally {
      vi.useRealTimers();
    }
    expect(await itemsOf(items.tableName, ORDERS)).toEqual(await foldOf(ORDERS, table.tableName));
  });

  test("hides no event with an id of a time to come", async () => {
    const { table, items, shop, connect } = await filledShop(0);
    const ahead = () => ulid(Date.now() + 3_600_000);
    for (const event of [placed("o"), paid("o", 1), paid("o", 2)]) {
      await shop.saveEvent({ ...event, id: ahead() });
    }
    await removeItem(table, { pk: "ORDER::o::@order", sk: "0000000000000002" });
    await rebuild(connect(ORDERS));
    expect(await itemsOf(items.tableName, ORDERS)).toEqual(await foldOf(ORDERS, table.tableName));
  });
});

/** The second version of a projection: the same items, and a word that says so. */
function second<Item extends object>(definition: ShopDefinition<Item>): ShopDefinition<Item> {
  return { ...definition, version: 2 };
}

/** The units of all operations of a name. */
function unitsOf({ operations }: TestTable, ...names: readonly string[]): number {
  return operations
    .filter(({ name }) => names.includes(name))
    .reduce((sum, { units }) => sum + units, 0);
}

test.each<[name: string, definition: ShopDefinition<OrderView> | ShopDefinition<CustomerView>]>([
  ["an item for each stream", ORDERS],
  ["items that streams share", CUSTOMERS],
])(
  "a rebuild of %s equals the fold of the table, and makes the version active",
  async (_name, definition) => {
    const { table, items, connect } = await filledShop(40);
    const one = connect(definition as ShopDefinition<OrderView>);
    const two = connect(second(definition as ShopDefinition<OrderView>));
    await deliverAll(one, table.tableName);
    const before = await itemsOf(items.tableName, definition);
    const result = await rebuild(two, { segments: 3 });
    expect(result.replaced).toBe(1);
    const fold = await foldOf(definition as ShopDefinition<OrderView>, table.tableName);
    expect(fold.size).toBeGreaterThan(0);
    expect(await itemsOf(items.tableName, { ...definition, version: 2 })).toEqual(fold);
    expect(await itemsOf(items.tableName, definition)).toEqual(before);
    expect(await one.activeVersion()).toBe(2);
    expect(await two.lag()).toEqual({ events: 0, seconds: 0 });
  },
);

test("readers of both versions get the items of the active one, adapted if they say how", async () => {
  const { table, connect } = await filledShop(2);
  const one = connect(ORDERS);
  await deliverAll(one, table.tableName);
  const other: ShopDefinition<{ state: string }> = {
    name: "orders",
    version: 2,
    key: ORDERS.key,
    handlers: { PLACED: () => ({ state: "placed" }), PAID: () => ({ state: "paid" }) },
    adapt: (item, version) => ({ state: `${String(item.status)} in version ${version}` }),
  };
  const two = connect(other);
  expect(await one.get("o1")).toMatchObject({ status: "paid" });
  expect(await two.get("o1")).toEqual({ state: "paid in version 1" });
  await rebuild(two);
  expect(await one.get("o1")).toEqual({ state: "paid" });
  expect(await two.get("o1")).toEqual({ state: "paid" });
});

test("the first version is invisible until it is built, also if its consumer runs meanwhile", async () => {
  const { table, connect, shop } = await filledShop(3);
  const sink = connect(ORDERS);
  const seen: unknown[] = [];
  await rebuild(sink, {
    catchUp: async () => {
      await shop.saveEvent(paid("o0", 1));
      await deliverAll(connect(ORDERS), table.tableName);
      seen.push(await sink.get("o1"), await sink.activeVersion());
    },
  });
  expect(seen).toEqual([undefined, undefined]);
  expect(await sink.get("o1")).toMatchObject({ status: "paid", events: 2 });
  expect(await sink.activeVersion()).toBe(1);
});

test("a rebuild without activation leaves the pointer, and a second one goes on to the switch", async () => {
  const { table, connect } = await filledShop(5);
  await deliverAll(connect(ORDERS), table.tableName);
  const two = connect(second(ORDERS));
  const built = await rebuild(two, { activate: false });
  expect(built.replaced).toBeUndefined();
  expect(await two.activeVersion()).toBe(1);
  const pages: RebuildProgress[] = [];
  const again = await rebuild(two, { onProgress: (progress) => pages.push(progress) });
  expect(again).toMatchObject({ events: 0, replaced: 1 });
  expect(new Set(pages.map(({ phase }) => phase))).toEqual(new Set(["catch-up"]));
  expect(await two.activeVersion()).toBe(2);
});

test("events that are saved while the table is read are applied by the second reading", async () => {
  const { table, items, connect, shop } = await filledShop(5);
  await deliverAll(connect(CUSTOMERS), table.tableName);
  const late: Promise<unknown>[] = [];
  await rebuild(connect(second(CUSTOMERS)), {
    segments: 1,
    onProgress: ({ phase }) => {
      if (phase !== "read-table") return;
      late.push(shop.saveEvents([paid("o1", 100), placed("new", "other"), noted()]));
    },
  });
  expect(late.length).toBeGreaterThan(0);
  await Promise.all(late);
  // The save was under way when the reading ended; whatever it missed, the consumer gets.
  await deliverAll(connect(second(CUSTOMERS)), table.tableName);
  const fold = await foldOf(CUSTOMERS, table.tableName);
  expect(await itemsOf(items.tableName, second(CUSTOMERS))).toEqual(fold);
});

test("events that are saved while the table is read are applied by catchUp, if it is given", async () => {
  const { table, items, connect, shop } = await filledShop(5);
  await deliverAll(connect(CUSTOMERS), table.tableName);
  const two = connect(second(CUSTOMERS));
  const phases = new Set<string>();
  await rebuild(two, {
    onProgress: ({ phase }) => phases.add(phase),
    catchUp: async (projection) => {
      expect(projection).toBe(two);
      expect(await two.activeVersion()).toBe(1);
      await shop.saveEvents([paid("o1", 100), placed("new", "other"), noted()]);
      await deliverAll(two, table.tableName);
    },
  });
  expect(phases).toEqual(new Set(["read-table"]));
  const fold = await foldOf(CUSTOMERS, table.tableName);
  expect(await itemsOf(items.tableName, second(CUSTOMERS))).toEqual(fold);
  expect(await two.activeVersion()).toBe(2);
});

test("a rebuild is refused if a third version has become active meanwhile", async () => {
  const { table, connect } = await filledShop(2);
  await deliverAll(connect(ORDERS), table.tableName);
  const two = connect(second(ORDERS));
  const call = rebuild(two, {
    catchUp: async () => {
      await rebuild(connect({ ...ORDERS, version: 3 }));
    },
  });
  const { message } = await failureOf(call, ProjectionError);
  expect(message).toContain("version 3 has become active");
  expect(await two.activeVersion()).toBe(3);
});

test("an event that cannot be applied ends the rebuild, and the version does not become active", async () => {
  const { table, connect, items } = await filledShop(4);
  await deliverAll(connect(ORDERS), table.tableName);
  const failing: ShopDefinition<OrderView> = {
    ...second(ORDERS),
    handlers: {
      ...ORDERS.handlers,
      PAID: () => {
        throw new RangeError("no");
      },
    },
  };
  await expect(rebuild(connect(failing))).rejects.toThrow(RangeError);
  expect(await connect(ORDERS).activeVersion()).toBe(1);
  // Corrected, it goes on.
  await rebuild(connect(second(ORDERS)));
  const fold = await foldOf(ORDERS, table.tableName);
  expect(await itemsOf(items.tableName, second(ORDERS))).toEqual(fold);
});

describe("effects", () => {
  test("are off until the version is active, and up to the checkpoint of the version before", async () => {
    const { table, connect, shop } = await filledShop(2);
    const effects: string[] = [];
    const replays: boolean[] = [];
    const withEffects = (version: number): ShopDefinition<OrderView> => ({
      ...ORDERS,
      version,
      handlers: {
        ...ORDERS.handlers,
        PAID: (item, event, context) => {
          if (version === 2) replays.push(context.isReplay);
          context.effect(() => effects.push(`${version}: ${event.data.amount}`));
          return ORDERS.handlers.PAID?.(item, event, context);
        },
      },
    });
    const one = connect(withEffects(1));
    await deliverAll(one, table.tableName);
    expect(effects.toSorted()).toEqual(["1: 0", "1: 1"]);
    const two = connect(withEffects(2));
    await rebuild(two);
    expect(new Set(replays)).toEqual(new Set([true]));
    expect(effects).toHaveLength(2);

    // The old version applies one more event; its effect belongs to nobody any more.
    await shop.saveEvent(paid("o0", 7));
    const [late] = runsOf(await deliveredEvents(table.tableName)).filter(
      ({ stream }) => stream === "ORDER::o0::@order",
    );
    const tail = {
      after: 2,
      through: 3,
      stream: late?.stream,
      events: late?.events.slice(2) ?? [],
    };
    await one.sink.deliver(tail);
    await two.sink.deliver(tail);
    expect(effects).toHaveLength(2);
    await shop.saveEvent(paid("o1", 8));
    const [last] = runsOf(await deliveredEvents(table.tableName)).filter(
      ({ stream }) => stream === "ORDER::o1::@order",
    );
    const next = {
      after: 2,
      through: 3,
      stream: last?.stream,
      events: last?.events.slice(2) ?? [],
    };
    await two.sink.deliver(next);
    expect(effects.toSorted()).toEqual(["1: 0", "1: 1", "2: 8"]);
  });
});

describe("dropVersion", () => {
  test("deletes everything of one version, and nothing else", async () => {
    const { table, items, connect } = await filledShop(10);
    const one = connect(ORDERS);
    const two = connect(second(ORDERS));
    const other = connect({ ...CUSTOMERS, name: "orders.v1" });
    await deliverAll(one, table.tableName);
    await deliverAll(other, table.tableName);
    await rebuild(two);
    const kept = await itemsOf(items.tableName, second(ORDERS));
    const others = await itemsOf(items.tableName, { name: "orders.v1", version: 1 });
    const before = await countOf(items);
    // 10 items and 10 checkpoints.
    expect(await dropVersion(two, 1)).toBe(20);
    expect(await countOf(items)).toBe(before - 20);
    expect((await itemsOf(items.tableName, ORDERS)).size).toBe(0);
    expect(await itemsOf(items.tableName, second(ORDERS))).toEqual(kept);
    expect(await itemsOf(items.tableName, { name: "orders.v1", version: 1 })).toEqual(others);
    expect(await two.get("o1")).toMatchObject({ status: "paid" });
    expect(await dropVersion(two, 1)).toBe(0);
  });

  test("refuses the active version", async () => {
    const { table, connect } = await filledShop(1);
    const one = connect(ORDERS);
    await deliverAll(one, table.tableName);
    await failureOf(dropVersion(one, 1), ProjectionError);
    expect(await one.get("o0")).toMatchObject({ status: "paid" });
  });

  test.each([0, 1.5, "1", undefined])("refuses the version %s", async (version) => {
    const { connect } = await filledShop(0);
    await failureOf(dropVersion(connect(ORDERS), version as number), InvalidArgumentError);
  });
});

async function countOf({ tableName }: TestTable): Promise<number> {
  return (await rawItems(tableName)).length;
}

test.each([
  ["no projection", {}, {}],
  ["an unknown option", undefined, { segment: 1 }],
  ["no segments", undefined, { segments: 0 }],
  ["a catchUp that is none", undefined, { catchUp: true }],
  ["an activate that is none", undefined, { activate: "yes" }],
])("a rebuild of %s is refused", async (_what, projection, options) => {
  const { connect } = await filledShop(0);
  const call = rebuild((projection ?? connect(ORDERS)) as never, options as never);
  await failureOf(call, InvalidArgumentError);
});

test.skipIf(skipReason("consumed-capacity"))(
  "a rebuild of a thousand events costs a scan, a read for each item, and 2 units for each item and checkpoint",
  async ({ annotate }) => {
    expect(differs("consumed-capacity")).toBe(false);
    const [table, items] = [await testTable(), await testTable()];
    const shop = shopOf(table);
    const EVENTS = 1000;
    const ORDERS_OF = 200;
    for (let revision = 0; revision < EVENTS / ORDERS_OF; revision++) {
      const events = Array.from({ length: ORDERS_OF }, (_, index) =>
        revision === 0 ? placed(`o${index}`) : paid(`o${index}`, 1),
      );
      await shop.saveEvents(events, { atomic: false });
    }
    const sink = project(ORDERS, items, { events: eventsOf(table) });
    table.operations.length = 0;
    items.operations.length = 0;
    const { events } = await rebuild(sink, { segments: 1, catchUp: async () => {} });
    expect(events).toBe(EVENTS);
    const writes = items.operations.filter(({ name }) => name === "TransactWriteItems");
    const figures = {
      scan: unitsOf(table, "Scan"),
      reads: unitsOf(items, "BatchGetItem"),
      writes: unitsOf(items, "TransactWriteItems"),
      progress: unitsOf(items, "PutItem"),
      transactions: writes.length,
    };
    await annotate(`${EVENTS} events of ${ORDERS_OF} streams: ${JSON.stringify(figures)}`);
    console.log(`A rebuild of ${EVENTS} events of ${ORDERS_OF} streams:`, figures);
    // Each order is an item and a checkpoint of 1 KB, written once: 2 units each.
    expect(figures.writes).toBe(ORDERS_OF * 2 * 2);
    expect(figures.transactions).toBe(ORDERS_OF / 50);
    // 1 unit for each item, and some for the state of the rebuild.
    expect(figures.reads).toBeLessThanOrEqual(ORDERS_OF + 10);
    expect(figures.progress).toBeLessThanOrEqual(5);
  },
);
