import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { checkContract, newEventId } from "ddb-pattern-runtime";
import { expect, inject, onTestFinished, test } from "vitest";
import type { ExitCode } from "../../generator/src/terminal/exit-code.js";
import { run, temporaryFolder, write } from "../cli/support.js";
import { SECRET, storedItems, streamOf } from "../client/support.js";
import { answerLate, pass, startProxy } from "../engines/proxy.js";
import {
  BY_USER,
  IN_ORDER,
  linesOf,
  NOTES,
  onTable,
  type SchemaAndTable,
  schemaAndTable,
} from "./command-support.js";

const BIN = fileURLToPath(new URL("../../generator/bin/ddb-pattern-gen.js", import.meta.url));

/** Starts the built command. */
function start(args: readonly string[], cwd: string) {
  const stdio: ["ignore", "pipe", "pipe"] = ["ignore", "pipe", "pipe"];
  const child = spawn(process.execPath, [BIN, ...args], { cwd, stdio });
  onTestFinished(() => void child.kill("SIGKILL"));
  return { child, exited: once(child, "exit"), stderr: text(child.stderr) };
}

async function commandProcess(args: readonly string[], cwd: string) {
  const { exited, stderr } = start(args, cwd);
  const [exit] = await exited;
  return { exit, stderr: await stderr };
}

const user = newEventId();
const taken = (note_id = newEventId()) => ({
  type: "TAKEN",
  data: { note_id, user_id: user, text: SECRET },
});

/** A table with events of the first schema, after the release of a second one. */
async function released(next: string, events = 3): Promise<SchemaAndTable> {
  const notes = await schemaAndTable(NOTES);
  await notes.run("release");
  const client = await notes.newClient();
  for (let index = 0; index < events; index++) await client.saveEvent(taken());
  notes.use(next);
  await notes.run("release");
  return notes;
}

const copiesByUser = (notes: SchemaAndTable) => storedItems(notes, `USER::${user}::TAKEN`);

test("a plan says what is added and what it costs, and the run then adds it", async () => {
  const notes = await released(BY_USER);
  const plan = await notes.run("reindex", ["--dry-run", "--price", "2000000"]);
  expect(plan).toMatchObject({ exit: 0, stdout: "" });
  const lines = plan.stderr.split("\n");
  expect(lines.slice(0, -2)).toEqual([
    `Stored events may lack copies in table ${notes.tableName}:`,
    expect.stringMatching(/^ {2}lookup USER::\{user_id\}::TAKEN, saved before \d{4}-\S+Z$/),
    "3 events must have these copies; to add: 3 copies.",
    "That takes 4 write units: $8.00 at $2,000,000 for a million, as --price says.",
    expect.stringMatching(
      /^The newest event that lacks a copy was saved at \d{4}-\S+Z, by an earlier schema\.$/,
    ),
  ]);
  const command = `npx ddb-pattern-gen reindex events.yaml ${onTable(notes).join(" ")}`;
  expect(lines.at(-2)).toBe(`To add them, run: ${command}`);
  expect(await copiesByUser(notes)).toEqual([]);

  const done = await notes.run("reindex");
  expect(done).toMatchObject({ exit: 0, stdout: "" });
  expect(done.stderr).toContain(
    "3 events must have these copies; added: 3 copies, for 4 write units.\nAll lookups and streams are complete now.\n",
  );
  expect(await copiesByUser(notes)).toHaveLength(3);

  const again = await notes.run("reindex");
  expect(again).toEqual({
    exit: 0,
    stdout: "",
    stderr:
      `By the contract, all lookups and streams of Notes are complete in table ${notes.tableName}, ` +
      "so there is nothing to add. To look for all copies nevertheless, use --all.\n",
  });
});

test("without --price, a plan says the price of AWS, with its date", async () => {
  const notes = await released(BY_USER);
  const { stderr } = await notes.run("reindex", ["--dry-run"]);
  expect(stderr).toContain(
    "less than $0.01 at $0.625 for a million, on demand in us-east-1 since 2024-11-01.",
  );
});

test("--all finds what is missing although the contract says that all is complete", async () => {
  const notes = await released(BY_USER);
  await notes.run("reindex");
  const { stderr } = await notes.run("reindex", ["--all"]);
  expect(stderr).toContain(
    "3 events must have these copies; added: 0 copies, for 0 write units.\n",
  );
  expect(stderr).toMatch(/^By the contract, .* All copies are looked for nevertheless\.\n/);
});

test("a plan for a consistent stream first says to stop the programs on earlier schemas", async () => {
  const notes = await released(IN_ORDER);
  const { stderr } = await notes.run("reindex", ["--dry-run"]);
  expect(stderr).toMatch(
    /^First stop all programs that save events by an earlier schema: .* consistent stream note\.\n/,
  );
  expect(stderr).toContain("\n  stream note of TAKEN, DROPPED, saved before ");
});

/** A consistent stream to which an event was appended before its past was numbered. */
async function lateEvents() {
  const notes = await schemaAndTable(NOTES);
  await notes.run("release");
  const note_id = newEventId();
  const event = await (await notes.newClient()).saveEvent(taken(note_id));
  notes.use(IN_ORDER);
  await notes.run("release");
  await (await notes.newClient()).saveEvent(taken(note_id));
  return { notes, note_id, eventId: event.id };
}

test("lists each copy that cannot be added, without payloads, and fails", async () => {
  const { notes, eventId } = await lateEvents();
  const inText = await notes.run("reindex");
  expect(inText.exit).toBe(1);
  const reason = "the stream has later events already";
  expect(inText.stderr).toContain(
    `\ncannot add  ${eventId}  TAKEN in NOTE::{note_id}::@note {revision}: ${reason}\n`,
  );
  expect(inText.stderr).toContain(
    "\n1 copy that cannot be added; the lookups and streams stay incomplete.\n",
  );
  const inJson = await notes.run("reindex", ["--format", "json"]);
  expect(inJson).toMatchObject({ exit: 1, stderr: "" });
  const [problem, result, ...others] = linesOf(inJson.stdout);
  expect(others).toEqual([]);
  expect(problem).toEqual({
    problem: {
      problem: "late",
      pk: expect.stringContaining("NOTE::"),
      sk: eventId,
      eventId,
      type: "TAKEN",
      key: "NOTE::{note_id}::@note {revision}",
      reason,
    },
  });
  expect(result).toMatchObject({ result: { problems: 1, contract: { release: 2 } } });
  expect(inText.stderr + inJson.stdout).not.toContain(SECRET);
});

test("the command that is printed for late events adds them", async () => {
  const { notes } = await lateEvents();
  const command = /^To add late events to consistent streams after the later ones, run: npx (.*)$/m;
  const plan = await notes.run("reindex", ["--dry-run"]);
  expect(plan).toMatchObject({ exit: 1, stderr: expect.stringMatching(command) });
  const [, line = ""] = command.exec((await notes.run("reindex")).stderr) ?? [];
  const { exit, stderr } = await run(line.split(" ").slice(1), notes.cwd);
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: expect.not.stringMatching(command) });
});

test("with --all, copies that cannot be added are not called incomplete", async () => {
  const { notes } = await lateEvents();
  await notes.run("reindex", ["--append-late"]);
  const note_id = newEventId();
  const client = await notes.newClient();
  notes.use(NOTES);
  await (await notes.newClient()).saveEvent(taken(note_id));
  notes.use(IN_ORDER);
  await client.saveEvent(taken(note_id));
  const { exit, stderr } = await notes.run("reindex", ["--all"]);
  expect(exit).toBe(1);
  expect(stderr).toContain("\n1 copy that cannot be added.\n");
  expect(stderr).not.toContain("incomplete");
});

test("says nothing of what is complete before the schema is released", async () => {
  const notes = await schemaAndTable(NOTES);
  await notes.run("release");
  notes.use(BY_USER);
  const { exit, stderr } = await notes.run("reindex", ["--dry-run"]);
  expect({ exit, stderr }).toEqual({ exit: 1, stderr: expect.stringContaining("is not released") });
  expect(stderr).not.toContain("complete");
});

test("--append-late adds late events after the later ones", async () => {
  const { notes, note_id, eventId } = await lateEvents();
  expect((await notes.run("reindex", ["--append-late"])).exit).toBe(0);
  const client = await notes.newClient({ contract: checkContract });
  const { events } = await streamOf(client, "note", { note_id }).read();
  expect(events.map(({ revision }) => revision)).toEqual([1, 2]);
  expect(events[1]?.id).toBe(eventId);
});

test("a plan is one line of JSON", async () => {
  const notes = await released(BY_USER);
  const { stdout, stderr } = await notes.run("reindex", ["--dry-run", "--format", "json"]);
  expect(stderr).toBe("");
  expect(linesOf(stdout)).toMatchObject([
    {
      plan: {
        events: 3,
        copies: 3,
        writeUnits: 4,
        dollars: (4 * 0.625) / 1_000_000,
        price: { dollarsPerMillion: 0.625 },
        kinds: [{ storedType: "TAKEN", key: "USER::{user_id}::TAKEN" }],
      },
    },
  ]);
});

test("shows progress on a terminal, and scans in as many segments as asked for", async () => {
  const notes = await released(BY_USER);
  const proxy = await startProxy(inject("endpoint"));
  onTestFinished(() => proxy.close());
  // Shorter runs show no progress.
  const slow = answerLate(1500);
  proxy.always((exchange) => (exchange.operation === "Scan" ? slow(exchange) : pass(exchange)));
  const args = ["reindex", "events.yaml", ...onTable(notes, proxy.endpoint), "--segments", "3"];
  const { stderr } = await run(args, notes.cwd, { isTTY: true });
  const shown = stderr.split("\r\u001b[K");
  expect(shown.length).toBeGreaterThan(2);
  for (const line of shown.slice(1, -1)) expect(line).toMatch(/^\d items? read, \d cop\w+ added$/);
  expect(shown.at(-1)).toMatch(/^3 events must have these copies; added: 3 copies/);
  expect(proxy.requests.filter((operation) => operation === "Scan")).toHaveLength(3);
  const policy = await notes.run("reindex", ["--print-policy"]);
  const sent = [...new Set(proxy.requests)].sort().map((operation) => `dynamodb:${operation}`);
  expect(JSON.parse(policy.stdout).Statement[0].Action).toEqual(sent);
});

/** Notes whose user is in a field that only an upcaster converts to an id. */
const OWNED = NOTES.replace("user_id: { type: ulid, lookup: false }", "owner: string");
const CONVERTED = `${NOTES.replace(
  "    data: { note_id: ulid, user_id: { type: ulid, lookup: false }, text?: string }",
  `    version: 2
    previous:
      1: { data: { note_id: ulid, owner: string, text?: string } }
    data: { note_id: ulid, user_id: ulid, text?: string }`,
)}accept:
  KEY_FIELD_ADDED:
    events.TAKEN.data.user_id: Stored events get the copies by reindex.
`;
const UPCASTERS = `export const upcasters = {
  TAKEN: { 1: ({ owner, ...data }) => ({ ...data, user_id: owner }) },
};
`;

/** A table with an event of version 1, if it is to have one, after the release of version 2. */
async function converted(hasEvent: boolean): Promise<SchemaAndTable> {
  const notes = await schemaAndTable(OWNED);
  await notes.run("release");
  const data = { note_id: newEventId(), owner: user };
  if (hasEvent) await (await notes.newClient()).saveEvent({ type: "TAKEN", data });
  else
    await (await notes.newClient()).saveEvent({ type: "DROPPED", data: { note_id: data.note_id } });
  notes.use(CONVERTED);
  await notes.run("release");
  return notes;
}

test("release says to reindex with the upcasters that earlier versions require", async () => {
  const notes = await converted(true);
  const { stderr } = await notes.run("release");
  const options = `${onTable(notes).join(" ")} --upcasters upcasters.mjs`;
  expect(stderr).toContain(
    `\nTo add them, run, with the module that exports your upcasters: npx ddb-pattern-gen reindex events.yaml ${options}\n`,
  );
});

test("events of earlier versions are found by ids from the upcasters", async () => {
  const notes = await converted(true);
  write(notes.cwd, "upcasters.mjs", UPCASTERS);
  const { exit, stderr } = await notes.run("reindex", ["--upcasters", "upcasters.mjs"]);
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: expect.stringContaining("added: 1 copy, ") });
  expect(await copiesByUser(notes)).toHaveLength(1);
  const verify = await notes.run("verify", ["--upcasters", "upcasters.mjs"]);
  expect(verify).toMatchObject({ exit: 0 });
});

test("shows the first copies that an upcaster fails to give, and counts them by reason", async () => {
  const notes = await converted(true);
  notes.use(OWNED);
  const client = await notes.newClient();
  for (let index = 0; index < 14; index++) {
    const data = { note_id: newEventId(), owner: user };
    await client.saveEvent({ type: "TAKEN", data });
  }
  notes.use(CONVERTED);
  write(notes.cwd, "upcasters.mjs", "export const upcasters = { TAKEN: { 1: () => null } };");
  const args = ["--upcasters", "upcasters.mjs"];
  const { exit, stderr } = await notes.run("reindex", args);
  expect(exit).toBe(1);
  expect(stderr.match(/^cannot add {2}\w{26} {2}/gm)).toHaveLength(10);
  expect(stderr).toContain("\ncannot add  more are counted below\n");
  const reason = "The upcaster of TAKEN from version 1 to 2 failed for event …: it returned null";
  expect(stderr.replaceAll(/"?…"?/g, "…")).toContain(
    `15 copies that cannot be added; the lookups and streams stay incomplete.\n  15  TAKEN in USER::{user_id}::TAKEN: ${reason}`,
  );
  const json = await notes.run("reindex", [...args, "--format", "json"]);
  expect(linesOf(json.stdout).filter((each) => "problem" in each)).toHaveLength(15);
});

test("upcasters are required only if there are events to convert", async () => {
  const missing = "functions for that are missing: TAKEN from version 1.";
  for (const command of ["reindex", "verify"]) {
    const { exit, stderr } = await (await converted(true)).run(command);
    expect(exit).toBe(1);
    expect(stderr).toContain("error upcasters-unusable  events.yaml\n");
    expect(stderr).toContain(missing);
    expect((await (await converted(false)).run(command)).exit).toBe(0);
  }
});

test.each([
  ["none.mjs", undefined, "The file none.mjs does not exist."],
  ["upcasters.json5", "{}", "loads no .json5 file, as upcasters.json5 is one."],
  ["default.mjs", "export default {};", 'default.mjs does not export "upcasters".'],
  ["broken.mjs", 'throw new Error("no config");', "broken.mjs cannot be loaded: no config"],
  ["wrong.mjs", "export const upcasters = { TAKEN: { 1: 5 } };", "must be a function"],
])("upcasters of %s that cannot be used are reported", async (file, text, message) => {
  const notes = await converted(true);
  if (text !== undefined) write(notes.cwd, file, text);
  const args = ["reindex", "events.yaml", ...onTable(notes), "--upcasters", file];
  const { exit, stderr } = await commandProcess(args, notes.cwd);
  expect(exit).toBe(1);
  expect(stderr).toMatch(/^error (?:upcasters|table)-unusable {2}events\.yaml$/m);
  expect(stderr).toContain(message);
});

test("upcasters may be TypeScript where Node loads it", async () => {
  const notes = await converted(true);
  write(notes.cwd, "upcasters.mts", UPCASTERS.replace("owner, ...data }", "owner, ...data }: any"));
  const args = ["reindex", "events.yaml", ...onTable(notes), "--upcasters", "upcasters.mts"];
  const { exit, stderr } = await commandProcess(args, notes.cwd);
  const loads = (process.features as { readonly typescript?: unknown }).typescript === "strip";
  expect({ exit, stderr }).toEqual(
    loads
      ? { exit: 0, stderr: expect.stringContaining("added: 1 copy, ") }
      : { exit: 1, stderr: expect.stringContaining(`Node ${process.version} loads no .mts file`) },
  );
});

test("a table without the contract of the schema is reported in a sentence", async () => {
  const notes = await schemaAndTable(NOTES);
  const { exit, stderr } = await notes.run("reindex");
  expect(exit).toBe(1);
  expect(stderr).toContain(
    `error table-unusable  events.yaml\n\n  Table "${notes.tableName}" has no contract of schema "Notes". Release it first, with "ddb-pattern-gen release --table".\n`,
  );
  const json = await notes.run("reindex", ["--format", "json"]);
  expect(linesOf(json.stdout)).toMatchObject([{ diagnostic: { code: "table-unusable" } }]);
});

test("a wrong schema is reported as by other commands", async () => {
  const notes = await schemaAndTable(NOTES.replace("ulid", "ulit"));
  const { exit, stderr } = await notes.run("reindex");
  expect(exit).toBe(1);
  expect(stderr).toMatch(/^error unknown-field-type {2}events\.yaml:6:\d+/);
});

test.each([
  [["events.yaml"], "Name the table: --table <name>."],
  [["types.yaml", "--table", "events"], "types.yaml has only types."],
  [["*s.yaml", "--table", "events"], "Name one schema, got events.yaml, others.yaml."],
  [
    ["events.yaml", "--table", "events", "--rate", "0"],
    '--rate must be a number above 0, got "0".',
  ],
  [
    ["events.yaml", "--table", "events", "--segments", "1.5"],
    '--segments must be a whole number above 0, got "1.5".',
  ],
])("%j is wrong usage", async (args, message) => {
  const cwd = temporaryFolder({
    "events.yaml": NOTES,
    "others.yaml": NOTES.replace("Notes", "Others"),
    "types.yaml": "version: 1\ntypes: { Money: number }\n",
  });
  const { exit, stderr } = await run(["reindex", ...args], cwd);
  expect({ exit, first: stderr.split("\n")[0] }).toEqual({ exit: 2, first: message });
});

/** After the first write, the next one would have to wait for over an hour. */
const ONE_WRITE = ["--rate", "0.0001"];

async function untilOneIsWritten(notes: SchemaAndTable): Promise<void> {
  while ((await copiesByUser(notes)).length === 0) await sleep(20);
}

test("a signal stops it, and it says how to add the rest", async () => {
  const notes = await released(BY_USER);
  let stop: ((code: ExitCode) => void) | undefined;
  const running = notes.run("reindex", ONE_WRITE, {
    onSignal: (handler) => {
      stop = handler;
      return () => {
        stop = undefined;
      };
    },
  });
  await untilOneIsWritten(notes);
  stop?.(130);
  const { exit, stderr } = await running;
  expect(exit).toBe(130);
  expect(stderr).toMatch(
    /\nStopped\. What was added stays\. To add the rest, run: npx ddb-pattern-gen reindex .* --rate 0\.0001\n$/,
  );
  expect(stop).toBeUndefined();
  expect(await copiesByUser(notes)).toHaveLength(1);
  expect((await notes.run("reindex")).stderr).toContain("added: 2 copies");
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("as a process, it ends by %s with %i", async (signal, code) => {
  const notes = await released(BY_USER);
  const args = ["reindex", "events.yaml", ...onTable(notes), ...ONE_WRITE];
  const { child, exited, stderr } = start(args, notes.cwd);
  await untilOneIsWritten(notes);
  child.kill(signal);
  expect(await exited).toEqual([code, null]);
  expect(await stderr).toContain("\nStopped. What was added stays. ");
  expect(await copiesByUser(notes)).toHaveLength(1);
});
