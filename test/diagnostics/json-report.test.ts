import { expect, test } from "vitest";
import { jsonReport } from "../../generator/src/diagnostics/render/json.js";
import { reportOf } from "../../generator/src/diagnostics/summary.js";
import { madeUp, placeIn } from "./support.js";

const TEXT = "a: b\r\nc: |\r\n  d\r\n  e\r\n";
const sources = new Map([["events.yaml", TEXT]]);

function parsed(...changes: Parameters<typeof madeUp>) {
  return JSON.parse(jsonReport(reportOf([madeUp(...changes)]), sources));
}

test("what is not there is null or empty", () => {
  expect(parsed()).toEqual({
    version: 1,
    findings: [
      {
        code: "made-up",
        severity: "error",
        message: "This is made up.",
        help: null,
        file: "events.yaml",
        start: null,
        end: null,
        path: [],
        related: [],
        docs: "docs/reference/codes.md#made-up",
      },
    ],
    errors: 1,
    warnings: 0,
    shown: 1,
  });
});

test("places end behind their last character, also lines later", () => {
  const [finding] = parsed({
    place: placeIn(TEXT, "b"),
    related: [{ place: placeIn(TEXT, "|\r\n  d\r\n  e"), message: "here" }],
  }).findings;
  expect(finding).toMatchObject({ start: { line: 1, column: 4 }, end: { line: 1, column: 5 } });
  expect(finding.related).toEqual([
    {
      message: "here",
      file: "events.yaml",
      start: { line: 2, column: 4 },
      end: { line: 4, column: 4 },
    },
  ]);
});

test("a hundred findings are shown, and all are counted", () => {
  const findings = Array.from({ length: 123 }, (_, index) => madeUp({ path: [index] }));
  const report = JSON.parse(jsonReport(reportOf(findings), sources));
  expect(report).toMatchObject({ errors: 123, warnings: 0, shown: 100 });
  expect(report.findings).toHaveLength(100);
});

test("no text moves a terminal's cursor, and a parser reads it as it was", () => {
  const path = ["\u001b[31m", "\u009b1m", "\u202e\u2028", "\u{e0001}", "\t\n", "値😀"];
  const text = jsonReport(reportOf([madeUp({ path })]), sources);
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
  expect(text).toContain("値😀");
  expect(JSON.parse(text).findings[0].path).toEqual(path);
});
