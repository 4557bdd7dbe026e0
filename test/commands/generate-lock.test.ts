import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run, STORE, write } from "../cli/support.js";
import { cachingPackage } from "../workspace/support.js";

const WIDER = STORE.replace("price: number", "price: number\n      note?: string");
const BREAKING = STORE.replace("      price: number\n", "");
const WARNING =
  /^warning breaking-changes {2}events\.yaml\n\n {2}The schema has 1 breaking change since release (\d)\.$/m;

/** A package with a schema that was released and generated. */
async function generatedPackage(): Promise<string> {
  const cwd = cachingPackage();
  await run(["release", "events.yaml"], cwd);
  await run(["events.yaml"], cwd);
  return cwd;
}

const generate = (cwd: string, ...args: string[]) => run(["events.yaml", ...args], cwd);

test("a schema without a lock is not compared", async () => {
  const cwd = cachingPackage();
  await generate(cwd);
  write(cwd, "events.yaml", BREAKING);
  expect((await generate(cwd)).stderr).toBe("generated  events.generated.ts\n");
});

test("a breaking change is a warning, on every run, and with --check", async () => {
  const cwd = await generatedPackage();
  write(cwd, "events.yaml", BREAKING);
  for (const args of [[], [], ["--check"], ["--force"]]) {
    const { exit, stderr } = await generate(cwd, ...args);
    expect(exit).toBe(0);
    expect(WARNING.exec(stderr)?.[1]).toBe("1");
    expect(stderr).toContain("help: Run: npx ddb-pattern-gen breaking events.yaml\n");
  }
  expect((await generate(cwd, "--quiet")).stderr).toBe("");
  const { stdout } = await generate(cwd, "--format", "json");
  expect(JSON.parse(stdout).diagnostics).toMatchObject([{ code: "breaking-changes" }]);
});

test("a change that breaks nothing is not reported, and the module is remembered", async () => {
  const cwd = await generatedPackage();
  write(cwd, "events.yaml", WIDER);
  expect((await generate(cwd)).stderr).toBe("generated  events.generated.ts\n");
  expect((await generate(cwd)).stderr).toBe("unchanged  events.generated.ts\n");
});

test("the lock is an input of the cache", async () => {
  const cwd = await generatedPackage();
  expect((await generate(cwd)).stderr).toBe("unchanged  events.generated.ts\n");
  const lockOf = () => readFileSync(join(cwd, "events.lock.yaml"), "utf8");
  const lock = lockOf();
  rmSync(join(cwd, "events.lock.yaml"));
  write(cwd, "events.yaml", STORE.replace("price: number", "price: number\n      cost: number"));
  await run(["release", "events.yaml"], cwd);
  const wider = lockOf();
  write(cwd, "events.yaml", STORE);
  write(cwd, "events.lock.yaml", wider);
  expect((await generate(cwd)).stderr).toMatch(WARNING);
  write(cwd, "events.lock.yaml", lock);
  expect((await generate(cwd)).stderr).toBe("unchanged  events.generated.ts\n");
  rmSync(join(cwd, "events.lock.yaml"));
  expect((await generate(cwd)).stderr).toBe("unchanged  events.generated.ts\n");
  write(cwd, "events.lock.yaml", wider);
  expect((await generate(cwd)).stderr).toMatch(WARNING);
});

test("a change is counted since the oldest release that shows it", async () => {
  const cwd = await generatedPackage();
  write(cwd, "events.yaml", `${BREAKING}reserved: { PRICE_LOWERED: [price] }\n`);
  await run(["release", "events.yaml"], cwd);
  write(cwd, "events.yaml", STORE.replace("price: number", "price: string"));
  const { stderr } = await run(["events.yaml"], cwd);
  expect(stderr).toMatch(/ has \d breaking changes since release 1\.$/m);
});

test("the newest release counts its own changes, and stored events those of all releases", async () => {
  const cwd = await generatedPackage();
  write(cwd, "events.yaml", WIDER);
  await run(["release", "events.yaml"], cwd);
  write(cwd, "events.yaml", WIDER.replace("      price: number\n", ""));
  expect(WARNING.exec((await generate(cwd)).stderr)?.[1]).toBe("2");
});

test("a wrong lock is an error, and nothing is written", async () => {
  const cwd = await generatedPackage();
  const lock = readFileSync(join(cwd, "events.lock.yaml"), "utf8");
  write(cwd, "events.lock.yaml", `${lock}<<<<<<< HEAD\n`);
  write(cwd, "events.yaml", WIDER);
  const before = readFileSync(join(cwd, "events.generated.ts"), "utf8");
  const { exit, stderr } = await generate(cwd);
  expect(exit).toBe(1);
  expect(stderr).toMatch(/^error lock-conflict {2}events\.lock\.yaml:\d+:1$/m);
  expect(readFileSync(join(cwd, "events.generated.ts"), "utf8")).toBe(before);
});
