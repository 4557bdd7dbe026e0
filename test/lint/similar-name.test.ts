import { expect, test } from "vitest";
import type { ImportReader } from "../../generator/src/language/imports.js";
import { importReader } from "../../generator/src/workspace/import-reader.js";
import { temporaryFolder } from "../cli/support.js";
import { HEAD } from "../language/slips.js";
import { allCodesOf, allDiagnosticsOf } from "../language/support.js";

const SHOP = "  SHOP_OPENED: { data: { shop_id: ulid } }\n";

/** The path of each name that is like another one, and the line of that one. */
const similar = (yaml: string, reader?: ImportReader) =>
  allDiagnosticsOf(HEAD + yaml, reader)
    .filter(({ code }) => code === "similar-name")
    .map(({ path, related }) => [path.join("."), related[0]?.location.line]);
const codes = (yaml: string) => allCodesOf(HEAD + yaml);

test("two event types", () => {
  const yaml = `events:\n${SHOP}  SHOP_OPNEED: { data: { shop_id: ulid } }\n`;
  expect(similar(yaml)).toEqual([["events.SHOP_OPNEED", 5]]);
});

test("two fields of one event, or of two", () => {
  const one = "events:\n  A: { data: { shop_id: ulid, caf\u00e9: string, cafe\u0301: string } }\n";
  expect(similar(one)).toEqual([["events.A.data.cafe\u0301", 5]]);
  const two = `events:\n${SHOP}  A: { data: { shop_id: ulid, pricing: integer } }\n  B: { data: { shop_id: ulid, priicing: integer } }\n`;
  expect(similar(two)).toEqual([["events.B.data.priicing", 6]]);
});

test("ids that differ in case alone, if no query finds events by one of them", () => {
  const yaml = (options: string) =>
    `events:\n  A: { data: { shop_id: ulid, user_id: ulid } }\n  B: { data: { shop_id: ulid, uSer_id: { type: ulid${options} } } }\n`;
  expect(similar(yaml(", lookup: false"))).toEqual([["events.B.data.uSer_id", 5]]);
  expect(codes(yaml(""))).toEqual(["entity-clash"]);
});

test("ids that have the words of one entity in two spellings are one mistake", () => {
  const yaml = (second: string) => `version: 1
name: Shop
id_suffix: Id
events:
  A: { lookups: [entity], data: { shoppingCartId: ulid } }
  B: { lookups: [entity], data: { ${second}: ulid } }
`;
  const codesOf = (second: string) => allCodesOf(yaml(second));
  expect(codesOf("shopping_cartId")).toEqual(["entity-clash"]);
  expect(codesOf("shopipngCartId")).toEqual(["similar-name"]);
});

test("fields that are numbers", () => {
  expect(codes('events:\n  A: { data: { shop_id: ulid, "1": integer, "-1": integer } }\n')).toEqual(
    [],
  );
});

test("two types of the schema", () => {
  const yaml = (name: string) => `events:
  A: { data: { shop_id: ulid, home: Address, office: ${name} } }
types:
  Address: string
  ${name}: string
`;
  expect(similar(yaml("Adddress"))).toEqual([["types.Adddress", 7]]);
  expect(codes(yaml("Place"))).toEqual([]);
});

test("a type and one of an imported file are not compared", () => {
  const cwd = temporaryFolder({ "types.yaml": "version: 1\ntypes: { Adddress: string }\n" });
  const yaml = `imports: [./types.yaml]
events:
  A: { data: { shop_id: ulid, home: Address, office: Adddress } }
types:
  Address: string
`;
  expect(similar(yaml, importReader("events.yaml", cwd))).toEqual([]);
});

test("two streams, unless an error says that they are one", () => {
  const streams = (name: string) =>
    `events:\n${SHOP}streams:\n  order_lines: { by: shop_id, events: [SHOP_OPENED] }\n  ${name}: { by: shop_id, events: [SHOP_OPENED] }\n`;
  expect(codes(streams("order_liness"))).toEqual([]);
  expect(codes(streams("order_linnes"))).toEqual(["similar-name"]);
  expect(similar(streams("order_linnes"))).toEqual([["streams.order_linnes", 7]]);
  expect(codes(streams("order__lines"))).not.toContain("similar-name");
});
