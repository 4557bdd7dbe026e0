import { readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run, STORE, temporaryFolder } from "../cli/support.js";

const BROKEN = STORE.replace("number", "numbr");
const OTHER = STORE.replace("Store", "Other");
const NOTHING = { exit: 0, stdout: "", stderr: "" };

test("what is right is nothing to say, and nothing is written", async () => {
  const cwd = temporaryFolder({ "events.yaml": STORE });
  expect(await run(["lint", "events.yaml"], cwd)).toEqual(NOTHING);
  expect(readdirSync(cwd)).toEqual(["events.yaml"]);
});

test("every mistake of every file is told, as when generating", async () => {
  const cwd = temporaryFolder({ "a.yaml": BROKEN, "b.yaml": "version: 1\n", "c.yaml": OTHER });
  const linted = await run(["lint", "*.yaml", "gone.yaml"], cwd);
  expect(linted).toEqual(await run(["*.yaml", "gone.yaml"], cwd));
  expect(linted.exit).toBe(1);
  expect(linted.stderr).toMatch(/^error unknown-field-type {2}a\.yaml:8:14.*\n4 errors\n$/s);
  expect(readdirSync(cwd)).toEqual(["a.yaml", "b.yaml", "c.yaml"]);
});

test("outputs are not looked at", async () => {
  const cwd = temporaryFolder({ "a/x.yaml": OTHER, "x.yaml": STORE, "x.generated.ts": "mine" });
  symlinkSync("b.generated.ts", join(cwd, "b.generated.ts"));
  expect(await run(["lint", "x.yaml", "a/x.yaml"], cwd)).toEqual(NOTHING);
});

test("a file may be called lint", async () => {
  const cwd = temporaryFolder({ lint: STORE });
  expect((await run(["./lint"], cwd)).stderr).toBe("generated  lint.generated.ts\n");
  expect((await run(["--", "lint"], cwd)).stderr).toBe("unchanged  lint.generated.ts\n");
  expect(await run(["lint", "lint"], cwd)).toEqual(NOTHING);
  expect(await run(["--quiet", "lint", "--", "lint"], cwd)).toEqual(NOTHING);
});

test("two schemas of one name are reported, even if one of them is unchanged", async () => {
  const cwd = temporaryFolder({ "a.yaml": STORE, "b.yaml": STORE });
  expect((await run(["lint", "a.yaml", "b.yaml"], cwd)).stderr).toContain("b.yaml:2:7  name");
  await run(["a.yaml"], cwd);
  const { exit, stderr } = await run(["a.yaml", "b.yaml"], cwd);
  expect(exit).toBe(1);
  expect(stderr).toContain('a.yaml is also named "Store".');
  expect(readdirSync(cwd)).toEqual(["a.generated.ts", "a.yaml", "b.yaml"]);
});
