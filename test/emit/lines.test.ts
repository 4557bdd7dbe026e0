import { describe, expect, test } from "vitest";
import { EXTREME_SCHEMAS } from "./extreme-schemas.js";
import { longLines } from "./lines.js";
import { emitBody } from "./support.js";

const CASES = Object.entries(EXTREME_SCHEMAS).flatMap(([name, yaml]) =>
  (["native", "erasable"] as const).map((style) => ({ name, yaml, style })),
);

describe.each(CASES)("the module of a schema that is $name, $style", ({ yaml, style }) => {
  test("has short lines", async () => {
    const since = process.cpuUsage();
    const text = await emitBody(yaml, style);
    // A tenth of a second; twice as much with each level, if one were laid out twice.
    expect(process.cpuUsage(since).user).toBeLessThan(10e6);
    expect(longLines(text)).toEqual([]);
    expect(text.split("\n").filter((line) => /\s$/.test(line))).toEqual([]);
  });
});
