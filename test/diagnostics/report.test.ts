import { expect, test } from "vitest";
import type { Diagnostic } from "../../generator/src/diagnostics/diagnostic.js";
import { textReport } from "../../generator/src/diagnostics/render/text.js";
import { reportOf } from "../../generator/src/diagnostics/summary.js";
import { locationIn, madeUp } from "./support.js";

const many = (count: number, changes: Partial<Diagnostic> = {}) =>
  Array.from({ length: count }, (_, index) => madeUp({ path: [index], ...changes }));

test("diagnostics are in reading order", () => {
  const text = "a: b\nc: d\n";
  const diagnostics = [
    madeUp({ file: "z.yaml" }),
    madeUp({ location: locationIn(text, "d"), code: "z" }),
    madeUp({ location: locationIn(text, "d"), code: "a" }),
    madeUp({ location: locationIn(text, "a") }),
    madeUp(),
  ];
  expect(reportOf(diagnostics).shown).toEqual([4, 3, 2, 1, 0].map((index) => diagnostics[index]));
});

test("equal diagnostics count once; any difference makes them two", () => {
  const location = locationIn("a: a", "a");
  const first = madeUp({ location });
  const others = [
    madeUp({ location, code: "other" }),
    madeUp({ location, file: "other.yaml" }),
    madeUp({ location, path: ["a"] }),
    madeUp({ location, message: "Another." }),
    madeUp(),
  ];
  expect(reportOf([first, ...others, ...others, { ...first }])).toMatchObject({ errors: 6 });
});

test("a hundred are shown, and all are counted", () => {
  expect(reportOf(many(100)).shown).toHaveLength(100);
  const report = reportOf(many(123));
  expect(report).toMatchObject({ errors: 123, warnings: 0 });
  expect(report.shown).toHaveLength(100);
  expect(textReport(report, new Map())).toMatch(/made up\.\n\n… and 23 more\n\n123 errors\n$/);
});

test("warnings do not crowd out errors", () => {
  const errors = many(60, { file: "z.yaml" });
  const report = reportOf([...many(80, { severity: "warning" }), ...errors]);
  expect(report).toMatchObject({ errors: 60, warnings: 80 });
  expect(report.shown.slice(40)).toEqual(errors);
  expect(report.shown).toHaveLength(100);
});

test.each([
  [1, 0, "1 error"],
  [0, 1, "1 warning"],
  [2, 1, "2 errors, 1 warning"],
  [1, 3, "1 error, 3 warnings"],
])("%i errors and %i warnings are %s", (errors, warnings, summary) => {
  const diagnostics = [...many(errors), ...many(warnings, { severity: "warning", code: "other" })];
  expect(textReport(reportOf(diagnostics), new Map()).split("\n").at(-2)).toBe(summary);
});

test("a report without diagnostics is empty", () => {
  expect(textReport(reportOf([]), new Map())).toBe("");
});

test("a related location can be in another file, whether that could be read or not", () => {
  const [text, other] = ["Money: x\n", "a: b\nMoney: y\n"];
  const diagnostic = madeUp({
    location: locationIn(text, "Money"),
    help: "Rename one.",
    related: [
      { location: locationIn(other, "Money", "types.yaml"), message: "the first is here" },
      { location: locationIn(other, "Money", "gone.yaml"), message: "another is here" },
    ],
  });
  const sources = new Map([
    ["events.yaml", text],
    ["types.yaml", other],
  ]);
  expect(textReport(reportOf([diagnostic]), sources)).toBe(`error made-up  events.yaml:1:1

  This is made up.

  1 | Money: x
    | ^^^^^

  types.yaml:2:1
  2 | Money: y
    | ----- the first is here

  gone.yaml:2:1: another is here

  help: Rename one.

1 error
`);
});

test("a diagnostic about a whole file can have related locations", () => {
  const text = "a: b\n";
  const related = [{ location: locationIn(text, "b"), message: "here" }];
  const sources = new Map([["events.yaml", text]]);
  expect(textReport(reportOf([madeUp({ related })]), sources)).toBe(`error made-up  events.yaml

  This is made up.

  1 | a: b
    |    - here

1 error
`);
});

test("only severity, code, underlines and the label of the help have colours", () => {
  const text = "a: b\n";
  const diagnostic = madeUp({
    location: locationIn(text, "a"),
    help: "Rename one.",
    related: [{ location: locationIn(text, "b"), message: "here" }],
  });
  const warning = madeUp({ severity: "warning", file: "other.yaml" });
  const sources = new Map([["events.yaml", text]]);
  const tagged = textReport(reportOf([diagnostic, warning]), sources, (role, part) => {
    return `<${role}>${part}</>`;
  });
  expect(tagged).toBe(`<error>error</> <code>made-up</>  events.yaml:1:1

  This is made up.

  1 | a: b
    | <error>^</>

  1 | a: b
    |    <related>- here</>

  <help>help:</> Rename one.

<warning>warning</> <code>made-up</>  other.yaml

  This is made up.

1 error, 1 warning
`);
});
