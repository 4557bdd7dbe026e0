import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Files, run, STORE, temporaryFolder, write } from "../cli/support.js";

const CHANGED = STORE.replace("price: number", "price?: number");
const OTHER = STORE.replace("Store", "Other");

function textOf(cwd: string, file = "events.lock.yaml"): string {
  return readFileSync(join(cwd, file), "utf8");
}

/** A folder with a schema that was released once. */
async function releasedFolder(files: Files = {}): Promise<string> {
  const cwd = temporaryFolder({ "events.yaml": STORE, ...files });
  await run(["release", "events.yaml", "--quiet"], cwd);
  return cwd;
}

test("each change adds a release to the end, and says what changed", async () => {
  const cwd = await releasedFolder();
  const first = textOf(cwd);
  const streams = "streams:\n  product: { by: product_id, events: [PRICE_LOWERED] }\n";
  write(
    cwd,
    "events.yaml",
    `${CHANGED}  PRICE_RAISED:\n    data: {}\n    lookups: [type]\n${streams}`,
  );
  expect(await run(["release", "events.yaml"], cwd)).toEqual({
    exit: 0,
    stdout: "",
    stderr: "events.lock.yaml: release 2: PRICE_LOWERED, new PRICE_RAISED, new stream product\n",
  });
  const second = textOf(cwd);
  expect(second.slice(0, first.length)).toBe(first);
  expect(second.slice(first.length)).toMatch(/^ {2}- release: 2\n {4}shapes: /);
  expect((await run(["release", "events.yaml", "--check"], cwd)).exit).toBe(0);
  expect(textOf(cwd)).toBe(second);
});

test("an event type under a new name is no new one", async () => {
  const cwd = await releasedFolder();
  const release = async (schema: string) => {
    write(cwd, "events.yaml", schema);
    return (await run(["release", "events.yaml"], cwd)).stderr;
  };
  const aliased = STORE.replace("PRICE_LOWERED:", "PRICE_CUT:\n    aliases: [PRICE_LOWERED]");
  expect(await release(aliased)).toMatch(
    /^events\.lock\.yaml: release 2: PRICE_LOWERED is PRICE_CUT now\n/,
  );
  const wired = aliased.replace("PRICE_CUT:", "PRICE_REDUCED:\n    wire: PRICE_CUT");
  expect(await release(wired)).toMatch(
    /^events\.lock\.yaml: release 3: PRICE_CUT is PRICE_REDUCED now\n/,
  );
});

test("--check writes nothing and fails until the schema is released", async () => {
  const cwd = await releasedFolder();
  write(cwd, "events.yaml", CHANGED);
  const before = textOf(cwd);
  expect((await run(["release", "events.yaml", "--check"], cwd)).exit).toBe(1);
  expect(textOf(cwd)).toBe(before);
  expect((await run(["release", "events.yaml"], cwd)).exit).toBe(0);
  expect((await run(["release", "events.yaml", "--check"], cwd)).exit).toBe(0);
});

test("one error stops all writing", async () => {
  const cwd = temporaryFolder({ "a.yaml": STORE, "b.yaml": OTHER.replace("number", "numbr") });
  const { exit, stderr } = await run(["release", "*.yaml"], cwd);
  expect([exit, stderr]).toEqual([1, expect.stringMatching(/^error unknown-field-type/)]);
  expect(readdirSync(cwd)).toEqual(["a.yaml", "b.yaml"]);
});

test("a lock is beside its schema, and no schema of a glob", async () => {
  const cwd = temporaryFolder({ "a/events.yml": STORE, "b/c.events.yaml": OTHER });
  const first = await run(["release", "**/*.{yaml,yml}"], cwd);
  expect(first.stderr).toBe(
    "a/events.lock.yaml: release 1: 1 event type\nb/c.events.lock.yaml: release 1: 1 event type\n",
  );
  const again = await run(["release", "**/*.{yaml,yml}"], cwd);
  expect(again.stderr.match(/nothing has changed since release 1$/gm)).toHaveLength(2);
  const generated = await run(["**/*.{yaml,yml}"], cwd);
  expect(generated.stderr).toBe(
    "generated  a/events.generated.ts\ngenerated  b/c.events.generated.ts\n",
  );
  expect((await run(["*/*.lock.yaml"], cwd)).stderr).toContain("No file matches this pattern.");
});

test("a lock with CRLF gets another release, and LF throughout", async () => {
  const cwd = await releasedFolder();
  const first = textOf(cwd);
  write(cwd, "events.lock.yaml", first.replaceAll("\n", "\r\n").trimEnd());
  expect((await run(["release", "events.yaml"], cwd)).stderr).toContain("nothing has changed");
  write(cwd, "events.yaml", CHANGED);
  await run(["release", "events.yaml"], cwd);
  expect(textOf(cwd).slice(0, first.length)).toBe(first);
  expect(textOf(cwd)).not.toContain("\r");
});

test("comments of people stay", async () => {
  const cwd = await releasedFolder();
  write(cwd, "events.lock.yaml", `# Ours.\n${textOf(cwd)}  # Of May.\n`);
  write(cwd, "events.yaml", CHANGED);
  await run(["release", "events.yaml"], cwd);
  expect(textOf(cwd)).toMatch(/^# Ours\.\n.*\n {2}# Of May\.\n {2}- release: 2\n/s);
});

test("what cannot be read or written is reported", async () => {
  const folder = temporaryFolder({ "events.yaml": STORE });
  mkdirSync(join(folder, "events.lock.yaml"));
  const { exit, stderr } = await run(["release", "events.yaml"], folder);
  expect(exit).toBe(1);
  expect(stderr).toContain("error file-unreadable  events.lock.yaml");
  const latin = temporaryFolder({ "events.yaml": STORE, "events.lock.yaml": Buffer.from([0xff]) });
  expect((await run(["release", "events.yaml"], latin)).stderr).toContain("error not-utf8");
});

test("the same schema makes the same lock, byte for byte", async () => {
  const [one, two] = [await releasedFolder(), await releasedFolder()];
  write(one, "events.yaml", CHANGED);
  write(two, "events.yaml", `# A comment.\n${CHANGED}`);
  await run(["release", "events.yaml"], one);
  await run(["release", "events.yaml"], two);
  expect(textOf(one)).toBe(textOf(two));
});

test("two schemas with one lock are not released", async () => {
  const cwd = temporaryFolder({ "events.yaml": STORE, "events.yml": OTHER });
  const { exit, stderr } = await run(["release", "events.yaml", "events.yml"], cwd);
  expect([exit, stderr]).toEqual([1, expect.stringMatching(/^error lock-clash {2}events\.yml/)]);
  expect(readdirSync(cwd)).toEqual(["events.yaml", "events.yml"]);
});

test("a released schema that was changed in the lock is no release", async () => {
  const cwd = await releasedFolder();
  const changed = textOf(cwd).replace("price: number", "price: integer");
  write(cwd, "events.lock.yaml", changed);
  for (const command of [["release"], ["release", "--check"], ["breaking"]]) {
    const { exit, stderr } = await run([...command, "events.yaml"], cwd);
    expect([exit, stderr]).toEqual([1, expect.stringMatching(/^error lock-invalid/)]);
  }
  expect(textOf(cwd)).toBe(changed);
});
