import { rmSync } from "node:fs";
import { newEventId, type PlainEvent } from "ddb-pattern-runtime";
import { maintenancePolicies } from "ddb-pattern-runtime/maintenance";
import { expect, onTestFinished, test } from "vitest";
import type { ExitCode } from "../../generator/src/terminal/exit-code.js";
import { run, temporaryFolder, write } from "../cli/support.js";
import { removeItem, SECRET } from "../client/support.js";
import {
  BY_USER,
  linesOf,
  NOTES,
  onTable,
  type SchemaAndTable,
  schemaAndTable,
} from "./command-support.js";
import { exportTable, putItem } from "./support.js";

const user = newEventId();
const taken = (data: object = {}) => ({
  type: "TAKEN",
  data: { note_id: newEventId(), user_id: user, text: SECRET, ...data },
});

/** A table with events that are found by note and by user. */
async function notesByUser(): Promise<SchemaAndTable> {
  const notes = await schemaAndTable(BY_USER.slice(0, BY_USER.indexOf("accept:")));
  await notes.run("release");
  await (await notes.newClient()).saveEvents([taken(), taken(), taken()]);
  return notes;
}

async function save(notes: SchemaAndTable, data?: object): Promise<PlainEvent> {
  return (await notes.newClient()).saveEvent(taken(data));
}

const byUser = (id: string) => ({ pk: `USER::${user}::TAKEN`, sk: id });

test("a table without faults succeeds", async () => {
  const notes = await notesByUser();
  expect(await notes.run("verify")).toEqual({
    exit: 0,
    stdout: "",
    stderr: "3 events in 7 items read: no faults.\n",
  });
  expect(await notes.run("verify", ["--quiet"])).toEqual({ exit: 0, stdout: "", stderr: "" });
});

test("reports each fault without payloads, and the command that it prints adds what is missing", async () => {
  const notes = await notesByUser();
  const { id } = await save(notes);
  await removeItem(notes, byUser(id));
  await putItem(notes.tableName, { pk: "x", sk: "y", text: SECRET });
  const found = await notes.run("verify");
  expect(found).toMatchObject({ exit: 1, stdout: "" });
  const lines = found.stderr.trimEnd().split("\n");
  expect(lines).toEqual([
    "unknown-item  x y  its key is not in the schema",
    `missing-copy  USER::${user}::TAKEN ${id}  TAKEN: ${lines[1]?.split("TAKEN: ")[1]}`,
    "  missing-copy  1",
    "  unknown-item  1",
    expect.stringMatching(/^4 events in \d+ items read: 2 faults\.$/),
    `To add what is missing, run: npx ddb-pattern-gen verify events.yaml ${onTable(notes).join(" ")} --repair`,
  ]);
  expect(found.stderr).not.toContain(SECRET);

  const repaired = await notes.run("verify", ["--repair"]);
  expect(repaired.exit).toBe(1);
  expect(repaired.stderr).toContain("(repaired)\n");
  expect(repaired.stderr).toContain("2 faults, of which 1 remain.");
  await removeItem(notes, { pk: "x", sk: "y" });
  expect((await notes.run("verify")).exit).toBe(0);
});

test("as JSON, each fault is a line, and the counts are the last one", async () => {
  const notes = await notesByUser();
  const { id } = await save(notes);
  await removeItem(notes, byUser(id));
  const { exit, stdout, stderr } = await notes.run("verify", ["--format", "json"]);
  expect({ exit, stderr }).toEqual({ exit: 1, stderr: "" });
  expect(linesOf(stdout)).toEqual([
    {
      finding: {
        kind: "missing-copy",
        ...byUser(id),
        eventId: id,
        type: "TAKEN",
        detail: expect.any(String),
      },
    },
    {
      result: expect.objectContaining({
        events: 4,
        findings: 1,
        repaired: 0,
        kinds: expect.objectContaining({ "missing-copy": 1, "different-copy": 0 }),
      }),
    },
  ]);
  const repaired = await notes.run("verify", ["--repair", "--format", "json"]);
  expect(repaired.exit).toBe(0);
  expect(linesOf(repaired.stdout)[0]).toMatchObject({ finding: { repaired: true } });
});

test("text shows the first faults of each kind, and counts all", async () => {
  const notes = await notesByUser();
  for (let index = 0; index < 13; index++)
    await putItem(notes.tableName, { pk: `x${index}`, sk: "y" });
  const { stderr } = await notes.run("verify");
  expect(stderr.match(/^unknown-item {2}x\d+ y /gm)).toHaveLength(10);
  expect(stderr).toContain("\nunknown-item  more are counted below\n  unknown-item  13\n");
});

test("an event of any release is valid, and one of none is not", async () => {
  const notes = await schemaAndTable(NOTES);
  await notes.run("release");
  await save(notes, { text: "a longer text" });
  const narrow = NOTES.replace("text?: string", "text?: { type: string, maxLength: 5 }");
  const accepted = `${narrow}accept:\n  CONSTRAINT_NO_NARROW:\n    events.TAKEN.data.text: Old texts may be longer.\n`;
  notes.use(accepted);
  await notes.run("release");
  expect(await notes.run("verify")).toMatchObject({ exit: 0 });
  rmSync(`${notes.cwd}/events.lock.yaml`);
  const { exit, stderr } = await notes.run("verify");
  expect(exit).toBe(1);
  expect(stderr).toMatch(/^invalid-event {2}NOTE::/);
});

test("says what it does not look for, because reindex adds it", async () => {
  const notes = await schemaAndTable(NOTES);
  await notes.run("release");
  await save(notes);
  notes.use(BY_USER);
  await notes.run("release");
  const { exit, stderr } = await notes.run("verify");
  expect(exit).toBe(0);
  expect(stderr).toContain(
    "these copies:\n  lookup USER::{user_id}::TAKEN\nTo add them, run: npx ddb-pattern-gen reindex ",
  );
});

test("reads an export from a folder", async () => {
  const notes = await notesByUser();
  const { id } = await save(notes);
  await removeItem(notes, byUser(id));
  const folder = await exportTable(notes.tableName);
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const args = ["verify", "events.yaml", "--export", folder];
  const { exit, stderr } = await run(args, notes.cwd);
  expect(exit).toBe(1);
  expect(stderr).toMatch(new RegExp(`^missing-copy {2}USER::${user}::TAKEN ${id} `));
  expect(stderr).not.toContain("--repair");
  const missing = await run(args.with(3, "no-such-folder"), notes.cwd);
  expect(missing.exit).toBe(1);
  expect(missing.stderr).toContain("error table-unusable  events.yaml\n");
  expect(missing.stderr).toContain("has no manifest-files.json");
});

test("--print-policy prints the least permissions, with and without --repair", async () => {
  const cwd = temporaryFolder({ "events.yaml": NOTES });
  const policies = maintenancePolicies("arn:aws:dynamodb:*:*:table/events");
  const args = ["verify", "events.yaml", "--table", "events", "--print-policy"];
  expect(JSON.parse((await run(args, cwd)).stdout)).toEqual(policies.verify);
  expect(JSON.parse((await run([...args, "--repair"], cwd)).stdout)).toEqual(policies.repair);
  const reindex = args.with(0, "reindex");
  expect(JSON.parse((await run(reindex, cwd)).stdout)).toEqual(policies.reindex);
  const planned = await run([...reindex, "--dry-run"], cwd);
  expect(JSON.parse(planned.stdout)).toEqual(policies.planReindex);
});

test("a wrong lock is reported, and nothing is read", async () => {
  const notes = await notesByUser();
  write(notes.cwd, "events.lock.yaml", "releases: 1\n");
  const { exit, stderr } = await notes.run("verify");
  expect(exit).toBe(1);
  expect(stderr).toMatch(/^error lock-invalid {2}events\.lock\.yaml/);
});

test("a signal stops it", async () => {
  const notes = await notesByUser();
  const onSignal = (stop: (code: ExitCode) => void) => {
    stop(143);
    return () => {};
  };
  expect(await notes.run("verify", [], { onSignal })).toEqual({
    exit: 143,
    stdout: "",
    stderr: "Stopped: not all events were read.\n",
  });
});

test.each([
  [[], "Name the table: --table <name>, or the folder of an export: --export <folder>."],
  [["--table", "events", "--export", "x"], "--export and --table cannot be used together."],
  [["--export", "x", "--repair"], "--export and --repair cannot be used together."],
])("%j is wrong usage", async (args, message) => {
  const cwd = temporaryFolder({ "events.yaml": NOTES });
  const { exit, stderr } = await run(["verify", "events.yaml", ...args], cwd);
  expect({ exit, first: stderr.split("\n")[0] }).toEqual({ exit: 2, first: message });
});
