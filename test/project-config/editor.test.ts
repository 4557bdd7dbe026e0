import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { sourceFile } from "../../generator/src/language/source-file.js";
import { parseConfig } from "../../generator/src/project-config/parse-config.js";
import { CASES, names } from "../cases/support.js";

const SCHEMA = new URL("../../generator/config.schema.json", import.meta.url);
const ajv = new Ajv({ allErrors: true });
ajv.addVocabulary(["defaultSnippets"]);
const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, "utf8")));

const item = (text: string) => `version: 1\nschemas:\n  - ${text}\n`;

const RIGHT = [
  item("file: events.yaml"),
  item("{ file: 'schemas/*.yaml', out: ., enum: native, table: a-table_1.x }"),
  item("{ file: a.yaml, table: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders' }"),
];

const WRONG = [
  "",
  "[]",
  "5",
  "version: 1",
  "schemas: [{ file: a.yaml }]",
  "version: 2\nschemas: [{ file: a.yaml }]",
  "version: '1'\nschemas: [{ file: a.yaml }]",
  "version: 1\nschemas: []",
  "version: 1\nschemas: { file: a.yaml }",
  "version: 1\nschemas: [{ file: a.yaml }]\nenum: native",
  item("a.yaml"),
  item("null"),
  item("{}"),
  item("file:"),
  item("file: 5"),
  item("file: ''"),
  item("{ file: a.yaml, out: '' }"),
  item("{ file: a.yaml, enum: Native }"),
  item("{ file: a.yaml, enum: true }"),
  item("{ file: a.yaml, table: ab }"),
  item("{ file: a.yaml, table: 'a b c' }"),
  item("{ file: a.yaml, constructor: b }"),
];

/** The configs of golden cases whose YAML can be parsed. */
const GOLDEN = names
  .filter((name) => name.startsWith("config") && name !== "config-yaml-syntax")
  .flatMap((name) => {
    try {
      return [readFileSync(join(CASES, name, "ddb-pattern-gen.config.yaml"), "utf8")];
    } catch {
      return [];
    }
  });

test.each(RIGHT)("editors and commands accept %j", (text) => {
  expect(validate(parse(text))).toBe(true);
  expect(parseConfig(sourceFile("config.yaml", text))).toHaveProperty("config");
});

test.each(WRONG)("editors and commands reject %j", (text) => {
  expect(validate(parse(text))).toBe(false);
  expect(parseConfig(sourceFile("config.yaml", text))).toHaveProperty("diagnostics");
});

test("editors and commands agree on the configs of the cases", () => {
  expect(GOLDEN.length).toBeGreaterThan(8);
  for (const text of GOLDEN) {
    const parsed = parseConfig(sourceFile("config.yaml", text));
    expect(validate(parse(text)), text).toBe("config" in parsed);
  }
});
