import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { EventValidationError, newEventId } from "ddb-pattern-runtime";
import { expect, test } from "vitest";
import { failureOf, testTable } from "../client/support.js";
import { COMPILER_VERSIONS, STRICT_FLAGS, tsc } from "../emit/compilers.js";
import { ROOT, temporaryPackage } from "../emit/support.js";
import {
  createShopEventClient,
  parseShopEvent,
  ShopEventTypes,
  shopDataSchemas,
  shopEventSchema,
} from "../fixtures/shop/shop.generated.js";
import { lowered, newProduct, shopClient } from "../tables/shop.js";

const FILES = [
  "test/fixtures/shop/shop.generated.ts",
  "test/fixtures/shop/content.ts",
  "test/types/equal.ts",
];

test.each(COMPILER_VERSIONS)(
  "a module with rules, metadata and defaults compiles with TypeScript %s",
  async (version) => {
    const folder = temporaryPackage({ type: "module" });
    for (const file of FILES) {
      mkdirSync(join(folder, file, ".."), { recursive: true });
      cpSync(join(ROOT, file), join(folder, file));
    }
    const options = {
      ...STRICT_FLAGS,
      module: "nodenext",
      verbatimModuleSyntax: true,
      // It came after 5.4, and an option that is not known is an error.
      ...(version !== "5.4" && { isolatedDeclarations: true }),
      declaration: true,
      rootDir: ".",
      outDir: "out",
    };
    const { output } = await tsc(version, folder, options, FILES);
    expect(output).toBe("");
  },
  120_000,
);

test("it runs: checks, stores metadata, fills in defaults", async () => {
  const table = await testTable();
  const shop = createShopEventClient(table.documents, table.tableName);
  const type = ShopEventTypes.PRICE_LOWERED;
  const store_id = newEventId();
  const category = { name: "Tea", within: { name: "Drinks" } };
  const label = { brand: "Chai", "net weight": 250 };
  const saved = await shop.saveEvent({
    type,
    data: { store_id, price: 1, category, label },
    metadata: { actor: "someone@example.com" },
  });
  const defaults = { currency: "EUR", note: { kind: "none" } };
  expect(saved.data).toEqual({ store_id, price: 1, category, label, ...defaults });
  expect(await shop.getLatestEvent({ eventType: type, partitionId: store_id })).toEqual(saved);

  const nameless = { name: "Tea", within: { name: "Drinks", within: { name: "" } } };
  const note = { kind: "some", text: "longer than twenty characters" } as const;
  const unknown = { brand: "Chai", toString: "unknown", weight: 250 };
  const data = { store_id: "s", price: -1, category: nameless, note, label: unknown };
  const wrong = shop.saveEvent({ type, data, metadata: { actor: "nobody" } });
  const { issues } = await failureOf(wrong, EventValidationError);
  expect(issues.map(({ path, rule }) => [path.join("."), rule])).toEqual([
    ["data.store_id", "format"],
    ["data.price", "minimum"],
    ["data.category.within.within.name", "minLength"],
    ["data.note.text", "maxLength"],
    ["data.label.toString", "additionalProperties"],
    ["data.label.weight", "additionalProperties"],
    ["metadata.actor", "format"],
  ]);
});

test("metadata makes no copy, whatever its fields are called", async () => {
  const { documents, tableName, operations } = await testTable();
  const shop = shopClient({ table: documents, tableName });
  await shop.saveEvent(lowered(newProduct()));
  await shop.saveEvent({ ...lowered(newProduct()), metadata: { order_id: newEventId() } });
  const [without, withMetadata] = operations
    .filter(({ name }) => name === "TransactWriteItems")
    .map(({ input }) => input.TransactItems as object[]);
  expect(without?.length).toBeGreaterThan(1);
  expect(withMetadata).toHaveLength(without?.length ?? 0);
});

test("what comes from outside is checked without a table", () => {
  const store_id = newEventId();
  const event = { type: "PRICE_LOWERED", data: { store_id, price: 1 }, metadata: {} };
  expect(parseShopEvent(event)).toEqual({ type: "PRICE_LOWERED", data: { store_id, price: 1 } });
  const wrong = { ...event, data: { store_id, price: -1 } };
  expect(() => parseShopEvent(wrong)).toThrow(EventValidationError);
  expect(() => parseShopEvent({ ...event, type: "PRICE_FROZEN" })).toThrow(EventValidationError);

  const whole = shopEventSchema["~standard"].validate(wrong);
  expect(whole.issues).toEqual([expect.objectContaining({ path: ["data", "price"] })]);
  const data = shopDataSchemas.PRICE_LOWERED["~standard"].validate(wrong.data);
  expect(data.issues).toEqual([expect.objectContaining({ path: ["price"] })]);
  const valid = shopDataSchemas.PRICE_LOWERED["~standard"].validate(event.data);
  expect(valid).toEqual({ value: event.data });
  expect(Object.keys(shopDataSchemas)).toEqual(["PRICE_LOWERED"]);
});
