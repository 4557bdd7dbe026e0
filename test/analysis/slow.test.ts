import { describe, expect, test } from "vitest";
import { sourceFile } from "../../generator/src/language/source-file.js";
import { parseYaml } from "../../generator/src/language/yaml/parse.js";
import { withinTime } from "../../generator/src/util/time-limit.js";
import { run, temporaryFolder } from "../cli/support.js";
import { codesOf } from "../language/support.js";

const HEAD = "version: 1\nname: Store\nlookups: [entity]\n";
const each = (count: number, of: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => of(index)).join("");
const ONE_EVENT = "events:\n  A_MADE:\n    data:\n      a_id: ulid\n";

/** Objects within each other, all with an example, around many properties. */
const nested = (depth: number): string =>
  depth === 0
    ? `{ type: object, properties: { ${each(930, (index) => `q${index}: string,`)} } }`
    : `{ type: object, required: [a], examples: [{}], properties: { a: ${nested(depth - 1)} } }`;

/** Files that were made to take long, each of less than 1 MiB. */
const SLOW: Readonly<Record<string, string>> = {
  "unclosed braces": "{".repeat(1_000_000),
  "closing braces": "}".repeat(1_000_000),
  "braces in braces": `a: ${"{ a: ".repeat(150_000)}`,
  percents: "%\n".repeat(400_000),
  "a colon a line": ":\n".repeat(500_000),
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

test.each(Object.entries(SLOW))(
  "%s: the command ends in less than 5 seconds, with findings",
  async (_, text) => {
    const cwd = temporaryFolder({ "events.yaml": text });
    const since = process.cpuUsage();
    const { exit, stderr } = await run(["events.yaml"], cwd);
    const { user, system } = process.cpuUsage(since);
    expect({ exit, seconds: (user + system) / 1e6 < 5 }).toEqual({ exit: 1, seconds: true });
    expect(stderr).toMatch(/^(error|warning) /);
    expect(stderr).not.toMatch(/\n\s+at /);
  },
);

test("types behind a long row of imports take less than 5 seconds", async () => {
  const files = each(98, (index) => `${index},`)
    .split(",")
    .slice(0, -1)
    .map((index) => [
      `f${index}.yaml`,
      `version: 1\nimports: [./f${Number(index) + 1}.yaml]\ntypes: { U${index}: string }\n`,
    ]);
  const cwd = temporaryFolder({
    ...Object.fromEntries(files),
    "package.json": "{}",
    "f98.yaml": `version: 1\ntypes:\n${each(70_000, (index) => ` T${index}: date\n`)}`,
    "events.yaml": `${HEAD}imports: [./f0.yaml]\n${ONE_EVENT}`,
  });
  const since = process.cpuUsage();
  const { exit } = await run(["lint", "events.yaml"], cwd);
  const { user, system } = process.cpuUsage(since);
  expect({ exit, seconds: (user + system) / 1e6 < 5 }).toEqual({ exit: 0, seconds: true });
});

describe("what takes too long", () => {
  test("is ended, also a regular expression that backtracks for ever", () => {
    expect(withinTime(50, () => /^(a+)+$/.test(`${"a".repeat(60)}b`))).toBe(undefined);
    expect(withinTime(1000, () => "in time")).toEqual({ result: "in time" });
    expect(() =>
      withinTime(1000, () => {
        throw new TypeError("a fault of its own");
      }),
    ).toThrow(TypeError);
  });

  test("is not what only waits for a processor", () => {
    const wait = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
    let calls = 0;
    const run = () => {
      if (calls++ === 0) wait(400);
      return "in time";
    };
    expect(withinTime(100, run)).toEqual({ result: "in time" });
  });

  test("to read is a finding", () => {
    const source = sourceFile("events.yaml", `a:\n${"  - b\n".repeat(90_000)}`);
    const { findings, root } = parseYaml(source, 0.001);
    expect(root).toBe(undefined);
    expect(findings.map(({ code }) => code)).toEqual(["too-slow"]);
  });

  test("to generate is a finding", () => {
    const fields = (count: number) => each(count, (index) => `      f${index}: string\n`);
    expect(codesOf(`${HEAD}${ONE_EVENT}${fields(900)}`)).toEqual([]);
    expect(codesOf(`${HEAD}${ONE_EVENT}${fields(1001)}`)).toEqual(["too-many-parts"]);
    const events = each(
      20,
      (index) => `  A_${index}:\n    data:\n      a_id: ulid\n${fields(800)}`,
    );
    expect(codesOf(`${HEAD}events:\n${events}`)).toEqual(["too-many-parts"]);
  });
});
