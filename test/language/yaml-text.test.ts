import { expect, test } from "vitest";
import { sourceFile } from "../../generator/src/language/source-file.js";
import { parseYaml } from "../../generator/src/language/yaml/parse.js";
import { codesOf, diagnosticsOf, modelOf } from "./support.js";

const EVENTS = "events:\n  A: { data: { a_id: ulid } }\n  B: { data: { a_id: ulid } }\n";
const description = (text: string) => `version: 1\nname: Shop\ndescription: ${text}\n${EVENTS}`;
const field = (text: string) =>
  `version: 1\nname: Shop\nevents:\n  A:\n    data:\n      a_id: ulid\n      ${text}\n`;

/** Right schemas that look like the mistakes of followed-help.test.ts. */
test.each<[string, string]>([
  ["no-break spaces in a description", description("Prix\u00a0; 10\u00a0€, \u00a0ou plus\u00a0")],
  ["invisible characters in a description", description("soft\u00adhyphen, zero\u200bwidth\ufeff")],
  ["a line separator in a description", description("one\u2028two")],
  ["curly quotes around a description", description("“Orders of a shop.”")],
  ["curly quotes around a deprecation", field("x: { type: string, deprecated: “no longer” }")],
  ["curly quotes around a reason", `${description("x")}allow: { hot-key: “few events” }\n`],
  ["a no-break space in a value", field("x: { type: string, const: 10\u00a0km }")],
  ["a no-break space in a default", field("x?: { type: string, default: '\u00a0' }")],
  ["an apostrophe of typography", field("x: { type: string, enum: [O’Neil, rock ’n’ roll] }")],
  ["curly quotes in straight ones", field('x: { type: string, enum: ["“x”", "’"] }')],
  ["a joiner in the name of a field", field("می\u200cخواهم: string")],
  ["a byte order mark at the beginning", `\ufeff${description("x")}`],
  ["a description that looks like a pair", description("\n  note:this")],
  ["a description that looks like items", description("\n  -a\n  -b")],
  ["an address", field("x: { type: string, examples: [https://example.com/a] }")],
  [
    "an address on a line of its own",
    field("x?: { type: uri, default:\n        https://example.com }"),
  ],
  ["a no-break space after a comma", field("x: { type: string, const: 'Paris,\u00a0France' }")],
  ["a fence in a block", description("|\n  ```yaml\n  a: b\n  ```\n")],
  ["a name that ends in a colon, in quotes", field('"x:": string')],
  ["a name with a colon", field("xml:lang: string")],
  ["a time in a list", field("x: { type: string, enum: [12:30, 18:00] }")],
  ["a URN in a list", field("x: { type: string, enum: [urn:a:b, a:b] }")],
  ["a negative number on a line of its own", field("x: { type: integer, minimum:\n        -5 }")],
  ["a text that begins with a dash", field("x: { type: string, enum: [-a, -b] }")],
  [
    "quoted keys without spaces",
    '{"version":1,"name":"S","events":{"A":{"data":{"a_id":"ulid"}}}}',
  ],
  ["a value after a colon without a space", field('x: {"type":string,"maxLength":5}')],
  ["slashes in a description", description("either // or /* both */")],
  ["a closing brace below its key", "version: 1\nname: S\nevents: {\n  A: { data: {\n  } }\n}\n"],
  ["lines of equal signs in a block", description("|\n  Orders\n  =======\n  <<<<<<< HEAD\n")],
  ["brackets in quotes", field("x: { type: string, pattern: '^[a-z]{1,3}$' }")],
  ["an escape sequence", field('x: { type: string, pattern: "^\\\\d{5}$" }')],
  ["quotes in a string", description('the "orders" of the shop\'s customers')],
  [
    "indicators in a string",
    description("this; no, but a:b - c ? d | e > f @ g % h *i !j [k] {l} &m `n #o"),
  ],
])("%s: is right", (_, text) => {
  expect(codesOf(text)).toEqual([]);
});

test("brackets in strings and comments are not counted as nesting", () => {
  const brackets = "[{".repeat(5000);
  const text = `${description(`'${brackets}'`)}# ${brackets}\n`;
  expect(codesOf(text)).toEqual([]);
  expect(modelOf(text).description).toBe(brackets);
});

test.each([
  ["brackets", "[".repeat(300)],
  ["brackets, closed", `${"[".repeat(300)}${"]".repeat(300)}`],
  ["braces", "{ a: ".repeat(300)],
  ["dashes", "- ".repeat(300)],
  ["pairs in a line", "a: ".repeat(300)],
  ["explicit keys", "? ".repeat(300)],
  [
    "lines that are indented deeper",
    Array.from({ length: 300 }, (_, i) => `${" ".repeat(i)}a:\n`).join(""),
  ],
  ["brackets after an apostrophe", `it's: ${"[".repeat(300)}`],
  [
    "brackets after a comment",
    `# "
${"[".repeat(300)}`,
  ],
])("300 open %s nest too deep", (_, text) => {
  expect(codesOf(text)).toEqual(["too-deep"]);
});

test("only the first mistake of a text is reported", () => {
  const text =
    "version: 1\nname: “Shop”\nevents:\n  A:\n    data:\n      a_id:ulid\n      b_id:ulid\n";
  expect(diagnosticsOf(text).map(({ code, location }) => [code, location?.line])).toEqual([
    ["yaml-syntax", 2],
  ]);
});

/** Words of the parser, which are not those of a user. */
const PARSER_WORDS = /\b(?:flow|block|scalar|token|seq|ind|indicator|implicit|collection)\b/i;

const MESSY = `version: 1
name: Shop # a name
description: "Orders: \\t all"
events:
  A:
    deprecated: 'it''s'
    data: { a_id: ulid, x: { type: "string[]", minItems: 1 } }
streams:
  s:
    by: a_id
    events:
      - A
`;

const PARTS = "[ ] { } \" ' : - ? , # & * ! | > % @ // \t"
  .split(" ")
  .flatMap((part) => [part, `${part} `]);

test("no mistake is reported in the words of the parser", () => {
  expect(codesOf(MESSY)).toEqual([]);
  const ends = Array.from(MESSY.matchAll(/\b|$/gm), ({ index }) => index);
  const wrong = ends.flatMap((at) =>
    PARTS.map((part) => MESSY.slice(0, at) + part + MESSY.slice(at)),
  );
  const diagnostics = wrong.flatMap((text) => parseYaml(sourceFile("a.yaml", text)).diagnostics);
  const messages = new Set(diagnostics.map(({ message, help }) => `${message} ${help}`));
  expect(messages.size).toBeGreaterThan(50);
  expect([...messages].filter((message) => PARSER_WORDS.test(message))).toEqual([]);
});

test("a line begins after a line end of YAML, and not after U+2028", () => {
  const lines = ["```yaml", "~~~", "<<<<<<< HEAD", "======="].join("\u2028");
  const yaml = `version: 1\nname: S\ndescription: "\u2028${lines}\u2028\`\`\`"\npartition: s_id\nevents: { A: { data: { s_id: ulid } } }\n`;
  expect(diagnosticsOf(yaml)).toEqual([]);
  const version = `%YAML 1.2\n---\n${yaml.replace("\u2028", "\u2028%YAML 1.1\u2028")}`;
  expect(diagnosticsOf(version)).toEqual([]);
});
