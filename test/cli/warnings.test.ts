import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { CheckedDocument } from "../../generator/src/schema/document.js";
import { madeUp } from "../diagnostics/support.js";
import { run, STORE, temporaryFolder } from "./support.js";

// Every schema gets a warning, so that no entry of the catalogue is needed.
vi.mock("../../generator/src/model/build.js", async (importActual) => {
  const actual = await importActual<typeof import("../../generator/src/model/build.js")>();
  return {
    build(checked: CheckedDocument) {
      const { model, findings } = actual.build(checked);
      const { file } = checked.source;
      return { model, findings: [...findings, madeUp({ severity: "warning", file })] };
    },
  };
});

const WARNING = "warning made-up  events.yaml\n\n  This is made up.\n";
const BROKEN = STORE.replace("number", "numbr");

test("a warning does not stop generation, and is no failure", async () => {
  const cwd = temporaryFolder({ "events.yaml": STORE });
  expect(await run(["events.yaml"], cwd)).toEqual({
    exit: 0,
    stdout: "",
    stderr: `generated  events.generated.ts\n${WARNING}\n1 warning\n`,
  });
  expect(existsSync(join(cwd, "events.generated.ts"))).toBe(true);
});

test("--check passes with it, and --stdout tells it on stderr", async () => {
  const cwd = temporaryFolder({ "events.yaml": STORE });
  await run(["events.yaml"], cwd);
  const checked = await run(["events.yaml", "--check", "--force"], cwd);
  expect(checked).toMatchObject({ exit: 0, stdout: "" });
  expect(checked.stderr).toContain(WARNING);

  const printed = await run(["events.yaml", "--stdout"], cwd);
  expect(printed).toMatchObject({ exit: 0, stderr: `${WARNING}\n1 warning\n` });
  expect(printed.stdout).toContain("export enum StoreEventTypes");
});

test("--quiet hides it", async () => {
  const cwd = temporaryFolder({ "events.yaml": STORE, "broken.yaml": BROKEN });
  expect(await run(["events.yaml", "--quiet"], cwd)).toEqual({ exit: 0, stdout: "", stderr: "" });
  const { exit, stderr } = await run(["broken.yaml", "--quiet"], cwd);
  expect(exit).toBe(1);
  expect(stderr).toMatch(/^error unknown-field-type .*\n\n1 error\n$/s);
});

test("lint tells it, too", async () => {
  const cwd = temporaryFolder({ "events.yaml": STORE });
  const outcome = { exit: 0, stdout: "", stderr: `${WARNING}\n1 warning\n` };
  expect(await run(["lint", "events.yaml"], cwd)).toEqual(outcome);
  const quiet = await run(["lint", "events.yaml", "--quiet", "--format", "json"], cwd);
  expect(JSON.parse(quiet.stdout)).toMatchObject({ findings: [], warnings: 0 });
});

test("beside an error, it is told and counted", async () => {
  const cwd = temporaryFolder({ "events.yaml": BROKEN });
  const { exit, stderr } = await run(["events.yaml"], cwd);
  expect(exit).toBe(1);
  expect(stderr).toContain(WARNING);
  expect(stderr).toMatch(/\n1 error, 1 warning\n$/);
});
