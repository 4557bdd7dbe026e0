import { expect, test } from "vitest";
import type { FieldRow } from "../../generator/src/catalogue/field-rows.js";
import { foundBy } from "../../generator/src/catalogue/found-by.js";
import { jsonText } from "../../generator/src/catalogue/json-text.js";
import { catalogue, read, schemaEntry } from "./support.js";

const EVERYTHING = read("test/cases/docs-markdown/events.yaml");
const ORDERS = read("schemas-example/orders/events.yaml");

test("each event is below its consistent stream, else its first stream, once", async () => {
  const { sections } = await schemaEntry(`version: 1
name: Shop
events:
  A: { data: { order_id: ulid } }
  B: { data: { order_id: ulid } }
  C: { data: { order_id: ulid } }
  D: { data: { order_id: ulid } }
streams:
  first: { by: order_id, events: [A, B] }
  second: { by: order_id, materialized: true, events: [C] }
  third: { by: order_id, consistent: true, events: [B, C] }
`);
  const shown = sections.map(({ stream, events }) => [
    stream?.model.name,
    events.map(({ model }) => model.type).join(""),
  ]);
  expect(shown).toEqual([
    ["first", "A"],
    ["third", "BC"],
    [undefined, "D"],
  ]);
});

test("members of objects, lists, maps and unions have rows with their paths", async () => {
  const { sections, types } = await schemaEntry(`version: 1
name: Shop
types:
  Paid:
    oneOf:
      - { type: object, properties: { by: { type: string, const: card }, digits: string }, required: [by] }
      - { type: object, properties: { by: { type: string, const: cash } }, required: [by] }
    discriminator: { propertyName: by }
events:
  A:
    data:
      order_id: ulid
      lines: { type: array, items: { type: object, properties: { sku: string, size: { type: object, properties: { cm: number } } } } }
      stock: { type: object, additionalProperties: { type: object, properties: { count: integer } } }
`);
  const paths = (rows: readonly FieldRow[] = []) =>
    rows.map(({ parent, name, isOptional }) => `${parent}${name}${isOptional ? "?" : ""}`);
  expect(paths(sections[0]?.events[0]?.fields)).toEqual([
    "order_id",
    "lines",
    "lines[].sku?",
    "lines[].size?",
    "lines[].size.cm?",
    "stock",
    "stock.*.count?",
  ]);
  expect(paths(types[0]?.fields)).toEqual(["by", "digits?", "by"]);
});

test("a copy is found by queries, and by the streams that read it", async () => {
  const schema = await schemaEntry(ORDERS);
  const event = schema.sections[0]?.events[0];
  if (event === undefined) throw new Error("the schema has no events");
  const found = event.cost.copies.copies.map((copy) => {
    const { lookup, streams } = foundBy(copy, event, schema);
    return [copy.pk, lookup, streams.map(({ model }) => model.name)];
  });
  expect(found).toEqual([
    ["ORDER::{order_id}::@order", undefined, ["order"]],
    ["CUSTOMER::{customer_id}::ORDER_PLACED", "queries by customer_id", ["customer_orders"]],
  ]);
});

test("names that several schemas have get anchors with the names of their schemas", async () => {
  const { title, schemas } = await catalogue(EVERYTHING, ORDERS);
  const anchors = schemas.map(({ sections, types }) => [
    ...sections.flatMap(({ events }) => events.map(({ anchor }) => anchor)),
    ...types.map(({ anchor }) => anchor),
  ]);
  expect(title).toBe("Shop and Orders");
  expect(anchors[0]).toEqual([
    "Shop.ORDER_PLACED",
    "Shop.ORDER_PAID",
    "SALE_STARTED",
    "Shop.type-Money",
    "type-Paid",
  ]);
  expect(anchors[1]).toContain("ORDER_SHIPPED");
  expect(new Set(anchors.flat()).size).toBe(anchors.flat().length);
});

test("a catalogue of the same schemas is the same", async () => {
  expect(await catalogue(EVERYTHING)).toEqual(await catalogue(EVERYTHING));
});

test("JSON has what fits on one line, and can be read again", () => {
  const value = { a: [1, 2], b: { c: "x".repeat(40), d: [] }, e: {} };
  expect(jsonText(value)).toBe(`{
  "a": [1, 2],
  "b": {
    "c": "${"x".repeat(40)}",
    "d": []
  },
  "e": {}
}`);
  expect(JSON.parse(jsonText(value))).toEqual(value);
});
