import { expect, test } from "vitest";
import { allCodesOf, allDiagnosticsOf } from "../language/support.js";

const schema = (type: string, other: string, name = "order_id") => `version: 1
name: Shop
lookups: [entity]
events:
  ORDER_PLACED: { data: { order_id: ${type} } }
  ORDER_SENT: { data: { ${name}: ${other} } }
types:
  Key: ulid
`;

test.each([
  ["ulid", "uuid", "order_id", "uuid", "ulid"],
  ["uuid", "Key", "order_id", "ulid", "uuid"],
  ["{ type: string, format: date-time }", "date", "order_id", "date", "timestamp"],
  ["ulid", "{ type: uuid, entity: order }", "sent_order_id", "uuid", "ulid"],
  ["ulid", '{ type: "uuid[]", entity: order, minItems: 1, maxItems: 2 }', "sent", "uuid", "ulid"],
])("an id of the types %s and %s", (type, other, name, shown, first) => {
  const yaml = schema(type, other, name);
  expect(allDiagnosticsOf(yaml)).toMatchObject([
    {
      code: "id-types-differ",
      path: ["events", "ORDER_SENT", "data", name],
      message: `"${name}" has the type ${shown}, but another id of "order_id" has the type ${first}: no id is both.`,
      help: expect.stringMatching(/^Give all ids of an entity the same type; or give a reason/),
      related: [{ location: { line: 5 }, message: `the type is ${first} here` }],
    },
  ]);
  expect(allCodesOf(yaml.replace(`order_id: ${type}`, `order_id: ${shown}`))).toEqual([]);
});

test.each([
  ["ulid", "ulid"],
  ["ulid", "Key"],
  ["ulid", "string"],
  ["ulid", "{ type: string, enum: [a] }"],
  ["decimal", "int64"],
])("ids of the types %s and %s can be equal", (type, other) => {
  expect(allCodesOf(schema(type, other))).toEqual([]);
});

test("other ids, and ids that are not looked up, are others", () => {
  expect(allCodesOf(schema("ulid", "uuid", "item_id"))).toEqual([]);
  const yaml = schema("ulid", "{ type: uuid, lookup: false }, item_id: ulid");
  expect(allCodesOf(yaml)).toEqual([]);
});
