import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { messages } from "../../generator/src/diagnostics/messages.js";
import type { Rule } from "../../generator/src/lint/rule.js";
import { rules } from "../../generator/src/lint/rules/index.js";

const SCHEMA = new URL("../../generator/events.schema.json", import.meta.url);
const PAGE = new URL("../../docs/reference/language.md", import.meta.url);
const FOLDER = fileURLToPath(new URL("../../generator/src/lint/rules", import.meta.url));

const isUpdate = process.env.UPDATE === "1";

/** A part of a file that is made of the rules. `UPDATE=1 npx vitest run test/lint` writes it anew. */
function expectPart(file: URL, pattern: RegExp, part: string): void {
  const text = readFileSync(file, "utf8");
  const found = pattern.exec(text)?.[0];
  expect(found, `${file} has the part`).toBeDefined();
  if (!isUpdate) expect(found).toBe(part);
  else if (found !== part)
    writeFileSync(
      file,
      text.replace(pattern, () => part),
    );
}

test("each rule is a file that is named like its code, in the order of the list", () => {
  const files = readdirSync(FOLDER).filter((file) => file !== "index.ts");
  expect(rules.map(({ code }) => `${code}.ts`)).toEqual(files.toSorted());
});

test.each(rules)(
  "$code has a code, a summary and a help of one form",
  ({ code, summary, help }) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(Object.keys(messages)).not.toContain(code);
    expect(summary).toMatch(/^[A-Z].*\.$/);
    expect(help).toMatch(/^[A-Z].*[^.;]$/);
  },
);

test("the JSON Schema of the language has a key under allow for each rule", () => {
  const key = ({ code, summary }: Rule) => `        ${JSON.stringify(code)}: {
          "description": ${JSON.stringify(`${summary} Say why that does not matter here.`)},
          "$ref": "#/definitions/reason"
        }`;
  const keys = rules.map(key).join(",\n");
  const pattern = /(?<="allow": \{\n(?: {6}[^{\n]*\n)* {6}"properties": \{\n).*?(?=\n {6}\}\n)/s;
  expectPart(SCHEMA, pattern, keys);
});

test("the table of warnings in the language's page has a row for each rule", () => {
  const rows = rules.map(({ code, summary }) => [`\`${code}\``, summary] as const);
  const table = [["key under `allow`", "warning"] as const, ...rows];
  const [first, second] = [0, 1].map((column) =>
    Math.max(...table.map((row) => String(row[column]).length)),
  ) as [number, number];
  const line = (key: string, summary: string) =>
    `| ${key.padEnd(first)} | ${summary.padEnd(second)} |`;
  const ruler = line("-".repeat(first), "-".repeat(second));
  const [head, ...lines] = table.map(([key, summary]) => line(key, summary));
  expectPart(
    PAGE,
    /\| key under `allow`(?:.*\n)+?(?=\n)/,
    `${[head, ruler, ...lines].join("\n")}\n`,
  );
});
