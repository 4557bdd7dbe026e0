import { InvalidArgumentError } from "ddb-pattern-runtime";
import { createProjection } from "ddb-pattern-runtime/codegen/v1";
import { describe, expect, test } from "vitest";
import { costOf, failureOf, testTable } from "../client/support.js";
import { skipReason } from "../engines/differences.js";
import {
  CUSTOMERS,
  deliveredEvents,
  eventsOf,
  itemsOf,
  project,
  runOf,
  runsOf,
  SHOP,
  shopOf,
} from "./support.js";

const placed = (order_id: string) => ({
  type: "PLACED",
  data: { order_id, customer_id: "c", amount: 0 },
});
const noted = () => ({ type: "NOTED", data: { customer_id: "c", amount: 0 } });

async function shopWith(...events: readonly object[]) {
  const table = await testTable();
  const items = await testTable();
  const shop = shopOf(table);
  for (const event of events) await shop.saveEvent(event);
  const sink = project(CUSTOMERS, items, { events: eventsOf(table) });
  return { table, items, shop, sink, delivered: await deliveredEvents(table.tableName) };
}

const lagOf = (order_id: string) => ({ stream: { name: "order", ids: { order_id } } });

describe("the lag of a stream", () => {
  test("counts the events after the checkpoint, and gives the age of the first of them", async () => {
    const { sink, shop, table } = await shopWith(placed("o"), placed("o"), placed("other"));
    await shop.saveEvent({ ...placed("o"), id: "01JA8B7K770W4XABTR20SSW99B" });
    const delivered = await deliveredEvents(table.tableName);
    const own = delivered.filter(({ stream }) => stream?.ids.order_id === "o");
    const before = await sink.lag(lagOf("o"));
    expect(before.events).toBe(3);
    expect(before.seconds).toBeLessThan(600);
    await sink.sink.deliver(runOf(own.slice(0, 2)));
    const { events, seconds } = await sink.lag(lagOf("o"));
    expect(events).toBe(1);
    // The id is of October 2024.
    expect(seconds).toBeGreaterThan(86_400);
    await sink.sink.deliver(runOf(own.slice(2)));
    expect(await sink.lag(lagOf("o"))).toEqual({ events: 0, seconds: 0 });
    expect(await sink.lag(lagOf("never"))).toEqual({ events: 0, seconds: 0 });
  });

  test.skipIf(skipReason("consumed-capacity"))(
    "costs a read of the checkpoint and one or two queries of one item",
    async () => {
      const { sink, items, table } = await shopWith(placed("o"), placed("o"));
      const cost = async () => [
        await costOf(items, () => sink.lag(lagOf("o"))),
        await costOf(table, () => sink.lag(lagOf("o"))),
      ];
      const read = { name: "BatchGetItem", requests: 1, units: 1 };
      const query = { name: "Query", requests: 1, units: 1 };
      expect(await cost()).toEqual([[read], [query, query]]);
      await sink.sink.deliver(runOf(await deliveredEvents(table.tableName)));
      expect(await cost()).toEqual([[read], [query]]);
    },
  );

  test.each([
    ["an unknown stream", { stream: { name: "orders", ids: {} } }],
    ["a missing id", { stream: { name: "order", ids: {} } }],
    ["an unknown id", { stream: { name: "order", ids: { order_id: "o", id: "x" } } }],
    ["an unknown option", { streams: [] }],
    ["no segments", { segments: 0 }],
  ])("is refused for %s", async (_what, options) => {
    const { sink } = await shopWith();
    await failureOf(sink.lag(options as never), InvalidArgumentError);
  });
});

describe("the lag of all events", () => {
  test("counts the events of streams and those without a revision", async () => {
    const { sink, delivered } = await shopWith(
      ...[placed("a"), placed("a"), placed("b"), noted(), noted()],
    );
    expect((await sink.lag()).events).toBe(5);
    const runs = runsOf(delivered);
    let left = 5;
    for (const run of runs) {
      await sink.sink.deliver(run);
      left -= run.events.length;
      expect((await sink.lag({ segments: 3 })).events).toBe(left);
    }
    expect(await sink.lag()).toEqual({ events: 0, seconds: 0 });
  });

  test("leaves out events that the projection does not follow", async () => {
    const { table, items } = await shopWith(placed("a"), noted());
    const { PAID } = CUSTOMERS.handlers;
    if (PAID === undefined) throw new Error("There is a handler.");
    const sink = project({ ...CUSTOMERS, handlers: { PAID } }, items, { events: eventsOf(table) });
    // The stream of orders can have payments, so its position counts.
    expect((await sink.lag()).events).toBe(1);
  });
});

test("a projection without the table of the events reads items, and says what it lacks for more", async () => {
  const { sink, delivered, items } = await shopWith(placed("a"));
  for (const run of runsOf(delivered)) await sink.sink.deliver(run);
  const reader = createProjection(SHOP, CUSTOMERS).connect(items.documents, items.tableName);
  expect(await reader.get("c")).toEqual({ placed: 1, paid: 0, notes: 0 });
  expect((await itemsOf(items.tableName, CUSTOMERS)).size).toBe(1);
  for (const options of [{}, lagOf("a")]) {
    expect((await failureOf(reader.lag(options), InvalidArgumentError)).message).toMatch(
      /"events"/,
    );
  }
  expect(() => reader.table).toThrow(/"events"/);
});
