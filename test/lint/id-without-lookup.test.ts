import { expect, test } from "vitest";
import { allDiagnosticsOf } from "../language/support.js";

const schema = (...events: string[]) => `version: 1
name: Shop
partition: shop_id
groups:
  Base: { shop_id: ulid, order_id: ulid }
events:
${events.map((event) => `  ${event}\n`).join("")}`;
const UNFOUND = "A_B: { include: [Base], lookups: [partition], data: {} }";
const FOUND = "A_C: { include: [Base], data: {} }";
const of = (yaml: string) =>
  allDiagnosticsOf(yaml).map(({ code, path, message }) => [code, path.join("."), message]);

test("an id of an event type that no lookup finds by it", () => {
  const yaml = schema("A_B: { lookups: [partition], data: { shop_id: ulid, order_id: ulid } }");
  expect(of(yaml)).toEqual([
    [
      "id-without-lookup",
      "events.A_B.data.order_id",
      'No lookup or stream finds A_B by "order_id".',
    ],
  ]);
  expect(of(yaml.replace("[partition]", "[partition-entity]"))).toEqual([]);
});

test("an id of a group is reported once, and only if no event type that includes it is found by it", () => {
  const path = "groups.Base.order_id";
  expect(of(schema(UNFOUND))).toEqual([
    ["id-without-lookup", path, 'No lookup or stream finds A_B by "order_id".'],
  ]);
  expect(of(schema(UNFOUND, UNFOUND.replace("A_B", "A_D")))).toEqual([
    [
      "id-without-lookup",
      path,
      'No lookup or stream finds an event type that includes Base by "order_id".',
    ],
  ]);
  expect(of(schema(UNFOUND, FOUND))).toEqual([]);
  expect(of(schema(FOUND, UNFOUND))).toEqual([]);
});

test("the help for a group takes no lookup from an event type", () => {
  const yaml = schema(UNFOUND, UNFOUND.replace("A_B", "A_D"));
  const marked = yaml.replace("order_id: ulid", "order_id: { type: ulid, lookup: false }");
  expect(of(marked)).toEqual([]);
});

test("a stream finds an event type that includes the group", () => {
  const stream = "streams:\n  order: { by: order_id, events: [A_B] }\n";
  expect(of(schema(UNFOUND, UNFOUND.replace("A_B", "A_D")) + stream)).not.toContainEqual(
    expect.arrayContaining(["id-without-lookup"]),
  );
});

test("an event type with an error may be found by the id", () => {
  const ids = Array.from({ length: 120 }, (_, index) => `a${index}_id: ulid`).join(", ");
  const bad = `A_E: { include: [Base], data: { ${ids} } }`;
  expect(of(schema(UNFOUND, bad)).map(([code]) => code)).toEqual(["too-many-copies"]);
});
