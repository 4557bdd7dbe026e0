import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run, STORE, temporaryFolder } from "../cli/support.js";

/** A schema with one warning. */
const HOT = STORE.replace("lookups: [entity]\n", "");
const WARNING = "warning hot-key  events.yaml:3:1  events\n";
const BROKEN = HOT.replace("number", "numbr");

test("a warning does not stop generation, and the exit code is 0", async () => {
  const cwd = temporaryFolder({ "events.yaml": HOT });
  const { stderr, ...outcome } = await run(["events.yaml"], cwd);
  expect(outcome).toEqual({ exit: 0, stdout: "" });
  expect(stderr.startsWith(`generated  events.generated.ts\n${WARNING}`)).toBe(true);
  expect(stderr).toMatch(/\n\n1 warning\n$/);
  expect(existsSync(join(cwd, "events.generated.ts"))).toBe(true);
});

test("--check passes with a warning, and --stdout reports it on stderr", async () => {
  const cwd = temporaryFolder({ "events.yaml": HOT });
  await run(["events.yaml"], cwd);
  const checked = await run(["events.yaml", "--check", "--force"], cwd);
  expect(checked).toMatchObject({ exit: 0, stdout: "" });
  expect(checked.stderr).toContain(WARNING);

  const printed = await run(["events.yaml", "--stdout"], cwd);
  expect(printed.exit).toBe(0);
  expect(printed.stderr).toContain(WARNING);
  expect(printed.stdout).toContain("export enum StoreEventTypes");
});

test("--quiet hides warnings", async () => {
  const cwd = temporaryFolder({ "events.yaml": HOT, "broken.yaml": BROKEN });
  expect(await run(["events.yaml", "--quiet"], cwd)).toEqual({ exit: 0, stdout: "", stderr: "" });
  const { exit, stderr } = await run(["broken.yaml", "--quiet"], cwd);
  expect(exit).toBe(1);
  expect(stderr).toMatch(/^error unknown-field-type .*\n\n1 error\n$/s);
});

test("lint reports warnings", async () => {
  const cwd = temporaryFolder({ "events.yaml": HOT });
  const { stderr, ...outcome } = await run(["lint", "events.yaml"], cwd);
  expect(outcome).toEqual({ exit: 0, stdout: "" });
  expect(stderr).toContain(WARNING);
  const quiet = await run(["lint", "events.yaml", "--quiet", "--format", "json"], cwd);
  expect(JSON.parse(quiet.stdout)).toMatchObject({ diagnostics: [], summary: { warnings: 0 } });
});

test("a warning beside an error is reported and counted", async () => {
  const cwd = temporaryFolder({ "events.yaml": BROKEN });
  const { exit, stderr } = await run(["events.yaml"], cwd);
  expect(exit).toBe(1);
  expect(stderr).toContain(WARNING);
  expect(stderr).toMatch(/\n1 error, 1 warning\n$/);
});

test.each([
  [10, false],
  [11, true],
])("%i copies of an event: a warning is %s", async (copies, isWarned) => {
  const ids = Array.from({ length: copies }, (_, index) => `      a${index}_id: ulid\n`).join("");
  const yaml = `version: 1\nname: Many\nlookups: [entity]\nevents:\n  A:\n    data:\n${ids}`;
  const cwd = temporaryFolder({ "events.yaml": yaml });
  const { stderr } = await run(["lint", "events.yaml"], cwd);
  expect(stderr.includes("warning many-copies")).toBe(isWarned);
});
