import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readContract } from "ddb-pattern-runtime/maintenance";
import { beforeEach, expect, inject, test } from "vitest";
import { run, STORE, temporaryFolder, write } from "../cli/support.js";
import { createClientOf } from "../client/descriptors.js";
import { type TestTable, testTable, type UntypedClient } from "../client/support.js";

const INSTALLED = fileURLToPath(new URL("../../node_modules", import.meta.url));

/** With one more key of each event. */
const WITH_TYPE = STORE.replace("lookups: [entity]", "lookups: [entity, type]");
const ACCEPTED = `${WITH_TYPE}accept:\n  LOOKUP_ADDED:\n    events.PRICE_LOWERED.lookups.type: The copies were added.\n`;

const ENVIRONMENT = {
  AWS_REGION: "local",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_ENDPOINT_URL_DYNAMODB: inject("endpoint"),
};

let table: TestTable;
let cwd: string;

beforeEach(async () => {
  table = await testTable();
  cwd = temporaryFolder({ "events.yaml": STORE });
  symlinkSync(INSTALLED, join(cwd, "node_modules"));
  const before = { ...process.env };
  Object.assign(process.env, ENVIRONMENT);
  return () => {
    process.env = before;
  };
});

const contract = () => readContract(table.documents, table.tableName, "Store");
const release = (...args: string[]) =>
  run(["release", "events.yaml", "--table", table.tableName, ...args], cwd);
const breaking = () =>
  run(["breaking", "events.yaml", "--against", `table:${table.tableName}`], cwd);

function codesIn(stderr: string): string[] {
  return Array.from(stderr.matchAll(/^(?:error|warning) (\S+) {2}/gm), ([, code]) => String(code));
}

/** Saves an event by the schema before the lookup was added. */
async function saveOld(): Promise<void> {
  const client: UntypedClient = createClientOf(
    {
      codegen: 1,
      name: "Store",
      events: {
        PRICE_LOWERED: { data: { product_id: "ulid", price: "number" }, lookups: [["product_id"]] },
      },
    },
    table.documents,
    table.tableName,
  );
  const data = { product_id: "01J00000000000000000000000", price: 1 };
  await client.saveEvent({ type: "PRICE_LOWERED", data });
}

test("release writes the lock and the contract of the table, once", async () => {
  const first = await release();
  expect(first).toEqual({
    exit: 0,
    stdout: "",
    stderr: `events.lock.yaml: release 1: 1 event type\ntable ${table.tableName}: has now the contract of release 1 of Store\n`,
  });
  expect(await contract()).toMatchObject({
    schema: "Store",
    number: 1,
    release: 1,
    shapes: expect.stringMatching(/^[0-9a-f]{16}$/),
    events: { PRICE_LOWERED: 1 },
    copies: { PRICE_LOWERED: { "PRODUCT::{product_id}::PRICE_LOWERED": true } },
  });
  const again = await release();
  expect(again.stderr).toBe(
    `events.lock.yaml: nothing has changed since release 1\ntable ${table.tableName}: already has the contract of release 1 of Store\n`,
  );
  expect((await contract())?.number).toBe(1);
});

test("--check fails until the table has the contract, and writes nothing", async () => {
  expect(codesIn((await release("--check")).stderr)).toEqual(["lock-outdated"]);
  await run(["release", "events.yaml"], cwd);
  const missing = await release("--check");
  expect([missing.exit, codesIn(missing.stderr)]).toEqual([1, ["contract-outdated"]]);
  expect(missing.stderr).toContain(
    `help: Run: npx ddb-pattern-gen release events.yaml --table ${table.tableName}\n`,
  );
  expect(await contract()).toBeUndefined();
  await release();
  expect((await release("--check")).exit).toBe(0);
  write(cwd, "events.yaml", STORE.replace("price: number", "price: number\n      note?: string"));
  await run(["release", "events.yaml"], cwd);
  const older = await release("--check");
  expect(older.stderr).toContain("has the contract of release 1 of Store, not that of release 2.");
});

test("breaking compares with the release that the table has", async () => {
  await release();
  write(cwd, "events.yaml", STORE.replace("price: number", "price: number\n      note?: string"));
  await run(["release", "events.yaml"], cwd);
  write(cwd, "events.yaml", STORE);
  // Release 2, of which stored events could have the note, is not in the table.
  const { exit, stderr } = await breaking();
  expect([exit, stderr]).toEqual([0, "events.yaml: no breaking changes since release 1\n"]);
  expect(codesIn((await run(["breaking", "events.yaml"], cwd)).stderr)).toContain(
    "FIELD_NO_DELETE",
  );
});

test("copies that stored events lack are reported, by breaking and by release", async () => {
  await release();
  await saveOld();
  write(cwd, "events.yaml", WITH_TYPE);
  expect(codesIn((await breaking()).stderr)).toEqual(["LOOKUP_ADDED"]);
  write(cwd, "events.yaml", ACCEPTED);
  expect((await release()).stderr).toContain(
    "stored events may lack 1 kind of copy, which reindex adds",
  );
  const { exit, stderr } = await breaking();
  expect([exit, codesIn(stderr)]).toEqual([1, ["copies-missing"]]);
  expect(stderr).toContain("stored events of PRICE_LOWERED may lack copies: PRICE_LOWERED.");
  expect(stderr).toContain(
    `help: Run: npx ddb-pattern-gen reindex events.yaml --table ${table.tableName}\n`,
  );
});

test("a table without a contract, or with one that the lock does not have, is an error", async () => {
  expect(codesIn((await breaking()).stderr)).toEqual(["contract-outdated"]);
  await release();
  write(cwd, "events.lock.yaml", "");
  expect(codesIn((await breaking()).stderr)).toEqual(["lock-invalid"]);
  const other = temporaryFolder({ "events.yaml": STORE.replace("price", "cost") });
  symlinkSync(INSTALLED, join(other, "node_modules"));
  await run(["release", "events.yaml"], other);
  const args = ["breaking", "events.yaml", "--against", `table:${table.tableName}`];
  expect(codesIn((await run(args, other)).stderr)).toEqual(["contract-unknown"]);
});

test("what the runtime or DynamoDB refuses is one error with its message", async () => {
  const args = ["release", "events.yaml", "--table", "no-such-table"];
  const { exit, stderr } = await run(args, cwd);
  expect([exit, codesIn(stderr)]).toEqual([1, ["table-unusable"]]);
  expect(stderr).toContain('The table "no-such-table" cannot be used. ');
  const bare = temporaryFolder({ "events.yaml": STORE });
  const missing = await run(["breaking", "events.yaml", "--against", "table:events"], bare);
  expect(missing.stderr).toContain("npm install ddb-pattern-runtime @aws-sdk/client-dynamodb");
});
