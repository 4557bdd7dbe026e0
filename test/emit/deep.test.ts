import { format } from "prettier";
import { expect, test } from "vitest";
import { emitBody } from "./support.js";

const LEVELS = 50;
const HEAD = "version: 1\nname: Store\nlookups: [entity]\nevents:\n  A_MADE:\n    data:\n";

/** What stands in itself, level by level, and is too wide for one line. */
const DEEP: Readonly<Record<string, string>> = {
  maps: `${"{ type: object, additionalProperties: ".repeat(LEVELS)}string${" }".repeat(LEVELS)}`,
  "lists of null": `${"{ type: array, nullable: true, items: ".repeat(LEVELS)}string${" }".repeat(LEVELS)}`,
  "lists as a default": `{ type: json, default: ${"[".repeat(LEVELS)}${"word ".repeat(20)}${"]".repeat(LEVELS)} }`,
};

test.each(Object.entries(DEEP))(
  "%s: each level is laid out once, as Prettier would",
  async (_, type) => {
    const since = process.cpuUsage();
    const text = await emitBody(`${HEAD}      a_id: ulid\n      x: ${type}\n`, "native");
    // A tenth of a second; twice as much with each level, if one were laid out twice.
    expect(process.cpuUsage(since).user).toBeLessThan(5e6);
    expect(await format(text, { parser: "typescript" })).toBe(text);
  },
);

const LONG = "a name of a field that is so long that nothing stands behind it";

test.each([
  "true",
  "100",
  "-100",
  "1e-7",
  "0.5",
  "null",
  "word",
  "[]",
  "[1, 2]",
  "[1, a]",
  `[${"-123456.5, 7, ".repeat(40)}1]`,
])("behind a long name, %s stands where Prettier puts it", async (value) => {
  const fields = Array.from({ length: 20 }, (_, index) => {
    const name = `${LONG.slice(0, 50 + index)}${index}`;
    return `      ${name}: { type: json, default: ${value} }\n`;
  });
  const text = await emitBody(`${HEAD}      a_id: ulid\n${fields.join("")}`, "native");
  expect(await format(text, { parser: "typescript" })).toBe(text);
});
