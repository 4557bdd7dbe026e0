import { structuredPatch } from "diff";
import { describe, expect, test } from "vitest";
import {
  EXAMPLES,
  emitBody,
  emitFile,
  readRepositoryFile,
  schemaOf,
  schemaOfEvents,
} from "./support.js";

/** Bytes of a module for each byte of its schema, and for what every module has. */
const BYTES_A_BYTE = 5.5;
const FIXED_BYTES = 5_000;

const PATHS = [
  ...EXAMPLES.map(schemaOf),
  "schemas-example/consumer/events.yaml",
  "test/emit/kitchen-sink.yaml",
];

describe.each(["native", "erasable"] as const)("with %s event types", (style) => {
  test.each(PATHS)("the module of %s is small", async (path) => {
    const yaml = readRepositoryFile(path);
    const { length } = Buffer.from(await emitFile(path, yaml, style));
    expect(length).toBeLessThan(BYTES_A_BYTE * Buffer.from(yaml).length + FIXED_BYTES);
  });

  test("so is the module of 1,000 event types of six fields", async () => {
    const yaml = schemaOfEvents(1_000);
    const { length } = await emitBody(yaml, style);
    expect(length).toBeLessThan(BYTES_A_BYTE * yaml.length + FIXED_BYTES);
  });

  test("an event type of five fields is at most 1 kB of it", async () => {
    const five = (count: number) => schemaOfEvents(count).replaceAll(/ {6}made_at.*\n/g, "");
    const lengths = await Promise.all(
      [10, 20].map(async (count) => (await emitBody(five(count), style)).length),
    );
    expect(((lengths[1] ?? 0) - (lengths[0] ?? 0)) / 10).toBeLessThan(1_000);
  });

  test.each([
    ["price: { type: number, minimum: 0", "price: { type: number, minimum: 0, maximum: 99"],
    ["quantity: { type: integer, minimum: 1", "quantity: { type: integer, minimum: 1, maximum: 99"],
    ["amount: { type: integer, minimum: 0", "amount: { type: integer, minimum: 0, maximum: 99"],
    ["g: timestamp", "g: { type: timestamp, maxLength: 99 }"],
    ["b: number", "b: { type: number, maximum: 99 }"],
  ])("a rule that %s gets changes few lines, and short ones", async (rule, more) => {
    const path = PATHS.find((each) => readRepositoryFile(each).includes(rule)) ?? "";
    const before = readRepositoryFile(path);
    const modules = await Promise.all(
      // The first place only: a price can be in several events.
      [before, before.replace(rule, more)].map((yaml) => emitBody(yaml, style)),
    );
    const [old = "", next = ""] = modules;
    const { hunks } = structuredPatch("old", "new", old, next, "", "", { context: 0 });
    const lines = hunks.flatMap((hunk) => hunk.lines);
    expect(lines.filter((line) => line.startsWith("+")).join("\n")).toContain("99");
    expect(lines.length).toBeLessThanOrEqual(6);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(100);
  });
});
