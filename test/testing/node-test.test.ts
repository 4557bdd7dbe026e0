import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryPackage } from "../emit/support.js";

const PROGRAM = `
import { test } from "node:test";
import { createFold } from "ddb-pattern-runtime/codegen/v1";
import { given } from "ddb-pattern-runtime/testing";

const descriptor = {
  codegen: 1,
  name: "Lamps",
  events: { LIT: { data: { lamp_id: "string", watts: "number" }, lookups: [] } },
  streams: { lamp: { name: "lamp", by: ["lamp_id"], events: ["LIT"], consistent: true } },
};
const lamp = createFold(descriptor, "lamp", { initial: 0, LIT: (_, { data }) => data.watts });
const lit = (watts) => ({ type: "LIT", data: { lamp_id: "l", watts } });

test("passes", () => given(lamp, [lit(1)]).when(() => [lit(2)]).then([lit(2)]));
test("passes later", () => given(lamp, []).when(async () => []).thenNothing());
test("fails", () => given(lamp, [lit(1)]).when(() => [lit(2)]).then([lit(3)]));
test("fails later", () => given(lamp, []).when(async () => [lit(2)]).then([lit(4)]));
`;

test("node:test shows the difference of a decision that differs", () => {
  const file = join(temporaryPackage({ type: "module" }), "lamp.test.mjs");
  writeFileSync(file, PROGRAM);
  const { NODE_OPTIONS: _, ...env } = process.env;
  const { stdout } = spawnSync(process.execPath, ["--test", "--test-reporter=tap", file], {
    encoding: "utf8",
    env,
  });
  expect(stdout).toMatch(/^# pass 2$/m);
  expect(stdout).toMatch(/^# fail 2$/m);
  expect(stdout).toMatch(/\+ +watts: 2\n +- +watts: 3\n/);
  expect(stdout).toMatch(/\+ +watts: 2\n +- +watts: 4\n/);
});
