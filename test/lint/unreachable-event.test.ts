import { expect, test } from "vitest";
import { allDiagnosticsOf } from "../language/support.js";

const schema = (data: string, streams: string, more = "") => `version: 1
name: Shop
partition: shop_id
events:
  NOTE_ADDED: { data: { shop_id: ulid, ${data} }${more} }
${streams}`;
const BY_ORDER = "streams:\n  order: { by: order_id, events: [NOTE_ADDED] }\n";
const codes = (yaml: string) => allDiagnosticsOf(yaml).map(({ code }) => code);

test.each([
  ["an optional id", "order_id?: ulid", "order_id?: ulid", "order_id: ulid", 'remove its "?"'],
  [
    "a list of ids that can be empty",
    'orders: { type: "ulid[]", entity: order, maxItems: 5 }',
    "maxItems: 5",
    "maxItems: 5, minItems: 1",
    'add "minItems: 1"',
  ],
  [
    "an optional list",
    'orders?: { type: "ulid[]", entity: order, maxItems: 5 }',
    'orders?: { type: "ulid[]", entity: order, maxItems: 5',
    'orders: { type: "ulid[]", entity: order, minItems: 1, maxItems: 5',
    'remove its "?" and add "minItems: 1"',
  ],
])("an event that is in its streams only by %s", (_, data, from, to, change) => {
  const yaml = schema(data, BY_ORDER);
  const name = data.startsWith("orders") ? "orders" : "order_id";
  expect(allDiagnosticsOf(yaml)).toMatchObject([
    {
      code: "unreachable-event",
      path: ["events", "NOTE_ADDED"],
      message: `An event NOTE_ADDED without an id in "${name}" is in no stream, and no query by an id finds it.`,
      help: expect.stringContaining(`Require "${name}": ${change}; or give a reason`),
    },
  ]);
  expect(codes(yaml.replace(from, to))).toEqual([]);
});

test("one of several ids is enough, of any kind", () => {
  const streams = `${BY_ORDER}  user: { by: user_id, events: [NOTE_ADDED], consistent: true }\n`;
  const both = schema("order_id?: ulid, by_user_id?: { type: ulid, entity: user }", streams);
  const [warning] = allDiagnosticsOf(both);
  expect(warning?.message).toContain('without an id in "order_id" or "by_user_id" is');
  expect(warning?.help).toContain('Require "order_id", or another of them: remove its "?";');
  expect(codes(both.replace("by_user_id?", "by_user_id"))).toEqual([]);
  expect(codes(schema("order_id?: ulid, note_id: ulid", BY_ORDER))).toEqual([]);
  expect(codes(schema("order_id?: ulid, note_id?: ulid", BY_ORDER))).toEqual(["unreachable-event"]);
});

test("a stream of the partition has every event", () => {
  const streams = `${BY_ORDER}  shop: { by: shop_id, events: [NOTE_ADDED] }\n`;
  expect(codes(schema("order_id?: ulid", streams))).toEqual([]);
});

test("an event in no stream is the matter of another rule, or of none", () => {
  expect(codes(schema("order_id?: ulid", ""))).toEqual([]);
  const other = "  ORDER_PLACED: { data: { shop_id: ulid, order_id: ulid } }\n";
  const streams = BY_ORDER.replace("NOTE_ADDED", "ORDER_PLACED");
  expect(codes(schema("order_id?: ulid", other + streams))).toEqual(["event-without-stream"]);
});

test("an event that might not be stored has an error, and no warning", () => {
  expect(codes(schema("order_id?: ulid", BY_ORDER, ", lookups: [entity]"))).toEqual([
    "event-not-stored",
  ]);
});

test("an id without a lookup leads to no event", () => {
  const more = ", lookups: [partition]";
  expect(codes(schema("order_id?: ulid, note_id: ulid", BY_ORDER, more))).toEqual(
    ["unreachable-event", "id-without-lookup"].toSorted(),
  );
});
