import { expect, test } from "vitest";
import { codeSections, parseCodes } from "../../generator/src/commands/explain/code-sections.js";
import { codeText } from "../../generator/src/commands/explain/render.js";
import { rules } from "../../generator/src/evolution/index.js";
import { codeLink } from "../../generator/src/project/links.js";
import { CODES } from "../diagnostics/codes.js";
import { run, temporaryFolder } from "./support.js";

const sections = codeSections();

async function output(...args: string[]): Promise<string> {
  const { exit, stdout, stderr } = await run(["explain", ...args], temporaryFolder());
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: "" });
  return stdout;
}

test("every code of a diagnostic and every rule of breaking can be explained", () => {
  const all = [...CODES, ...rules.map(({ id }) => id)];
  expect(sections.map(({ code }) => code).sort()).toEqual(all.sort());
});

test.each(sections)(
  "$code: the text has its examples, and none of Markdown's marks",
  async ({ code, chapter }) => {
    const text = await output(code);
    expect(text.startsWith(`${code} (${chapter})\n\n`)).toBe(true);
    expect(text).toMatch(/^(Change:|Refused:|Refused, then accepted:)\n\n {2} *\S/m);
    expect(text).not.toMatch(/^```|\]\(|^#|\*\*/m);
    expect(text.endsWith(`\nReference: ${codeLink(code)}\n`)).toBe(true);
  },
);

test("without a code, each code has one line with its first sentence", async () => {
  const list = await output();
  const lines = Array.from(list.matchAll(/^ {2}(\S+) +(.+)$/gm), ([, code, summary]) => ({
    code,
    summary,
  }));
  expect(lines).toEqual(sections.map(({ code, summary }) => ({ code, summary })));
  for (const { summary } of sections) expect(summary).toMatch(/^[A-Z`].*[^.]\.$/);
});

test("JSON has the section as Markdown", async () => {
  const section = sections.find(({ code }) => code === "unknown-key");
  expect(JSON.parse(await output("unknown-key", "--format", "json"))).toEqual({
    version: 1,
    ...section,
    docs: "node_modules/ddb-pattern-gen/docs/reference/codes.md#unknown-key",
  });
  const { codes: listed } = JSON.parse(await output("--format", "json")) as { codes: object[] };
  expect(listed).toHaveLength(sections.length);
  expect(listed[0]).toEqual({
    code: sections[0]?.code,
    chapter: sections[0]?.chapter,
    summary: sections[0]?.summary,
    docs: expect.stringMatching(/codes\.md#/),
  });
});

test("colours are for terminals", async () => {
  const colored = await run(["explain", "too-deep"], temporaryFolder(), { isTTY: true });
  expect(colored.stdout).toContain("\u001b[1mtoo-deep\u001b[22m");
  expect(await output("too-deep")).not.toContain("\u001b");
});

test("a section ends where the next one starts, and its first sentence is not cut inside of code", () => {
  const page =
    "# Codes\n\nIntro.\n\n## One\n\nWords.\n\n### a-b\n\nA `x: y. z` is\nwrong: see.\n\n### c\n\nOdd\n\n## Two\n\n### d\n\nD.\n";
  expect(parseCodes(page)).toEqual([
    {
      code: "a-b",
      chapter: "One",
      summary: "A `x: y. z` is wrong.",
      markdown: "A `x: y. z` is\nwrong: see.",
    },
    { code: "c", chapter: "One", summary: "Odd.", markdown: "Odd" },
    { code: "d", chapter: "Two", summary: "D.", markdown: "D." },
  ]);
  const markdown =
    "A [link](x.md) and\nmore.\n\n```yaml\na: 1\n\nb: 2\n```\n\n```yaml\na: 2\n```\n\nAfter.";
  expect(codeText({ code: "e", chapter: "One", summary: "", markdown }, false)).toBe(
    "e (One)\n\nA link and more.\n\nRefused:\n\n  a: 1\n\n  b: 2\n\nAccepted:\n\n  a: 2\n\nAfter.\n\nReference: node_modules/ddb-pattern-gen/docs/reference/codes.md#e\n",
  );
});
