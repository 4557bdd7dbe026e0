import { expect, test } from "vitest";
import { found } from "../language/slips.js";
import { codesOf, diagnosticsOf } from "../language/support.js";

/** The code, the text at the location, and the help of each diagnostic. */
function shown(yaml: string) {
  return found(yaml).map(({ code, at, help }) => [code, at, help]);
}

const schema = (events: Readonly<Record<string, string>>, streams: string, top = "") =>
  `version: 1\nname: Ledger\n${top}lookups: []\nevents:\n${Object.entries(events)
    .map(([type, data]) => `  ${type}: { data: { ${data} } }\n`)
    .join("")}streams:\n${streams}`;
const stream = (by: string, ...types: readonly string[]) =>
  `  s: { by: ${by}, events: [${types.join(", ")}] }\n`;

const OPENED = "account_id: int64";
const SENT = "from_account_id: int64, to_account_id: int64";

test("fields that have the entity of a stream in a role are to say so", () => {
  const yaml = schema({ OPENED, SENT }, stream("account_id", "OPENED", "SENT"));
  expect(shown(yaml)).toEqual([
    [
      "stream-field-missing",
      "SENT",
      'Add "entity: account" to "from_account_id" and "to_account_id", as in "from_account_id: { type: int64, entity: account }"; or remove SENT from the stream.',
    ],
  ]);
  expect(
    codesOf(yaml.replaceAll(/(\w+_account_id): int64/g, "$1: { type: int64, entity: account }")),
  ).toEqual([]);
});

test("a field that has keys gets no example", () => {
  const sent = "from_account_id: { type: int64, description: It pays. }";
  const [diagnostic] = diagnosticsOf(
    schema({ OPENED, SENT: sent }, stream("account_id", "OPENED", "SENT")),
  );
  expect(diagnostic?.help).toBe(
    'Add "entity: account" to "from_account_id"; or remove SENT from the stream.',
  );
});

test("roles in camelCase are roles as well", () => {
  const events = { OPENED: "accountId: ulid", SENT: "fromAccountId: ulid, superaccountId: ulid" };
  const yaml = schema(events, stream("accountId", "OPENED", "SENT"), "id_suffix: Id\n");
  expect(diagnosticsOf(yaml).map(({ help }) => help)).toEqual([
    'Add "entity: account" to "fromAccountId", as in "fromAccountId: { type: ulid, entity: account }"; or remove SENT from the stream.',
  ]);
});

test.each([
  ["has another entity", "from_account_id: { type: ulid, entity: payer }", ""],
  ["is not looked up", "from_account_id: { type: ulid, lookup: false }", ""],
  [
    "is what a stream is by",
    "from_account_id: ulid",
    "  t: { by: from_account_id, events: [SENT] }\n",
  ],
  ["has a longer word", "subaccount_id: ulid", ""],
])("a field has no role that is to be said, if it %s", (_, sent, more) => {
  const streams = stream("account_id", "OPENED", "SENT") + more;
  const [diagnostic] = diagnosticsOf(schema({ OPENED, SENT: `x_id: ulid, ${sent}` }, streams));
  expect(diagnostic?.help).toBe(
    'Add "account_id: int64" to the data of SENT, or remove SENT from the stream.',
  );
});

test("a role whose name is near that of the id is no misspelling of it", () => {
  const events = { MADE: "organization_id: ulid", SENT: "by_organization_id: ulid" };
  expect(shown(schema(events, stream("organization_id", "MADE", "SENT")))).toMatchObject([
    ["stream-field-missing", "SENT", expect.stringContaining('Add "entity: organization" to')],
  ]);
  const only = { SENT: events.SENT };
  expect(shown(schema(only, stream("organization_id", "SENT")))).toMatchObject([
    ["stream-field-missing", "SENT", expect.stringContaining('Add "entity: organization" to')],
  ]);
});

test("where no event type has the id, all of their roles are named", () => {
  const events = { SENT, CLOSED: "closed_account_id: int64" };
  expect(shown(schema(events, stream("account_id", "SENT", "CLOSED")))).toEqual([
    [
      "unknown-stream-field",
      "account_id",
      'Add "entity: account" to "from_account_id", "to_account_id" and "closed_account_id", as in "from_account_id: { type: int64, entity: account }".',
    ],
  ]);
});

test("a role that all event types have can be the id of the stream", () => {
  const events = { SENT: "old_account_id: int64", CLOSED: "old_account_id: int64" };
  const yaml = schema(events, stream("account_id", "SENT", "CLOSED"));
  const [diagnostic] = diagnosticsOf(yaml);
  expect(diagnostic?.help).toMatch(/; or write "by: old_account_id"\.$/);
  expect(codesOf(yaml.replace("by: account_id", "by: old_account_id"))).toEqual([]);
});

const HOST = "host_id: { type: uuid, entity: user }";

test("a stream by a field with an entity is to be by the entity", () => {
  const yaml = (...types: string[]) =>
    schema(
      { BOOKED: HOST, CLEANED: "cleaner_id: { type: uuid, entity: user }" },
      stream("host_id", ...types),
    );
  for (const types of [["BOOKED"], ["BOOKED", "CLEANED"]]) {
    expect(diagnosticsOf(yaml(...types)).map(({ code, help }) => [code, help])).toEqual([
      [
        "unknown-stream-field",
        'Write "by: user_id": the field "host_id" has "entity: user", and queries name it by its entity.',
      ],
    ]);
  }
  expect(codesOf(yaml("BOOKED", "CLEANED").replace("by: host_id", "by: user_id"))).toEqual([]);
});

test("where another event type has the id without an entity, the entity is too much", () => {
  const yaml = schema({ BOOKED: HOST, LEFT: "host_id: uuid" }, stream("host_id", "BOOKED", "LEFT"));
  expect(shown(yaml)).toEqual([
    [
      "stream-field-missing",
      "BOOKED",
      'Remove "entity: user" from "host_id" of BOOKED, or remove BOOKED from the stream.',
    ],
  ]);
  expect(codesOf(yaml.replace(", entity: user", ""))).toEqual([]);
});

test("an id with lookup: false is to be looked up", () => {
  const sent = "account_id: { type: int64, lookup: false }";
  const yaml = schema({ OPENED, SENT: sent }, stream("account_id", "OPENED", "SENT"));
  expect(diagnosticsOf(yaml).map(({ help }) => help)).toEqual([
    'Remove "lookup: false" from "account_id" of SENT, or remove SENT from the stream.',
  ]);
  expect(codesOf(yaml.replace(", lookup: false", ""))).toEqual([]);
});

const NESTED = "order: { type: object, properties: { order_id: ulid } }";

test("an id inside a field is one mistake, of the stream", () => {
  const yaml = (by: string) =>
    schema({ PLACED: NESTED, PAID: "order_id: ulid" }, stream(by, "PLACED", "PAID"));
  expect(shown(yaml("order_id"))).toEqual([
    [
      "stream-field-missing",
      "PLACED",
      'Add "order_id: ulid" to the data of PLACED, too: queries find no events by an id inside another field, such as "order".',
    ],
  ]);
  expect(shown(yaml("order.order_id"))).toEqual([
    [
      "invalid-name",
      "order.order_id",
      'Write "by: order_id", and add "order_id" to the data of the event types: queries find no events by an id inside another field.',
    ],
  ]);
});

test("an id inside the fields of all event types is one mistake, also behind names", () => {
  const events = { PLACED: NESTED, PAID: 'lines: "Line[]"' };
  const types =
    "types:\n  Line: { type: object, properties: { order_id: ulid, next: { type: Line, nullable: true } } }\n";
  expect(shown(schema(events, stream("order_id", "PLACED", "PAID"), types))).toEqual([
    [
      "unknown-stream-field",
      "order_id",
      'Add "order_id" to the data of the event types, too: queries find no events by an id inside another field, such as "order".',
    ],
  ]);
});

test("a nested id of an event type in another stream is reported itself", () => {
  const yaml = schema({ PLACED: `a_id: ulid, ${NESTED}` }, stream("a_id", "PLACED"));
  expect(shown(yaml).map(([code, at]) => [code, at])).toEqual([["id-like-name", "order_id"]]);
});

test.each([
  ["by: account, ", "id-suffix"],
  ["by: order.account_id, ", "invalid-name"],
  ["by: 5, ", "wrong-type"],
  ["yb: account_id, ", "unknown-key"],
  ["by: account_id, consistent: yes, ", "wrong-type"],
  ["", "missing-key"],
])("another mistake in a stream hides no wrong event type: %s", (keys, code) => {
  const yaml = (type: string) =>
    schema({ OPENED, SENT: OPENED }, `  s: { ${keys}events: [OPENED, ${type}] }\n`);
  expect(codesOf(yaml("SNT")).toSorted()).toEqual([code, "unknown-event-type"].toSorted());
  expect(codesOf(yaml("SENT"))).toEqual([code]);
});

test.each([
  [
    "OrderPlaced",
    "wire: OrderPlaced, ",
    'Write "ORDER_PLACED". Streams list event types by their names, not by what "wire:" stores.',
  ],
  [
    "order.placed.v1",
    "wire: order.placed.v1, ",
    'Write "ORDER_PLACED". Streams list event types by their names, not by what "wire:" stores.',
  ],
  [
    "PLACED_V1",
    "wire: PLACED_V1, ",
    'Write "ORDER_PLACED". Streams list event types by their names, not by what "wire:" stores.',
  ],
  ["OrderPlaced", "", 'Did you mean "ORDER_PLACED"?'],
  ["order_placed", "", 'Did you mean "ORDER_PLACED"?'],
])("%s, listed twice, is wrong where it is listed", (name, wire, help) => {
  const yaml = (listed: string) =>
    `version: 1\nname: Shop\nlookups: []\nevents:\n  ORDER_PLACED: { ${wire}data: { a_id: ulid, b_id: ulid } }\nstreams:\n  a: { by: a_id, events: [${listed}] }\n  b: { by: b_id, events: [${listed}] }\n`;
  expect(shown(yaml(name))).toEqual([["unknown-event-type", name, help]]);
  expect(codesOf(yaml("ORDER_PLACED"))).toEqual([]);
});

const partitions = (first: string, second: string) =>
  `version: 1\nname: Shop\npartition: shop_id\nevents:\n  ORDER_PLACED: { data: { ${first} } }\n  ORDER_PAID: { data: { ${second} } }\n`;

test("a partition field is to have the type that it has elsewhere", () => {
  const helpOf = (first: string, second: string) =>
    diagnosticsOf(partitions(first, second))[0]?.help;
  const missing = (type: string) =>
    `Add "shop_id: ${type}" to its data: every event belongs to a partition.`;
  expect(helpOf("shop_id: int64", "total: number")).toBe(missing("int64"));
  expect(helpOf("shop_id: { type: uuid, description: A shop. }", "x_id: ulid")).toBe(
    missing("uuid"),
  );
  expect(helpOf("shop_id: integer", "total: number")).toBe(missing("ulid"));
  expect(helpOf("shop_id: integer, x_id: uuid", "total: number")).toBe(missing("uuid"));
  const unknown = (type: string) => `Add "shop_id: ${type}" to the data of each event type.`;
  expect(helpOf("order_id: uuid", "order_id: uuid")).toBe(unknown("uuid"));
  expect(helpOf("total: number", "total: number")).toBe(unknown("ulid"));
});
