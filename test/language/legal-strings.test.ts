import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sourceFile } from "../../generator/src/language/source-file.js";
import { parseYaml } from "../../generator/src/language/yaml/parse.js";
import { legalSchema } from "../properties/emit-schemas.js";
import { mistakesIn, printings } from "../properties/printed.js";
import { codesOf, diagnosticsOf, eventOf, modelOf } from "./support.js";

const HEAD = "version: 1\nname: Shop\n";
const field = (text: string) =>
  `${HEAD}events:\n  A:\n    data:\n      a_id: ulid\n      x: ${text}\n`;
const event = (text: string) => `${HEAD}events:\n  A:\n    data: { a_id: ulid }\n    ${text}\n`;
const object = (required: string) =>
  field(`{ type: object, properties: { "urn:a": string, -a: string }, required: ${required} }`);

/** What people forget a space, a comma or quotes in, and what may be right. */
const STRINGS = {
  "a colon without a space": ["urn:one", "\n          urn:one", "first\n          second:line"],
  "a dash without a space": ["-created", "\n          -created", "first\n          -second"],
  "a dash at a line": ["first\n          - second"],
  "two slashes": ["either // or", "first\n          // second", "//"],
  "a comment of C": ["a /* b */"],
  "curly quotes": ["“open”", "‘open’"],
  "characters that nobody sees": ["10\u00a0km\u00a0", "a\u200bb", "a\u2028b"],
  "words on two lines": ["in\n          progress"],
};
const each = Object.entries(STRINGS).flatMap(([name, strings]) =>
  strings.map((text) => [name, text] as const),
);

describe.each(each)("%s in a string that may be any string: %j", (_, text) => {
  test.each([
    ["an item of an enum in brackets", field(`{ type: string, enum: [a, ${text}] }`)],
    ["an item of an enum", field(`\n        type: string\n        enum:\n        - ${text}`)],
    ["a const", field(`\n        type: string\n        const: ${text}`)],
    ["a default", field(`\n        type: string\n        default: ${text}`).replace("x:", "x?:")],
    ["an example in brackets", field(`{ type: string, examples: [a, ${text}] }`)],
    ["a value in an example", field(`{ type: json, examples: [{ a: [${text}] }] }`)],
    [
      "a key in an example",
      field(`{ type: json, examples: [{ ${text.replace(/\n\s*/g, "")}: 1 }] }`),
    ],
    ["a key alone in an example", field(`{ type: json, examples: [{ ${text} }] }`)],
    ["a description", field(`\n        type: string\n        description: ${text}`)],
    ["a deprecation", field(`\n        type: string\n        deprecated: ${text}`)],
    ["a reason", `${event("")}allow:\n  hot-key: ${text}\n`],
    ["an import", `${HEAD}imports:\n  - ${text}\nevents: {}\n`],
  ])("%s", (_, whole) => {
    expect(parseYaml(sourceFile("a.yaml", whole)).diagnostics).toEqual([]);
  });
});

test("strings on lines of their own are what YAML makes of them", () => {
  const { fields } = eventOf(
    modelOf(
      field(
        "{ type: string, enum: [\n        urn:one,\n        -two,\n        in\n        progress ] }",
      ),
    ),
    "A",
  );
  expect(JSON.stringify(fields)).toContain('["urn:one","-two","in progress"]');
  expect(codesOf(event("wire:\n      order:placed"))).toEqual([]);
  expect(codesOf(field("{ type: string, pattern:\n        a:b }"))).toEqual([]);
});

test.each([
  ["a type", field("\n        type:string")],
  ["a keyword", field("{\n        type:string }")],
  ["a name", `${HEAD}events:\n  A:\n    data:\n      a_id:ulid\n`],
  ["a field that is called like a keyword", field("string\n      const:\n        a:b")],
  ["a field of metadata", `${event("")}metadata:\n  default:\n    a:b\n`],
  ["a field of a group", `${event("")}groups:\n  G:\n    wire:\n      a:b\n`],
  [
    "an enum without a space after its dashes",
    field("\n        type: string\n        enum:\n          -a\n          -b"),
  ],
])("%s: a missing space is reported", (_, whole) => {
  expect(diagnosticsOf(whole).map(({ message }) => message)).toEqual([
    expect.stringMatching(/^No space follows the (?:colon|dash)/),
  ]);
});

test("a string instead of the list of an enum is not taken for a pair", () => {
  const whole = field("\n        type: string\n        enum:\n          urn:one");
  expect(codesOf(whole)).toEqual(["wrong-type"]);
});

test("dashes without spaces are not taken for items in brackets", () => {
  expect(codesOf(object("[\n        -a\n        ]"))).toEqual([]);
  expect(codesOf(object("[\n        urn:a\n        ]"))).toEqual([]);
  const streams = `${event("")}streams:\n  s:\n    by: a_id\n    events: [\n      -A ]\n`;
  expect(diagnosticsOf(streams).map(({ help }) => help)).toEqual(['Did you mean "A"?']);
});

test.each([
  [
    "a name in brackets",
    object("[ b\n        c ]"),
    'Put a comma before "c"; or put the whole name in quotes.',
  ],
  [
    "a key",
    field('string\n      y:"a: string'),
    'Put a space after the colon: "y: …"; or put the whole name in quotes.',
  ],
])("%s may be right, so the help offers quotes", (_, whole, help) => {
  expect(diagnosticsOf(whole).map((found) => found.help)).toEqual([help]);
});

test("no string of a legal schema is a mistake of YAML, however a program writes it", () => {
  const texts = fc.sample(legalSchema, { numRuns: 100, seed: 1 }).flatMap(printings);
  expect(texts.flatMap(mistakesIn)).toEqual([]);
});
