import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadCommands } from "../../generator/src/commands/registry.js";

const ROOT = new URL("../../", import.meta.url);

describe.each(["generator", "runtime"])("llms.txt of %s", (name) => {
  const folder = new URL(`${name}/`, ROOT);
  const text = readFileSync(new URL("llms.txt", folder), "utf8");
  const manifest = JSON.parse(readFileSync(new URL("package.json", folder), "utf8"));
  const links = Array.from(text.matchAll(/\]\(([^)]+)\)/g), ([, path = ""]) => path);

  test("has the form of llmstxt.org: a name, a summary, text, and sections of links", () => {
    const [introduction = "", ...sections] = text.split(/^## .+\n\n/m);
    expect(introduction).toMatch(new RegExp(`^# ${manifest.name}\n\n> .+\n\n`));
    expect(introduction.match(/^#/gm)).toHaveLength(1);
    for (const section of sections) {
      for (const line of section.trim().split("\n")) expect(line).toMatch(/^- \[.+\]\(.+\): .+$/);
    }
    expect(sections.length).toBeGreaterThan(1);
  });

  test("links to every page that the package ships, and to nothing else", () => {
    const pages = ["guide", "reference"].flatMap((section) =>
      readdirSync(new URL(`docs/${section}`, folder)).map((page) => `docs/${section}/${page}`),
    );
    expect(links.toSorted()).toEqual(pages.toSorted());
  });

  test("names only files of the package", () => {
    const named = Array.from(text.matchAll(/\bdocs\/[\w/.-]+\.md/g), ([path]) => path);
    expect(named.filter((path) => !existsSync(new URL(path, folder)))).toEqual([]);
  });

  test("is shipped", () => {
    expect(manifest.files).toContain("llms.txt");
  });
});

test("the generator's names every command, with its summary and its JSON", async () => {
  const text = readFileSync(new URL("generator/llms.txt", ROOT), "utf8");
  const missing = (await loadCommands()).filter(({ name, summary, options }) => {
    const line = new RegExp(`^- \`npx ddb-pattern-gen \\[?${name}\\b.*\`: (.*)$`, "m").exec(text);
    const { format } = options;
    const hasJson = format?.type === "string" && format.choices?.includes("json") === true;
    return !line?.[1]?.startsWith(summary) || line[1].includes("--format json") !== hasJson;
  });
  expect(missing.map(({ name }) => name)).toEqual([]);
});

test("the runtime's names every entry that programs import from", () => {
  const text = readFileSync(new URL("runtime/llms.txt", ROOT), "utf8");
  const { exports } = JSON.parse(readFileSync(new URL("runtime/package.json", ROOT), "utf8"));
  const entries = Object.keys(exports)
    .filter((entry) => entry !== "./package.json")
    .map((entry) => entry.replace(/^\./, "ddb-pattern-runtime"));
  expect(entries.filter((entry) => !text.includes(`\`${entry}\``))).toEqual([]);
});

test("the runtime's names exports that its entries have", () => {
  const text = readFileSync(new URL("runtime/llms.txt", ROOT), "utf8");
  const api = readFileSync(new URL("docs/reference/api.md", ROOT), "utf8");
  const lines = Array.from(text.matchAll(/^- `(ddb-pattern-runtime[\w/-]*)`: (.+)$/gm));
  expect(lines.length).toBeGreaterThan(5);
  for (const [, entry = "", names = ""] of lines) {
    const start = api.indexOf(`\n## \`${entry}\`\n`);
    const section = api.slice(start, api.indexOf("\n## ", start + 1));
    for (const [, name] of names.matchAll(/`(\w+)`/g)) expect(section).toContain(`\`${name}\``);
  }
});
