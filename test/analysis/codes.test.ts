import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { importReader } from "../../generator/src/workspace/import-reader.js";
import { temporaryFolder, write } from "../cli/support.js";
import { CODES, SEVERITIES } from "../diagnostics/codes.js";
import { allDiagnosticsOf } from "../language/support.js";

const EVENTS = "events:\n  HAPPENED:\n    data: { happened_at: timestamp }\n";

const page = readFileSync(new URL("../../docs/reference/codes.md", import.meta.url), "utf8");
const sections = page.split(/^### /m).slice(1);

test("every code has a section, and every section a code", () => {
  const headings = sections.map((section) => section.split("\n", 1)[0]);
  expect(headings.toSorted()).toEqual(CODES.toSorted());
});

const examples = sections.flatMap((section) => {
  const [bad, good] = Array.from(section.matchAll(/```yaml\n(.*?)```/gs), ([, yaml]) => yaml);
  return bad === undefined ? [] : [{ code: String(section.split("\n", 1)[0]), bad, good }];
});

const folder = temporaryFolder(
  {
    "package.json": "{}",
    "shared/money.yaml": "version: 1\ntypes:\n  Money: integer\n",
    "shared/circular.yaml": "version: 1\nimports: [../events.yaml]\ntypes: {}\n",
    "shared/empty.yaml": `version: 1\nname: Empty\n${EVENTS}`,
  },
  afterAll,
);

/** The codes that an example gets, in a folder that has something to import. */
function told(example: string, severities: readonly string[]): string[] {
  write(folder, "events.yaml", whole(example));
  const diagnostics = allDiagnosticsOf(whole(example), importReader("events.yaml", folder));
  return diagnostics
    .filter((diagnostic) => severities.includes(diagnostic.severity))
    .map(({ code }) => code);
}

test.each(examples)(
  "$code: the first example shows it, the second is right",
  ({ code, bad, good = "" }) => {
    const severity = SEVERITIES.get(code);
    // A warning that the right one gets as well is none of the mistake's.
    const usual = new Set(told(good, ["warning"]));
    const all = told(bad, severity === "error" ? ["error", "warning"] : ["warning"]);
    expect(new Set(all.filter((one) => !usual.has(one)))).toEqual(new Set([code]));
    expect(told(good, [String(severity)])).toEqual([]);
    expect(told(good, ["error"])).toEqual([]);
  },
);

/** An example with what it leaves out. */
function whole(example: string): string {
  return `version: 1\nname: Store\n${example}${/^events:/m.test(example) ? "" : EVENTS}`;
}
