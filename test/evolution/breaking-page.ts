import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Rule, rules } from "../../generator/src/evolution/index.js";

const CASES = new URL("rules/", import.meta.url);

export const PAGE = fileURLToPath(new URL("../../docs/reference/breaking.md", import.meta.url));

/** Types, and the types that have all of their values: what the page lists, and what the tests try. */
export const LEGAL_TYPES: readonly (readonly [old: string, now: string, note?: string])[] = [
  ["integer", "number"],
  ["{ type: number, multipleOf: 5 }", "integer", "and any other whole step"],
  ["ulid", "string", "and any other format"],
  ["int64", "decimal"],
  ["{ type: string, enum: [EUR, USD] }", "string", "and any type that has each of the values"],
  ["{ type: integer, enum: [1, 2] }", "{ type: integer, maximum: 2 }"],
  ["{ type: boolean, const: true }", "boolean"],
  ["string", "json", "and any other type"],
  [
    "{ type: object, properties: { a: integer } }",
    "{ type: object, additionalProperties: integer }",
    "if all properties fit",
  ],
  [
    "{ type: object, properties: { a: integer } }",
    "{ type: object, properties: { a: integer }, additionalProperties: true }",
  ],
  [
    "{ type: object, additionalProperties: string }",
    "{ type: object, properties: { a: string }, additionalProperties: true }",
  ],
  ["Card", "Payment", "an object and a union with it as a branch"],
];

/** The page with its tables and its sections of rules made anew. */
export function derivedPage(page: string): string {
  const start = page.slice(0, page.indexOf("<!-- types -->"));
  const between = page.slice(page.indexOf("\n## Rules"), page.indexOf("<!-- rules -->"));
  return `${start}<!-- types -->\n\n${typesTable()}\n${between}<!-- rules -->\n\n${rules.map(section).join("\n")}`;
}

function typesTable(): string {
  const rows = LEGAL_TYPES.map(([old, now, note = ""]) => `| \`${old}\` | \`${now}\` | ${note} |`);
  return ["| old type | new type | |", "| --- | --- | --- |", ...rows].join("\n");
}

function section({ id, category, purpose, fix }: Rule): string {
  const [before, after] = ["before", "after"].map((name) => schemaOf(id, name));
  const example = diff(before as string, after as string).join("\n");
  return `### ${id}\n\n**${category}.** ${purpose}\n\n\`\`\`diff\n${example}\n\`\`\`\n\n${fix}\n`;
}

/** A schema of the rule's case, without what does not matter to it. */
function schemaOf(id: string, name: string): string {
  const text = readFileSync(new URL(`${id}/fires/${name}.yaml`, CASES), "utf8");
  const shown = id === "SCHEMA_NAME_SAME" ? text : text.replace("name: Shop\n", "");
  return shown.replace("version: 1\n", "").trimEnd();
}

/** The lines of two texts: those of both once, those of the first with `-`, those of the second with `+`. */
function diff(before: string, after: string): string[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  // common[i][j]: how many lines old[i…] and now[j…] have in common.
  const common = Array.from({ length: old.length + 1 }, () => new Array(now.length + 1).fill(0));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const row = common[i] as number[];
      row[j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: string[] = [];
  for (let i = 0, j = 0; i < old.length || j < now.length; ) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push(`  ${old[i]}`);
      i++;
      j++;
    } else if (i < old.length && (j === now.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push(`- ${old[i++]}`);
    } else lines.push(`+ ${now[j++]}`);
  }
  return lines;
}
