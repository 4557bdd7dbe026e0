import { expect, test } from "vitest";
import { allCodesOf, allDiagnosticsOf } from "../language/support.js";

const schema = (entity: string, more = "", head = "partition: shop_id") => {
  const partition = head.includes("shopId") ? "shopId" : "shop_id";
  const name = partition === "shopId" ? "soldBy" : "sold_by";
  return `version: 1
name: Shop
${head}
events:
  ITEM_SOLD:
    data: { ${partition}: ulid, ${name}: { type: "ulid[]", entity: ${entity}, maxItems: 2 }${more} }
`;
};
const CAMEL = "partition: shopId\nid_suffix: Id";

test.each([
  ["PRODUCT", "PRODUCT_id", "product", "product_id"],
  ["ShoppingCart", "ShoppingCart_id", "shopping_cart", "shopping_cart_id"],
  ["shoppingCart", "shoppingCart_id", "shopping_cart", "shopping_cart_id"],
  ["SHOPPING_CART", "SHOPPING_CART_id", "shopping_cart", "shopping_cart_id"],
])("entity: %s gives the id %s, and should be %s", (entity, modelKey, right, id) => {
  expect(allDiagnosticsOf(schema(entity))).toMatchObject([
    {
      code: "entity-spelling",
      message: `Queries name the entity "${entity}" by "${modelKey}", but ids are spelled as in "${id}".`,
      help: expect.stringMatching(`^Write "entity: ${right}"; or give a reason`),
      path: ["events", "ITEM_SOLD", "data", "sold_by", "entity"],
    },
  ]);
  expect(allCodesOf(schema(right))).toEqual([]);
});

test.each([
  ["PRODUCT", "product"],
  ["ShoppingCart", "shoppingCart"],
  ["shopping_cart", "shoppingCart"],
])("with id_suffix: Id, entity: %s should be %s", (entity, right) => {
  const [warning, ...others] = allDiagnosticsOf(schema(entity, "", CAMEL));
  expect(warning?.code).toBe("entity-spelling");
  expect(warning?.help).toContain(`Write "entity: ${right}";`);
  expect(others).toEqual([]);
  expect(allCodesOf(schema(right, "", CAMEL))).toEqual([]);
});

test.each(["order2", "b2b", "line_1", "a"])("entity: %s is spelled as ids are", (entity) => {
  expect(allCodesOf(schema(entity))).toEqual([]);
});

test("with id_suffix: Id, an acronym may be in upper case", () => {
  expect(allCodesOf(schema("customerVAT", "", CAMEL))).toEqual([]);
});

test("an entity is reported once, whatever the number of its fields", () => {
  const more = ', by?: { type: "ulid[]", entity: PRODUCT, maxItems: 2 }';
  expect(allCodesOf(schema("PRODUCT", more))).toEqual(["entity-spelling"]);
});

test("where other ids of the schema are spelled so, it is a spelling of the schema", () => {
  expect(allCodesOf(schema("shoppingCart", ", orderLine_id: ulid"))).toEqual([]);
  expect(allCodesOf(schema("shoppingCart", ", order_line_id: ulid"))).toEqual(["entity-spelling"]);
});

test("an entity that is misspelt for a stream or beside an id has an error, and no warning", () => {
  expect(allCodesOf(schema("PRODUCT", ", product_id: ulid"))).toEqual(["entity-clash"]);
  const stream = "streams:\n  product: { by: product_id, events: [ITEM_SOLD] }\n";
  const errors = allCodesOf(schema("PRODUCT") + stream);
  expect(errors).toHaveLength(1);
  expect(errors).not.toContain("entity-spelling");
});

test("an entity that ends in an id has the warning about that alone", () => {
  expect(allCodesOf(schema("PRODUCT_ID"))).toEqual(["entity-with-suffix"]);
});

test("allow turns it off", () => {
  const allow = "allow: { entity-spelling: Another service names it so. }\n";
  expect(allCodesOf(schema("PRODUCT") + allow)).toEqual([]);
});
