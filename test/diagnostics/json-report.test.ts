import { expect, test } from "vitest";
import { jsonReport } from "../../generator/src/diagnostics/render/json.js";
import { reportOf } from "../../generator/src/diagnostics/summary.js";
import { locationIn, madeUp } from "./support.js";

const TEXT = "a: b\r\nc: |\r\n  d\r\n  e\r\n";
const sources = new Map([["events.yaml", TEXT]]);

const linkOf = (code: string) => `codes.md#${code}`;

function parsed(...changes: Parameters<typeof madeUp>) {
  return JSON.parse(jsonReport(reportOf([madeUp(...changes)]), sources, linkOf));
}

test("members without a value are null or empty", () => {
  expect(parsed()).toEqual({
    version: 1,
    diagnostics: [
      {
        code: "made-up",
        severity: "error",
        message: "This is made up.",
        help: null,
        location: { file: "events.yaml", line: null, column: null, endLine: null, endColumn: null },
        path: [],
        related: [],
        docs: "codes.md#made-up",
      },
    ],
    summary: { errors: 1, warnings: 0, shown: 1 },
  });
});

test("locations end after their last character, also lines later", () => {
  const [diagnostic] = parsed({
    location: locationIn(TEXT, "b"),
    related: [{ location: locationIn(TEXT, "|\r\n  d\r\n  e"), message: "here" }],
  }).diagnostics;
  const file = "events.yaml";
  expect(diagnostic.location).toEqual({ file, line: 1, column: 4, endLine: 1, endColumn: 5 });
  const location = { file, line: 2, column: 4, endLine: 4, endColumn: 4 };
  expect(diagnostic.related).toEqual([{ message: "here", location }]);
});

test("a hundred diagnostics are shown, and all are counted", () => {
  const many = Array.from({ length: 123 }, (_, index) => madeUp({ path: [index] }));
  const report = JSON.parse(jsonReport(reportOf(many), sources, linkOf));
  expect(report.summary).toEqual({ errors: 123, warnings: 0, shown: 100 });
  expect(report.diagnostics).toHaveLength(100);
});

test("no string moves a terminal's cursor, and a parser reads it as it was", () => {
  const path = ["\u001b[31m", "\u009b1m", "\u202e\u2028", "\u{e0001}", "\t\n", "値😀"];
  const text = jsonReport(reportOf([madeUp({ path })]), sources, linkOf);
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
  expect(text).toContain("値😀");
  expect(JSON.parse(text).diagnostics[0].path).toEqual(path);
});
