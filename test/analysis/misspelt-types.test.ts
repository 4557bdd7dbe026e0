import { expect, test } from "vitest";
import { shown } from "../language/slips.js";
import { allDiagnosticsOf, codesOf, diagnosticsOf } from "../language/support.js";

/** A schema with the types, and with fields of the types that are given. */
const schema = (types: string, ...fields: readonly string[]) =>
  `version: 1\nname: Shop\npartition: shop_id\ntypes:\n  ${types}\nevents:\n${fields
    .map((type, index) => `  A${index}: { data: { shop_id: ulid, x: ${type} } }\n`)
    .join("")}`;

const MONEY = "{ type: object, properties: { cents: integer } }";

test("a type that several fields use is reported where it is declared", () => {
  expect(shown(schema(`Moeny: ${MONEY}`, "Money", '"Money[]"'))).toEqual({
    code: "unknown-field-type",
    at: "Moeny",
    related: ["Money", '"Money[]"'],
    help: 'Rename "Moeny" to "Money", or change what the fields use.',
  });
});

test("of one use and one declaration, both are shown", () => {
  expect(shown(schema(`Moeny: ${MONEY}`, "Money"))).toEqual({
    code: "unknown-field-type",
    at: "Money",
    related: ["Moeny"],
    help: 'Did you mean "Moeny"?',
  });
});

test("a declaration that another field uses is right", () => {
  const yaml = schema(`Money: ${MONEY}`, "Money", "Moeny", "Moeny");
  expect(shown(yaml)).toMatchObject({ at: "Moeny", related: ["Moeny"] });
});

test("a type that only names itself has no use", () => {
  const yaml = schema(
    'Nodes: { type: object, properties: { children: "Nodes[]" } }',
    "Node",
    "Node",
  );
  expect(shown(yaml)).toMatchObject({ at: "Nodes", related: ["Node", "Node"] });
});

test("of two types that are as near, the one without a use is suggested", () => {
  const yaml = schema(`Monex: ${MONEY}\n  Moneq: ${MONEY}`, "Monex", "Money", "Money");
  expect(shown(yaml)).toMatchObject({ at: "Moneq" });
});

test("where a part is broken that may use the type, the field is reported", () => {
  const yaml = schema(`Moeny: ${MONEY}`, "Money", "Money", "{ tpye: Moeny }");
  expect(codesOf(yaml)).toEqual(["unknown-key", "unknown-field-type"]);
  const [, unknown] = allDiagnosticsOf(yaml);
  expect(unknown?.path).toEqual(["events", "A0", "data", "x"]);
});

test("a type that no declaration can have is reported once, with its other uses", () => {
  expect(shown(schema("T: string", "cuid", "{ type: cuid }", "string"))).toMatchObject({
    code: "unknown-field-type",
    at: "cuid",
    related: ["cuid"],
  });
});

test("where uses of one type need different changes, each change is reported once", () => {
  const yaml = (type: string) =>
    schema("T: string", type, type, type).replace(`x: ${type}`, `x_id: ${type}`);
  expect(diagnosticsOf(yaml("integr")).map(({ help, related }) => [help, related.length])).toEqual([
    ["Use ulid, uuid or string: an id is a string.", 0],
    ['Did you mean "integer"?', 1],
  ]);
  expect(shown(yaml("uuidd"))).toMatchObject({ at: "uuidd", related: ["uuidd", "uuidd"] });
});
