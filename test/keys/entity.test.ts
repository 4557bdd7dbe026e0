import { entityOf } from "ddb-pattern-runtime/rules";
import { expect, test } from "vitest";

test.each([
  ["product_id", "PRODUCT"],
  ["shopping_cart_id", "SHOPPING_CART"],
  ["user2_id", "USER2"],
])("%s names %s", (field, entity) => {
  expect(entityOf(field)).toBe(entity);
  expect(entityOf(field, "_id")).toBe(entity);
});

test.each([
  ["order", "ORDER"],
  ["shoppingCart", "SHOPPING_CART"],
  ["parentURL", "PARENT_URL"],
  ["URLPath", "URL_PATH"],
  ["oauth2Client", "OAUTH2_CLIENT"],
  ["aB", "A_B"],
  ["ABTest", "AB_TEST"],
  ["x", "X"],
  ["shopping_cart", "SHOPPING_CART"],
])("%s, with Id or ID after it, names %s", (name, entity) => {
  expect(entityOf(`${name}Id`, "Id")).toBe(entity);
  expect(entityOf(`${name}ID`, "ID")).toBe(entity);
});
