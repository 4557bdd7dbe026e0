import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { catalogue } from "../../generator/src/diagnostics/catalogue.js";
import { codesOf } from "./support.js";

const page = readFileSync(new URL("../../docs/reference/codes.md", import.meta.url), "utf8");
const sections = page.split(/^### /m).slice(1);

test("every code has a section, and every section a code", () => {
  const headings = sections.map((section) => section.split("\n", 1)[0]);
  expect(headings.toSorted()).toEqual(Object.keys(catalogue).toSorted());
});

const examples = sections.flatMap((section) => {
  const [bad, good] = Array.from(section.matchAll(/```yaml\n(.*?)```/gs), ([, yaml]) => yaml);
  return bad === undefined ? [] : [{ code: section.split("\n", 1)[0] as string, bad, good }];
});

test.each(examples)(
  "$code: the first example shows it, the second is right",
  ({ code, bad, good = "" }) => {
    expect(new Set(codesOf(whole(bad)))).toEqual(new Set([code]));
    expect(codesOf(whole(good))).toEqual([]);
  },
);

test("only what is no matter of one schema's text has no examples", () => {
  const without = sections
    .filter((section) => !section.includes("```yaml"))
    .map((section) => section.split("\n", 1)[0] as string);
  expect(without.filter((code) => !/^(file|output)-/.test(code))).toEqual([
    "not-utf8",
    "too-many-copies",
  ]);
});

/** An example with what it leaves out. */
function whole(example: string): string {
  const events = "events:\n  HAPPENED:\n    data: { happened_at: timestamp }\n";
  return `version: 1\nname: Store\n${example}${/^events:/m.test(example) ? "" : events}`;
}
