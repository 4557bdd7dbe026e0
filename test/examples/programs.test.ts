import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, inject, test } from "vitest";
import { createCartsEventClient } from "../../schemas-example/cart/events.generated.js";
import { cartStory } from "../../schemas-example/cart/program.js";
import { createHotelEventClient } from "../../schemas-example/hotel/events.generated.js";
import { hotelStory } from "../../schemas-example/hotel/program.js";
import { createOrdersEventClient } from "../../schemas-example/orders/events.generated.js";
import { ordersStory } from "../../schemas-example/orders/program.js";
import { createTodoEventClient } from "../../schemas-example/todo/events.generated.js";
import { todoStory } from "../../schemas-example/todo/program.js";
import { TABLES, testTable } from "../client/support.js";
import { transactionUnits } from "../engines/differences.js";

/** What a demo prints. */
async function demo(name: string): Promise<string> {
  const tsx = createRequire(import.meta.url).resolve("tsx/cli");
  const program = fileURLToPath(new URL(`../../schemas-example/${name}/demo.ts`, import.meta.url));
  const env = { ...process.env, DDB_PATTERN_ENDPOINT: inject("endpoint") };
  const { stdout } = await promisify(execFile)(process.execPath, [tsx, program], { env });
  return stdout;
}

test("store: the demo makes the source library's three queries and finds the answers", async () => {
  const stdout = await demo("store");
  const sections = stdout.trim().split("\n\n");
  const answers = sections.map((section) => section.match(/PRICE_\w+ {2}price \d+/g) ?? []);
  expect(answers).toEqual([
    [],
    ["PRICE_LOWERED  price 75"],
    ["PRICE_LOWERED  price 100"],
    ["PRICE_RAISED  price 120"],
    ["PRICE_LOWERED  price 100", "PRICE_RAISED  price 120"],
  ]);
  expect(sections[0]).toContain(`1 TransactWriteItems, ${transactionUnits(1, 1)} write units`);
  expect(sections[2]).toContain(
    "STORE::01JA8B7897ECZ47ZYM351HVBKB::PRODUCT::01JA8B75A0NTKHTDPP7Q1W7Q35::PRICE_LOWERED",
  );
});

test("orders: the demo shows a save arriving at a projection", async () => {
  const lines = (await demo("orders")).trim().split("\n");
  expect(lines).toContain("carrier   books a parcel");
  expect(lines).toContain("saved     ORDER_SHIPPED");
  expect(lines.slice(-2)).toEqual(["overview  1 order, 0 open, 2500 paid", "lag       0 events"]);
});

test("todo: a list, the history of a todo, and an archive across lists", async () => {
  const { documents, tableName } = await testTable();
  const story = await todoStory(createTodoEventClient(documents, tableName));

  expect(story.open).toEqual([{ title: "Bake a cake", assignedTo: undefined, isCompleted: false }]);
  expect(story.historyOfFirst).toEqual([
    "TODO_ADDED",
    "TODO_ASSIGNED",
    "TODO_COMPLETED",
    "TODO_ARCHIVED",
  ]);
  expect(story.archiveOfAda).toEqual(["tea", "report"]);
  expect(story.involvingAda).toBe(1);
});

test("orders: the history of two orders, and of their customer", async () => {
  const { documents, tableName } = await testTable();
  const story = await ordersStory(createOrdersEventClient(documents, tableName));

  expect([story.shipped, story.shippedTooLate]).toEqual([true, false]);
  expect(story.kept).toMatchObject({ status: "shipped", owed: 0 });
  expect(story.kept.lines).toHaveLength(1);
  expect(story.cancelled).toMatchObject({ status: "cancelled", owed: 0 });
  expect(story.historyOfCustomer).toEqual(["ORDER_PLACED", "ORDER_PLACED", "ORDER_CANCELLED"]);
});

test.each(TABLES)("cart: what was ordered, on %s, under the names of the wire", async (_, open) => {
  const { documents, tableName, items } = await open();
  const story = await cartStory(createCartsEventClient(documents, tableName));

  expect(story).toEqual({
    isConfirmed: true,
    isChangedAfterwards: false,
    total: "24.80",
    history: [
      "ProductItemAddedToShoppingCart",
      "ProductItemAddedToShoppingCart",
      "ProductItemRemovedFromShoppingCart",
      "ShoppingCartConfirmed",
    ],
    timesTeapotWasAdded: 1,
  });
  const keys = (await items()).map(({ pk }) => String(pk).replaceAll(/[0-9A-Z]{26}/g, "…"));
  expect(new Set(keys)).toEqual(
    new Set([
      "PRODUCT::…::ProductItemAddedToShoppingCart",
      "PRODUCT::…::ProductItemRemovedFromShoppingCart",
      "SHOPPING_CART::…::@shoppingCart",
    ]),
  );
});

test.each(TABLES)("hotel: a group leaves at once when all have paid, on %s", async (_, open) => {
  const { documents, tableName } = await open();
  const story = await hotelStory(createHotelEventClient(documents, tableName));

  expect([story.leftWithDebts, story.leftTogether]).toEqual([false, true]);
  expect(story.stays).toEqual([
    [
      "GUEST_CHECKED_IN 2026-05-01T15:10",
      "CHARGE_RECORDED 2026-05-03T09:00",
      "PAYMENT_RECORDED 2026-05-03T09:50",
      "GROUP_CHECKED_OUT 2026-05-03T09:55",
    ],
    ["GUEST_CHECKED_IN 2026-05-01T15:10", "GROUP_CHECKED_OUT 2026-05-03T09:55"],
  ]);
});
