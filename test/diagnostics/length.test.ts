import { expect, test } from "vitest";
import { newDiagnostic } from "../../generator/src/diagnostics/messages.js";
import { githubReport } from "../../generator/src/diagnostics/render/github.js";
import { jsonReport } from "../../generator/src/diagnostics/render/json.js";
import { cut } from "../../generator/src/diagnostics/render/printable.js";
import { textReport } from "../../generator/src/diagnostics/render/text.js";
import { reportOf } from "../../generator/src/diagnostics/summary.js";

test("every format cuts a long diagnostic", () => {
  const words = "word 😀 ".repeat(100_000);
  const about = { output: words, command: words };
  const report = reportOf([newDiagnostic("output-changed", { file: "a.yaml" }, about)]);
  const sources = new Map<string, string>();
  const formats = [
    textReport(report, sources),
    jsonReport(report, sources, String),
    githubReport(report, sources, (file) => file),
  ];
  for (const text of formats) {
    expect(text.length).toBeLessThan(1500);
    expect(text.split("…")).toHaveLength(3);
    expect(text).not.toMatch(/\p{Cs}/u);
  }
});

test("a message of 500 characters is whole, and one of 501 is cut", () => {
  expect(cut("x".repeat(500))).toBe("x".repeat(500));
  expect(cut("x".repeat(501))).toBe(`${"x".repeat(499)}…`);
});
