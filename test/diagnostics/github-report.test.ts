import { expect, test } from "vitest";
import { githubReport } from "../../generator/src/diagnostics/render/github.js";
import { reportOf } from "../../generator/src/diagnostics/summary.js";
import { locationIn, madeUp } from "./support.js";

const TEXT = "a: b\nc: |\n  d\n  e\n";
const sources = new Map([["events.yaml", TEXT]]);

function annotation(...changes: Parameters<typeof madeUp>): string {
  return githubReport(reportOf([madeUp(...changes)]), sources, (file) => file);
}

test("a diagnostic about a whole file names the file", () => {
  expect(annotation()).toBe(
    "::error file=events.yaml,title=ddb-pattern-gen made-up::This is made up.\n",
  );
});

test("a location within a line has columns; one over several lines has none, as GitHub requires", () => {
  expect(annotation({ location: locationIn(TEXT, "b"), severity: "warning" })).toBe(
    "::warning file=events.yaml,line=1,endLine=1,col=4,endColumn=5,title=ddb-pattern-gen made-up::This is made up.\n",
  );
  expect(annotation({ location: locationIn(TEXT, "|\n  d\n  e") })).toBe(
    "::error file=events.yaml,line=2,endLine=4,title=ddb-pattern-gen made-up::This is made up.\n",
  );
});

test("related locations and the help are lines of the message", () => {
  const related = [{ location: locationIn(TEXT, "c"), message: "the first is here" }];
  expect(annotation({ related, help: "Rename one." })).toContain(
    "::This is made up.%0Aevents.yaml:2:1: the first is here%0Ahelp: Rename one.\n",
  );
});

test("no text can end a command or begin another", () => {
  const file = "a,b:c%\r\n::error::.yaml";
  expect(annotation({ file, message: "50%\r\n::error file=x::y, z" })).toBe(
    "::error file=a%2Cb%3Ac%25\ufffd\ufffd%3A%3Aerror%3A%3A.yaml,title=ddb-pattern-gen made-up" +
      "::50%25\ufffd\ufffd::error file=x::y, z\n",
  );
});

test("a report without diagnostics is empty", () => {
  expect(githubReport(reportOf([]), sources, (file) => file)).toBe("");
});
