import { expect, test } from "vitest";
import { check, found, HEAD, slip } from "./slips.js";

/** What somebody wrote who met the language for the first time. */

const type = (part: string) =>
  `${HEAD}types:\n  Currency: { type: string, enum: [EUR, USD] }\n  T: ${part}\nevents:\n  A: { data: { shop_id: ulid, x: T } }\n`;

test.each([
  slip(
    "{ amount: int64, currency: Currency }",
    "unknown-key",
    "amount",
    "Write { type: object, properties: { amount: int64, currency: Currency }, required: [amount, currency] }.",
    "{ type: object, properties: { amount: int64, currency: Currency }, required: [amount, currency] }",
  ),
  slip(
    "{ amount: int64, note?: string }",
    "unknown-key",
    "amount",
    "Write { type: object, properties: { amount: int64, note: string }, required: [amount] }.",
    "{ type: object, properties: { amount: int64, note: string }, required: [amount] }",
  ),
  slip(
    "{ note?: string }",
    "unknown-key",
    "note?",
    "Write { type: object, properties: { note: string } }.",
    "{ type: object, properties: { note: string } }",
  ),
  slip(
    "{ type: object, amount: decimal, currency: string }",
    "unknown-key",
    "amount",
    "Write { type: object, properties: { amount: decimal, currency: string }, required: [amount, currency] }.",
    "{ type: object, properties: { amount: decimal, currency: string }, required: [amount, currency] }",
  ),
  slip(
    "{ type: object, required: [amount], amount: decimal, currency: string }",
    "unknown-key",
    "amount",
    "Write { type: object, properties: { amount: decimal, currency: string }, required: [amount] }.",
    "{ type: object, properties: { amount: decimal, currency: string }, required: [amount] }",
  ),
  slip(
    "{ description: string, amount: decimal }",
    "unknown-key",
    "amount",
    "Write { type: object, properties: { description: string, amount: decimal }, required: [description, amount] }.",
    "{ type: object, properties: { description: string, amount: decimal }, required: [description, amount] }",
  ),
  slip(
    "{ description: All of it, amount: decimal }",
    "unknown-key",
    "amount",
    'Write { type: object, description: "All of it", properties: { amount: decimal }, required: [amount] }.',
    '{ type: object, description: "All of it", properties: { amount: decimal }, required: [amount] }',
  ),
  slip(
    "{ type: object, properties: { note?: string, amount: decimal, tax?: decimal } }",
    "invalid-name",
    "note?",
    "Write { type: object, properties: { note: string, amount: decimal, tax: decimal }, required: [amount] }.",
    "{ type: object, properties: { note: string, amount: decimal, tax: decimal }, required: [amount] }",
  ),
  slip(
    "{ type: object, properties: { note?: string, amount: decimal }, required: [amount] }",
    "invalid-name",
    "note?",
    'Did you mean "note"?',
    "{ type: object, properties: { note: string, amount: decimal }, required: [amount] }",
  ),
  slip(
    "{ type: object, fields: { amount: decimal, note?: string } }",
    "unknown-key",
    "fields",
    "Write { type: object, properties: { amount: decimal, note: string }, required: [amount] }.",
    "{ type: object, properties: { amount: decimal, note: string }, required: [amount] }",
  ),
  slip(
    "{ attributes: { amount: decimal } }",
    "unknown-key",
    "attributes",
    "Write { type: object, properties: { amount: decimal }, required: [amount] }.",
    "{ type: object, properties: { amount: decimal }, required: [amount] }",
  ),
  slip(
    "[{ sku: string, qty?: integer }]",
    "wrong-type",
    "[{ sku: string, qty?: integer }]",
    "Write { type: array, items: { type: object, properties: { sku: string, qty: integer }, required: [sku] } }.",
    "{ type: array, items: { type: object, properties: { sku: string, qty: integer }, required: [sku] } }",
  ),
  slip(
    "{ type: array, items: [{ sku: string }] }",
    "wrong-type",
    "[{ sku: string }]",
    "Write { type: array, items: { type: object, properties: { sku: string }, required: [sku] } }.",
    "{ type: array, items: { type: object, properties: { sku: string }, required: [sku] } }",
  ),
])("an object in short: %s", (_, one) => {
  check(type, one);
});

const LONG = Array.from({ length: 7 }, (_, index) => `a_name_of_many_letters_${index}`);

test.each([
  [
    `{ ${LONG.join(": string, ")}?: string }`,
    `Write "type: object", these properties without the "?" under "properties:", and the names of those that every value has under "required:".`,
  ],
  [
    `{ ${LONG.map((name) => `${name}: string`).join(", ")}, b?: date }`.replace(/_of_many/g, ""),
    `Write "type: object", these properties without the "?" under "properties:", and the names of those that every value has under "required:".`,
  ],
  [
    `{ ${LONG.map((name) => `${name}?: string`).join(", ")}, b: date, c: date }`,
    'Write "type: object", these properties without the "?" under "properties:", and "required: [b, c]".',
  ],
  [
    `[{ ${LONG.map((name) => `${name}?: string`).join(", ")} }]`,
    'Write "type: array", and under "items:" "type: object", these properties without the "?" under "properties:".',
  ],
  [
    `{ type: object, properties: { ${LONG.map((name) => `${name}?: string`).join(", ")}, b: date } }`,
    'Remove each "?" from the names of these properties, and add "required: [b]" to the object.',
  ],
])("a long object in short: %s", (part, help) => {
  expect(found(type(part)).map((one) => one.help)).toEqual([help]);
});

const field = (part: string) =>
  `${HEAD}events:\n  A:\n    data:\n      shop_id: ulid\n      ${part}\n`;

test.each([
  slip(
    "items: [{ sku: string }]",
    "wrong-type",
    "[{ sku: string }]",
    "Write { type: array, items: { type: object, properties: { sku: string }, required: [sku] } }.",
    "items: { type: array, items: { type: object, properties: { sku: string }, required: [sku] } }",
  ),
  slip(
    "items:\n        - sku: string\n          qty: integer",
    "wrong-type",
    "- sku: string\n          qty: integer",
    "Write { type: array, items: { type: object, properties: { sku: string, qty: integer }, required: [sku, qty] } }.",
    "items: { type: array, items: { type: object, properties: { sku: string, qty: integer }, required: [sku, qty] } }",
  ),
  slip(
    "items: [open, closed]",
    "wrong-type",
    "[open, closed]",
    "Write { type: string, enum: [open, closed] }.",
    "items: { type: string, enum: [open, closed] }",
  ),
  slip(
    "user_id: { type: ulid, lookup: no }",
    "invalid-value",
    "no",
    'Write "lookup: false": in YAML 1.2, no and off are strings.',
    "user_id: { type: ulid, lookup: false }",
  ),
  slip(
    "user_id: { type: ulid, lookup: off }",
    "invalid-value",
    "off",
    'Write "lookup: false": in YAML 1.2, no and off are strings.',
    "user_id: { type: ulid, lookup: false }",
  ),
  slip(
    "user_id: { type: ulid, lookup: true }",
    "invalid-value",
    "true",
    "Remove it: ids have lookups by default.",
    "user_id: { type: ulid }",
  ),
  slip(
    "note: { type: string, required: off }",
    "wrong-type",
    "off",
    'Remove it, and put a "?" after the name of the field.',
    "note?: string",
  ),
  slip(
    "note: string\n      tax?: decimal\n      required: [shop_id]",
    "wrong-type",
    "[shop_id]",
    'Remove it, and put a "?" after the names of the other fields: "note?".',
    "note?: string\n      tax?: decimal",
  ),
])("a field: %s", (_, one) => {
  check(field, one);
});

const DECLARE = (name: string) => `Declare it under "types:", as in "types: { ${name}: string }".`;
const OF_IDS = "Of ids, only ulid and uuid have a form that is checked.";

test.each([
  [
    "x: a | b | c",
    "Write { type: string, enum: [a, b, c] }.",
    "x: { type: string, enum: [a, b, c] }",
  ],
  [
    "x: low | high | null",
    "Write { type: string, enum: [low, high], nullable: true }.",
    "x: { type: string, enum: [low, high], nullable: true }",
  ],
  [
    "x: \"'completed' | 'not_planned' | null\"",
    "Write { type: string, enum: [completed, not_planned], nullable: true }.",
    "x: { type: string, enum: [completed, not_planned], nullable: true }",
  ],
  [
    "x: EUR | USD",
    "Write { type: string, enum: [EUR, USD] }.",
    "x: { type: string, enum: [EUR, USD] }",
  ],
  [
    "x: email | phone",
    "Write { type: string, enum: [email, phone] }.",
    "x: { type: string, enum: [email, phone] }",
  ],
  [
    "x: EUR,USD",
    "Write { type: string, enum: [EUR, USD] }.",
    "x: { type: string, enum: [EUR, USD] }",
  ],
  [
    "x: EUR/USD",
    "Write { type: string, enum: [EUR, USD] }.",
    "x: { type: string, enum: [EUR, USD] }",
  ],
  [
    "x: { type: [EUR, USD] }",
    "Write { type: string, enum: [EUR, USD] }.",
    "x: { type: string, enum: [EUR, USD] }",
  ],
  [
    "x: { type: string, enum: { EUR: 1, USD: 2 } }",
    "Write a list: [EUR, USD].",
    "x: { type: string, enum: [EUR, USD] }",
  ],
  [
    "x: [Line, null]",
    "Write { type: Line, nullable: true }.",
    "x: { type: Line, nullable: true }\ntypes: { Line: string }",
  ],
  ["x: uuid | ulid", 'Did you mean "json"? It takes any value.', "x: json"],
  ["x: string | other", 'Did you mean "json"? It takes any value.', "x: json"],
  [
    "x: Enum(EUR,USD)",
    "Write { type: string, enum: [EUR, USD] }.",
    "x: { type: string, enum: [EUR, USD] }",
  ],
  [
    "x: enum { A, B }",
    "Write { type: string, enum: [A, B] }.",
    "x: { type: string, enum: [A, B] }",
  ],
  ["x_id: cuid2", `Did you mean "string"? ${OF_IDS}`, "x_id: string"],
  ["x_id: objectId", `Did you mean "string"? ${OF_IDS}`, "x_id: string"],
  ["x_id: uuid!", 'Did you mean "uuid"?', "x_id: uuid"],
  ['x: "[String!]!"', 'Did you mean "string[]"?', "x: string[]"],
  [
    "x: VARCHAR(255) NOT NULL",
    "Write { type: string, maxLength: 255 }.",
    "x: { type: string, maxLength: 255 }",
  ],
  [
    "x: varchar(500) NULL",
    "Write { type: string, maxLength: 500, nullable: true }.",
    "x: { type: string, maxLength: 500, nullable: true }",
  ],
  ["x: Decimal @db.Decimal(10,2)", 'Did you mean "decimal"?', "x: decimal"],
  ["x: { type: list, items: string }", 'Write "type: array".', "x: { type: array, items: string }"],
  [
    'x: { type: decimal, minimum: "0.01" }',
    'Remove "minimum", or limit the digits by a "pattern": the type decimal is a string.',
    "x: decimal",
  ],
  [
    'x: { type: decimal, minimum: "0" }',
    "Write 'pattern: \"^[^-]\"', which allows no minus: the type decimal is a string.",
    'x: { type: decimal, pattern: "^[^-]" }',
  ],
  ["x: Money", DECLARE("Money"), "x: Money\ntypes: { Money: string }"],
  ['x: "LineItem[]"', DECLARE("LineItem"), 'x: "LineItem[]"\ntypes: { LineItem: string }'],
  [
    "x: { type: Currency }",
    DECLARE("Currency"),
    "x: { type: Currency }\ntypes: { Currency: string }",
  ],
])("the type of a field: %s", (wrong, help, fixed) => {
  expect(found(field(wrong)).map((one) => one.help)).toEqual([help]);
  expect(found(field(fixed))).toEqual([]);
});

const schema = (part: string) =>
  `${HEAD}${part}\nevents:\n  A: { data: { shop_id: ulid, order_id: ulid } }\n`;

test.each([
  slip(
    "metadata:\n  correlation_id: uuid\n  note: string\n  required: [correlation_id]",
    "wrong-type",
    "[correlation_id]",
    'Remove it, and write "required: true" at this field: "correlation_id: { type: uuid, required: true }".',
    "metadata:\n  correlation_id: { type: uuid, required: true }\n  note: string",
  ),
  slip(
    "metadata:\n  actor: { type: string, maxLength: 80 }\n  by: uuid\n  required: [actor, by]",
    "wrong-type",
    "[actor, by]",
    'Remove it, and write "required: true" at each of these fields, such as "actor: { type: string, maxLength: 80, required: true }".',
    "metadata:\n  actor: { type: string, maxLength: 80, required: true }\n  by: { type: uuid, required: true }",
  ),
  slip(
    "lookups: [shop_id, order_id]",
    "invalid-value",
    "[shop_id, order_id]",
    'Remove "lookups": by default, events are found by each of their ids.',
    "",
  ),
  slip(
    "lookups: order_id",
    "invalid-value",
    "order_id",
    'Remove "lookups": by default, events are found by each of their ids.',
    "",
  ),
  slip(
    "lookups: [by_order]",
    "invalid-value",
    "by_order",
    'Write it as in "lookups: [partition, partition-entity]".',
    "lookups: [partition, partition-entity]",
  ),
])("a section: %s", (_, one) => {
  check(schema, one);
});

const whole = (part: string) => `version: 1\nname: Shop\nlookups: [entity]\n${part}\n`;
const DATA = "data: { order_id: ulid }";
const PLACED = `ORDER_PLACED: { ${DATA} }`;
const STREAM = "order: { by: order_id, events: [ORDER_PLACED] }";
const RIGHT = `events:\n  ${PLACED}\nstreams:\n  ${STREAM}`;
const LEFT = 'Move it to the left: "streams" belongs at the top of the schema, beside "events".';
const BESIDE = 'Move it to the left: an event type belongs under "events", beside "ORDER_PLACED".';

test.each([
  slip(`events:\n  ${PLACED}\n  streams:\n    ${STREAM}`, "unknown-key", "streams", LEFT, RIGHT),
  slip(
    `events:\n  ORDER_PLACED:\n    ${DATA}\n    streams:\n      ${STREAM}`,
    "unknown-key",
    "streams",
    LEFT,
    RIGHT,
  ),
  slip(
    `events:\n  ORDER_PLACED:\n    data:\n      order_id: ulid\n      streams:\n        ${STREAM}`,
    "unknown-key",
    "streams",
    LEFT,
    RIGHT,
  ),
  slip(
    `types:\n  Money: decimal\n  events:\n    ${PLACED}\nevents:\n  ${PLACED}`,
    "unknown-key",
    "events",
    'Move it to the left: "events" belongs at the top of the schema, beside "events".',
    `types:\n  Money: decimal\nevents:\n  ${PLACED}`,
  ),
  slip(
    `events:\n  ORDER_PLACED:\n    ${DATA}\n    ORDER_PAID: { ${DATA} }`,
    "unknown-key",
    "ORDER_PAID",
    BESIDE,
    `events:\n  ${PLACED}\n  ORDER_PAID: { ${DATA} }`,
  ),
  slip(
    `events:\n  ORDER_PLACED:\n    data:\n      order_id: ulid\n      ORDER_PAID:\n        ${DATA}`,
    "unknown-key",
    "ORDER_PAID",
    'Move it to the left: an event type belongs under "events".',
    `events:\n  ${PLACED}\n  ORDER_PAID: { ${DATA} }`,
  ),
  slip(
    `events:\n${PLACED}`,
    "unknown-key",
    "ORDER_PLACED",
    'Move it to the right: it belongs under "events".',
    `events:\n  ${PLACED}`,
  ),
  slip(
    `events:\n${PLACED}\nORDER_PAID: { ${DATA} }`,
    "unknown-key",
    "ORDER_PLACED",
    'Move it and the other entries to the right: they belong under "events".',
    `events:\n  ${PLACED}\n  ORDER_PAID: { ${DATA} }`,
  ),
  slip(
    `${PLACED}\nORDER_PAID: { ${DATA} }`,
    "unknown-key",
    "ORDER_PLACED",
    'Write "events:" above it, and move it and the other entries to the right.',
    `events:\n  ${PLACED}\n  ORDER_PAID: { ${DATA} }`,
  ),
  slip(
    `events:\n  ${PLACED}\nstreams:\n${STREAM}`,
    "unknown-key",
    "order",
    'Move it to the right: it belongs under "streams".',
    RIGHT,
  ),
  slip(
    `events:\n  - ORDER_PLACED:\n      ${DATA}`,
    "wrong-type",
    `- ORDER_PLACED:\n      ${DATA}`,
    `Write each event type as a key: "${PLACED}".`,
    `events:\n  ${PLACED}`,
  ),
  slip(
    `events:\n  - type: ORDER_PLACED\n    ${DATA}`,
    "wrong-type",
    `- type: ORDER_PLACED\n    ${DATA}`,
    `Write each event type as a key: "${PLACED}".`,
    `events:\n  ${PLACED}`,
  ),
  slip(
    "events:\n  - event: order.placed\n    description: An order.\n    payload: { order_id: ulid }",
    "wrong-type",
    "- event: order.placed\n    description: An order.\n    payload: { order_id: ulid }",
    'Write each event type as a key: "ORDER_PLACED: { wire: order.placed, data: { order_id: ulid }, description: "An order." }".',
    'events:\n  ORDER_PLACED: { wire: order.placed, data: { order_id: ulid }, description: "An order." }',
  ),
  slip(
    "events:\n  - name: ORDER_PLACED\n    order_id: ulid",
    "wrong-type",
    "- name: ORDER_PLACED\n    order_id: ulid",
    `Write each event type as a key: "${PLACED}".`,
    `events:\n  ${PLACED}`,
  ),
])("the place of a part: %s", (_, one) => {
  check(whole, one);
});

const named = (name: string) => whole(`events:\n  ${name}: { ${DATA} }`);

test.each([
  ["3D_PRINTED", "PRINTED_3D", "'wire: \"3D_PRINTED\"'"],
  ['"order:placed"', "ORDER_PLACED", "'wire: \"order:placed\"'"],
  ["ORDER PLACED", "ORDER_PLACED", "'wire: \"ORDER PLACED\"'"],
  ["com.shop/Order.Placed", "COM_SHOP_ORDER_PLACED", '"wire: com.shop/Order.Placed"'],
  ["order-placed", "ORDER_PLACED", '"wire: order-placed"'],
  ["ORDER-PLACED", "ORDER_PLACED", undefined],
  ["order.placed.0.3", "ORDER_PLACED_0_3", '"wire: order.placed.0.3"'],
  ["order_placed", "ORDER_PLACED", undefined],
  ["ORDER_PLACED\u{1f389}", "ORDER_PLACED", undefined],
])("the name of an event type: %s", (name, legal, wire) => {
  const stored = name.replaceAll('"', "");
  const also = wire === undefined ? "" : ` To store its type as "${stored}", add ${wire}.`;
  expect(found(named(name))).toEqual([
    { code: "invalid-name", at: name, help: `Did you mean "${legal}"?${also}` },
  ]);
  const pair = wire === undefined ? "" : `${wire.slice(1, -1)}, `;
  expect(found(whole(`events:\n  ${legal}: { ${pair}${DATA} }`))).toEqual([]);
});

const GROUP =
  'Declare the fields under "groups:", such as "groups: { Base: { created_by: string } }", and write "include: [Base]" at the event types.';

test.each([
  ["tenant: shop_id", 'Remove it: "partition" names the field.'],
  ["envelope: { actor: string }", 'Did you mean "metadata"?'],
  ["headers: { actor: string }", 'Did you mean "metadata"?'],
  ["meta: { actor: string }", 'Did you mean "metadata"?'],
  ["models: { Money: decimal }", 'Did you mean "types"?'],
  ["schemas: { Money: decimal }", 'Did you mean "types"?'],
  ["base: { created_by: string }", GROUP],
  ["common: { created_by: string }", GROUP],
])("a key of the schema: %s", (part, help) => {
  expect(found(schema(part)).map((one) => one.help)).toEqual([help]);
});

test("the field of a tenant is the partition, where there is none yet", () => {
  const yaml =
    "version: 1\nname: Shop\ntenant: shop_id\nevents:\n  A: { data: { shop_id: ulid } }\n";
  expect(found(yaml).map((one) => one.help)).toEqual(['Did you mean "partition"?']);
});

test.each([
  ["isOptional: true", 'Put a "?" after the name of the field.'],
  ["optional: false", 'Remove it: a field without "?" after its name is required.'],
  ["null: true", 'Did you mean "nullable"?'],
  ["nullish: true", 'Did you mean "nullable"?'],
  ["allowNull: true", 'Did you mean "nullable"?'],
  ["sensitive: true", 'Did you mean "pii"?'],
  [
    "references: User",
    'Remove it: the name of an id field says its entity, or "entity" at the id field.',
  ],
  ["index: true", "Remove it: queries find events by their id fields."],
  ["pk: true", "Remove it: queries find events by their id fields."],
])("a key of a field: %s", (key, help) => {
  expect(found(field(`x: { type: string, ${key} }`)).map((one) => one.help)).toEqual([help]);
});

test("the items of a list under the key of another language", () => {
  const [one, ...others] = found(field("x: { type: array, of: string }"));
  expect(others).toEqual([]);
  expect(one).toMatchObject({ at: "of", help: 'Did you mean "items"?' });
});

test("keys of an event type beside the fields under the key of another language", () => {
  const yaml = whole(
    "events:\n  A:\n    wire_name: order.placed\n    type: object\n    payload: { order_id: ulid }",
  );
  expect(found(yaml).map((one) => one.help)).toEqual([
    'Write "wire: order.placed" to store this as the type of the event.',
    "Remove it: the data of an event is always an object.",
    'Did you mean "data"?',
  ]);
});

test.each([
  slip(
    'metadata: { "correlation_id!": uuid }',
    "invalid-name",
    '"correlation_id!"',
    'Write "correlation_id: { type: uuid, required: true }".',
    "metadata: { correlation_id: { type: uuid, required: true } }",
  ),
  slip(
    "groups:\n  Base: { note!: string }",
    "invalid-name",
    "note!",
    'Write "note": a field without "?" is required.',
    "groups:\n  Base: { note: string }",
  ),
])("a mark of a required field: %s", (_, one) => {
  check(schema, one);
});
