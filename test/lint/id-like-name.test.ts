import { describe, expect, test } from "vitest";
import { importReader } from "../../generator/src/workspace/import-reader.js";
import { temporaryFolder, write } from "../cli/support.js";
import { allDiagnosticsOf } from "../language/support.js";

const EVENT = "  A:\n    data:\n      shop_id: ulid\n";
const HEAD = `version: 1\nname: Store\npartition: shop_id\nevents:\n${EVENT}`;

/** The warnings of the rule: path and help. */
function idLike(yaml: string) {
  const found = allDiagnosticsOf(yaml).filter(({ code }) => code === "id-like-name");
  return found.map(({ path, help }) => [path.join("."), help?.replace(/; or give a reason.*/, "")]);
}

const names = (yaml: string) => idLike(yaml).map(([path]) => path);
const field = (name: string, type = "ulid") => `${HEAD}      ${JSON.stringify(name)}: ${type}\n`;

test.each([
  ["orderId", "order_id"],
  ["assignedToUserId", "assigned_to_user_id"],
  ["productID", "product_id"],
  ["USER_ID", "user_id"],
  ["user_Id", "user_id"],
  ["order-id", "order_id"],
  ["order.id", "order_id"],
  ["Order id", "order_id"],
])("the field %s should be %s", (name, legal) => {
  expect(idLike(field(name))).toEqual([[`events.A.data.${name}`, `Rename it to "${legal}"`]]);
});

test.each(["id", "ID", "Id"])(
  "the field %s says no entity that an id could be named by",
  (name) => {
    const [warning] = idLike(field(name));
    expect(warning?.[1]).toBe(`Rename it to "<entity>_id", such as "order_id"`);
  },
);

test.each(["order_ids", "orderIds", "orderIDs", "ORDER_IDS"])("%s is a list of ids", (name) => {
  const help = 'Add "order_id" to the data of an event type that is to be found by one of them';
  expect(idLike(field(name, "ulid[]"))).toEqual([[`events.A.data.${name}`, help]]);
});

test.each([
  "paid",
  "valid",
  "uuid",
  "GRID",
  "orderid",
  "kids",
  "identity",
  "id_card",
  "orderId2",
  "isPaid",
  "価格",
])("%s is no id", (name) => {
  expect(idLike(field(name, "string"))).toEqual([]);
});

test("an optional field is reported with its key", () => {
  expect(names(field("orderId?"))).toEqual(["events.A.data.orderId?"]);
});

test("legal id fields, and fields of metadata, are not reported", () => {
  const metadata = "metadata: { userId: string, correlation_id: ulid }\n";
  const ids = "      a_id: ulid\n      b_id?: { type: ulid, lookup: false }\n";
  expect(idLike(`${HEAD}${ids}${metadata}`)).toEqual([]);
});

test("a name is reported once, where it is first", () => {
  const yaml = `${HEAD}      orderId: ulid\n${EVENT.replace("A", "B")}      orderId: ulid\n`;
  expect(names(yaml)).toEqual(["events.A.data.orderId"]);
});

test("a misspelt partition is one error, and the warning names its field", () => {
  const yaml = field("shopId").replace("      shop_id: ulid\n", "");
  expect(allDiagnosticsOf(yaml).map(({ code }) => code)).toEqual([
    "unknown-partition",
    "id-like-name",
  ]);
});

describe("inside a field", () => {
  const object = (properties: string) => `{ type: object, properties: { ${properties} } }`;
  const lift = (name: string) => `Add "${name}" to the data of the event type`;

  test.each([
    ["an object", object("customer_id: ulid"), "properties.customer_id"],
    [
      "a list",
      `{ type: array, items: ${object("customerId: ulid")} }`,
      "items.properties.customerId",
    ],
    [
      "a map",
      `{ type: object, additionalProperties: ${object("customer_id: ulid")} }`,
      "additionalProperties.properties.customer_id",
    ],
    [
      "an object of an object",
      object(`a: ${object("customer_id: ulid")}`),
      "properties.a.properties.customer_id",
    ],
  ])("an id of %s is reported, also with a legal name", (_, type, path) => {
    expect(idLike(field("x", type))).toEqual([[`events.A.data.x.${path}`, lift("customer_id")]]);
  });

  test("a bare id is named after the object that has it, where one has", () => {
    expect(idLike(field("customer", object("id: ulid")))[0]?.[1]).toBe(lift("customer_id"));
    const list = `{ type: array, items: ${object("id: ulid")} }`;
    expect(idLike(field("lines", list))[0]?.[1]).toBe(
      'Add "<entity>_id", such as "order_id" to the data of the event type',
    );
  });

  test("an id that the event type has as a field as well is not reported", () => {
    const line = object("productId: ulid");
    const lifted = "      product_id: ulid\n";
    expect(idLike(`${field("line", line)}${lifted}`)).toEqual([]);
    const other = `${EVENT.replace("A", "B")}      line: ${line}\n`;
    expect(names(`${field("line", line)}${lifted}${other}`)).toEqual([
      "events.B.data.line.properties.productId",
    ]);
  });

  const types = `types:
  Order: { type: object, properties: { lines: "Line[]" } }
  Line: { type: object, properties: { product_id: ulid, parent: Line } }
  Unused: { type: object, properties: { other_id: ulid } }
`;

  test("an id of a named type is reported there, also of one that leads to itself", () => {
    expect(idLike(`${field("order", "Order")}${types}`)).toEqual([
      ["types.Line.properties.product_id", lift("product_id")],
    ]);
    expect(names(`${field("orders", '"Order[]"')}${types}`)).toEqual([
      "types.Line.properties.product_id",
    ]);
  });

  test("an id of an imported type is reported at the field that has it", () => {
    const folder = temporaryFolder({ "types.yaml": `version: 1\n${types}` });
    write(folder, "events.yaml", `${field("order", "Order")}imports: [./types.yaml]\n`);
    const yaml = `${field("order", "Order")}imports: [./types.yaml]\n`;
    const found = allDiagnosticsOf(yaml, importReader("events.yaml", folder));
    expect(found.map(({ code, file, path }) => [code, file, path.join(".")])).toEqual([
      ["id-like-name", "events.yaml", "events.A.data.order"],
    ]);
  });

  test("a file that has only types has no warning", () => {
    expect(allDiagnosticsOf(`version: 1\n${types}`)).toEqual([]);
  });

  test("an id of a branch of a union is reported", () => {
    const branch = (kind: string) =>
      `  ${kind}: { type: object, properties: { kind: { type: string, const: ${kind} }, card_id: ulid }, required: [kind] }\n`;
    const union = "{ oneOf: [Card, Cash], discriminator: { propertyName: kind } }";
    expect(names(`${field("payment", union)}types:\n${branch("Card")}${branch("Cash")}`)).toEqual([
      "types.Card.properties.card_id",
    ]);
  });
});

test("allow turns it off, and is not unused", () => {
  const allow = "allow: { id-like-name: Another service names them so. }\n";
  expect(allDiagnosticsOf(`${field("orderId")}${allow}`)).toEqual([]);
});
