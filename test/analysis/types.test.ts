import { describe, expect, test } from "vitest";
import { codesOf, diagnosticsOf, eventOf, modelOf, typeOf } from "../language/support.js";

const field = (declaration: string) =>
  codesOf(`version: 1\nname: S\nevents:\n  A:\n    data:\n      x: ${declaration}\n`);

describe("texts", () => {
  test.each([
    ["string", undefined],
    ["ulid", "ulid"],
    ["uuid", "uuid"],
    ["timestamp", "date-time"],
    ["date", "date"],
    ["time", "time"],
    ["local-date-time", "local-date-time"],
    ["duration", "duration"],
    ["email", "email"],
    ["uri", "uri"],
    ["decimal", "decimal"],
    ["int64", "int64"],
    ["{ type: string, format: decimal }", "decimal"],
    ["{ type: string, format: local-date-time }", "local-date-time"],
    ["{ type: string, format: date-time }", "date-time"],
  ])("%s has the format %s", (declaration, format) => {
    expect(typeOf(declaration)).toMatchObject({ kind: "string", format, isNullable: false });
  });

  test("only a string takes a format: the others have one", () => {
    expect(field("{ type: ulid, format: uuid }")).toEqual(["keyword-without-effect"]);
  });

  test("keep their rules", () => {
    expect(typeOf("{ type: string, minLength: 1, maxLength: 2, pattern: '^\\w$' }")).toMatchObject({
      minLength: 1,
      maxLength: 2,
      pattern: "^\\w$",
    });
  });
});

test("numbers keep their rules, and integers are told apart", () => {
  expect(typeOf("number")).toMatchObject({ kind: "number", isInteger: false });
  expect(
    typeOf("{ type: integer, minimum: 0, exclusiveMaximum: 10, multipleOf: 2 }"),
  ).toMatchObject({
    kind: "number",
    isInteger: true,
    minimum: 0,
    exclusiveMaximum: 10,
    multipleOf: 2,
  });
});

describe("enum and const", () => {
  test("leave their values", () => {
    const literals = (values: unknown[]) => ({ kind: "literals", values, isNullable: false });
    expect(typeOf("{ type: string, enum: [a, no, '1'] }")).toEqual(literals(["a", "no", "1"]));
    expect(typeOf("{ type: integer, enum: [012, 1e3, 0x1F] }")).toEqual(literals([12, 1000, 31]));
    expect(typeOf("{ type: boolean, const: true }")).toEqual(literals([true]));
    expect(typeOf("{ type: string, const: a }")).toEqual(literals(["a"]));
  });

  test.each([
    ["{ type: string, enum: [1] }"],
    ["{ type: string, enum: [true] }"],
    ["{ type: number, enum: ['1'] }"],
    ["{ type: integer, enum: [1.5] }"],
    ["{ type: boolean, const: 'true' }"],
  ])("%s: a value of another type is refused", (declaration) => {
    expect(field(declaration)).toEqual(["enum-type-mismatch"]);
  });

  test("exclude each other, and say nothing about objects, lists and json", () => {
    for (const declaration of [
      "{ type: string, enum: [a], const: a }",
      "{ type: object, enum: [a] }",
      "{ type: 'string[]', enum: [a] }",
      "{ type: json, const: a }",
      "{ type: boolean, enum: [true] }",
    ]) {
      expect(field(declaration), declaration).toEqual(["keyword-without-effect"]);
    }
  });
});

describe("objects", () => {
  test("list what is required; the rest is optional", () => {
    const type = typeOf("{ type: object, properties: { a: string, b: number }, required: [b] }");
    expect(type).toMatchObject({
      kind: "object",
      properties: [
        { name: "a", isOptional: true, type: { kind: "string" } },
        { name: "b", isOptional: false, type: { kind: "number" } },
      ],
    });
  });

  test("without properties are maps, of the type that is given or of any", () => {
    expect(typeOf("object")).toMatchObject({ kind: "map", values: { kind: "json" } });
    expect(typeOf("{ type: object, additionalProperties: integer }")).toMatchObject({
      kind: "map",
      values: { kind: "number", isInteger: true },
    });
    expect(typeOf("{ type: object, properties: {} }")).toMatchObject({
      kind: "object",
      properties: [],
    });
  });

  test("have properties or are maps, and not both", () => {
    expect(
      field("{ type: object, properties: { a: string }, additionalProperties: string }"),
    ).toEqual(["keyword-without-effect"]);
    expect(field("{ type: object, required: [a] }")).toEqual(["keyword-without-effect"]);
  });

  test("with properties take true or false as additionalProperties", () => {
    const open = (value: string) =>
      `version: 1\nname: S\nevents:\n  A:\n    data:\n      x: { type: object, properties: { a: string }, additionalProperties: ${value} }\n`;
    expect(codesOf(open("true"))).toEqual([]);
    const [diagnostic, ...others] = diagnosticsOf(open("ture"));
    expect(others).toEqual([]);
    expect(diagnostic?.help).toBe(
      'Write "true" or "false" beside "properties": whether there may be others.',
    );
    const { start, end } = diagnostic?.location ?? { start: 0, end: 0 };
    expect(open("ture").slice(start, end)).toBe("ture");
  });

  test("may have members with the names of what every object has", () => {
    const names = ["toString", "hasOwnProperty", "valueOf"];
    const list = names.join(", ");
    const members = names.map((name) => `${name}: string`).join(", ");
    const type = typeOf(`{ type: object, properties: { ${members} }, required: [${list}] }`);
    expect(type).toMatchObject({ properties: names.map((name) => ({ name, isOptional: false })) });
    expect(field("{ type: object, properties: {}, required: [toString] }")).toEqual([
      "unknown-required",
    ]);
  });
});

describe("lists", () => {
  const list = (items: unknown) => expect.objectContaining({ kind: "list", items });
  const text = expect.objectContaining({ kind: "string" });

  test("of any depth, in short and at length", () => {
    expect(typeOf("string[]")).toEqual(list(text));
    expect(typeOf("string[][]")).toEqual(list(list(text)));
    expect(typeOf("{ type: array, items: 'string[]' }")).toEqual(list(list(text)));
    expect(typeOf("{ type: array, items: { type: string, nullable: true } }")).toMatchObject({
      items: { isNullable: true },
      isNullable: false,
    });
    expect(
      typeOf("{ type: 'string[]', nullable: true, minItems: 1, uniqueItems: true }"),
    ).toMatchObject({
      isNullable: true,
      minItems: 1,
      hasUniqueItems: true,
      items: { isNullable: false },
    });
  });

  test("of a type that is not there are refused", () => {
    expect(field("Money[]")).toEqual(["unknown-field-type"]);
    expect(field("'[]'")).toEqual(["unknown-field-type"]);
    expect(field("array")).toEqual(["missing-items"]);
    expect(field("{ type: 'string[]', items: string }")).toEqual(["keyword-without-effect"]);
  });
});

describe("named types", () => {
  const types = "types:\n  Money: { type: integer }\n";

  test("are named, not copied", () => {
    expect(typeOf("Money", types)).toEqual({ kind: "named", name: "Money", isNullable: false });
    expect(typeOf("{ type: Money, nullable: true }", types)).toMatchObject({ isNullable: true });
  });

  test("take no rules where they are used", () => {
    expect(
      codesOf(
        `version: 1\nname: S\n${types}events: { A: { data: { x: { type: Money, minimum: 1 } } } }\n`,
      ),
    ).toEqual(["keyword-without-effect"]);
  });

  test("may hold themselves in a list or a property, and may not be themselves", () => {
    const withTypes = (declarations: string) =>
      codesOf(`version: 1\nname: S\ntypes: ${declarations}\nevents: { A: { data: {} } }\n`);
    expect(withTypes("{ A1: { type: object, properties: { a: A1, b: 'A1[]' } } }")).toEqual([]);
    expect(withTypes("{ A1: 'A1[]' }")).toEqual([]);
    expect(withTypes("{ A1: A1 }")).toEqual(["circular-type"]);
    expect(withTypes("{ A1: A2, A2: A3, A3: A2 }")).toEqual(["circular-type"]);
  });
});

test("a field with ? is optional, and its name has none", () => {
  const model = modelOf("events: { A: { data: { note?: string, price: number } } }\n");
  expect(eventOf(model, "A").fields).toMatchObject([
    { name: "note", isOptional: true },
    { name: "price", isOptional: false },
  ]);
});

test.each([
  ["{ type: number, minimum: 1, maximum: 1 }", []],
  ["{ type: number, minimum: 1, exclusiveMaximum: 1 }", ["empty-range"]],
  ["{ type: number, exclusiveMinimum: 1, exclusiveMaximum: 1 }", ["empty-range"]],
  ["{ type: string, minLength: 2, maxLength: 1 }", ["empty-range"]],
  ["{ type: 'string[]', minItems: 2, maxItems: 1 }", ["empty-range"]],
  ["{ type: number, multipleOf: 0 }", ["invalid-value"]],
])("%s → %j", (declaration, codes) => {
  expect(field(declaration)).toEqual(codes);
});

test.each([
  ["type: integer, minimum: 1.2, maximum: 1.8", "No integer"],
  ["type: integer, exclusiveMinimum: 1, exclusiveMaximum: 2", "No integer"],
  ["type: integer, multipleOf: 10, minimum: 11, maximum: 19", "No multiple of 10"],
  [
    "type: number, multipleOf: 0.1, exclusiveMinimum: 0.3, exclusiveMaximum: 0.4",
    "No multiple of 0.1",
  ],
  ["type: number, minimum: 5, exclusiveMinimum: 5, maximum: 4, exclusiveMaximum: 4", "No value"],
])("no value between the bounds of { %s }: one diagnostic, which marks both", (type, start) => {
  const diagnostics = diagnosticsOf(
    `version: 1\nname: S\nevents:\n  A: { data: { x: { ${type} } } }\n`,
  );
  expect(diagnostics.map(({ code, related }) => [code, related.length])).toEqual([
    ["empty-range", 1],
  ]);
  expect(diagnostics[0]?.message.startsWith(`${start} satisfies`)).toBe(true);
});

test.each([
  "type: integer, minimum: 1.2, maximum: 2",
  "type: integer, exclusiveMinimum: 1, exclusiveMaximum: 3",
  "type: number, multipleOf: 0.1, minimum: 0.3, maximum: 0.3",
  "type: integer, multipleOf: 10, minimum: 11, maximum: 20",
])("a value is left between the bounds of { %s }", (type) => {
  expect(codesOf(`version: 1\nname: S\nevents:\n  A: { data: { x: { ${type} } } }\n`)).toEqual([]);
});

const NO_DIGIT_LOST = "It is a string, as a number of JavaScript loses digits.";

test.each([
  ["Array<Line>", 'Did you mean "Line[]"?'],
  ["List<string>", 'Did you mean "string[]"?'],
  ["[]Line", 'Did you mean "Line[]"?'],
  ["[int]", 'Did you mean "integer[]"?'],
  ["int[]", 'Did you mean "integer[]"?'],
  ["string []", 'Did you mean "string[]"?'],
  ["Int", 'Did you mean "integer"?'],
  ["Int64[]", 'Did you mean "int64[]"?'],
  ["float", 'Did you mean "number"?'],
  ["UUID", 'Did you mean "uuid"?'],
  ["guid", 'Did you mean "uuid"?'],
  ["Map<string, string>", "Write { type: object, additionalProperties: string }."],
  ["Cash | Line", "Write { oneOf: [Cash, Line], discriminator: { propertyName: kind } }."],
  ["enum", 'Write "type: string", and the values under "enum:".'],
])("the type %s of another language gets its own way out", (type, help) => {
  const yaml = `version: 1\nname: S\ntypes: { Line: string }\nevents:\n  A: { data: { x: "${type}" } }\n`;
  expect(diagnosticsOf(yaml).map((diagnostic) => diagnostic.help)).toEqual([help]);
});

test("a type is never suggested for itself", () => {
  const [diagnostic] = diagnosticsOf(
    "version: 1\nname: S\ntypes: { Lines: Line }\nevents:\n  A: { data: { x: string } }\n",
  );
  expect(diagnostic?.help).not.toContain("Did you mean");
});

test.each([
  ["int", "Use ulid, uuid or string: an id is a string."],
  ["GUID", 'Did you mean "uuid"?'],
  ["long", `Did you mean "int64"? ${NO_DIGIT_LOST}`],
])("an id of type %s is led to a type of ids", (type, help) => {
  const [diagnostic] = diagnosticsOf(
    `version: 1\nname: S\nevents:\n  A: { data: { a_id: ${type} } }\n`,
  );
  expect(diagnostic?.help).toBe(help);
});

test.each([
  ["Decimal", "decimal"],
  ["decimal(10,2)", "decimal"],
  ["NUMERIC(38, 9)", "decimal"],
  ["money", "decimal"],
  ["bigint", "int64"],
  ["long", "int64"],
])("%s of other languages is %s, which loses no digit", (type, ours) => {
  const [diagnostic, ...others] = diagnosticsOf(
    `version: 1\nname: S\nevents:\n  A: { data: { x: "${type}" } }\n`,
  );
  const help = `Did you mean "${ours}"? ${NO_DIGIT_LOST}`;
  expect([diagnostic?.help, others]).toEqual([help, []]);
});

test("money with a capital is a type of the schema that is missing", () => {
  const [diagnostic] = diagnosticsOf("version: 1\nname: S\nevents:\n  A: { data: { x: Money } }\n");
  expect(diagnostic?.help).not.toMatch(/decimal"/);
});
