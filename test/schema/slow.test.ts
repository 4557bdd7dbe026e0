import { describe, expect, test } from "vitest";
import { parseYaml } from "../../generator/src/schema/parse-yaml.js";
import { sourceFile } from "../../generator/src/schema/source-file.js";
import { withinTime } from "../../generator/src/within-time.js";
import { run, temporaryFolder } from "../cli/support.js";
import { codesOf } from "./support.js";

const HEAD = "version: 1\nname: Store\nlookups: [entity]\n";
const each = (count: number, of: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => of(index)).join("");
const ONE_EVENT = "events:\n  A_MADE:\n    data:\n      a_id: ulid\n";

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
