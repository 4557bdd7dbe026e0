import { expect, test } from "vitest";
import { check, found, HEAD, slip } from "./slips.js";

const TYPES = `types:
  Money: { type: object, properties: { cents: integer } }
  Card: { type: object, properties: { kind: { type: string, const: card } }, required: [kind] }
  Cash: { type: object, properties: { kind: { type: string, const: cash } }, required: [kind] }
`;

const field = (type: string) =>
  `${HEAD}${TYPES}events:\n  ORDER_PLACED:\n    data:\n      shop_id: ulid\n      x: ${type}\n`;

const JSON_HELP = 'Write "type: json". It takes any value';

test.each([
  slip(
    "[open, closed]",
    "wrong-type",
    "[open, closed]",
    "Write { type: string, enum: [open, closed] }.",
    "{ type: string, enum: [open, closed] }",
  ),
  slip(
    "[1, 2]",
    "wrong-type",
    "[1, 2]",
    "Write { type: integer, enum: [1, 2] }.",
    "{ type: integer, enum: [1, 2] }",
  ),
  slip(
    "[open, closed, null]",
    "wrong-type",
    "[open, closed, null]",
    "Write { type: string, nullable: true, enum: [open, closed] }.",
    "{ type: string, nullable: true, enum: [open, closed] }",
  ),
  slip(
    "[string, 'null']",
    "wrong-type",
    "[string, 'null']",
    "Write { type: string, nullable: true }.",
    "{ type: string, nullable: true }",
  ),
  slip("[Money]", "wrong-type", "[Money]", 'Write a list as "Money[]".', "Money[]"),
  slip(
    "[number, number]",
    "wrong-type",
    "[number, number]",
    "Write { type: array, items: number, minItems: 2, maxItems: 2 }.",
    "{ type: array, items: number, minItems: 2, maxItems: 2 }",
  ),
  slip(
    "[string, number]",
    "wrong-type",
    "[string, number]",
    "Write an object with a property for each item: a list has items of one type.",
    "{ type: object, properties: { a: string, b: number } }",
  ),
  slip("5", "wrong-type", "5", 'Write the type: "x: integer".', "integer"),
  slip("1.5", "wrong-type", "1.5", 'Write the type: "x: number".', "number"),
  slip("true", "wrong-type", "true", 'Write the type: "x: boolean".', "boolean"),
  slip("", "wrong-type", "", 'Write the type after the colon: "x: string".', "string"),
  slip(
    "{ type: string, enum: [open, closed, null] }",
    "wrong-type",
    "null",
    "Write { type: string, nullable: true, enum: [open, closed] }.",
    "{ type: string, nullable: true, enum: [open, closed] }",
  ),
  slip(
    "{ type: string, nullable: true, enum: [open, closed, null] }",
    "wrong-type",
    "null",
    'Remove null: "nullable: true" allows it.',
    "{ type: string, nullable: true, enum: [open, closed] }",
  ),
  slip(
    "{ type: timestamp, const: null }",
    "wrong-type",
    "null",
    "Write { type: timestamp, nullable: true }.",
    "{ type: timestamp, nullable: true }",
  ),
  slip(
    "{ type: [integer, string] }",
    "wrong-type",
    "[integer, string]",
    `${JSON_HELP}.`,
    "{ type: json }",
  ),
  slip(
    "{ type: [string, integer, 'null'] }",
    "wrong-type",
    "[string, integer, 'null']",
    `${JSON_HELP}.`,
    "json",
  ),
  slip(
    "{ type: [Card, Cash] }",
    "wrong-type",
    "[Card, Cash]",
    "Write { oneOf: [Card, Cash], discriminator: { propertyName: kind } }.",
    "{ oneOf: [Card, Cash], discriminator: { propertyName: kind } }",
  ),
  slip(
    "{ oneOf: [Money, { type: 'null' }] }",
    "union-branch",
    "{ type: 'null' }",
    "Write { type: Money, nullable: true }.",
    "{ type: Money, nullable: true }",
  ),
  slip(
    "{ oneOf: [null, { type: string, maxLength: 5 }] }",
    "union-branch",
    "null",
    "Write { type: string, nullable: true, maxLength: 5 }.",
    "{ type: string, nullable: true, maxLength: 5 }",
  ),
  slip(
    "{ anyOf: [Card, Cash, { type: 'null' }] }",
    "unknown-key",
    "anyOf",
    "Write { oneOf: [Card, Cash], discriminator: { propertyName: kind }, nullable: true }.",
    "{ oneOf: [Card, Cash], discriminator: { propertyName: kind }, nullable: true }",
  ),
  slip(
    "{ oneOf: [Card, Cash, { type: 'null' }], discriminator: { propertyName: kind } }",
    "unknown-field-type",
    "'null'",
    'Remove the branch, and write "nullable: true" beside "oneOf".',
    "{ oneOf: [Card, Cash], discriminator: { propertyName: kind }, nullable: true }",
  ),
  slip(
    "{ oneOf: [uuid, ulid] }",
    "union-branch",
    "uuid",
    "Write { type: string }.",
    "{ type: string }",
  ),
  slip(
    "{ oneOf: [uuid, ulid], discriminator: { propertyName: kind } }",
    "union-branch",
    "uuid",
    "Write { type: string }.",
    "{ type: string }",
  ),
  slip(
    "{ oneOf: [{ const: a, title: A }, { const: b, title: B }] }",
    "union-branch",
    "{ const: a, title: A }",
    "Write { type: string, enum: [a, b] }.",
    "{ type: string, enum: [a, b] }",
  ),
  slip(
    "{ oneOf: [integer, number] }",
    "union-branch",
    "integer",
    "Write { type: number }.",
    "{ type: number }",
  ),
  slip(
    "{ oneOf: [Money, string] }",
    "union-branch",
    "string",
    `${JSON_HELP}; or make each branch an object with a const of its own in one property.`,
    "json",
  ),
  slip(
    "{ oneOf: [{ type: object }, { type: string, contentEncoding: base64 }] }",
    "union-branch",
    "{ type: object }",
    `${JSON_HELP}.`,
    "json",
  ),
  slip(
    "{ oneOf: [Card, Cash] }",
    "missing-key",
    "x",
    "Write { oneOf: [Card, Cash], discriminator: { propertyName: kind } }.",
    "{ oneOf: [Card, Cash], discriminator: { propertyName: kind } }",
  ),
  slip(
    "{ oneOf: [Card, Money] }",
    "missing-key",
    "x",
    'Write { oneOf: [Card, Money], discriminator: { propertyName: kind } }, and give each object the property "kind: { type: string, const: … }", and list it under "required".',
    "{ oneOf: [Card, Money], discriminator: { propertyName: kind } }",
    ["union-tag"],
  ),
  slip(
    "{ oneOf: [Card], discriminator: { propertyName: kind } }",
    "invalid-value",
    "[Card]",
    "Write { type: Card }, until there is another branch.",
    "{ type: Card }",
  ),
  slip(
    "{ oneOf: [Card, Cash], discriminator: kind }",
    "wrong-type",
    "kind",
    'Write "discriminator: { propertyName: kind }".',
    "{ oneOf: [Card, Cash], discriminator: { propertyName: kind } }",
  ),
  slip(
    "{ allOf: [Money, Card] }",
    "unknown-key",
    "allOf",
    "Write all properties out in one object: types cannot be combined.",
    "{ type: object, properties: { cents: integer } }",
  ),
  slip(
    "{ allOf: [{ $ref: '#/types/Money' }] }",
    "unknown-key",
    "allOf",
    'Write "type: Money".',
    "{ type: Money }",
  ),
  slip(
    "{ type: object, properties: { a: string, b: string }, anyOf: [{ required: [a] }, { required: [b] }] }",
    "unknown-key",
    "anyOf",
    "Remove it, and require only the properties that every value has.",
    "{ type: object, properties: { a: string, b: string } }",
  ),
  slip(
    "{ type: array, items: [number, number] }",
    "wrong-type",
    "[number, number]",
    "Write { type: array, items: number, minItems: 2, maxItems: 2 }.",
    "{ type: array, items: number, minItems: 2, maxItems: 2 }",
  ),
  slip(
    "{ type: array, prefixItems: [string, number], items: false }",
    "unknown-key",
    "prefixItems",
    "Write an object with a property for each item: a list has items of one type.",
    "{ type: object, properties: { a: string, b: number } }",
  ),
  slip(
    "{ type: map, values: integer }",
    "unknown-key",
    "values",
    "Write { type: object, additionalProperties: integer }.",
    "{ type: object, additionalProperties: integer }",
  ),
  slip(
    "{ type: map, keys: string, values: integer }",
    "unknown-key",
    "values",
    "Write { type: object, additionalProperties: integer }.",
    "{ type: object, additionalProperties: integer }",
  ),
  slip(
    "{ type: enum, symbols: [open, closed] }",
    "unknown-key",
    "symbols",
    "Write { type: string, enum: [open, closed] }.",
    "{ type: string, enum: [open, closed] }",
  ),
  slip(
    "{ type: decimal, precision: 10, scale: 2 }",
    "unknown-key",
    "precision",
    'Write { type: decimal, pattern: "^-?[0-9]{1,8}([.][0-9]{1,2})?$" }.',
    '{ type: decimal, pattern: "^-?[0-9]{1,8}([.][0-9]{1,2})?$" }',
  ),
  slip(
    "{ type: number, scale: 2 }",
    "unknown-key",
    "scale",
    'Write "multipleOf: 0.01" instead.',
    "{ type: number, multipleOf: 0.01 }",
  ),
  slip(
    "{ type: decimal, minimum: 0 }",
    "keyword-without-effect",
    "minimum",
    "Write 'pattern: \"^[^-]\"', which allows no minus: the type decimal is a string.",
    '{ type: decimal, pattern: "^[^-]" }',
  ),
  slip(
    "{ type: int64, maximum: 9 }",
    "keyword-without-effect",
    "maximum",
    'Remove "maximum", or limit the digits by a "pattern": the type int64 is a string.',
    "{ type: int64, pattern: '^[0-9]$' }",
  ),
  slip(
    "{ type: string, maximum: 9 }",
    "keyword-without-effect",
    "maximum",
    'Did you mean "maxLength"?',
    "{ type: string, maxLength: 9 }",
  ),
  slip(
    "{ type: 'string[]', maxLength: 9 }",
    "keyword-without-effect",
    "maxLength",
    'Write { type: array, items: { type: string, maxLength: 9 } }; or, to limit the number of items, "minItems" and "maxItems".',
    "{ type: array, items: { type: string, maxLength: 9 } }",
  ),
  slip(
    "{ type: integer, format: int64 }",
    "keyword-without-effect",
    "format",
    'Write "type: int64". It is a string, as a number of JavaScript loses digits.',
    "{ type: int64 }",
  ),
  slip(
    "{ type: string, format: hostname }",
    "invalid-value",
    "hostname",
    'Write { type: string, pattern: "^[A-Za-z0-9.-]{1,253}$" }.',
    '{ type: string, pattern: "^[A-Za-z0-9.-]{1,253}$" }',
  ),
  slip(
    "{ type: string, format: emial }",
    "invalid-value",
    "emial",
    'Did you mean "email"?',
    "{ type: string, format: email }",
  ),
  slip(
    "{ type: string, format: isbn }",
    "invalid-value",
    "isbn",
    'Remove "format", and write its rule as a "pattern".',
    "{ type: string, pattern: '^[0-9X-]+$' }",
  ),
  slip(
    "{ type: integer, maximum: 1_000_000 }",
    "wrong-type",
    "1_000_000",
    "Write 1000000, with nothing between the digits.",
    "{ type: integer, maximum: 1000000 }",
  ),
  slip(
    "{ type: array, items: [string] }",
    "wrong-type",
    "[string]",
    "Write { type: array, items: string }.",
    "{ type: array, items: string }",
  ),
  slip(
    "{ oneOf: Card }",
    "wrong-type",
    "Card",
    'Write a list of types: "oneOf: [Card, Cash]".',
    "{ oneOf: [Card, Cash], discriminator: { propertyName: kind } }",
  ),
  slip(
    "{ oneOf: { card: Card, cash: Cash } }",
    "wrong-type",
    "{ card: Card, cash: Cash }",
    'Write a list of types: "oneOf: [Card, Cash]".',
    "{ oneOf: [Card, Cash], discriminator: { propertyName: kind } }",
  ),
  slip("{ string }", "unknown-key", "string", 'Write it without braces: "x: string".', "string"),
  slip(
    "{ type: string, pattern: [a-z] }",
    "wrong-type",
    "[a-z]",
    "Put the pattern in single quotes: in YAML, brackets make a list.",
    "{ type: string, pattern: '[a-z]' }",
  ),
  slip(
    "{ type: string, length: 5 }",
    "unknown-key",
    "length",
    'Write "minLength: 5, maxLength: 5".',
    "{ type: string, minLength: 5, maxLength: 5 }",
  ),
  slip(
    "{ type: string, unique: true }",
    "unknown-key",
    "unique",
    "Remove it: values are not compared with others.",
    "{ type: string }",
  ),
  slip(
    "{ type: object, properties: { a: string }, required: 'a, b' }",
    "wrong-type",
    "'a, b'",
    "Write a list: [a, b].",
    "{ type: object, properties: { a: string, b: string }, required: [a, b] }",
  ),
  slip(
    "{ type: string, required: 'yes' }",
    "wrong-type",
    "'yes'",
    'Remove it: a field without "?" after its name is required.',
    "{ type: string }",
  ),
  slip(
    "{ enum: [open, closed] }",
    "missing-key",
    "x",
    'Add "type: string".',
    "{ type: string, enum: [open, closed] }",
  ),
  slip(
    "{ properties: { a: string } }",
    "missing-key",
    "x",
    'Add "type: object".',
    "{ type: object, properties: { a: string } }",
  ),
  slip(
    "{ items: string }",
    "missing-key",
    "x",
    'Add "type: array".',
    "{ type: array, items: string }",
  ),
  slip("{ minimum: 0 }", "missing-key", "x", 'Add "type: number".', "{ type: number, minimum: 0 }"),
  slip(
    "{ type: array, items: { type: ulid, entity: product }, maxItems: 3 }",
    "unknown-key",
    "entity",
    'Move "entity" to the list, as in { type: "ulid[]", entity: product, maxItems: 20 }.',
    '{ type: "ulid[]", entity: product, maxItems: 3 }',
  ),
  slip(
    "{ type: object, properties: { user: { type: ulid, entity: user } } }",
    "unknown-key",
    "entity",
    'Move "entity" to an id field, or to a list of ids, of an event\'s data or of a group: nothing else can have it.',
    "{ type: object, properties: { user: ulid } }\n      user_id: { type: ulid, entity: user }",
  ),
  slip(
    "{ type: object, properties: { user: { type: ulid, lookup: false } } }",
    "unknown-key",
    "lookup",
    "Remove it, or move it to an id field of an event's data or of a group: nothing else can have it.",
    "{ type: object, properties: { user: ulid } }",
  ),
  slip(
    "{ type: object, properties: { user: { type: string, pii: true } } }",
    "unknown-key",
    "pii",
    'Move "pii" to a field of an event\'s data or of a group, or of metadata: nothing else can have it.',
    "{ type: object, pii: true, properties: { user: string } }",
  ),
  slip(
    "{ type: ulid, entity: product, maxItems: 3 }",
    "keyword-without-effect",
    "maxItems",
    'Write { type: "ulid[]", entity: product, maxItems: 3 }.',
    '{ type: "ulid[]", entity: product, maxItems: 3 }',
  ),
  slip(
    "{ type: string, entity: product, maxItems: 3, uniqueItems: true }",
    "keyword-without-effect",
    "maxItems",
    'Write { type: "string[]", entity: product, maxItems: 3, uniqueItems: true }.',
    '{ type: "string[]", entity: product, maxItems: 3, uniqueItems: true }',
  ),
  slip(
    "{ type: string, maxItems: 3 }",
    "keyword-without-effect",
    "maxItems",
    'Did you mean "maxLength"?',
    "{ type: string, maxLength: 3 }",
  ),
  slip(
    "time without time zone",
    "unknown-field-type",
    "time without time zone",
    'Did you mean "time"?',
    "time",
  ),
  slip(
    "time with time zone",
    "unknown-field-type",
    "time with time zone",
    'Did you mean "time"?',
    "time",
  ),
  slip(
    "{ type: string, pattern: 5 }",
    "wrong-type",
    "5",
    "Put quotes around it: it is a string.",
    '{ type: string, pattern: "5" }',
  ),
  slip(
    "{ oneOf: [Card, Cash], discriminator: { propertyName: [kind] } }",
    "wrong-type",
    "[kind]",
    'Write "propertyName: kind".',
    "{ oneOf: [Card, Cash], discriminator: { propertyName: kind } }",
  ),
])("a type: %s", (_, one) => {
  check(field, one);
});

const events = (part: string) => `${HEAD}${part}`;
const event = (part: string) => `${HEAD}${TYPES}events:\n  ORDER_PLACED:${part}\n`;

test.each([
  slip(
    "\n    extends: Base\n    data: { shop_id: ulid }",
    "unknown-key",
    "extends",
    'Declare the shared fields under "groups:", and write "include: [Base]".',
    "\n    include: [Base]\n    data: { shop_id: ulid }\ngroups:\n  Base: { note: string }",
  ),
  slip(
    "\n    extends: [Base, Audit]\n    data: {}",
    "unknown-key",
    "extends",
    'Declare the shared fields under "groups:", and write "include: [Base, Audit]".',
    "\n    include: [Base, Audit]\n    data: {}\ngroups:\n  Base: { shop_id: ulid }\n  Audit: { by: string }",
  ),
  slip(
    " { version: 2, data: { shop_id: ulid } }",
    "missing-previous",
    "version",
    'Add the data of version 1 under "previous:", as it was: stored events have it.',
    " { version: 2, previous: { 1: { data: { shop_id: ulid } } }, data: { shop_id: ulid } }",
  ),
  slip(
    " { previous: { 1: { data: { shop_id: ulid } } }, data: { shop_id: ulid } }",
    "previous-version",
    "1",
    'Write "version: 2", or remove version 1.',
    " { version: 2, previous: { 1: { data: { shop_id: ulid } } }, data: { shop_id: ulid } }",
  ),
  slip(
    " { data: { shop_id: ulid, total: number }, required: [shop_id] }",
    "unknown-key",
    "required",
    'Remove it, and put a "?" after the names of the other fields: "total?".',
    " { data: { shop_id: ulid, total?: number } }",
  ),
  slip(
    " { data: { shop_id: ulid }, required: [shop_id] }",
    "unknown-key",
    "required",
    'Remove it: a field without "?" after its name is required.',
    " { data: { shop_id: ulid } }",
  ),
  slip(
    " { type: object, properties: { shop_id: ulid, total: number }, required: [shop_id] }",
    "unknown-key",
    "properties",
    'Write "data: { shop_id: ulid, total?: number }".',
    " { data: { shop_id: ulid, total?: number } }",
  ),
  slip(
    " { data: OrderData }",
    "wrong-type",
    "OrderData",
    'Declare the fields of OrderData under "groups:", and write "include: [OrderData]" and "data: {}".',
    " { include: [OrderData], data: {} }\ngroups:\n  OrderData: { shop_id: ulid }",
  ),
  slip(
    "\n    data:\n      - name: shop_id\n        type: ulid",
    "wrong-type",
    "- name: shop_id\n        type: ulid",
    'Write each field as a key with its type: "shop_id: ulid".',
    "\n    data:\n      shop_id: ulid",
  ),
  slip(
    "\n    data:\n      - shop_id: ulid\n      - total: number",
    "wrong-type",
    "- shop_id: ulid\n      - total: number",
    'Write each field as a key with its type: "shop_id: ulid".',
    "\n    data:\n      shop_id: ulid\n      total: number",
  ),
  slip(
    " { data: [shop_id] }",
    "wrong-type",
    "[shop_id]",
    'Write each field as a key with its type: "shop_id: ulid".',
    " { data: { shop_id: ulid } }",
  ),
  slip(
    " [shop_id]",
    "wrong-type",
    "[shop_id]",
    'Write the fields under "data:", such as "data: { shop_id: ulid }".',
    " { data: { shop_id: ulid } }",
  ),
  slip(
    "",
    "wrong-type",
    "",
    'Write "ORDER_PLACED: { data: {} }" for an event without fields.',
    " { data: {} }",
    ["unknown-partition"],
  ),
  slip(
    "\n    data:",
    "wrong-type",
    "",
    'Write "data: {}" for an event without fields.',
    "\n    data: {}",
    ["unknown-partition"],
  ),
  slip(
    " { type: order.placed, data: { shop_id: ulid } }",
    "unknown-key",
    "type",
    'Write "wire: order.placed" to store this as the type of the event.',
    " { wire: order.placed, data: { shop_id: ulid } }",
  ),
  slip(
    " { name: string, shop_id: ulid }",
    "unknown-key",
    "name",
    'Move the fields of the event type under "data:".',
    " { data: { name: string, shop_id: ulid } }",
  ),
  slip(
    " { data: { shop_id: integer } }",
    "id-field-not-string",
    "integer",
    'Write "shop_id: string", and save String(id).',
    " { data: { shop_id: string } }",
  ),
  slip(
    " { data: { shop_id: ulid, user_id: { type: integer, nullable: true } } }",
    "id-field-not-string",
    "{ type: integer, nullable: true }",
    'Write "user_id?: string", and save String(id), or leave the field out; or add "lookup: false" if no query uses it.',
    " { data: { shop_id: ulid, user_id?: string } }",
  ),
  slip(
    " { data: { shop_id: ulid }, metadata: { actor: string } }",
    "unknown-key",
    "metadata",
    "Move it to the top of the schema: all event types have the same metadata.",
    " { data: { shop_id: ulid } }\nmetadata: { actor: string }",
  ),
  slip(
    " { wireName: order.placed, data: { shop_id: ulid } }",
    "unknown-key",
    "wireName",
    'Write "wire: order.placed" to store this as the type of the event.',
    " { wire: order.placed, data: { shop_id: ulid } }",
  ),
  slip(
    " { wire_name: order.placed, data: { shop_id: ulid } }",
    "unknown-key",
    "wire_name",
    'Write "wire: order.placed" to store this as the type of the event.',
    " { wire: order.placed, data: { shop_id: ulid } }",
  ),
  slip(
    " { eventType: order.placed, data: { shop_id: ulid } }",
    "unknown-key",
    "eventType",
    'Write "wire: order.placed" to store this as the type of the event.',
    " { wire: order.placed, data: { shop_id: ulid } }",
  ),
  slip(
    " { name: order.placed, data: { shop_id: ulid } }",
    "unknown-key",
    "name",
    'Write "wire: order.placed" to store this as the type of the event.',
    " { wire: order.placed, data: { shop_id: ulid } }",
  ),
  slip(
    " { wire: 1, data: { shop_id: ulid } }",
    "wrong-type",
    "1",
    "Put quotes around it: it is a string.",
    ' { wire: "1", data: { shop_id: ulid } }',
  ),
  slip(
    " { wire: true, data: { shop_id: ulid } }",
    "wrong-type",
    "true",
    "Put quotes around it: it is a string.",
    ' { wire: "true", data: { shop_id: ulid } }',
  ),
  slip(
    " { wire: [order.placed], data: { shop_id: ulid } }",
    "wrong-type",
    "[order.placed]",
    'Write "wire: order.placed".',
    " { wire: order.placed, data: { shop_id: ulid } }",
  ),
  slip(
    " { wire: { a: b }, data: { shop_id: ulid } }",
    "wrong-type",
    "{ a: b }",
    'Write it as in "wire: order.placed".',
    " { wire: order.placed, data: { shop_id: ulid } }",
  ),
  slip(
    "\n    data: { shop_id: ulid, wire: order.placed }",
    "unknown-field-type",
    "order.placed",
    'Move it beside "data:": it belongs to the event type.',
    "\n    wire: order.placed\n    data: { shop_id: ulid }",
  ),
  slip(
    "\n    data: { shop_id: ulid, description: Who did it. }",
    "unknown-field-type",
    "Who did it.",
    'Move it beside "data:": it belongs to the event type.',
    "\n    description: Who did it.\n    data: { shop_id: ulid }",
  ),
  slip(
    "\n    data: { shop_id: ulid, description: text }",
    "unknown-field-type",
    "text",
    'Did you mean "string"?',
    "\n    data: { shop_id: ulid, description: string }",
  ),
  slip(
    "\n    data: { shop_id: ulid, lookups: [partition] }",
    "wrong-type",
    "[partition]",
    'Move it beside "data:": it belongs to the event type.',
    "\n    lookups: [partition]\n    data: { shop_id: ulid }",
  ),
  slip(
    "\n    data: { shop_id: ulid, additionalProperties: true }",
    "wrong-type",
    "true",
    'Move it beside "data:": it belongs to the event type.',
    "\n    additionalProperties: true\n    data: { shop_id: ulid }",
  ),
  slip(
    "\n    data: { shop_id: ulid, total: number, required: [shop_id] }",
    "wrong-type",
    "[shop_id]",
    'Remove it, and put a "?" after the names of the other fields: "total?".',
    "\n    data: { shop_id: ulid, total?: number }",
  ),
  slip(
    " { group: [Base, Audit], data: { shop_id: ulid } }",
    "unknown-key",
    "group",
    'Declare the shared fields under "groups:", and write "include: [Base, Audit]".',
    " { include: [Base, Audit], data: { shop_id: ulid } }\ngroups: { Base: { a: string }, Audit: { b: string } }",
  ),
])("an event type: %s", (_, one) => {
  check(event, one);
});

const stream = (part: string) =>
  `${HEAD}events:\n  ORDER_PLACED: { data: { shop_id: ulid, order_id: ulid } }\n  ORDER_PAID: { data: { shop_id: ulid, order_id: ulid } }\n  SHOP_OPENED: { data: { shop_id: ulid } }\n  STREAM: { data: { shop_id: ulid } }\nallow: { event-without-stream: They are not of orders. }\nstreams:\n  order: ${part}\n`;

test.each([
  slip(
    '{ by: order_id, events: "*" }',
    "wrong-type",
    '"*"',
    "List each event type: [ORDER_PLACED, ORDER_PAID].",
    "{ by: order_id, events: [ORDER_PLACED, ORDER_PAID] }",
  ),
  slip(
    '{ by: order_id, events: "ORDER_PLACED, ORDER_PAID" }',
    "wrong-type",
    '"ORDER_PLACED, ORDER_PAID"',
    "Write a list: [ORDER_PLACED, ORDER_PAID].",
    "{ by: order_id, events: [ORDER_PLACED, ORDER_PAID] }",
  ),
  slip(
    "{ by: [order_id], events: [ORDER_PLACED] }",
    "wrong-type",
    "[order_id]",
    'Write "by: order_id".',
    "{ by: order_id, events: [ORDER_PLACED] }",
  ),
  slip(
    "{ by: [order_id, shop_id], events: [ORDER_PLACED] }",
    "wrong-type",
    "[order_id, shop_id]",
    'Name one id field, such as "by: order_id".',
    "{ by: order_id, events: [ORDER_PLACED] }",
  ),
  slip(
    "{ events: [ORDER_PLACED, ORDER_PAID] }",
    "missing-key",
    "order",
    'Add "by: order_id".',
    "{ by: order_id, events: [ORDER_PLACED, ORDER_PAID] }",
  ),
  slip(
    "{ by: order_id }",
    "missing-key",
    "order",
    'Add "events: [ORDER_PLACED, ORDER_PAID]".',
    "{ by: order_id, events: [ORDER_PLACED, ORDER_PAID] }",
  ),
  slip(
    "{ by: order_id, events: { ORDER_PLACED: true } }",
    "wrong-type",
    "{ ORDER_PLACED: true }",
    "Write a list: [ORDER_PLACED].",
    "{ by: order_id, events: [ORDER_PLACED] }",
  ),
  slip(
    "[ORDER_PLACED, ORDER_PAID]",
    "wrong-type",
    "[ORDER_PLACED, ORDER_PAID]",
    'Write "order: { by: order_id, events: [ORDER_PLACED, ORDER_PAID] }".',
    "{ by: order_id, events: [ORDER_PLACED, ORDER_PAID] }",
  ),
  slip(
    "{ id: order_id, events: [ORDER_PLACED] }",
    "unknown-key",
    "id",
    'Did you mean "by"?',
    "{ by: order_id, events: [ORDER_PLACED] }",
  ),
  slip(
    "{ by: order_id, type: consistent, events: [ORDER_PLACED] }",
    "unknown-key",
    "type",
    'Write "consistent: true".',
    "{ by: order_id, consistent: true, events: [ORDER_PLACED] }",
  ),
  slip(
    "{ by: order_id, events: [] }",
    "invalid-value",
    "[]",
    'Write it as in "events: [ORDER_PLACED]".',
    "{ by: order_id, events: [ORDER_PLACED] }",
  ),
  slip(
    "{ by: order_id, events: [ORDER_PLACED, ORDER_PLACED] }",
    "invalid-value",
    "ORDER_PLACED",
    "Remove it.",
    "{ by: order_id, events: [ORDER_PLACED] }",
  ),
])("a stream: %s", (_, one) => {
  check(stream, one);
});

const grouped = (part: string) =>
  `${HEAD}groups:\n  Base: { shop_id: ulid }\n  Order: { order_id: ulid }\nevents:\n  ${part}\n`;

test.each([
  slip(
    "ORDER_PLACED: { data: { include: [Base], total: number } }",
    "wrong-type",
    "[Base]",
    'Remove it, and write "include: [Base]" beside "data:".',
    "ORDER_PLACED: { include: [Base], data: { total: number } }",
  ),
  slip(
    "ORDER_PLACED: { data: { include: Base, total: number } }",
    "unknown-field-type",
    "Base",
    'Remove it, and write "include: [Base]" beside "data:".',
    "ORDER_PLACED: { include: [Base], data: { total: number } }",
  ),
  slip(
    "ORDER_PLACED: { data: { allOf: [Base] } }",
    "wrong-type",
    "[Base]",
    'Write "include: [Base]" and "data: {}".',
    "ORDER_PLACED: { include: [Base], data: {} }",
  ),
  slip(
    'ORDER_PLACED: { data: { $ref: "#/groups/Base" } }',
    "unknown-field-type",
    '"#/groups/Base"',
    'Write "include: [Base]" and "data: {}".',
    "ORDER_PLACED: { include: [Base], data: {} }",
  ),
  slip(
    "ORDER_PLACED: { data: { allOf: [Base, { type: object, properties: { a: string } }] } }",
    "wrong-type",
    "[Base, { type: object, properties: { a: string } }]",
    'Remove it, and write "include: [Base]" beside "data:", and the other fields directly under "data:".',
    "ORDER_PLACED: { include: [Base], data: { a: string } }",
  ),
  slip(
    "ORDER_PLACED: { data: [Base, Order] }",
    "wrong-type",
    "[Base, Order]",
    'Write "include: [Base, Order]" and "data: {}".',
    "ORDER_PLACED: { include: [Base, Order], data: {} }",
  ),
  slip(
    "ORDER_PLACED: { data: Base }",
    "wrong-type",
    "Base",
    'Write "include: [Base]" and "data: {}".',
    "ORDER_PLACED: { include: [Base], data: {} }",
  ),
  slip(
    "ORDER_PLACED: { groups: [Base], data: {} }",
    "unknown-key",
    "groups",
    'Write "include: [Base]".',
    "ORDER_PLACED: { include: [Base], data: {} }",
  ),
  slip(
    "ORDER_PLACED: { group: Base, data: {} }",
    "unknown-key",
    "group",
    'Write "include: [Base]".',
    "ORDER_PLACED: { include: [Base], data: {} }",
  ),
  slip(
    "ORDER_PLACED: { extends: Base, data: {} }",
    "unknown-key",
    "extends",
    'Write "include: [Base]".',
    "ORDER_PLACED: { include: [Base], data: {} }",
  ),
  slip(
    "ORDER_PLACED: { include: [Base], data: { order: Order } }",
    "unknown-field-type",
    "Order",
    'Write "include: [Order]" at the event type to add its fields; or declare the object under "types:": Order is a group.',
    "ORDER_PLACED: { include: [Base, Order], data: {} }",
  ),
  slip(
    "ORDER_PLACED: { include: [Base], data: { order: Ordre } }",
    "unknown-field-type",
    "Ordre",
    'Declare it under "types:", as in "types: { Ordre: string }".',
    "ORDER_PLACED: { include: [Base], data: { order: string } }",
  ),
  slip(
    "ORDER_PLACED: { include: [Base], data: {} }\nmetadata: { actor: Order }",
    "unknown-field-type",
    "Order",
    'Declare the object under "types:": Order is a group.',
    "ORDER_PLACED: { include: [Base], data: {} }\nmetadata: { actor: Person }\ntypes: { Person: { type: object } }",
  ),
  slip(
    "ORDER_PLACED: { include: [Base, Order], data: {} }\nstreams:\n  order: { events: [ORDER_PLACED] }",
    "missing-key",
    "order",
    'Add "by: order_id".',
    "ORDER_PLACED: { include: [Base, Order], data: {} }\nstreams:\n  order: { by: order_id, events: [ORDER_PLACED] }",
  ),
  slip(
    "ORDER_PLACED: { include: [Base, Order], data: {} }\nstreams:\n  order: { by: order_id }",
    "missing-key",
    "order",
    'Add "events: [ORDER_PLACED]".',
    "ORDER_PLACED: { include: [Base, Order], data: {} }\nstreams:\n  order: { by: order_id, events: [ORDER_PLACED] }",
  ),
  slip(
    'ORDER_PLACED: { include: [Base], data: { o: { type: "ulid[]", entity: order, minItems: 1, maxItems: 3 } } }\nstreams:\n  order: { by: order_id }',
    "missing-key",
    "order",
    'Add "events: [ORDER_PLACED]".',
    'ORDER_PLACED: { include: [Base], data: { o: { type: "ulid[]", entity: order, minItems: 1, maxItems: 3 } } }\nstreams:\n  order: { by: order_id, events: [ORDER_PLACED] }',
  ),
  slip(
    "ORDER_PLACED: { include: [Base, Order], wire: order.placed, data: {} }\nstreams:\n  order: { by: order_id, events: [order.placed] }",
    "unknown-event-type",
    "order.placed",
    'Write "ORDER_PLACED". Streams list event types by their names, not by what "wire:" stores.',
    "ORDER_PLACED: { include: [Base, Order], wire: order.placed, data: {} }\nstreams:\n  order: { by: order_id, events: [ORDER_PLACED] }",
  ),
])("groups: %s", (_, one) => {
  check(grouped, one);
});

const withMore = (part: string) =>
  `${HEAD}groups:\n  Base: { shop_id: ulid }\n  More: ${part}\nevents:\n  ORDER_PLACED: { include: [Base, More], data: {} }\n`;

test.each([
  slip(
    "{ include: [Base], data: { note: string } }",
    "unknown-key",
    "include",
    "Remove it, and include both groups in the event types: a group cannot include another.",
    "{ note: string }",
  ),
  slip(
    "{ include: [Base], note: string }",
    "unknown-key",
    "include",
    "Remove it, and include both groups in the event types: a group cannot include another.",
    "{ note: string }",
  ),
  slip(
    "{ include: Base, note: string }",
    "unknown-field-type",
    "Base",
    "Remove it, and include both groups in the event types: a group cannot include another.",
    "{ note: string }",
  ),
  slip(
    "{ data: { note: string } }",
    "unknown-key",
    "data",
    'Remove "data:", and write the fields directly under the name of the group.',
    "{ note: string }",
  ),
  slip(
    "{ fields: { note: { type: string, maxLength: 5 } } }",
    "unknown-key",
    "fields",
    'Remove "fields:", and write the fields directly under the name of the group.',
    "{ note: { type: string, maxLength: 5 } }",
  ),
  slip(
    "{ description: Who did it., note: string }",
    "unknown-field-type",
    "Who did it.",
    "Make it a comment of YAML, which begins with #: a group has only fields.",
    "{ note: string } # Who did it.",
  ),
  slip(
    "{ description: strnig, note: string }",
    "unknown-field-type",
    "strnig",
    'Did you mean "string"?',
    "{ description: string, note: string }",
  ),
  slip(
    "{ type: object, properties: { note: string }, required: [note] }",
    "unknown-key",
    "properties",
    'Write "More: { note: string }".',
    "{ note: string }",
  ),
])("a group: %s", (_, one) => {
  check(withMore, one);
});

test.each([
  "{ data: { type: string, maxLength: 5 } }",
  "{ data: { type: object, properties: { note: string } } }",
  "{ include: string, description: string, type: string }",
])("a group can have fields with the names of keys: %s", (group) => {
  expect(found(withMore(group))).toEqual([]);
});

const metadata = (part: string) =>
  `${HEAD}events:\n  ORDER_PLACED: { data: { shop_id: ulid } }\nmetadata: ${part}\n`;

test.each([
  slip(
    '{ actor: { type: string, required: "yes" } }',
    "wrong-type",
    '"yes"',
    'Write "required: true".',
    "{ actor: { type: string, required: true } }",
  ),
  slip(
    "{ actor: { type: string, required: 1 } }",
    "wrong-type",
    "1",
    'Write "required: true".',
    "{ actor: { type: string, required: true } }",
  ),
  slip(
    '{ actor: { type: string, required: "no" } }',
    "wrong-type",
    '"no"',
    "Remove it: metadata is optional by itself.",
    "{ actor: string }",
  ),
  slip(
    "{ actor: string, required: [actor] }",
    "wrong-type",
    "[actor]",
    'Remove it, and write "required: true" at this field: "actor: { type: string, required: true }".',
    "{ actor: { type: string, required: true } }",
  ),
  slip(
    "{ actor: string, note: [open, closed] }",
    "wrong-type",
    "[open, closed]",
    "Write { type: string, enum: [open, closed] }.",
    "{ actor: string, note: { type: string, enum: [open, closed] } }",
  ),
  slip(
    "{ type: object, properties: { actor: string } }",
    "unknown-key",
    "properties",
    'Write the fields directly under "metadata:"; they are optional without "required: true".',
    "{ actor: string }",
  ),
])("metadata: %s", (_, one) => {
  check(metadata, one);
});

const EVENTS = "events:\n  ORDER_PLACED: { data: { shop_id: ulid } }\n";

test.each([
  slip(
    "types:\n  OrderData: { type: object, properties: { shop_id: ulid } }\nevents:\n  ORDER_PLACED: { data: OrderData }\n",
    "wrong-type",
    "OrderData",
    'Move the fields of OrderData to "groups:", and write "include: [OrderData]" and "data: {}".',
    "groups:\n  OrderData: { shop_id: ulid }\nevents:\n  ORDER_PLACED: { include: [OrderData], data: {} }\n",
  ),
  slip(
    "events: [ORDER_PLACED]\n",
    "wrong-type",
    "[ORDER_PLACED]",
    'Write each event type as a key: "ORDER_PLACED: { data: { order_id: ulid } }".',
    EVENTS,
  ),
  slip(
    "events:\n  - name: ORDER_PLACED\n    data: { shop_id: ulid }\n",
    "wrong-type",
    "- name: ORDER_PLACED\n    data: { shop_id: ulid }",
    'Write each event type as a key: "ORDER_PLACED: { data: { shop_id: ulid } }".',
    EVENTS,
  ),
  slip(
    "events: {}\nallow: { hot-key: Few events are saved. }\n",
    "invalid-value",
    "{}",
    'Write it as in "events: { ORDER_PLACED: { data: { order_id: ulid } } }".',
    EVENTS,
  ),
  slip(
    `types: [Money]\n${EVENTS}`,
    "wrong-type",
    "[Money]",
    'Write it as in "types: { Money: { type: object, properties: { cents: integer }, required: [cents] } }".',
    `types: { Money: { type: object, properties: { cents: integer }, required: [cents] } }\n${EVENTS}`,
  ),
  slip(
    `streams: [order]\n${EVENTS}`,
    "wrong-type",
    "[order]",
    'Write it as in "streams: { order: { by: order_id, events: [ORDER_PLACED] } }".',
    `streams: { shop: { by: shop_id, events: [ORDER_PLACED] } }\n${EVENTS}`,
  ),
  slip(
    `allow: [hot-key]\n${EVENTS}`,
    "wrong-type",
    "[hot-key]",
    'Write it as in "allow: { hot-key: Few events are saved. }".',
    `allow: { hot-key: Few events are saved. }\n${EVENTS}`,
    ["unused-allow"],
  ),
  slip(
    `lookups: { partition: true }\n${EVENTS}`,
    "wrong-type",
    "{ partition: true }",
    'Write it as in "lookups: [partition, partition-entity]".',
    `lookups: [partition, partition-entity]\n${EVENTS}`,
  ),
  slip(
    `imports: ./types.yaml\n${EVENTS}`,
    "wrong-type",
    "./types.yaml",
    "Write a list: [./types.yaml].",
    EVENTS,
  ),
  slip(
    `enums: { Currency: [EUR] }\n${EVENTS}`,
    "unknown-key",
    "enums",
    'Declare each under "types:", such as "types: { Currency: { type: string, enum: [EUR, USD] } }".',
    `types: { Currency: { type: string, enum: [EUR] } }\n${EVENTS}`,
  ),
  slip(
    `groups:\n  Audit: { type: object, properties: { by: string } }\n${EVENTS}`,
    "unknown-key",
    "properties",
    'Write "Audit: { by: string }".',
    `groups:\n  Audit: { by: string }\n${EVENTS}`,
  ),
  slip(
    `groups:\n  Audit:\n${EVENTS}`,
    "wrong-type",
    "",
    'Write it as in "Audit: { created_by: string }".',
    `groups:\n  Audit: { created_by: string }\n${EVENTS}`,
  ),
])("a section: %s", (_, one) => {
  check(events, one);
});

test.each([
  ["Decimal10_2", 'Rename it, for example to "Money".'],
  ["Decimal_10", 'Did you mean "Decimal10"?'],
  ["money", 'Did you mean "Money"?'],
  ["Prämie", 'Did you mean "Pramie"?'],
  ["1st", 'Rename it, for example to "Money".'],
  ["K".repeat(65), "Shorten it to 64 characters or fewer."],
])("a type named %s gets the help %s", (name, help) => {
  expect(found(`${HEAD}types: { ${name}: string }\n${EVENTS}`)).toEqual([
    { code: "invalid-name", at: name, help },
  ]);
});

const types = (part: string) => `${HEAD}types:\n${part}${EVENTS}`;
const tagged = (one: string, other: string) =>
  `  One: { type: object, properties: { kind: ${one} }, required: [kind] }\n  Two: { type: object, properties: { kind: ${other} }, required: [kind] }\n  Both: { oneOf: [One, Two], discriminator: { propertyName: kind } }\n`;
const TEXTS = tagged('{ type: string, const: "1" }', '{ type: string, const: "2" }');

test.each([
  slip(
    tagged("{ type: integer, const: 1 }", "{ type: integer, const: 2 }"),
    "union-tag",
    "One",
    "Write its value as a string: 'kind: { type: string, const: \"1\" }'.",
    TEXTS,
  ),
  slip(
    tagged("{ type: boolean, const: true }", "{ type: boolean, const: false }"),
    "union-tag",
    "One",
    "Write its value as a string: 'kind: { type: string, const: \"true\" }'.",
    TEXTS,
  ),
  slip(
    tagged("string", "{ type: string, const: b }"),
    "union-tag",
    "One",
    'Give the branch the property "kind: { type: string, const: … }", and list "kind" under its "required".',
    TEXTS,
  ),
  slip(
    '  Node: { type: object, properties: { kids: { type: "Node[]", minItems: 1 } }, required: [kids] }\n',
    "endless-type",
    "Node",
    'Remove "minItems" from "kids", so that the list may be empty.',
    '  Node: { type: object, properties: { kids: "Node[]" }, required: [kids] }\n',
  ),
  slip(
    '  Nodes: { type: "Node[]", minItems: 1 }\n  Node: { type: object, properties: { kids: Nodes }, required: [kids] }\n',
    "endless-type",
    "Nodes",
    'Remove "minItems" from "Nodes", so that the list may be empty.',
    '  Nodes: "Node[]"\n  Node: { type: object, properties: { kids: Nodes }, required: [kids] }\n',
  ),
  slip(
    "  Node: { type: object, properties: { next: Node }, required: [next] }\n",
    "endless-type",
    "Node",
    'Make a property that leads back to "Node" optional or nullable, or a list that may be empty.',
    "  Node: { type: object, properties: { next: Node } }\n",
  ),
])("named types: %s", (_, one) => {
  check(types, one);
});
