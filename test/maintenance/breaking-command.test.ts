import { newEventId } from "ddb-pattern-runtime";
import { expect, inject, test } from "vitest";
import { run, temporaryFolder, write } from "../cli/support.js";
import { BY_USER, NOTES, type SchemaAndTable, schemaAndTable } from "./command-support.js";

const WITH_NOTE = NOTES.replace("text?: string", "text?: string, note?: string");

/** Compares the schema with the table, or with its lock. */
const breaking = ({ cwd, tableName }: SchemaAndTable) =>
  run(
    [
      "breaking",
      "events.yaml",
      "--against",
      `table:${tableName}`,
      "--endpoint",
      inject("endpoint"),
    ],
    cwd,
  );

function codesIn(stderr: string): string[] {
  return Array.from(stderr.matchAll(/^(?:error|warning) (\S+) {2}/gm), ([, code]) => String(code));
}

test("compares with the release that the table has", async () => {
  const notes = await schemaAndTable(NOTES);
  await notes.run("release");
  notes.use(WITH_NOTE);
  await run(["release", "events.yaml"], notes.cwd);
  notes.use(NOTES);
  // Release 2, of which stored events could have the note, is not in the table.
  expect(await breaking(notes)).toMatchObject({
    exit: 0,
    stderr: "events.yaml: no breaking changes since release 1\n",
  });
  const { stderr } = await run(["breaking", "events.yaml"], notes.cwd);
  expect(codesIn(stderr)).toContain("FIELD_NO_DELETE");
});

test("reports the copies that stored events lack, until they are added", async () => {
  const notes = await schemaAndTable(NOTES);
  await notes.run("release");
  const data = { note_id: newEventId(), user_id: newEventId() };
  await (await notes.newClient()).saveEvent({ type: "TAKEN", data });
  const added = BY_USER.slice(0, BY_USER.indexOf("accept:"));
  notes.use(added);
  expect(codesIn((await breaking(notes)).stderr)).toEqual(["KEY_FIELD_ADDED"]);
  notes.use(BY_USER);
  await notes.run("release");
  const { exit, stderr } = await breaking(notes);
  expect([exit, codesIn(stderr)]).toEqual([1, ["copies-missing"]]);
  expect(stderr).toContain("stored events of TAKEN may lack copies: USER::{user_id}::TAKEN.");
  const [, command = ""] = /help: Run: npx ddb-pattern-gen (.*)/.exec(stderr) ?? [];
  expect((await run(command.split(" "), notes.cwd)).exit).toBe(0);
  expect(await breaking(notes)).toMatchObject({ exit: 0 });
});

test("a table without a contract, or with one that the lock does not have, is an error", async () => {
  const notes = await schemaAndTable(NOTES);
  expect(codesIn((await breaking(notes)).stderr)).toEqual(["contract-outdated"]);
  await notes.run("release");
  write(notes.cwd, "events.lock.yaml", "");
  expect(codesIn((await breaking(notes)).stderr)).toEqual(["lock-invalid"]);
  const cwd = temporaryFolder({ "events.yaml": WITH_NOTE });
  await run(["release", "events.yaml"], cwd);
  expect(codesIn((await breaking({ ...notes, cwd })).stderr)).toEqual(["contract-unknown"]);
});

test("a table that cannot be used is one error", async () => {
  const notes = await schemaAndTable(NOTES);
  const missing = await breaking({ ...notes, tableName: "no-such-table" });
  expect([missing.exit, codesIn(missing.stderr)]).toEqual([1, ["table-unusable"]]);
  const wrong = await breaking({ ...notes, tableName: "my table" });
  expect(wrong.stderr).toContain('"my table" is not the name or the ARN of a table');
});
