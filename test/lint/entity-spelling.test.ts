import { expect, test } from "vitest";
import { allDiagnosticsOf } from "../language/support.js";

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
const codes = (yaml: string) => allDiagnosticsOf(yaml).map(({ code }) => code);

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
  expect(codes(schema(right))).toEqual([]);
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
  expect(codes(schema(right, "", CAMEL))).toEqual([]);
});

test.each(["order2", "b2b", "line_1", "a"])("entity: %s is spelled as ids are", (entity) => {
  expect(codes(schema(entity))).toEqual([]);
});

test("with id_suffix: Id, an acronym may be in upper case", () => {
  expect(codes(schema("customerVAT", "", CAMEL))).toEqual([]);
});

test("an entity is reported once, whatever the number of its fields", () => {
  const more = ', by?: { type: "ulid[]", entity: PRODUCT, maxItems: 2 }';
  expect(codes(schema("PRODUCT", more))).toEqual(["entity-spelling"]);
});

test("where other ids of the schema are spelled so, it is a spelling of the schema", () => {
  expect(codes(schema("shoppingCart", ", orderLine_id: ulid"))).toEqual([]);
  expect(codes(schema("shoppingCart", ", order_line_id: ulid"))).toEqual(["entity-spelling"]);
});

test("an entity that is misspelt for a stream or beside an id has an error, and no warning", () => {
  expect(codes(schema("PRODUCT", ", product_id: ulid"))).toEqual(["entity-clash"]);
  const stream = "streams:\n  product: { by: product_id, events: [ITEM_SOLD] }\n";
  const errors = codes(schema("PRODUCT") + stream);
  expect(errors).toHaveLength(1);
  expect(errors).not.toContain("entity-spelling");
});

test("an entity that ends in an id has the warning about that alone", () => {
  expect(codes(schema("PRODUCT_ID"))).toEqual(["entity-with-suffix"]);
});

test("allow turns it off", () => {
  const allow = "allow: { entity-spelling: Another service names it so. }\n";
  expect(codes(schema("PRODUCT") + allow)).toEqual([]);
});
