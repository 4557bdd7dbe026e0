import { expect, test } from "vitest";
import { allCodesOf, allDiagnosticsOf } from "../language/support.js";

const schema = (entity: string, name = "sent_by_user_id") => `version: 1
name: Shop
partition: shop_id
events:
  ORDER_SENT:
    data: { shop_id: ulid, ${name}: { type: ulid, entity: ${entity} } }
`;
const suffixed = (yaml: string) =>
  allDiagnosticsOf(yaml).filter(({ code }) => code === "entity-with-suffix");

test.each([
  ["user_id", "user"],
  ["userId", "user"],
  ["shoppingCartID", "shopping_cart"],
  ["USER_ID", "user"],
])("entity: %s should be %s", (entity, alone) => {
  const [warning] = suffixed(schema(entity));
  expect(warning?.message).toBe(
    `Queries name the entity "${entity}" by "${entity}_id", which has "id" twice.`,
  );
  expect(warning?.path.at(-1)).toBe("entity");
  expect(warning?.help).toMatch(new RegExp(`^Write "entity: ${alone}"; or give a reason`));
  expect(allDiagnosticsOf(schema(alone))).toEqual([]);
});

test("an entity that is only the suffix has no name to suggest", () => {
  expect(suffixed(schema("id"))[0]?.help).toMatch(
    /^Name the entity alone, such as "entity: user";/,
  );
});

test.each(["user", "grid", "paid", "kids", "identity", "user_ids"])(
  "entity: %s is a name",
  (entity) => {
    expect(suffixed(schema(entity))).toEqual([]);
  },
);

test("where an error says that the field has no entity, it is not reported", () => {
  expect(allCodesOf(schema("user_id", "user"))).toEqual(["not-an-id-field"]);
  const partition = schema("shop_id").replace(
    "shop_id: ulid",
    "shop_id: { type: ulid, entity: shop_id }",
  );
  expect(suffixed(partition).map(({ path }) => path[3])).toEqual(["sent_by_user_id"]);
});

test("allow turns it off", () => {
  const allow = "allow: { entity-with-suffix: A national id is a card. }\n";
  expect(allDiagnosticsOf(schema("national_id") + allow)).toEqual([]);
});
