import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ContractError, checkContract, newEventId } from "ddb-pattern-runtime";
import { maintenancePolicies, readContract } from "ddb-pattern-runtime/maintenance";
import { afterEach, describe, expect, inject, test } from "vitest";
import { run, temporaryFolder, write } from "../cli/support.js";
import { failureOf, testTable } from "../client/support.js";
import {
  BY_USER,
  IN_ORDER,
  NOTES,
  onTable,
  type SchemaAndTable,
  schemaAndTable,
} from "./command-support.js";

const user = newEventId();
const taken = () => ({ type: "TAKEN", data: { note_id: newEventId(), user_id: user } });

const contractOf = ({ documents, tableName }: SchemaAndTable, schema = "Notes") =>
  readContract(documents, tableName, schema);

/** Runs the command line that is the last line of what a command printed. */
async function runPrinted(stderr: string, { cwd }: SchemaAndTable) {
  const [, line = ""] = /npx ddb-pattern-gen (.*)\n$/.exec(stderr) ?? [];
  return run(
    line.split(" ").map((word) => word.replace(/^'|'$/g, "")),
    cwd,
  );
}

test("writes the lock, then the contract of its newest release, once", async () => {
  const notes = await schemaAndTable(NOTES);
  expect(await notes.run("release")).toEqual({
    exit: 0,
    stdout: "",
    stderr:
      "events.lock.yaml: release 1: 2 event types\n" +
      `table ${notes.tableName}: has now the contract of release 1 of Notes\n`,
  });
  const contract = await contractOf(notes);
  const [, shapes] =
    /shapes: "?(\w+)/.exec(readFileSync(join(notes.cwd, "events.lock.yaml"), "utf8")) ?? [];
  expect(contract).toMatchObject({
    number: 1,
    release: 1,
    shapes,
    events: { TAKEN: 1, DROPPED: 1 },
  });
  expect((await notes.run("release")).stderr).toBe(
    "events.lock.yaml: nothing has changed since release 1\n" +
      `table ${notes.tableName}: already has the contract of release 1 of Notes\n`,
  );
  expect(await contractOf(notes)).toEqual(contract);
});

test("lists what stored events may lack, and the command that it prints adds it", async () => {
  const notes = await schemaAndTable(NOTES);
  await notes.run("release");
  await (await notes.newClient()).saveEvent(taken());
  notes.use(BY_USER);
  const { exit, stderr } = await notes.run("release");
  expect(exit).toBe(0);
  const { copies } = (await contractOf(notes)) ?? {};
  const since = copies?.TAKEN?.["USER::{user_id}::TAKEN"];
  expect(stderr).toContain(
    `Stored events may lack copies for:\n  lookup USER::{user_id}::TAKEN, saved before ${since}\n`,
  );
  const checked = await notes.newClient({ contract: checkContract });
  const byUser = { eventType: "TAKEN", modelKey: "user_id", modelId: user };
  await failureOf(checked.getLatestEvents(byUser), ContractError);
  expect((await runPrinted(stderr, notes)).exit).toBe(0);
  expect(await checked.getLatestEvents(byUser)).toHaveLength(1);
  expect((await notes.run("release")).stderr).not.toContain("lack");
});

test("says to which consistent streams nothing is appended until they have their past", async () => {
  const notes = await schemaAndTable(NOTES);
  await notes.run("release");
  await (await notes.newClient()).saveEvent(taken());
  notes.use(IN_ORDER);
  const { stderr } = await notes.run("release");
  expect(stderr).toMatch(/^ {2}stream note of TAKEN, DROPPED, saved before \S+$/m);
  expect(stderr).toContain(
    "\nUntil then, clients that check the contract append nothing to note.\n",
  );
});

test("several schemas have their contracts in one table", async () => {
  const notes = await schemaAndTable(NOTES);
  write(
    notes.cwd,
    "users.yaml",
    NOTES.replace("Notes", "Users")
      .replaceAll("note_id", "other_id")
      .replaceAll(/TAKEN|DROPPED/g, "USER_$&"),
  );
  const { exit } = await run(["release", "*.yaml", ...onTable(notes)], notes.cwd);
  expect(exit).toBe(0);
  expect(await contractOf(notes)).toMatchObject({ release: 1 });
  expect(await contractOf(notes, "Users")).toMatchObject({ release: 1 });
});

test("a schema with a mistake, of drafts, or of types writes no contract", async () => {
  const notes = await schemaAndTable(NOTES.replace("ulid", "ulit"));
  expect((await notes.run("release")).stderr).toMatch(/^error unknown-field-type/);
  notes.use(NOTES.replaceAll("    data:", "    stability: draft\n    data:"));
  expect((await notes.run("release")).exit).toBe(0);
  notes.use("version: 1\ntypes: { Money: number }\n");
  expect((await notes.run("release")).exit).toBe(0);
  expect(await contractOf(notes)).toBeUndefined();
});

test("leaves a table alone that was released with another lock", async () => {
  const notes = await schemaAndTable(NOTES);
  await notes.run("release");
  notes.use(BY_USER);
  await notes.run("release");
  const contract = await contractOf(notes);

  notes.use(NOTES);
  rmSync(join(notes.cwd, "events.lock.yaml"));
  const found = `The table "${notes.tableName}" has the contract of`;
  const refused = async (message: string) => {
    for (const args of [[], ["--check"]]) {
      const { exit, stdout } = await notes.run("release", [...args, "--format", "json"]);
      expect(exit).toBe(1);
      expect(JSON.parse(stdout).diagnostics).toContainEqual(
        expect.objectContaining({ code: "contract-unknown", message }),
      );
    }
  };
  const { stderr } = await notes.run("release");
  expect(stderr).toContain(`\n  ${found} release 2, and events.lock.yaml is missing.\n`);
  expect(readdirSync(notes.cwd)).toEqual(["events.yaml"]);
  await run(["release", "events.yaml"], notes.cwd);
  await refused(`${found} release 2, and the newest release in events.lock.yaml is 1.`);
  notes.use(IN_ORDER);
  await run(["release", "events.yaml"], notes.cwd);
  await refused(`${found} another release 2 than that in events.lock.yaml.`);
  notes.use(NOTES);
  const lock = readFileSync(join(notes.cwd, "events.lock.yaml"), "utf8");
  await notes.run("release");
  expect(readFileSync(join(notes.cwd, "events.lock.yaml"), "utf8")).toBe(lock);
  expect(await contractOf(notes)).toEqual(contract);
});

test("--check fails until the table has the contract, and writes nothing", async () => {
  const notes = await schemaAndTable(NOTES);
  const check = () => notes.run("release", ["--check"]);
  expect((await check()).stderr).toMatch(/^error lock-outdated {2}/);
  await run(["release", "events.yaml"], notes.cwd);
  const missing = await check();
  expect(missing.exit).toBe(1);
  expect(missing.stderr).toContain(
    `\n  The table "${notes.tableName}" has no contract of Notes.\n`,
  );
  expect(await contractOf(notes)).toBeUndefined();
  const [help = ""] = /npx .*/.exec(missing.stderr) ?? [];
  expect((await runPrinted(`${help}\n`, notes)).exit).toBe(0);
  expect(await check()).toMatchObject({ exit: 0 });
  notes.use(BY_USER);
  await run(["release", "events.yaml"], notes.cwd);
  expect((await check()).stderr).toContain(
    "has the contract of release 1 of Notes, not that of release 2.",
  );
});

test("--check fails while the table lacks a draft of the schema, or has another", async () => {
  const notes = await schemaAndTable(NOTES);
  await notes.run("release");
  const draft = `${NOTES}  LOST:\n    stability: draft\n    data: { note_id: ulid }\n`;
  const fails = async () => {
    const { exit, stderr } = await notes.run("release", ["--check"]);
    expect(exit).toBe(1);
    expect(stderr).toContain(
      `\n  The table "${notes.tableName}" has the contract of release 1 of Notes with other drafts than the schema: LOST.\n`,
    );
    const [help = ""] = /npx .*/.exec(stderr) ?? [];
    expect((await runPrinted(`${help}\n`, notes)).exit).toBe(0);
    expect((await notes.run("release", ["--check"])).exit).toBe(0);
  };
  notes.use(draft);
  await fails();
  notes.use(NOTES);
  await fails();
});

test("--print-policy prints the least permissions on the table, and does nothing else", async () => {
  const cwd = temporaryFolder({ "events.yaml": NOTES });
  const args = ["release", "events.yaml", "--table", "events", "--print-policy"];
  const { exit, stdout, stderr } = await run(args, cwd, { env: { GITHUB_ACTIONS: "true" } });
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: "" });
  const arn = "arn:aws:dynamodb:*:*:table/events";
  expect(JSON.parse(stdout)).toEqual(maintenancePolicies(arn).release);
  expect(readdirSync(cwd)).toEqual(["events.yaml"]);
  const other = "arn:aws-cn:dynamodb:cn-north-1:123456789012:table/events";
  const named = await run([...args.with(3, other), "--check"], cwd);
  expect(JSON.parse(named.stdout)).toEqual(maintenancePolicies(other).readContract);
});

describe("the surroundings", () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });

  test("Region, credentials and address are those that the AWS SDK finds", async () => {
    const { tableName } = await testTable();
    Object.assign(process.env, {
      AWS_REGION: "local",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_ENDPOINT_URL_DYNAMODB: inject("endpoint"),
    });
    const cwd = temporaryFolder({ "events.yaml": NOTES });
    const { exit, stderr } = await run(["release", "events.yaml", "--table", tableName], cwd);
    expect({ exit, stderr }).toMatchObject({
      exit: 0,
      stderr: expect.stringContaining(`table ${tableName}: has now the contract`),
    });
  });

  test("without a Region, the error says how to set it", async () => {
    const cwd = temporaryFolder({ "events.yaml": NOTES });
    const none = { AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined, AWS_PROFILE: undefined };
    for (const name of Object.keys(none)) delete process.env[name];
    const file = join(cwd, "none");
    Object.assign(process.env, { AWS_CONFIG_FILE: file, AWS_SHARED_CREDENTIALS_FILE: file });
    const { exit, stderr } = await run(["release", "events.yaml", "--table", "events"], cwd);
    expect(exit).toBe(1);
    expect(stderr).toContain("The AWS SDK found no Region. Set AWS_REGION");
  });
});

test("a table that cannot be used is reported in a sentence, and no lock is written", async () => {
  const cwd = temporaryFolder({ "events.yaml": NOTES });
  const args = [
    "release",
    "events.yaml",
    "--table",
    "no-such-table",
    "--endpoint",
    inject("endpoint"),
  ];
  const { exit, stderr } = await run(args, cwd);
  expect(exit).toBe(1);
  expect(stderr).toMatch(
    /^error table-unusable {2}events\.yaml\n\n {2}DynamoDB refused Query on table "no-such-table": "ResourceNotFoundException"\. .* create the table\.\n\n1 error\n$/,
  );
});

test.each([
  [["--print-policy"], "Name the table: --table <name>."],
  [["--table", "my events"], '--table must be the name or the ARN of a table, got "my events".'],
  [
    ["--table", "events", "--endpoint", "localhost:8000"],
    '--endpoint must be a URL, such as "http://localhost:8000", got "localhost:8000".',
  ],
])("%j is wrong usage", async (args, message) => {
  const { exit, stderr } = await run(["release", "events.yaml", ...args], temporaryFolder());
  expect({ exit, first: stderr.split("\n")[0] }).toEqual({ exit: 2, first: message });
});
