import { describe, expect, test } from "vitest";
import { codesOf, diagnosticsOf } from "../language/support.js";

const HEAD = "version: 1\nname: S\npartition: shop_id\n";
const codesAndPaths = (yaml: string) =>
  diagnosticsOf(`${HEAD}${yaml}`).map(({ code, path }) => `${code} ${path.join(".")}`);

describe("what is wrong with a group is reported there, once", () => {
  const events = (include: string) =>
    `events:\n  A: { include: ${include}, data: {} }\n  B: { include: ${include}, data: {} }\n`;

  test("a list of more ids than an event can have items", () => {
    const ids = '{ type: "ulid[]", entity: user, maxItems: 200 }';
    expect(
      codesAndPaths(`groups: { Base: { shop_id: ulid, ids: ${ids} } }\n${events("[Base]")}`),
    ).toEqual(["id-list groups.Base.ids.maxItems"]);
  });

  test("more parts than an event type can have", () => {
    const fields = Array.from({ length: 1_001 }, (_, index) => `f${index}: string`).join(", ");
    expect(
      codesAndPaths(`groups: { Base: { shop_id: ulid, ${fields} } }\n${events("[Base]")}`),
    ).toEqual(["too-many-parts groups.Base"]);
  });

  test("a field that two groups have, in whichever order they are included", () => {
    const groups = "groups: { Base: { shop_id: ulid, x: string }, Other: { x: string } }\n";
    const both =
      "  A: { include: [Base, Other], data: {} }\n  B: { include: [Other, Base], data: {} }\n";
    expect(codesAndPaths(`${groups}events:\n${both}`)).toEqual([
      "duplicate-field events.A.include.1",
    ]);
  });
});

test("groups that are included very often are too many parts, however few lines say it", () => {
  const fields = Array.from({ length: 900 }, (_, index) => `f${index}: string`).join(", ");
  const events = Array.from(
    { length: 300 },
    (_, index) => `  E${index}: { include: [Base], data: {} }`,
  );
  expect(
    codesAndPaths(
      `groups: { Base: { shop_id: ulid, ${fields} } }\nevents:\n${events.join("\n")}\n`,
    ),
  ).toEqual(["too-many-parts groups"]);
});

test("an event type without the partition is led to the group that has it", () => {
  const [diagnostic] = diagnosticsOf(
    `${HEAD}groups: { Base: { shop_id: ulid } }\nevents:\n  A: { include: [Base], data: {} }\n  B: { data: {} }\n`,
  );
  expect(diagnostic?.code).toBe("partition-field-missing");
  expect(diagnostic?.help).toBe("Include Base: every event belongs to a partition.");
});

describe("a list of ids", () => {
  const schema = (list: string, by: string) =>
    `events:\n  A: { data: { shop_id: ulid, product_ids: ${list} } }\n  B: { data: { shop_id: ulid, product_ids: ${list} } }\nstreams: { products: { by: ${by}, events: [A, B] } }\n`;
  const LIST = '{ type: "ulid[]", entity: product, maxItems: 3 }';

  test("is named by its entity", () => {
    expect(codesAndPaths(schema(LIST, "product_id"))).toEqual([]);
    const [diagnostic] = diagnosticsOf(`${HEAD}${schema(LIST, "product_ids")}`);
    expect(diagnostic?.code).toBe("id-suffix");
    expect(diagnostic?.help).toBe('Did you mean "product_id"?');
  });

  test("is written at the field, and is no named type", () => {
    const named = `types: { Products: "ulid[]" }\n${schema("{ type: Products, entity: product, maxItems: 3 }", "shop_id")}`;
    expect(codesAndPaths(named)).toEqual([
      "not-an-id-field events.A.data.product_ids.entity",
      "not-an-id-field events.B.data.product_ids.entity",
    ]);
  });
});

describe("with the suffix ID", () => {
  const schema = (field: string) =>
    `version: 1\nname: S\nid_suffix: ID\npartition: shopID\nevents:\n  A: { data: { shopID: ulid, ${field} } }\n`;

  test.each(["traceUUID: uuid", "VALID: boolean", "SKUID: integer"])(
    "a word that ends in ID is no id: %s",
    (field) => {
      expect(diagnosticsOf(schema(field))).toEqual([]);
    },
  );

  test("an id is one", () => {
    expect(codesOf(schema("orderID: integer"))).toEqual(["id-field-not-string"]);
  });
});
