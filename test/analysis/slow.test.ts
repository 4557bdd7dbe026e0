import { describe, expect, test } from "vitest";
import { run, temporaryFolder } from "../cli/support.js";
import { codesOf, diagnosticsOf } from "../language/support.js";

const HEAD = "version: 1\nname: Store\nlookups: [entity]\n";
const each = (count: number, of: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => of(index)).join("");
const ONE_EVENT = "events:\n  A_MADE:\n    data:\n      a_id: ulid\n";

/** Objects within each other, all with an example, around many properties. */
const nested = (depth: number): string =>
  depth === 0
    ? `{ type: object, properties: { ${each(930, (index) => `q${index}: string,`)} } }`
    : `{ type: object, required: [a], examples: [{}], properties: { a: ${nested(depth - 1)} } }`;

/** Files that were made to take long: each would, if any step took more than linear time. */
const SLOW: Readonly<Record<string, string>> = {
  "unclosed braces": "{".repeat(1_000_000),
  "closing braces": "}".repeat(1_000_000),
  "braces in braces": `a: ${"{ a: ".repeat(150_000)}`,
  percents: "%\n".repeat(400_000),
  "a colon a line": ":\n".repeat(200_000),
  "one key again and again": `${HEAD}${"a: b\n".repeat(200_000)}`,
  anchors: `a:\n${each(40_000, (index) => `  - &a${index} x\n  - *a${index}\n`)}`,
  "bad escapes": `a: "${"\\q".repeat(300_000)}"`,
  aliases: `${HEAD}types:\n${each(12_000, (index) => `  T${index}: T${index + 1}\n`)}`,
  "types of types": `${HEAD}types:\n${each(3_000, (index) => `  T${index}: { type: object, properties: { a: T${index + 1} } }\n`)}  T3000: string\n${ONE_EVENT}      t: Tzero\n`,
  "types that are misspelt": `${HEAD}types:\n${each(3_000, (index) => `  Type${index}: string\n`)}${ONE_EVENT}${each(3_000, (index) => `      f${index}: Tpye${index}x\n`)}`,
  "event types that are not there": `${HEAD}events:\n${each(2_000, (index) => `  EVENT_${index}_DONE: { data: { a_id: ulid } }\n`)}streams:\n  s:\n    by: a_id\n    events: [${each(5_000, (index) => `EVENTS_${index}_DONE, `)}]\n`,
  "patterns that backtrack": `${HEAD}${ONE_EVENT}${each(20, (index) => `      f${index}: { type: string, pattern: "^(a+)+$", examples: [${"a".repeat(40)}b] }\n`)}`,
  "names that are alike": `${HEAD}events:\n${each(5_000, (index) => `  THING_${"X".repeat(index % 50)}_${index}_DONE: { data: { a_id: ulid } }\n`)}`,
  "ids of types of types": `${HEAD}types:\n${each(20_000, (index) => `  T${index}: T${index + 1}\n`)}  T20000: number\n${ONE_EVENT}${each(20_000, (index) => `      a${index}_id: T0\n`)}`,
  "an object of many types": `${HEAD}types:\n  Big: { type: object, required: [${each(24_000, (index) => `p${index},`)}], properties: {${each(24_000, (index) => `p${23_999 - index}: T${23_999 - index},`)}} }\n${each(24_000, (index) => `  T${index}: string\n`)}${ONE_EVENT}      b: Big\n`,
  "a stream of events that are not there": `${HEAD}${ONE_EVENT}streams:\n  s:\n    by: a_id\n    events: [${each(90_000, (index) => `E${index},`)}]\n`,
  "streams of an event with many fields": `${HEAD}${ONE_EVENT}${each(26_000, (index) => `      f${index}: string\n`)}streams:\n${each(9_500, (index) => `  s${index}: { by: b_id, events: [A_MADE] }\n`)}`,
  "branches that are alike": `${HEAD}types:\n  B: { type: object, required: [kind], properties: { kind: { type: string, enum: [${each(900, (index) => `v${index},`)}] } } }\n${each(8, (index) => `  U${index}: { discriminator: { propertyName: kind }, oneOf: [${"B,".repeat(200)}] }\n`)}${ONE_EVENT}`,
  "examples on each level": `${HEAD}events:\n${each(12, (index) => `  E${index}:\n    data:\n      a_id: ulid\n      n: ${nested(27)}\n`)}`,
  "event types that are numbers": `${HEAD}${ONE_EVENT}streams:\n  s:\n    by: a_id\n    events: [${each(15_000, (index) => `${index}, A${index}, `)}]\n`,
  "keys that are not there": `${HEAD}${each(60_000, (index) => `k${index}: 1\n`)}${ONE_EVENT}`,
  "keys that are not there, and one that is missing": each(60_000, (index) => `k${index}: 1\n`),
  "values of an enum": `${HEAD}${ONE_EVENT}      d: { type: date, enum: [${each(30_000, (index) => `d${index}, `)}] }\n`,
};

/** Each test takes seconds at most, in milliseconds: a busy machine fails none of them. */
const PATIENCE = 300_000;

test.each(Object.entries(SLOW))(
  "%s: the command ends, with diagnostics",
  async (_, text) => {
    const cwd = temporaryFolder({ "events.yaml": text });
    const { exit, stderr } = await run(["events.yaml"], cwd);
    expect(exit).toBe(1);
    expect(stderr).toMatch(/^(error|warning) /);
    expect(stderr).not.toMatch(/\n\s+at /);
  },
  PATIENCE,
);

test("a long chain of imports of many types", { timeout: PATIENCE }, async () => {
  const files = Array.from({ length: 98 }, (_, index) => [
    `f${index}.yaml`,
    `version: 1\nimports: [./f${index + 1}.yaml]\ntypes: { U${index}: string }\n`,
  ]);
  const cwd = temporaryFolder({
    ...Object.fromEntries(files),
    "package.json": "{}",
    "f98.yaml": `version: 1\ntypes:\n${each(70_000, (index) => ` T${index}: date\n`)}`,
    "events.yaml": `${HEAD}imports: [./f0.yaml]\n${ONE_EVENT}`,
  });
  expect(await run(["lint", "events.yaml"], cwd)).toMatchObject({ exit: 0 });
});

/** Schemas of a size, each with something that the analysis follows from part to part. */
const GROWING: Readonly<Record<string, (size: number) => string>> = {
  "event types in a stream": (size) =>
    `${HEAD}events:\n${each(size, (index) => `  E_${index}: { data: { a_id: ulid, b: { type: number, minimum: 0 } } }\n`)}streams:\n  s: { by: a_id, events: [${each(size, (index) => `E_${index},`)}] }\n`,
  "names of names": (size) =>
    `${HEAD}types:\n${each(size, (index) => `  T${index}: T${index + 1}\n`)}  T${size}: string\n${ONE_EVENT}      t: T0\n`,
  "names of names, from the last on": (size) =>
    `${HEAD}types:\n  T0: string\n${each(size, (index) => `  T${index + 1}: T${index}\n`)}${ONE_EVENT}      t: T${size}\n`,
  "types that require each other": (size) =>
    `${HEAD}types:\n${each(size, (index) => `  T${index}: { type: object, required: [a], properties: { a: T${index + 1} } }\n`)}  T${size}: string\n${ONE_EVENT}      t: T0\n`,
  "types that require each other, from the last on": (size) =>
    `${HEAD}types:\n  T0: string\n${each(size, (index) => `  T${index + 1}: { type: object, required: [a], properties: { a: T${index} } }\n`)}${ONE_EVENT}      t: T${size}\n`,
};

/** The least CPU time of some tries, in seconds: the one that other programs disturbed least. */
function leastSeconds(yaml: string): number {
  const seconds = Array.from({ length: 3 }, () => {
    const since = process.cpuUsage();
    expect(codesOf(yaml)).toEqual([]);
    const { user, system } = process.cpuUsage(since);
    return (user + system) / 1e6;
  });
  return Math.min(...seconds);
}

test.each(Object.entries(GROWING))(
  "%s: four times as many take no sixteen times as long",
  (_, of) => {
    leastSeconds(of(200));
    expect(leastSeconds(of(4_000)) / leastSeconds(of(1_000))).toBeLessThan(10);
  },
  PATIENCE,
);

describe("a pattern that backtracks", () => {
  const withExamples = (pattern: string, ...examples: string[]) =>
    diagnosticsOf(
      `${HEAD}${ONE_EVENT}      x: { type: string, pattern: "${pattern}", examples: [${examples.join()}] }\n`,
    ).map(({ code, path }) => [code, path.at(-1)]);

  test("is ended, and the examples before it are checked", () => {
    const slow = `${"a".repeat(60)}b`;
    expect(withExamples("^(a+)+$", "aaa", "b", slow)).toEqual([
      ["value-mismatch", 1],
      ["slow-pattern", 2],
    ]);
  });

  test("without a group is ended, too", () => {
    const slow = `${"a".repeat(2000)}b`;
    expect(withExamples("^a*a*a*a*a*a*$", slow)).toEqual([["slow-pattern", 0]]);
  });

  test("is none where it has groups, and matches at once", () => {
    const code = "^(?:[A-Z]{2}|[a-z]+)-([0-9]+)$";
    expect(withExamples(code, "AB-1", "abc-23", "ABC-1")).toEqual([["value-mismatch", 2]]);
  });

  test("and cannot even be compiled fits nothing", () => {
    expect(withExamples("((((a{1000}){1000}){1000}){1000})", "a")).toEqual([["value-mismatch", 0]]);
  });
});

test("a schema that is too large is refused", () => {
  const fields = (count: number) => each(count, (index) => `      f${index}: string\n`);
  expect(codesOf(`${HEAD}${ONE_EVENT}${fields(998)}`)).toEqual([]);
  expect(codesOf(`${HEAD}${ONE_EVENT}${fields(999)}`)).toEqual(["too-many-parts"]);
  const events = (count: number) =>
    each(count, (index) => `  A_${index}:\n    data:\n      a_id: ulid\n${fields(998)}`);
  expect(codesOf(`${HEAD}events:\n${events(50)}`)).toEqual([]);
  expect(codesOf(`${HEAD}events:\n${events(51)}`)).toEqual(["too-many-parts"]);
});
