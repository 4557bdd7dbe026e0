import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { diagnosticsOf } from "../language/support.js";
import { asYaml, helpOf, pageRows, tablesOfLanguages } from "./language-page.js";

const PAGE = new URL("../../docs/reference/language.md", import.meta.url);
const TITLE = "## Coming from other languages\n";

/** The page with the tables that are made of the sources. */
function derived(page: string): string {
  const end = page.indexOf("```yaml", page.indexOf(TITLE));
  const section = page.indexOf("### ", page.indexOf(TITLE));
  const start = section === -1 || section > end ? end : section;
  return `${page.slice(0, start)}${tablesOfLanguages()}\n\n${page.slice(end)}`;
}

/** `UPDATE=1 npx vitest run test/repository/language-page.test.ts` writes the tables anew. */
test("the tables of other languages are those of the sources", () => {
  const page = readFileSync(PAGE, "utf8");
  if (process.env.UPDATE === "1") writeFileSync(PAGE, derived(page));
  expect(readFileSync(PAGE, "utf8")).toBe(derived(page));
  expect(page).toContain(TITLE);
});

/** A schema with a field of a type, and with the types that the page names. */
const schema = (type: string) => `version: 1
name: S
lookups: [type]
types:
  Money: { type: object, properties: { cents: integer } }
  Base: { type: object, properties: { a: string } }
  Audit: { type: object, properties: { b: string } }
  Card: { type: object, properties: { kind: { type: string, const: card } }, required: [kind] }
  Cash: { type: object, properties: { kind: { type: string, const: cash } }, required: [kind] }
events:
  A:
    data:
      x: ${type}
`;

const rows = pageRows();

test.each(rows)("$language: the message about $there says what the page says", (row) => {
  const helps = diagnosticsOf(schema(asYaml(row.there))).map(({ help }) => help);
  expect(helps).toEqual([helpOf(row)]);
});

const same = rows.flatMap(({ here }) => here ?? []);

test.each([...new Set(same)])("the type that the page gives is one: %s", (here) => {
  expect(diagnosticsOf(schema(here))).toEqual([]);
});
