import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compareWithHistory, rules } from "../../generator/src/evolution/index.js";
import { typesByName } from "../../generator/src/model/aliases.js";
import { fits } from "../../generator/src/model/compat/fits.js";
import type { Field } from "../../generator/src/model/model.js";
import { derivedPage, LEGAL_TYPES, PAGE } from "./breaking-page.js";
import { modelOf } from "./schemas.js";

/** `UPDATE=1 npx vitest run test/evolution/breaking-page.test.ts` writes these parts anew. */
test("the page documents each rule: its category, its purpose, an example, and what makes it legal", () => {
  const written = readFileSync(PAGE, "utf8");
  if (process.env.UPDATE === "1") writeFileSync(PAGE, derivedPage(written));
  const page = readFileSync(PAGE, "utf8");
  expect(page).toBe(derivedPage(page));
  const headings = Array.from(page.matchAll(/^### (\w+)$/gm), ([, id]) => id);
  expect(headings).toEqual(rules.map(({ id }) => id));
});

test.each(LEGAL_TYPES)("the page is right: %s fits %s", async (old, now) => {
  const { events, types } = await modelOf(`version: 1
name: Shop
lookups: [type]
types:
  Card: { type: object, properties: { kind: { type: string, const: card } }, required: [kind] }
  Cash: { type: object, properties: { kind: { type: string, const: cash } }, required: [kind] }
  Payment: { oneOf: [Card, Cash], discriminator: { propertyName: kind } }
events:
  PAID: { data: { old: ${old}, now: ${now} } }
`);
  const [before, after] = events.flatMap(({ fields }) => fields) as [Field, Field];
  expect(fits(before.type, after.type, typesByName(types))).toBe(true);
  expect(fits(after.type, before.type, typesByName(types))).toBe(false);
});

test("the acceptance of the page accepts a change", async () => {
  const page = readFileSync(PAGE, "utf8");
  const [, after = ""] = /```yaml\n(version[^`]*)```/.exec(page) ?? [];
  const before = after
    .slice(0, after.indexOf("accept:"))
    .replace("{ type: number, minimum: 0 }", "number");
  const changes = compareWithHistory([await modelOf(before)], await modelOf(after));
  expect(changes.findings).toEqual([]);
  expect(changes.unused).toEqual([]);
  expect(changes.accepted.map(({ rule }) => rule)).toEqual(["CONSTRAINT_NO_NARROW"]);
});
