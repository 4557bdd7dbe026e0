import { describe, expect, test } from "vitest";
import { importReader } from "../../generator/src/workspace/import-reader.js";
import { temporaryFolder, write } from "../cli/support.js";
import { allCodesOf, allDiagnosticsOf } from "../language/support.js";

const EVENT = "  ORDER_SENT:\n    data:\n      shop_id: ulid\n";
const HEAD = `version: 1\nname: Store\npartition: shop_id\nevents:\n${EVENT}`;
const CAMEL = HEAD.replace("name: Store", "name: Store\nid_suffix: Id").replaceAll(
  "shop_id",
  "shopId",
);

/** The warnings of the rule: path and help. */
function idLike(yaml: string) {
  const found = allDiagnosticsOf(yaml).filter(({ code }) => code === "id-like-name");
  return found.map(({ path, help }) => [path.join("."), help?.replace(/; or give a reason.*/, "")]);
}

const names = (yaml: string) => idLike(yaml).map(([path]) => path);
const field = (name: string, type = "ulid", head = HEAD) =>
  `${head}      ${/^[\w?]+$/.test(name) ? name : JSON.stringify(name)}: ${type}\n`;
const marked = ', or mark it with "lookup: false" if no query uses it';

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
  expect(idLike(field(name))).toEqual([
    [`events.ORDER_SENT.data.${name}`, `Rename it to "${legal}"${marked}`],
  ]);
  expect(allCodesOf(field(legal))).toEqual([]);
  expect(allCodesOf(field(legal, "{ type: ulid, lookup: false }"))).toEqual([]);
});

test.each([
  ["order_id", "orderId"],
  ["assigned_to_user_id", "assignedToUserId"],
  ["productID", "productId"],
  ["node_ID", "nodeId"],
  ["HTTPNodeID", "httpNodeId"],
])("with id_suffix: Id, the field %s should be %s", (name, legal) => {
  expect(idLike(field(name, "ulid", CAMEL))).toEqual([
    [`events.ORDER_SENT.data.${name}`, `Rename it to "${legal}"${marked}`],
  ]);
  expect(allCodesOf(field(legal, "ulid", CAMEL))).toEqual([]);
});

test("with id_suffix: ID, fields should end in ID", () => {
  const head = CAMEL.replace("id_suffix: Id", "id_suffix: ID").replaceAll("shopId", "shopID");
  expect(idLike(field("orderId", "ulid", head))).toEqual([
    ["events.ORDER_SENT.data.orderId", `Rename it to "orderID"${marked}`],
  ]);
  expect(allCodesOf(field("orderID", "ulid", head))).toEqual([]);
});

test.each(["id", "ID", "Id"])(
  "the field %s says no entity that an id could be named by",
  (name) => {
    const [warning] = idLike(field(name));
    expect(warning?.[1]).toBe(`Rename it to "<entity>_id", such as "order_id"${marked}`);
  },
);

test("the example for a bare id is the event type without its verb, or the group", () => {
  const camel = field("id", "ulid", CAMEL).replace("ORDER_SENT", "SHOPPING_CART_CONFIRMED");
  expect(idLike(camel)[0]?.[1]).toContain('"<entity>Id", such as "shoppingCartId"');
  const plural = field("id").replace("ORDER_SENT", "GUESTS_MERGED");
  expect(idLike(plural)[0]?.[1]).toContain('such as "guest_id"');
  const group = `${HEAD.replace("    data", "    include: [Customer]\n    data")}groups:\n  Customer: { id: ulid }\n`;
  expect(idLike(group)).toEqual([
    ["groups.Customer.id", `Rename it to "<entity>_id", such as "customer_id"${marked}`],
  ]);
});

test("an event type of many words is most likely not named after one entity", () => {
  const named = (type: string) => idLike(field("id").replace("ORDER_SENT", type))[0]?.[1];
  expect(named("SHOPPING_CART_LINE_ADDED")).toContain('such as "shopping_cart_line_id"');
  expect(named("DEV_CDEVENTS_PIPELINERUN_FINISHED_0_3_0")).toContain('such as "order_id"');
});

test("ids are strings, and are not null", () => {
  const [number] = idLike(field("orderId", "integer"));
  expect(number?.[1]).toBe(`Rename it to "order_id", make it a string${marked}`);
  const [nullable] = idLike(field("orderId", "{ type: integer, nullable: true }"));
  expect(nullable?.[1]).toBe(
    `Rename it to "order_id?", make it a string, remove "nullable"${marked}`,
  );
  expect(allCodesOf(field("order_id?", "string"))).toEqual([]);
});

test("where the right name is taken, there is one id too many", () => {
  const yaml = `${field("orderId")}      order_id: ulid\n`;
  expect(idLike(yaml)).toEqual([
    ["events.ORDER_SENT.data.orderId", 'Remove it: "order_id" is a field, too'],
  ]);
});

test.each([
  ["paid", "string"],
  ["valid", "string"],
  ["uuid", "string"],
  ["GRID", "string"],
  ["orderid", "string"],
  ["kids", "string"],
  ["identity", "string"],
  ["id_card", "string"],
  ["orderId2", "string"],
  ["isPaid", "string"],
  ["価格", "string"],
  ["hasId", "boolean"],
  ["hasId", "{ type: boolean, const: true }"],
  ["taxIds", "{ type: object, additionalProperties: string }"],
  ["orderId", "json"],
  ["orderId", "{ type: object, properties: { name: string } }"],
  ["rowIds", '"ulid[][]"'],
])("%s of the type %s is no id", (name, type) => {
  expect(idLike(field(name, type))).toEqual([]);
});

test("an optional field is reported with its key", () => {
  expect(names(field("orderId?"))).toEqual(["events.ORDER_SENT.data.orderId?"]);
});

test("legal id fields, lists of ids, and fields of metadata are not reported", () => {
  const metadata = "metadata: { userId: string, correlation_id: ulid }\n";
  const ids = `      a_id: ulid
      b_id?: { type: ulid, lookup: false }
      c_ids: { type: "ulid[]", entity: c, maxItems: 3 }
`;
  expect(idLike(`${HEAD}${ids}${metadata}`)).toEqual([]);
});

test("a name is reported once, where it is first", () => {
  const yaml = `${field("orderId")}${EVENT.replace("SENT", "PAID")}      orderId: ulid\n`;
  expect(names(yaml)).toEqual(["events.ORDER_SENT.data.orderId"]);
});

test("names of one id are reported once, and a bare name for each entity", () => {
  const object = (property: string) => `{ type: object, properties: { ${property}: ulid } }`;
  const same = `${field("order", object("orderId"))}      other: ${object("order_id")}\n`;
  expect(names(same)).toEqual(["events.ORDER_SENT.data.order.properties.orderId"]);
  const bare = `${field("order", object("id"))}      user: ${object("id")}\n      also: ${object("user_id")}\n`;
  expect(names(bare)).toEqual([
    "events.ORDER_SENT.data.order.properties.id",
    "events.ORDER_SENT.data.user.properties.id",
  ]);
});

test("an id of a group is reported there, once", () => {
  const event = (name: string) => `  ${name}: { include: [Base], data: { shop_id: ulid } }\n`;
  const yaml = `version: 1\nname: Store\npartition: shop_id\nevents:\n${event("A")}${event("B")}groups:\n  Base: { orderId: ulid }\n`;
  expect(names(yaml)).toEqual(["groups.Base.orderId"]);
});

describe("of a group", () => {
  const schema = (a: string, b: string, group = "orderId: ulid") => `version: 1
name: Store
partition: shop_id
groups:
  Base: { shop_id: ulid, ${group} }
events:
  A: { include: [Base], data: { ${a} } }
  B: { include: [Base], data: { ${b} } }
`;
  const lines = "lines: { type: array, items: { type: object, properties: { product_id: ulid } } }";
  const ids = 'products: { type: "ulid[]", entity: product, maxItems: 2 }';

  test("an id is too many only where all event types have the right one", () => {
    const [[, all] = [], [, some] = []] = [
      schema("order_id: ulid", "order_id: ulid"),
      schema("order_id: ulid", ""),
    ].flatMap((yaml) => idLike(yaml));
    expect(all).toBe('Remove it: "order_id" is a field, too');
    expect(some).toBe(`Rename it to "order_id"${marked}`);
  });

  test("a nested id is reported where one event type lacks it", () => {
    expect(names(schema(ids, "", lines))).toEqual([
      "groups.Base.lines.items.properties.product_id",
    ]);
    expect(names(schema("", ids, lines))).toHaveLength(1);
    expect(names(schema(ids, ids, lines))).toEqual([]);
    expect(names(schema("", "", `${lines}, ${ids}`))).toEqual([]);
  });

  test("an id is not reported if no event type includes the group", () => {
    const yaml = schema("shop_id: ulid", "shop_id: ulid").replaceAll("include: [Base], ", "");
    expect(names(yaml)).toEqual([]);
  });
});

test("an id that the partition or a stream names has an error, and no warning", () => {
  const stream = (id: string) => `streams:\n  s: { by: ${id}, events: [ORDER_SENT] }\n`;
  expect(allCodesOf(`${field("customerId")}${stream("customerId")}`)).toEqual(["id-suffix"]);
  expect(allCodesOf(`${field("order_id", "ulid", CAMEL)}${stream("order_id")}`)).toEqual([
    "id-suffix",
  ]);
  const other = `${field("customerId")}      orderId: ulid\n${stream("customerId")}`;
  expect(names(other)).toEqual(["events.ORDER_SENT.data.orderId"]);
  expect(names(`${field("orderId")}${stream("order_line")}`)).toHaveLength(1);
  const nested = "line: { type: object, properties: { customer_id: ulid } }";
  expect(allCodesOf(`${field("customerId")}      ${nested}\n${stream("customerId")}`)).toEqual([
    "id-suffix",
  ]);
  expect(allCodesOf(field("storeId").replace("partition: shop_id", "partition: storeId"))).toEqual([
    "id-suffix",
  ]);
});

describe("a field with lookup: false", () => {
  const unused = "{ type: ulid, lookup: false }";

  test("is an id of which nobody needs another one", () => {
    const nested = "      line: { type: object, properties: { order_id: ulid } }\n";
    expect(names(field("orderId", unused) + nested)).toEqual([]);
    expect(names(field("orderNo", "ulid") + nested)).toEqual([
      "events.ORDER_SENT.data.line.properties.order_id",
    ]);
  });

  test("is no sign that the schema lacks its suffix", () => {
    const yaml = (type: string) =>
      `version: 1\nname: Store\nevents:\n  ORDER_SENT: { data: { orderId: ${type} } }\n`;
    expect(names(yaml(unused))).toEqual([]);
    expect(names(yaml("ulid"))).toHaveLength(1);
  });
});

describe("a list of ids", () => {
  const whole = (key: string, type = "ulid") =>
    `Write '${key}: { type: "${type}[]", entity: order, maxItems: 20 }'${marked}`;
  const written = (help: string) => /'(.*)'/.exec(help)?.[1] as string;

  test.each([
    ["order_ids", "ulid[]", whole("order_ids")],
    ["orderIds", "string[]", whole("orderIds", "string")],
    ["orderIDs", '{ type: "uuid[]", nullable: true }', whole("orderIDs?", "uuid")],
    ["ORDER_IDS?", "integer[]", whole("ORDER_IDS?", "string")],
    ["orderIds", "OrderIds", whole("orderIds", "uuid")],
    ["orderIds", '"OrderKey[]"', whole("orderIds", "ulid")],
    ["order_ids", "string", whole("order_ids", "string")],
    ["orderId", "ulid[]", whole("orderId")],
  ])("%s: %s needs an entity and a limit", (name, type, help) => {
    const types = "types:\n  OrderIds: uuid[]\n  OrderKey: ulid\n";
    expect(idLike(`${field(name, type)}${types}`)).toEqual([
      [`events.ORDER_SENT.data.${name}`, help],
    ]);
    expect(allCodesOf(`${HEAD}      ${written(help)}\n`)).toEqual([]);
  });

  test("a mapping is kept", () => {
    const list = (more: string) => `{ type: array, items: { type: string, minLength: 3 }${more} }`;
    const help = (more: string) => idLike(field("order_ids", list(more)))[0]?.[1];
    expect(help("")).toBe(`Add "entity: order" and "maxItems: 20" to it${marked}`);
    expect(help(", maxItems: 3")).toBe(`Add "entity: order" to it${marked}`);
    expect(allCodesOf(field("order_ids", list(", entity: order, maxItems: 20")))).toEqual([]);
  });

  test("the entity is spelled like the ids of the schema, or is that of the event type", () => {
    const help = (name: string, head: string) => idLike(field(name, "ulid[]", head))[0]?.[1];
    expect(help("guestStayIds", CAMEL)).toContain("entity: guestStay,");
    expect(help("guestStayIds", HEAD)).toContain("entity: guest_stay,");
    expect(help("guestStaysIds", HEAD)).toContain("entity: guest_stay,");
    expect(help("statusIds", HEAD)).toContain("entity: status,");
    expect(help("3dModelIds", HEAD)).toContain("entity: product,");
    expect(help("ids", HEAD)).toContain("entity: order,");
  });
});

describe("a schema without id fields", () => {
  const schema = (...fields: string[]) =>
    `version: 1\nname: Store\nevents:\n  ORDER_SENT: { data: { ${fields.join(", ")} } }\n`;
  const with_ = (suffix: string, yaml: string) =>
    yaml.replace("events:", `id_suffix: ${suffix}\nevents:`);
  const first = "events.ORDER_SENT.data.orderId";

  test.each([
    ["Id", ["orderId"], '"orderId" is an id field'],
    ["Id", ["orderId", "customerId"], '"orderId" and "customerId" are id fields'],
    ["Id", ["orderId", "aId", "bId"], '"orderId", "aId" and "bId" are id fields'],
    ["Id", ["orderId", "aId", "bId", "cId"], '"orderId", "aId", "bId" and "cId" are id fields'],
    [
      "Id",
      ["orderId", "aId", "bId", "cId", "dId"],
      '"orderId", "aId", "bId" and 2 other fields are id fields',
    ],
    ["ID", ["orderID", "customerID"], '"orderID" and "customerID" are id fields'],
  ])("lacks id_suffix: %s for %j", (suffix, ids, help) => {
    const yaml = schema(...ids.map((id) => `${id}: ulid`));
    expect(idLike(yaml)).toEqual([
      [
        `events.ORDER_SENT.data.${ids[0]}`,
        `Add "id_suffix: ${suffix}" at the top, so that ${help}`,
      ],
    ]);
    expect(allCodesOf(with_(suffix, yaml))).toEqual(["hot-key"]);
  });

  test("each other thing about ids is said with the suffix that it will have", () => {
    const yaml = schema(
      "orderId: ulid",
      "lines: { type: array, items: { type: object, properties: { productId: ulid } } }",
      "customer: { type: object, properties: { id: ulid } }",
      '"guestIds": "ulid[]"',
    );
    expect(idLike(yaml)).toEqual([
      [first, 'Add "id_suffix: Id" at the top, so that "orderId" is an id field'],
      [
        "events.ORDER_SENT.data.lines.items.properties.productId",
        `Add 'productIds: { type: "ulid[]", entity: product, maxItems: 20 }' to the data of the event type`,
      ],
      [
        "events.ORDER_SENT.data.customer.properties.id",
        'Add "customerId: ulid" to the data of the event type',
      ],
      [
        "events.ORDER_SENT.data.guestIds",
        `Write 'guestIds: { type: "ulid[]", entity: guest, maxItems: 20 }'${marked}`,
      ],
    ]);
    const fixed = with_(
      "Id",
      schema(
        "orderId: ulid",
        "lines: { type: array, items: { type: object, properties: { productId: ulid } } }",
        'productIds: { type: "ulid[]", entity: product, maxItems: 20 }',
        "customer: { type: object, properties: { id: ulid } }",
        "customerId: ulid",
        'guestIds: { type: "ulid[]", entity: guest, maxItems: 20 }',
      ),
    );
    expect(allCodesOf(fixed)).not.toContain("id-like-name");
  });

  test("that has ids only inside of fields needs their suffix, too", () => {
    const customer = (name: string) => `customer: { type: object, properties: { ${name}: ulid } }`;
    const path = "events.ORDER_SENT.data.customer.properties";
    expect(idLike(schema(customer("chainId")))).toEqual([
      [
        `${path}.chainId`,
        'Add "chainId: ulid" to the data of the event type, and "id_suffix: Id" at the top',
      ],
    ]);
    const fixed = with_("Id", schema(customer("chainId"), "chainId: ulid"));
    expect(allCodesOf(fixed)).toEqual(["hot-key"]);
    expect(idLike(schema(customer("chain_id")))).toEqual([
      [`${path}.chain_id`, 'Add "chain_id: ulid" to the data of the event type'],
    ]);
  });

  test("in which names end differently, or do not say the entity, has one warning for each name", () => {
    expect(idLike(schema("orderId: ulid", "productID: ulid"))).toEqual([
      [first, `Rename it to "order_id"${marked}`],
      ["events.ORDER_SENT.data.productID", `Rename it to "product_id"${marked}`],
    ]);
    expect(idLike(schema("id: ulid"))).toHaveLength(1);
    expect(idLike(schema("orderId: integer"))).toEqual([
      [first, `Rename it to "order_id", make it a string${marked}`],
    ]);
  });

  test("is another one if it has an id field, or says its suffix", () => {
    expect(idLike(schema("orderId: ulid", "shop_id: ulid"))).toEqual([
      [first, `Rename it to "order_id"${marked}`],
    ]);
    const list = 'shops: { type: "ulid[]", entity: shop, maxItems: 2 }';
    expect(idLike(schema("orderId: ulid", list))).toEqual([
      [first, `Rename it to "order_id"${marked}`],
    ]);
    expect(idLike(with_("_id", schema("orderId: ulid")))).toEqual([
      [first, `Rename it to "order_id"${marked}`],
    ]);
  });

  test("has an error and no warning where it depends on ids", () => {
    expect(allCodesOf(`${schema("shopId: ulid", "orderId: ulid")}partition: shopId\n`)).toEqual([
      "id-suffix",
    ]);
    expect(allCodesOf(`${schema("orderId: ulid")}lookups: [entity]\n`)).toEqual(["id-suffix"]);
  });
});

describe("inside a field", () => {
  const object = (properties: string) => `{ type: object, properties: { ${properties} } }`;
  const lift = (name: string) => `Add "${name}: ulid" to the data of the event type`;
  const liftList = (name: string) =>
    `Add '${name}_ids: { type: "ulid[]", entity: ${name}, maxItems: 20 }' to the data of the event type`;

  test.each([
    ["an object", object("customer_id: ulid"), "properties.customer_id", lift("customer_id")],
    [
      "an object of an object",
      object(`a: ${object("customer_id: ulid")}`),
      "properties.a.properties.customer_id",
      lift("customer_id"),
    ],
    [
      "a list",
      `{ type: array, items: ${object("customerId: ulid")} }`,
      "items.properties.customerId",
      liftList("customer"),
    ],
    [
      "a map",
      `{ type: object, additionalProperties: ${object("customer_id: ulid")} }`,
      "additionalProperties.properties.customer_id",
      liftList("customer"),
    ],
    [
      "an object",
      object('customer_ids: "ulid[]"'),
      "properties.customer_ids",
      liftList("customer"),
    ],
  ])("an id of %s is reported, also with a legal name", (_, type, path, help) => {
    expect(idLike(field("x", type))).toEqual([[`events.ORDER_SENT.data.x.${path}`, help]]);
    const lifted = '      customer_ids: { type: "ulid[]", entity: customer, maxItems: 20 }\n';
    expect(idLike(`${field("x", type)}${lifted}`)).toEqual([]);
  });

  test("a bare id is named after the object that has it, where one has", () => {
    expect(idLike(field("customer", object("id: ulid")))[0]?.[1]).toBe(lift("customer_id"));
    const list = `{ type: array, items: ${object("id: ulid")} }`;
    expect(idLike(field("lines", list))[0]?.[1]).toBe(liftList("line"));
    const map = `{ type: object, additionalProperties: ${object("id: ulid")} }`;
    expect(idLike(field("lines", map))[0]?.[1]).toBe(
      `Add a list such as 'product_ids: { type: "ulid[]", entity: product, maxItems: 20 }' to the data of the event type`,
    );
  });

  test("the lifted list is the one that is missing, also of a plural", () => {
    const yaml = field("x", object('purchasesIds: "uuid[]"'));
    const list = 'purchase_ids: { type: "uuid[]", entity: purchase, maxItems: 20 }';
    expect(idLike(yaml)[0]?.[1]).toBe(`Add '${list}' to the data of the event type`);
    expect(allCodesOf(`${yaml}      ${list}\n`)).toEqual([]);
  });

  test("with id_suffix: Id, the lifted id ends in Id", () => {
    expect(idLike(field("customer", object("customer_id: ulid"), CAMEL))[0]?.[1]).toBe(
      lift("customerId"),
    );
  });

  test("an id that is a number is added as a string", () => {
    expect(idLike(field("customer", object("id: integer")))[0]?.[1]).toBe(
      'Add "customer_id: string" to the data of the event type',
    );
  });

  test("a property that cannot be an id is not reported", () => {
    expect(idLike(field("x", object("has_id: boolean, tax_ids: object")))).toEqual([]);
  });

  test("an id that the event type has as a field as well is not reported", () => {
    const line = object("productId: ulid");
    const lifted = "      product_id: ulid\n";
    expect(idLike(`${field("line", line)}${lifted}`)).toEqual([]);
    const other = `${EVENT.replace("SENT", "PAID")}      line: ${line}\n`;
    expect(names(`${field("line", line)}${lifted}${other}`)).toEqual([
      "events.ORDER_PAID.data.line.properties.productId",
    ]);
  });

  const types = `types:
  Order: { type: object, properties: { lines: "Line[]", first: Line } }
  Line: { type: object, properties: { product_id: ulid, parent: Line } }
  Unused: { type: object, properties: { other_id: ulid } }
`;

  test("an id of a named type is reported there, also of one that leads to itself", () => {
    const path = "types.Line.properties.product_id";
    expect(idLike(`${field("order", "Order")}${types}`)).toEqual([[path, liftList("product")]]);
    expect(idLike(`${field("order", '"Order[]"')}${types}`)).toEqual([[path, liftList("product")]]);
    expect(idLike(`${field("line", "Line")}${types}`)).toEqual([[path, lift("product_id")]]);
    expect(idLike(`${field("lines", '"Line[]"')}${types}`)).toEqual([[path, liftList("product")]]);
  });

  test("an id of an imported type is reported at the field that has it", () => {
    const folder = temporaryFolder({ "types.yaml": `version: 1\n${types}` });
    write(folder, "events.yaml", `${field("order", "Order")}imports: [./types.yaml]\n`);
    const yaml = `${field("order", "Order")}imports: [./types.yaml]\n`;
    const found = allDiagnosticsOf(yaml, importReader("events.yaml", folder));
    expect(found.map(({ code, file, path }) => [code, file, path.join(".")])).toEqual([
      ["id-like-name", "events.yaml", "events.ORDER_SENT.data.order"],
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

test("a list of lists is none of ids, and a type can be a list of itself", () => {
  const types = 'types:\n  Tree: "Tree[]"\n';
  expect(idLike(`${field("order_ids", "Tree")}${types}`)).toEqual([]);
  expect(idLike(field("order_ids", '"ulid[][]"'))).toEqual([]);
});

test("a field that is reported as a misspelt partition is not reported again", () => {
  const yaml = HEAD.replace("      shop_id: ulid", "      shop_Id: ulid");
  expect(allCodesOf(yaml)).toEqual(["unknown-partition"]);
});
