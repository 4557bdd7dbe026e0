import { expect, test } from "vitest";
import { allCodesOf, allDiagnosticsOf } from "../language/support.js";

const schema = (data: string, streams: string, more = "") => `version: 1
name: Shop
partition: shop_id
events:
  NOTE_ADDED: { data: { shop_id: ulid, ${data} }${more} }
${streams}`;
const BY_ORDER = "streams:\n  order: { by: order_id, events: [NOTE_ADDED] }\n";

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
  expect(allCodesOf(yaml.replace(from, to))).toEqual([]);
});

test("one of several ids is enough, of any kind", () => {
  const streams = `${BY_ORDER}  user: { by: user_id, events: [NOTE_ADDED], consistent: true }\n`;
  const both = schema("order_id?: ulid, by_user_id?: { type: ulid, entity: user }", streams);
  const [warning] = allDiagnosticsOf(both);
  expect(warning?.message).toContain('without an id in "order_id" or "by_user_id" is');
  expect(warning?.help).toContain('Require "order_id", or another of them: remove its "?";');
  expect(allCodesOf(both.replace("by_user_id?", "by_user_id"))).toEqual([]);
  expect(allCodesOf(schema("order_id?: ulid, note_id: ulid", BY_ORDER))).toEqual([]);
  expect(allCodesOf(schema("order_id?: ulid, note_id?: ulid", BY_ORDER))).toEqual([
    "unreachable-event",
  ]);
});

test("a stream of the partition has every event", () => {
  const streams = `${BY_ORDER}  shop: { by: shop_id, events: [NOTE_ADDED] }\n`;
  expect(allCodesOf(schema("order_id?: ulid", streams))).toEqual([]);
});

test("an event in no stream is the matter of another rule, or of none", () => {
  expect(allCodesOf(schema("order_id?: ulid", ""))).toEqual([]);
  const other = "  ORDER_PLACED: { data: { shop_id: ulid, order_id: ulid } }\n";
  const streams = BY_ORDER.replace("NOTE_ADDED", "ORDER_PLACED");
  expect(allCodesOf(schema("order_id?: ulid", other + streams))).toEqual(["event-without-stream"]);
});

test("an event that might not be stored has an error, and no warning", () => {
  expect(allCodesOf(schema("order_id?: ulid", BY_ORDER, ", lookups: [entity]"))).toEqual([
    "event-not-stored",
  ]);
});

test("an id without a lookup leads to no event", () => {
  const more = ", lookups: [partition]";
  expect(allCodesOf(schema("order_id?: ulid, note_id: ulid", BY_ORDER, more))).toEqual(
    ["unreachable-event", "id-without-lookup"].toSorted(),
  );
});

const grouped = (include: readonly string[], streams: string, own = "data: {}") => `version: 1
name: Shop
partition: shop_id
groups:
  Base: { shop_id: ulid, order_id?: ulid }
  Actor: { user_id?: ulid }
events:
${include.map((type) => `  ${type}: { include: [Base], ${own} }\n`).join("")}streams:
${streams}`;
const stream = (types: readonly string[]) =>
  `  order: { by: order_id, events: [${types.join(", ")}] }\n`;

test.each([
  [["A"], "A"],
  [["A", "B"], "A or B"],
  [["A", "B", "C", "D"], "A, B, C or D"],
  [["A", "B", "C", "D", "E"], "A, B, C or of 2 other types"],
])("ids of a group are reported once, for the event types %j", (types, said) => {
  const yaml = grouped(types, stream(types));
  expect(allDiagnosticsOf(yaml)).toMatchObject([
    {
      code: "unreachable-event",
      path: ["groups", "Base", "order_id?"],
      message: `An event ${said} without an id in "order_id" is in no stream, and no query by an id finds it.`,
      help: expect.stringContaining('Require "order_id": remove its "?"; or give'),
    },
  ]);
  expect(allCodesOf(yaml.replace("order_id?", "order_id"))).toEqual([]);
});

test("the help says that event types in no such stream include the group, too", () => {
  const yaml = grouped(
    ["A", "B", "C"],
    `${stream(["A", "B"])}  shop: { by: shop_id, events: [C] }\n`,
  );
  const [warning, ...others] = allDiagnosticsOf(yaml);
  expect(warning?.help).toContain(
    'Require "order_id" for all event types that include Base: remove its "?";',
  );
  expect(others).toEqual([]);
});

test("an id of the event type beside that of a group is a choice of the event type", () => {
  const types = ["A", "B"];
  const streams = `${stream(types)}  user: { by: user_id, events: [A, B] }\n`;
  const own = grouped(types, streams, "data: { user_id?: ulid }");
  const pathsOf = (yaml: string) => allDiagnosticsOf(yaml).map(({ path }) => path.join("."));
  expect(pathsOf(own)).toEqual(["events.A", "events.B"]);
  const groups = grouped(types, streams).replaceAll("[Base]", "[Base, Actor]");
  expect(pathsOf(groups)).toEqual(["groups.Base.order_id?"]);
});
