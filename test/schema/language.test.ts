import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { catalogue } from "../../generator/src/diagnostics/catalogue.js";
import { codesOf } from "./support.js";

const page = readFileSync(new URL("../../docs/reference/language.md", import.meta.url), "utf8");
const schema: unknown = JSON.parse(
  readFileSync(new URL("../../generator/events.schema.json", import.meta.url), "utf8"),
);

/** The names of all properties, at any depth of a JSON Schema. */
function keysIn(part: unknown): string[] {
  if (typeof part !== "object" || part === null) return [];
  // A snippet is an example of the language, and no part of the schema.
  const { properties = {}, defaultSnippets: _, ...rest } = part as Record<string, object>;
  const inner = [...Object.values(properties), ...Object.values(rest)];
  return [...Object.keys(properties), ...inner.flatMap(keysIn)];
}

test("the page explains every key", () => {
  const keys = [...new Set(keysIn(schema))];
  const rows = page.split("\n").filter((line) => line.startsWith("| `"));
  const explained = rows.flatMap((row) => row.split("|")[1]?.match(/[\w-]+/g) ?? []);
  expect(keys.filter((key) => !explained.includes(key))).toEqual([]);
  expect(keys.length).toBeGreaterThan(30);
});

test("every warning can be allowed, but for the one about that", () => {
  const { allow } = (schema as { properties: { allow: { properties: object } } }).properties;
  const warnings = Object.entries(catalogue).filter(([, { severity }]) => severity === "warning");
  const codes = warnings.map(([code]) => code).filter((code) => code !== "unused-allow");
  expect(Object.keys(allow.properties)).toEqual(codes.toSorted());
});

test("the page explains no key that is not there", () => {
  const tables = page.split("\n\n").filter((block) => /^\| key/.test(block));
  const explained = tables.flatMap((table) =>
    table
      .split("\n")
      .slice(2)
      .flatMap((row) => row.split("|")[1]?.match(/[\w-]+/g) ?? []),
  );
  expect(explained.filter((key) => !keysIn(schema).includes(key))).toEqual([]);
});

const examples = Array.from(page.matchAll(/```yaml\n(.*?)```/gs), ([, yaml]) => yaml as string);

test.each(examples)("example %# is legal", (example) => {
  const isWhole = example.includes("version:");
  const hasEvents = /^events:/m.test(example);
  const head = hasEvents ? "" : "partition: store_id\n";
  const events = `events:
  PRICE_LOWERED: { data: { store_id: ulid, product_id: ulid } }
  PRICE_RAISED: { data: { store_id: ulid, product_id: ulid } }
`;
  const rest = `version: 1\nname: Store\n${head}${example}${hasEvents ? "" : events}`;
  expect(codesOf(isWhole ? example : rest)).toEqual([]);
});
