import { expect, test } from "vitest";
import { shown } from "../language/slips.js";
import { allCodesOf, allDiagnosticsOf, codesOf } from "../language/support.js";

const orders = (first: string, streams: string) =>
  `version: 1\nname: Shop\nlookups: []\nevents:\n  ${first}: { data: { order_id: ulid, user_id: ulid } }\n  ORDER_PAID: { data: { order_id: ulid, user_id: ulid } }\nstreams:\n${streams}`;
const ONE_STREAM = "  order: { by: order_id, events: [ORDER_PLACED, ORDER_PAID] }\n";
const TWO_STREAMS = `${ONE_STREAM}  user: { by: user_id, events: [ORDER_PAID, ORDER_PLACED] }\n`;

test("an event type that several streams list is reported where it is declared", () => {
  expect(shown(orders("ORDER_PLACDE", TWO_STREAMS))).toEqual({
    code: "unknown-event-type",
    at: "ORDER_PLACDE",
    related: ["ORDER_PLACED", "ORDER_PLACED"],
    help: 'Rename "ORDER_PLACDE" to "ORDER_PLACED", or change what the streams list.',
  });
});

test("where one use differs from one declaration, both are shown", () => {
  expect(shown(orders("ORDER_PLACDE", ONE_STREAM))).toEqual({
    code: "unknown-event-type",
    at: "ORDER_PLACED",
    related: ["ORDER_PLACDE"],
    help: 'Did you mean "ORDER_PLACDE"?',
  });
});

test("where the declaration has other uses, the use is misspelt", () => {
  const streams = TWO_STREAMS.replace("[ORDER_PLACED,", "[ORDER_PLACDE,");
  expect(shown(orders("ORDER_PLACED", streams))).toMatchObject({
    at: "ORDER_PLACDE",
    related: [],
  });
});

test("an event type whose own name is illegal is reported once", () => {
  expect(shown(orders("OrDER_PLACED", TWO_STREAMS))).toMatchObject({
    code: "invalid-name",
    at: "OrDER_PLACED",
  });
});

const groups = (name: string, first: string, second: string) =>
  `version: 1\nname: Shop\nlookups: [entity]\ngroups:\n  ${name}: { order_id: ulid }\nevents:\n  A_MADE: { include: [${first}], data: { a_id: ulid } }\n  B_MADE: { include: [${second}], data: { b_id: ulid } }\n`;

test("a group is reported where it is declared, if several event types include it", () => {
  expect(shown(groups("Bsae", "Base", "Base"))).toEqual({
    code: "unknown-group",
    at: "Bsae",
    related: ["Base", "Base"],
    help: 'Rename "Bsae" to "Base", or change what the event types include.',
  });
  expect(shown(groups("Base", "Base", "Bsae"))).toMatchObject({ at: "Bsae", related: [] });
});

test("a group whose own name is illegal is reported once", () => {
  expect(shown(groups("bAse", "Base", "Base"))).toMatchObject({ code: "invalid-name", at: "bAse" });
});

const ids = (field: string, more = "") =>
  `version: 1\nname: Shop\nlookups: []\nevents:\n  ORDER_PLACED: { data: { ${field}: ulid } }\n  ORDER_PAID: { data: { order_id: ulid } }\nstreams:\n  order: { by: order_id, events: [ORDER_PLACED, ORDER_PAID] }\n  slow_order: { by: order_id, consistent: true, events: [ORDER_PLACED, ORDER_PAID] }\n${more}`;

test.each(["oredr_id", "order_Id", "orderid", "OrderId", "order__id"])(
  "an id that is misspelt as %s is reported at the field, once for all streams",
  (name) => {
    expect(shown(ids(name))).toEqual({
      code: "stream-field-missing",
      at: name,
      related: [],
      help: 'Did you mean "order_id"?',
    });
  },
);

test.each(["order_i", "order_ie", "order_iid", "ordre_di"])(
  "%s may be a field of its own: it is shown with the stream that lacks the id",
  (name) => {
    expect(shown(ids(name))).toMatchObject({
      code: "stream-field-missing",
      at: "ORDER_PLACED",
      related: [name],
    });
  },
);

test("a field that event types with the id have, too, is not a misspelt id", () => {
  const yaml = ids("order_ip").replace("order_id: ulid }", "order_id: ulid, order_ip: string }");
  expect(shown(yaml)).toMatchObject({ at: "ORDER_PLACED", related: [] });
});

test("an id in a group that all event types of a stream include is shown", () => {
  const yaml = `${groups("Base", "Base", "Base").replace("order_id", "order_i").replace("[entity]", "[]")}streams:\n  order: { by: order_id, events: [A_MADE, B_MADE] }\n`;
  expect(shown(yaml)).toMatchObject({
    code: "unknown-stream-field",
    at: "order_id",
    related: ["order_i"],
  });
});

test("an id of several streams is reported where it is declared, once", () => {
  const streams = (events: string) =>
    `streams:\n  order: { by: order_id, events: [A_MADE, B_MADE] }\n  old_order: { by: order_id, materialized: true, events: [${events}] }\n`;
  const yaml = groups("Base", "Base", "Base")
    .replace("order_id", "oredr_id")
    .replace("[entity]", "[]");
  for (const events of ["A_MADE, B_MADE", "B_MADE"]) {
    expect(shown(yaml + streams(events))).toEqual({
      code: "unknown-stream-field",
      at: "oredr_id",
      related: ["order_id", "order_id"],
      help: 'Rename "oredr_id" to "order_id", or change what the streams are by.',
    });
  }
  // A third stream that is by the name of the field shows that the others are wrong.
  const third = "  new_order: { by: oredr_id, events: [A_MADE] }\n";
  expect(shown(yaml + streams("B_MADE") + third)).toMatchObject({
    at: "order_id",
    related: ["order_id"],
    help: 'Did you mean "oredr_id"?',
  });
});

test("a field that misspells the id of two streams, one of which has it elsewhere, is one mistake", () => {
  const streams =
    "streams:\n  order: { by: order_id, events: [A_MADE, B_MADE] }\n  a: { by: order_id, materialized: true, events: [A_MADE] }\n";
  const yaml = `version: 1\nname: Shop\nlookups: []\nevents:\n  A_MADE: { data: { oredr_id: ulid } }\n  B_MADE: { data: { order_id: ulid } }\n${streams}`;
  expect(shown(yaml)).toMatchObject({ code: "stream-field-missing", at: "oredr_id" });
});

const partitions = (first: string, second: string) =>
  `version: 1\nname: Shop\npartition: shop_id\nevents:\n  ORDER_PLACED: { data: { ${first}: ulid } }\n  ORDER_PAID: { data: { ${second}: ulid } }\nstreams:\n  shop: { by: shop_id, events: [ORDER_PLACED, ORDER_PAID] }\n`;

test("an event type without the partition field has no second diagnostic in streams by the partition", () => {
  expect(shown(partitions("sohp_id", "shop_id"))).toMatchObject({
    code: "partition-field-missing",
    at: "sohp_id",
  });
  expect(shown(partitions("shop_iid", "shop_id"))).toMatchObject({
    code: "partition-field-missing",
    at: "ORDER_PLACED",
    related: ["shop_iid"],
  });
  expect(codesOf(partitions("total", "shop_id"))).toEqual(["partition-field-missing"]);
});

test("a partition field that no event type has is one diagnostic, with the one field that is near", () => {
  const yaml = partitions("sohp_id", "sohp_id");
  expect(shown(yaml)).toMatchObject({ code: "unknown-partition", at: "shop_id", related: [] });
  const one = yaml.replace(/ {2}ORDER_PAID: .*\n/, "").replace(", ORDER_PAID", "");
  expect(shown(one)).toMatchObject({ at: "shop_id", related: ["sohp_id"] });
});

test("options of an id at a name that is no id are one mistake of the name", () => {
  const yaml =
    "version: 1\nname: Shop\nlookups: [entity]\nevents:\n  A_MADE: { data: { a_id: ulid, b_Id: { type: ulid, entity: b } } }\n";
  expect(shown(yaml)).toMatchObject({ code: "not-an-id-field", at: "entity" });
});

const types = (declaration: string, uses: string) =>
  `version: 1\nname: Shop\nlookups: [entity]\ntypes:\n  ${declaration}\nevents:\n  A_MADE: { data: { a_id: ulid, ${uses} } }\n`;

test("a type that has itself inside is reported where it is declared", () => {
  const node = 'Ndoe: { type: object, properties: { text: string, nodes: "Node[]" } }';
  expect(shown(types(node, "first: Node"))).toMatchObject({
    code: "unknown-field-type",
    at: "Ndoe",
  });
  expect(shown(types(node, "first: string"))).toMatchObject({ at: '"Node[]"', related: ["Ndoe"] });
});

test("a type that ids and other fields use is reported where it is declared, once", () => {
  expect(shown(types("Skus: string", "b_id: Sku, c: Sku"))).toMatchObject({
    code: "unknown-field-type",
    at: "Skus",
    related: ["Sku", "Sku"],
  });
});

test("a type is not suggested for itself", () => {
  const [first] = allDiagnosticsOf(types("Money: Monye", "price: Money"));
  expect(first?.help).not.toContain('"Money"');
});

test.each(["oney", "mOney", "oMney", "Mo;ey"])(
  "a type with the illegal name %s is one mistake",
  (name) => {
    expect(shown(types(`${name}: number`, "price: Money"))).toMatchObject({
      code: "invalid-name",
      at: name,
    });
  },
);

const lists = (field: string) =>
  `version: 1\nname: Shop\nlookups: []\nevents:\n  ORDER_PLACED: { data: { order_id: ulid } }\n  ORDERS_MERGED: { data: { ${field} } }\nstreams:\n  order: { by: order_id, events: [ORDER_PLACED, ORDERS_MERGED] }\n`;

test.each([
  ["type", "unknown-key"],
  ["entity", "unknown-key"],
  ["maxItems", "unknown-key"],
])("a list of ids whose %s is misspelt has no second diagnostic in streams", (key, code) => {
  const list = 'merged: { type: "ulid[]", entity: order, minItems: 1, maxItems: 5 }';
  expect(codesOf(lists(list))).toEqual([]);
  const misspelt = `${key}e`;
  expect(shown(lists(list.replace(key, misspelt)))).toMatchObject({ code, at: misspelt });
});

test("a list of ids whose items are misspelt has no second diagnostic for its entity", () => {
  const list = 'merged: { type: "ulidd[]", entity: order, minItems: 1, maxItems: 5 }';
  const ids = list.replace("merged", "order_ids");
  expect(shown(lists(ids))).toMatchObject({ code: "unknown-field-type", at: '"ulidd[]"' });
  expect(shown(lists(list))).toMatchObject({ code: "unknown-field-type", at: '"ulidd[]"' });
});

test("an unknown entry of allow is one mistake, whatever warnings there are", () => {
  const yaml = `version: 1\nname: Shop\nevents:\n  A_MADE: { data: { a_id: ulid } }\n`;
  expect(allCodesOf(yaml)).toEqual(["hot-key"]);
  expect(shown(`${yaml}allow: { warm: Few events. }\n`)).toMatchObject({ code: "unknown-key" });
});

test("an id inside a field has no diagnostic in an event type with a broken list of ids", () => {
  const yaml = (key: string) =>
    types(
      "Line: { type: object, properties: { product_id: ulid } }",
      `product_ids: { ${key}: "ulid[]", entity: product, maxItems: 5 }, lines: "Line[]"`,
    );
  expect(allDiagnosticsOf(yaml("type"))).toEqual([]);
  expect(shown(yaml("tpye"))).toMatchObject({ code: "unknown-key", at: "tpye" });
});

test("a broken field that can be no id hides no id that is missing", () => {
  expect(codesOf(lists("total: { tpye: number }"))).toEqual([
    "unknown-key",
    "stream-field-missing",
  ]);
});

test("an id suffix that no id has is reported where it is written", () => {
  const yaml = (suffix: string) =>
    `version: 1\nname: Shop\nid_suffix: ${suffix}\npartition: shopId\nevents:\n  A_MADE: { data: { shopId: ulid, orderId: ulid } }\nstreams:\n  order: { by: orderId, events: [A_MADE] }\n`;
  expect(codesOf(yaml("Id"))).toEqual([]);
  expect(shown(yaml("ID"))).toEqual({
    code: "id-suffix",
    at: "ID",
    related: ["shopId"],
    help: 'Write "id_suffix: Id", or rename the ids of this schema.',
  });
});

test.each(["b", "y"])("by without a letter is one misspelt key", (key) => {
  const yaml = orders("ORDER_PLACED", ONE_STREAM.replace("by:", `${key}:`));
  expect(shown(yaml)).toMatchObject({
    code: "unknown-key",
    at: key,
    help: 'Did you mean "by"?',
  });
});

test("a misspelt discriminator is one misspelt key", () => {
  const branch = (name: string) =>
    `${name}: { type: object, properties: { kind: { type: string, const: ${name} } }, required: [kind] }`;
  const yaml = types(
    `${branch("A")}\n  ${branch("B")}`,
    "u: { oneOf: [A, B], discriminatro: { propertyName: kind } }",
  );
  expect(shown(yaml)).toMatchObject({ code: "unknown-key", at: "discriminatro" });
});

test("an entity that is misspelt is reported where it is written", () => {
  const list = (entity: string) =>
    lists(`merged: { type: "ulid[]", entity: ${entity}, minItems: 1, maxItems: 5 }`);
  expect(shown(list("ordre"))).toEqual({
    code: "stream-field-missing",
    at: "ordre",
    related: [],
    help: 'Did you mean "order"?',
  });
  const one = list("ordre").replace("[ORDER_PLACED, ORDERS_MERGED]", "[ORDERS_MERGED]");
  expect(shown(one)).toMatchObject({
    code: "unknown-stream-field",
    at: "order_id",
    related: ["ordre"],
  });
  const clash = list("Order")
    .replace(/streams:.*/s, "")
    .replace("[]", "[entity]");
  expect(shown(clash)).toMatchObject({
    code: "entity-clash",
    at: "Order",
    related: ["order_id"],
  });
});
