import { expect, test } from "vitest";
import { importReader } from "../../generator/src/workspace/import-reader.js";
import { temporaryFolder } from "../cli/support.js";
import { allCodesOf, allDiagnosticsOf } from "../language/support.js";

const HEAD = "version: 1\nname: Shop\npartition: shop_id\nevents:\n";
const field = (type: string, name = "x") =>
  `${HEAD}  A: { data: { shop_id: ulid, ${name}: ${type} } }\n`;

const NO_STRING = "No string is possible:";
const ITEM = "an item of DynamoDB holds at most 400 KB.";

/** The type, the rule that is reported, the message, the help; and types that follow the help. */
test.each<[string, string, string, string, ...string[]]>([
  [
    "{ type: string, pattern: '/^[A-Z]+$/i' }",
    "pattern",
    "The slashes around the pattern are a part of it: only a string that has them can match.",
    `Write '^[A-Z]+$', without slashes and without "i": a pattern has no flags, so list both cases, as in [A-Za-z]`,
    "{ type: string, pattern: '^[A-Z]+$' }",
    "{ type: string, pattern: '^[A-Za-z]+$' }",
  ],
  [
    "{ type: string, pattern: '/\\d+[/]\\//gu' }",
    "pattern",
    "The slashes around the pattern are a part of it: only a string that has them can match.",
    `Write '\\d+[/]\\/', without slashes and without "gu": a pattern has no flags`,
    "{ type: string, pattern: '\\d+[/]\\/' }",
  ],
  [
    `{ type: string, pattern: "/^'?[0-9]{1,3}/" }`,
    "pattern",
    "The slashes around the pattern are a part of it: only a string that has them can match.",
    "Remove the slashes",
    `{ type: string, pattern: "^'?[0-9]{1,3}" }`,
  ],
  [
    "{ type: string, pattern: '^$[0-9]+' }",
    "pattern",
    `${NO_STRING} none matches the pattern, as $ is the end of a string, and more characters must follow it.`,
    "Change the pattern; for the characters $ and ^ themselves, write \\$ and \\^",
    "{ type: string, pattern: '^\\$[0-9]+' }",
  ],
  [
    "{ type: string, pattern: 'x^', nullable: true }",
    "pattern",
    `${NO_STRING} none matches the pattern, as ^ is the beginning of a string, and characters must precede it.`,
    "Change the pattern; for the characters $ and ^ themselves, write \\$ and \\^",
    "{ type: string, pattern: 'x\\^', nullable: true }",
  ],
  [
    "{ type: string, pattern: '^[]$' }",
    "pattern",
    `${NO_STRING} none matches the pattern, as no character matches [].`,
    "Change the pattern; for the characters $ and ^ themselves, write \\$ and \\^",
    "{ type: string, pattern: '^[^]$' }",
  ],
  [
    "{ type: string, minLength: 1e30 }",
    "minLength",
    `${NO_STRING} "minLength" requires at least 1e+30 characters, but ${ITEM}`,
    'Lower "minLength" to at most 409600, or remove it',
    "{ type: string, minLength: 409600 }",
    "string",
  ],
  [
    "{ type: uuid, maxLength: 5 }",
    "maxLength",
    `${NO_STRING} a string of the format uuid has 36 characters, but "maxLength" allows at most 5 characters.`,
    'Raise "maxLength" to at least 36, or remove it',
    "{ type: uuid, maxLength: 36 }",
    "uuid",
  ],
  [
    "{ type: string, format: date-time, maxLength: 19 }",
    "maxLength",
    `${NO_STRING} a string of the format date-time has at least 20 characters, but "maxLength" allows at most 19 characters.`,
    'Raise "maxLength" to at least 20, or remove it',
    "{ type: string, format: date-time, maxLength: 20 }",
  ],
  [
    "{ type: int64, minLength: 21 }",
    "minLength",
    `${NO_STRING} "minLength" requires at least 21 characters, but a string of the format int64 has at most 20 characters.`,
    'Lower "minLength" to at most 20, or remove it',
    "{ type: int64, minLength: 20 }",
  ],
  [
    "{ type: ulid, pattern: '^[a-z]{5}$' }",
    "pattern",
    `${NO_STRING} a string of the format ulid has 26 characters, but the pattern matches only strings of at most 5 characters.`,
    "Change or remove the pattern",
    "ulid",
    "{ type: ulid, pattern: '^0' }",
  ],
  [
    "{ type: string, pattern: '^[A-Z]{3}-[0-9]{4,}$', maxLength: 7 }",
    "maxLength",
    `${NO_STRING} the pattern matches only strings of at least 8 characters, but "maxLength" allows at most 7 characters.`,
    'Raise "maxLength" to at least 8, or remove it',
    "{ type: string, pattern: '^[A-Z]{3}-[0-9]{4,}$', maxLength: 8 }",
  ],
  [
    "{ type: string, pattern: '^.$', minLength: 2 }",
    "minLength",
    `${NO_STRING} "minLength" requires at least 2 characters, but the pattern matches only strings of at most 1 character.`,
    'Lower "minLength" to at most 1, or remove it',
    "{ type: string, pattern: '^.$', minLength: 1 }",
  ],
  [
    "{ type: integer, maximum: 9223372036854775807 }",
    "maximum",
    '"maximum" has no effect: numbers beyond ±(2^53 - 1) lose digits, so they are refused.',
    'Remove "maximum"; for larger numbers, use the type int64, a string of digits',
    "integer",
    "int64",
  ],
  [
    "{ type: integer, minimum: -9223372036854775808, maximum: 5 }",
    "minimum",
    '"minimum" has no effect: numbers beyond ±(2^53 - 1) lose digits, so they are refused.',
    'Remove "minimum"; for larger numbers, use the type int64, a string of digits',
    "{ type: integer, maximum: 5 }",
  ],
  [
    "{ type: number, exclusiveMaximum: 1e20 }",
    "exclusiveMaximum",
    '"exclusiveMaximum" has no effect: numbers beyond ±(2^53 - 1) lose digits, so they are refused.',
    'Remove "exclusiveMaximum"; for larger numbers, use the type decimal, a string of digits',
    "number",
    "decimal",
  ],
  [
    "{ type: integer, minimum: 9007199254740992 }",
    "minimum",
    'No number is possible: "minimum" leaves only numbers beyond ±(2^53 - 1), which lose digits and are refused.',
    'Change "minimum", or use the type int64, a string of digits, without it',
    "{ type: integer, minimum: 9007199254740991 }",
    "int64",
  ],
  [
    "{ type: number, exclusiveMaximum: -9007199254740991 }",
    "exclusiveMaximum",
    'No number is possible: "exclusiveMaximum" leaves only numbers beyond ±(2^53 - 1), which lose digits and are refused.',
    'Change "exclusiveMaximum", or use the type decimal, a string of digits, without it',
    "{ type: number, exclusiveMaximum: -9007199254740990 }",
    "decimal",
  ],
  [
    "{ type: integer, multipleOf: 0.3, minimum: 1, exclusiveMaximum: 3 }",
    "multipleOf",
    "No number is possible: an integer that is a multiple of 0.3 is one of 3, and none is within the bounds.",
    'Change "multipleOf" or the bounds',
    "{ type: integer, multipleOf: 0.3, minimum: 1, maximum: 3 }",
    "{ type: integer, multipleOf: 0.5, minimum: 1, exclusiveMaximum: 3 }",
  ],
  [
    "{ type: 'string[]', minItems: 409601 }",
    "minItems",
    `No list is possible: "minItems" requires 409601 items, but ${ITEM}`,
    'Lower "minItems" to at most 409600',
    "{ type: 'string[]', minItems: 409600 }",
  ],
  [
    "{ type: 'ulid[]', minItems: 20000 }",
    "minItems",
    `No list is possible: "minItems" requires 20000 items, but ${ITEM}`,
    'Lower "minItems" to at most 15170',
    "{ type: 'ulid[]', minItems: 15170 }",
  ],
  [
    "{ type: array, items: { type: string, enum: [a, b] }, minItems: 3, uniqueItems: true }",
    "minItems",
    'No list is possible: "minItems" requires 3 different items, but there are only 2.',
    'Lower "minItems" to at most 2, or remove "uniqueItems"',
    "{ type: array, items: { type: string, enum: [a, b] }, minItems: 2, uniqueItems: true }",
    "{ type: array, items: { type: string, enum: [a, b] }, minItems: 3 }",
    "{ type: array, items: { type: string, enum: [a, b], nullable: true }, minItems: 3, uniqueItems: true }",
  ],
  [
    "{ type: 'boolean[]', minItems: 3, uniqueItems: true }",
    "minItems",
    'No list is possible: "minItems" requires 3 different items, but there are only 2.',
    'Lower "minItems" to at most 2, or remove "uniqueItems"',
    "{ type: 'boolean[]', minItems: 2, uniqueItems: true }",
  ],
  [
    "{ type: array, items: { type: integer, exclusiveMinimum: 0, maximum: 6 }, minItems: 7, uniqueItems: true }",
    "minItems",
    'No list is possible: "minItems" requires 7 different items, but there are only 6.',
    'Lower "minItems" to at most 6, or remove "uniqueItems"',
    "{ type: array, items: { type: integer, exclusiveMinimum: 0, maximum: 6 }, minItems: 6, uniqueItems: true }",
  ],
])("%s never matches", (type, keyword, message, help, ...fixed) => {
  const found = allDiagnosticsOf(field(type));
  expect(found).toEqual([expect.objectContaining({ code: "never-matches", severity: "warning" })]);
  const [warning] = found;
  expect(warning?.path).toEqual(["events", "A", "data", "x", keyword]);
  expect(warning?.message).toBe(message);
  expect(warning?.help).toBe(`${help}; or give a reason under "allow: { never-matches: … }".`);
  for (const right of fixed) expect(allCodesOf(field(right)), right).toEqual([]);
});

test.each([
  "{ type: string, pattern: '/orders/' }",
  "{ type: string, pattern: '^/[a-z]+/' }",
  "{ type: string, pattern: '/api/[a-z]+/[0-9]+' }",
  "{ type: string, pattern: '/[a-z]+/v1/' }",
  "{ type: string, pattern: '/[a-z]+/users' }",
  "{ type: string, pattern: '^[0-9]+ \\$$' }",
  "{ type: string, pattern: '^a?$|^b^', maxLength: 1 }",
  "{ type: string, minLength: 0, maxLength: 0 }",
  "{ type: ulid, minLength: 26, maxLength: 26, pattern: '^[0-9A-Z]{26}$' }",
  "{ type: email, maxLength: 254 }",
  "{ type: integer, minimum: -9007199254740991, maximum: 9007199254740991 }",
  "{ type: integer, exclusiveMinimum: -9007199254740992, exclusiveMaximum: 9007199254740992 }",
  "{ type: integer, multipleOf: 0.3, minimum: -1, maximum: 1 }",
  "{ type: array, items: { type: number, minimum: 1, maximum: 2 }, minItems: 9, uniqueItems: true }",
  "{ type: array, items: { type: string, enum: [a, b] }, maxItems: 9, uniqueItems: true }",
])("%s matches values", (type) => {
  expect(allCodesOf(field(type))).toEqual([]);
});

test("an id is never empty, and fits into a key", () => {
  const help = (type: string, name = "order_id") =>
    allDiagnosticsOf(field(type, name)).map(({ code, help }) => [code, help?.split(";")[0]]);
  expect(help("{ type: string, maxLength: 0 }")).toEqual([
    ["never-matches", 'Raise "maxLength" to at least 1, or remove it'],
  ]);
  expect(help("{ type: string, minLength: 3000 }")).toEqual([
    ["never-matches", 'Lower "minLength" to at most 2048, or remove it'],
  ]);
  expect(help("{ type: string, pattern: '^$' }")).toEqual([
    ["never-matches", "Change or remove the pattern"],
  ]);
  expect(help("{ type: string, minLength: 2048 }")).toEqual([]);
  expect(help("{ type: string, minLength: 3000, lookup: false }")).toEqual([]);
  expect(help("{ type: string, minLength: 3000 }", "order")).toEqual([]);
});

test("the related part is the other rule", () => {
  const [warning] = allDiagnosticsOf(field("{ type: string, pattern: ^a+b$, maxLength: 1 }"));
  expect(warning?.related.map(({ message }) => message)).toEqual(['"pattern" is here']);
});

test("rules are found wherever a type can be", () => {
  const wrong = "{ type: uuid, maxLength: 5 }";
  const yaml = `${field(`{ type: object, properties: { a: ${wrong} } }`)}metadata:
  m: { type: array, items: ${wrong} }
types:
  T: { type: object, additionalProperties: ${wrong} }
  Wrong: ${wrong}
  One: { type: object, properties: { kind: { type: string, const: one }, a: ${wrong} }, required: [kind] }
  Some:
    oneOf: [One, { type: object, properties: { kind: { type: string, const: two }, a: ${wrong} }, required: [kind] }]
    discriminator: { propertyName: kind }
`;
  expect(allDiagnosticsOf(yaml).map(({ path }) => path.join("."))).toEqual([
    "events.A.data.x.properties.a.maxLength",
    "metadata.m.items.maxLength",
    "types.T.additionalProperties.maxLength",
    "types.Wrong.maxLength",
    "types.One.properties.a.maxLength",
    "types.Some.oneOf.1.properties.a.maxLength",
  ]);
});

test("a rule of an imported type is reported there, and allowed by the schema", () => {
  const cwd = temporaryFolder({
    "types.yaml": "version: 1\ntypes:\n  Code: { type: uuid, maxLength: 5 }\n",
  });
  const yaml = `${field("Code")}imports: [./types.yaml]\n`;
  const reader = importReader("events.yaml", cwd);
  expect(allDiagnosticsOf(yaml, reader)).toMatchObject([
    {
      code: "never-matches",
      file: "types.yaml",
      location: { file: "types.yaml", line: 3 },
      help: expect.stringMatching(/ in events\.yaml\.$/),
    },
  ]);
  const allow = "allow: { never-matches: Another team has this file. }\n";
  expect(allDiagnosticsOf(yaml + allow, reader)).toEqual([]);
  expect(allCodesOf("version: 1\ntypes:\n  Code: { type: uuid, maxLength: 5 }\n")).toEqual([]);
});

test("a type with an error is not reported again", () => {
  expect(allCodesOf(field("{ type: uuid, maxLength: 5, minLength: 9 }"))).toEqual(["empty-range"]);
  expect(allCodesOf(field("{ type: uuid, maxLength: 5, minimum: 9 }"))).toEqual([
    "keyword-without-effect",
  ]);
});
