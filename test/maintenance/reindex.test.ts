import {
  ContractError,
  checkContract,
  InvalidArgumentError,
  newEventId,
} from "ddb-pattern-runtime";
import {
  type Descriptor,
  type MissingCopyProblem,
  planReindex,
  type ReindexOptions,
  readContract,
  reindex,
  releaseContract,
} from "ddb-pattern-runtime/maintenance";
import { beforeEach, describe, expect, test } from "vitest";
import { RateLimit } from "../../runtime/src/maintenance/rate-limit.js";
import {
  failureOf,
  operationsOf,
  SECRET,
  storedItems,
  streamOf,
  type TestTable,
  testTable,
} from "../client/support.js";
import { differs, skipReason } from "../engines/differences.js";
import type { RecordedOperation } from "../engines/recorder.js";
import { NOTES_1, NOTES_2 } from "./notes.js";
import { dropped, notesOf, putItem, taken } from "./support.js";

let table: TestTable;
beforeEach(async () => {
  table = await testTable();
});

const release = (descriptor: Descriptor, number: number) =>
  releaseContract(table.documents, table.tableName, descriptor, { release: number, shapes: "" });

const plan = (descriptor: Descriptor, options?: ReindexOptions) =>
  planReindex(table.documents, table.tableName, descriptor, options);

const run = (descriptor: Descriptor, options?: ReindexOptions) =>
  reindex(table.documents, table.tableName, descriptor, options);

const contract = () => readContract(table.documents, table.tableName, "Notes");

const put = (item: Record<string, unknown>) => putItem(table.tableName, item);

/** Saves events of three notes under the first schema, and releases the second. */
async function saveHistory(): Promise<string[]> {
  await release(NOTES_1, 1);
  const notes = notesOf(NOTES_1, table);
  const ids: string[] = [];
  for (let count = 0; count < 3; count++) {
    const event = taken({ ...(count === 1 ? {} : { tag_id: "t" }), text: "x".repeat(1000) });
    ids.push(event.data.note_id);
    await notes.saveEvent(event);
    await notes.saveEvent(dropped(event.data.note_id));
  }
  await release(NOTES_2, 2);
  return ids;
}

const writesOf = (operations: readonly RecordedOperation[]) =>
  operations.filter(({ name }) => name === "PutItem");

const unitsOf = (operations: readonly RecordedOperation[]) =>
  operations.reduce((sum, { units }) => sum + units, 0);

test("adds what new lookups and streams lack, and says in the contract that they are complete", async () => {
  const ids = await saveHistory();
  const checked = notesOf(NOTES_2, table, { contract: checkContract });
  await failureOf(checked.saveEvent(taken()), ContractError);

  const result = await run(NOTES_2);
  // 3 by user, 2 by tag, 6 in each stream.
  expect(result).toMatchObject({ events: 6, copies: 17, guards: 0, present: 0, problems: 0 });
  expect(result.passes).toBe(1);
  const states = Object.values((await contract())?.copies ?? {}).flatMap(Object.values);
  expect(states).toEqual(Array.from({ length: 8 }, () => true));
  expect(result.contract).toEqual(await contract());

  for (const note_id of ids) {
    const before = await streamOf(checked, "note", { note_id }).read();
    expect(before.events.map(({ type }) => type)).toEqual(["TAKEN", "DROPPED"]);
    const log = await streamOf(checked, "log", { note_id }).read();
    expect(log.events).toEqual(before.events);
    const order = await streamOf(checked, "order", { note_id }).read();
    expect(order.events).toEqual(
      before.events.map((event, index) => ({ ...event, revision: index + 1 })),
    );
  }
  const byUser = { eventType: "TAKEN", modelKey: "user_id", modelId: "u" };
  expect(await checked.getLatestEvents(byUser)).toHaveLength(3);
  const byTag = { eventType: "TAKEN", modelKey: "tag_id", modelId: "t" };
  expect(await checked.getLatestEvents(byTag)).toHaveLength(2);
  const [note_id] = ids;
  await checked.saveEvent(taken({ note_id }));
  const order = await streamOf(checked, "order", { note_id }).read();
  expect(order.events.map(({ revision }) => revision)).toEqual([1, 2, 3]);
});

test("the copies are those of the canonical copy, and not canonical themselves", async () => {
  const [note_id] = await saveHistory();
  const [canonical] = await storedItems(table, `NOTE::${note_id}::TAKEN`);
  await run(NOTES_2);
  const { canonical: mark, pk: _, sk: id, ...content } = canonical ?? {};
  expect(mark).toBe(true);
  const pk = `NOTE::${note_id}::@order`;
  const sk = "0000000000000001";
  expect((await storedItems(table, pk))[0]).toEqual({ ...content, pk, sk });
  const log = `NOTE::${note_id}::@log`;
  expect((await storedItems(table, log))[0]).toEqual({ ...content, pk: log, sk: id });
});

test("a plan counts exactly what the run then writes and consumes", async () => {
  await saveHistory();
  const before = await operationsOf(table, async () => {
    const { copies, guards, writeUnits, problems } = await plan(NOTES_2);
    expect({ copies, guards, writeUnits, problems }).toEqual({
      copies: 17,
      guards: 0,
      // Copies of TAKEN have over 1 KB; the contract's item has less.
      writeUnits: 11 * 2 + 6 + 1,
      problems: 0,
    });
  });
  expect(writesOf(before)).toEqual([]);
  const planned = await plan(NOTES_2);
  let result: Awaited<ReturnType<typeof run>> | undefined;
  const operations = await operationsOf(table, async () => {
    result = await run(NOTES_2);
  });
  const writes = writesOf(operations);
  expect(writes).toHaveLength(planned.copies + planned.guards + 1);
  expect(result?.writeUnits).toBe(planned.writeUnits);
  if (!differs("consumed-capacity")) {
    expect(unitsOf(writes)).toBe(planned.writeUnits);
    expect(result?.consumedWriteUnits).toBe(planned.writeUnits);
  }
  const reads = unitsOf(operations) - unitsOf(writes);
  // The query of the contract, a scan and queries of streams, and batches.
  expect(result?.readUnits).toBe(reads);
  expect(new Set(operations.map(({ name }) => name))).toEqual(
    new Set(["Query", "Scan", "BatchGetItem", "PutItem"]),
  );
});

test("adds a copy for each id of an entity: of several fields, and of a list", async () => {
  const account = { type: "string", entity: "account" };
  const fields = {
    id_of_sender: account,
    "from_id?": account,
    "to_id?": account,
    cc_ids: { type: "string[]", entity: "account", maxItems: 3 },
  };
  const SENT_1: Descriptor = {
    codegen: 1,
    name: "Bank",
    events: { SENT: { data: { ...fields, note_id: "string" }, lookups: [["note_id"]] } },
  };
  const SENT_2: Descriptor = {
    ...SENT_1,
    events: {
      SENT: { data: { ...fields, note_id: "string" }, lookups: [["note_id"], ["account_id"]] },
    },
  };
  await release(SENT_1, 1);
  const data = { id_of_sender: "0", from_id: "1", to_id: "2", cc_ids: ["3", "1"], note_id: "n" };
  await notesOf(SENT_1, table).saveEvent({ type: "SENT", data });
  await notesOf(SENT_1, table).saveEvent({ type: "SENT", data: { ...data, to_id: "1" } });
  const { contract: released } = await release(SENT_2, 2);
  expect(Object.keys(released.copies.SENT ?? {})).toContain(
    "ACCOUNT::{cc_ids|from_id|to_id}::SENT",
  );
  expect(await run(SENT_2)).toMatchObject({ copies: 3 + 2, problems: 0 });
  const bank = notesOf(SENT_2, table);
  const counts = await Promise.all(
    ["0", "1", "2", "3"].map(async (modelId) => {
      const query = { eventType: "SENT", modelKey: "account_id", modelId };
      return (await bank.getLatestEvents(query)).length;
    }),
  );
  expect(counts).toEqual([0, 2, 1, 2]);
});

test("does nothing if the contract is complete, and finds everything if it is asked to", async () => {
  await saveHistory();
  await run(NOTES_2);
  const again = await operationsOf(table, async () => {
    expect(await run(NOTES_2)).toMatchObject({ events: 0, copies: 0, kinds: [], completed: [] });
  });
  expect(again.map(({ name }) => name)).toEqual(["Query"]);
  const all = await operationsOf(table, async () => {
    expect(await run(NOTES_2, { everything: true })).toMatchObject({
      events: 6,
      copies: 0,
      present: 17,
      completed: [],
    });
  });
  expect(writesOf(all)).toEqual([]);
});

test("copies that exist are read, and not written", async () => {
  await saveHistory();
  const notes = notesOf(NOTES_2, table);
  await notes.saveEvent(taken({ tag_id: "t" }));
  const planned = await plan(NOTES_2);
  expect(planned).toMatchObject({ copies: 17, present: 3 });
  const operations = await operationsOf(table, () => run(NOTES_2));
  expect(writesOf(operations)).toHaveLength(18);
});

test("scans all segments, page by page", async () => {
  await release(NOTES_1, 1);
  const notes = notesOf(NOTES_1, table);
  const events = Array.from({ length: 40 }, () => taken({ text: "x".repeat(90_000) }));
  await notes.saveEvents(events, { atomic: false });
  await release(NOTES_2, 2);
  const seen: number[] = [];
  const operations = await operationsOf(table, async () => {
    const onProgress = ({ items }: { readonly items: number }) => seen.push(items);
    expect(await run(NOTES_2, { segments: 2, onProgress })).toMatchObject({ copies: 120 });
  });
  const scans = operations.filter(({ name }) => name === "Scan");
  expect(scans.length).toBeGreaterThan(3);
  expect(new Set(scans.map(({ input }) => input.Segment))).toEqual(new Set([0, 1]));
  for (const { input } of scans) expect(input).toMatchObject({ ConsistentRead: true });
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.length).toBeGreaterThanOrEqual(scans.length);
});

describe("consistent streams", () => {
  /** Saves events of one note, in an order that is not that of their ids. */
  async function saveUnordered(note_id: string, count: number): Promise<string[]> {
    const notes = notesOf(NOTES_1, table);
    const ids = Array.from({ length: count }, () => newEventId());
    for (const id of [...ids].reverse()) await notes.saveEvent({ ...dropped(note_id), id });
    return ids;
  }

  const idsIn = async (note_id: string) => {
    const { events } = await streamOf(notesOf(NOTES_2, table), "order", { note_id }).read();
    expect(events.map(({ revision }) => revision)).toEqual(events.map((_, index) => index + 1));
    return events.map(({ id }) => id);
  };

  test("number the past in the order of ids", async () => {
    await release(NOTES_1, 1);
    const ids = await saveUnordered("a", 5);
    await release(NOTES_2, 2);
    await run(NOTES_2);
    expect(await idsIn("a")).toEqual(ids);
  });

  test("are numbered in several passes if they do not fit in memory", async () => {
    await release(NOTES_1, 1);
    const streams = new Map<string, string[]>();
    for (let count = 0; count < 20; count++) {
      streams.set(`n-${count}`, await saveUnordered(`n-${count}`, 3));
    }
    await release(NOTES_2, 2);
    const planned = await plan(NOTES_2, { memoryBytes: 5000 });
    expect(planned.passes).toBeGreaterThan(3);
    const result = await run(NOTES_2, { memoryBytes: 5000 });
    expect(result).toMatchObject({
      passes: planned.passes,
      events: 60,
      copies: 120,
      problems: 0,
      writeUnits: planned.writeUnits,
    });
    for (const [note_id, ids] of streams) expect(await idsIn(note_id)).toEqual(ids);
  });

  test("continue after the events that a killed run has numbered", async () => {
    await release(NOTES_1, 1);
    const ids = await saveUnordered("a", 6);
    await release(NOTES_2, 2);
    const controller = new AbortController();
    const { middlewareStack } = table.documents;
    let written = 0;
    middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          const isRevision = JSON.stringify(args.input).includes("@order");
          if (commandName === "PutItemCommand" && isRevision && ++written === 4) controller.abort();
          return next(args);
        },
      { step: "initialize", name: "abort" },
    );
    await expect(run(NOTES_2, { signal: controller.signal })).rejects.toThrow("aborted");
    middlewareStack.remove("abort");
    const partly = await idsIn("a");
    expect(partly.length).toBeGreaterThanOrEqual(3);
    expect(partly.length).toBeLessThan(6);
    expect(partly).toEqual(ids.slice(0, partly.length));
    expect(await run(NOTES_2)).toMatchObject({ problems: 0 });
    expect(await idsIn("a")).toEqual(ids);
  });

  test("are numbered once by two runs at the same time", async () => {
    await release(NOTES_1, 1);
    const ids = await saveUnordered("a", 30);
    await release(NOTES_2, 2);
    const results = await Promise.all([run(NOTES_2), run(NOTES_2)]);
    expect(await idsIn("a")).toEqual(ids);
    expect(results.map(({ problems }) => problems)).toEqual([0, 0]);
    const copies = results.reduce((sum, each) => sum + each.copies, 0);
    expect(copies).toBe(60);
    const { copies: states = {} } = (await contract()) ?? {};
    expect(Object.values(states.DROPPED ?? {})).toEqual([true, true, true]);
  });

  test("report events that come before those that a stream has", async () => {
    await release(NOTES_1, 1);
    const ids = await saveUnordered("a", 2);
    await saveUnordered("b", 2);
    await release(NOTES_2, 2);
    // A writer that does not check the contract.
    const first = await notesOf(NOTES_2, table).saveEvent(dropped("a"));
    const problems: MissingCopyProblem[] = [];
    const onProblem = (problem: MissingCopyProblem) => problems.push(problem);
    expect(await plan(NOTES_2)).toMatchObject({ problems: 2 });
    const result = await run(NOTES_2, { onProblem });
    expect(problems.map(({ eventId }) => eventId).sort()).toEqual(ids);
    expect(problems[0]).toEqual({
      problem: "late",
      pk: "NOTE::a::DROPPED",
      sk: expect.any(String),
      eventId: expect.any(String),
      type: "DROPPED",
      key: "NOTE::{note_id}::@order {revision}",
      reason: "the stream has later events already",
    });
    expect(await idsIn("a")).toEqual([first.id]);
    expect(await idsIn("b")).toHaveLength(2);
    const { DROPPED } = result.contract.copies;
    expect(DROPPED?.["NOTE::{note_id}::@log"]).toBe(true);
    expect(DROPPED?.["NOTE::{note_id}::@order {revision}"]).not.toBe(true);

    const appended = await run(NOTES_2, { lateEvents: "append" });
    expect(appended).toMatchObject({ problems: 0, copies: 2 });
    expect(await idsIn("a")).toEqual([first.id, ...ids]);
    expect(appended.contract.copies.DROPPED?.["NOTE::{note_id}::@order {revision}"]).toBe(true);
  });

  const NO_LOOKUPS: Descriptor = {
    ...NOTES_1,
    events: { DROPPED: { data: { note_id: "string" }, lookups: [] } },
    streams: { order: { name: "order", by: ["note_id"], events: ["DROPPED"], consistent: true } },
  };

  test("get the guards of ids that callers gave", async () => {
    await release(NOTES_1, 1);
    const notes = notesOf(NOTES_1, table);
    const id = newEventId();
    const event = { ...dropped("a"), id };
    await notes.saveEvent(event);
    await notes.saveEvent(dropped("a"));
    await release(NO_LOOKUPS, 2);
    expect(await plan(NO_LOOKUPS)).toMatchObject({ copies: 2, guards: 1, writeUnits: 4 });
    expect(await run(NO_LOOKUPS)).toMatchObject({ copies: 2, guards: 1, writeUnits: 4 });
    const items = await storedItems(table, "NOTE::a::@order");
    expect(items[2]).toEqual({ pk: "NOTE::a::@order", sk: `id#${id}`, revision: 1 });
    // A repeated save finds its event.
    await notesOf(NO_LOOKUPS, table).saveEvent(event);
    expect(await storedItems(table, "NOTE::a::@order")).toHaveLength(3);
  });
});

describe("events that cannot have a copy", () => {
  test("are reported without their content, and keep their lookup incomplete", async () => {
    await release(NOTES_1, 1);
    const notes = notesOf(NOTES_1, table, { validate: "off" });
    const long = "l".repeat(2040);
    await notes.saveEvent(taken({ note_id: "a", user_id: long }));
    await notes.saveEvent(taken({ note_id: "b" }));
    const id = newEventId();
    await put({
      pk: "NOTE::c::TAKEN",
      sk: id,
      id,
      type: "TAKEN",
      timestamp: "2026-01-01T00:00:00.000Z",
      data: { note_id: "c", user_id: 5, text: SECRET },
      canonical: true,
    });
    await release(NOTES_2, 2);
    const problems: MissingCopyProblem[] = [];
    const onProblem = (problem: MissingCopyProblem) => problems.push(problem);
    const result = await run(NOTES_2, { onProblem });
    expect(result).toMatchObject({ problems: 2, copies: 1 + 6 });
    expect(problems.map(({ pk, key, reason }) => ({ pk, key, reason })).toSorted(byPk)).toEqual([
      {
        pk: "NOTE::a::TAKEN",
        key: "USER::{user_id}::TAKEN",
        reason: "its key has 2053 bytes",
      },
      {
        pk: "NOTE::c::TAKEN",
        key: "USER::{user_id}::TAKEN",
        reason: "data.user_id must be a string, not number",
      },
    ]);
    expect(JSON.stringify(problems)).not.toContain(SECRET);
    const { TAKEN } = result.contract.copies;
    expect(TAKEN?.["USER::{user_id}::TAKEN"]).toEqual(expect.any(String));
    expect(TAKEN?.["TAG::{tag_id}::TAKEN"]).toBe(true);
    expect(TAKEN?.["NOTE::{note_id}::@order {revision}"]).toBe(true);
  });

  test.skipIf(skipReason("item-size"))(
    "include events that are too large with another key",
    async () => {
      await release(NOTES_1, 1);
      const user_id = "u".repeat(1000);
      const fixed = { note_id: "a", user_id };
      const notes = notesOf(NOTES_1, table, { validate: "off" });
      const text = "x".repeat(400 * 1024 - 1250);
      await notes.saveEvent({ type: "TAKEN", data: { ...fixed, text } });
      await release(NOTES_2, 2);
      const problems: MissingCopyProblem[] = [];
      await run(NOTES_2, { onProblem: (problem) => problems.push(problem) });
      expect(problems).toMatchObject([
        {
          key: "USER::{user_id}::TAKEN",
          reason: expect.stringMatching(/^the copy would have 41\d+ bytes$/),
        },
      ]);
    },
  );

  test("include events whose copy's key another item has", async () => {
    const ids = await saveHistory();
    const [canonical] = await storedItems(table, `NOTE::${ids[0]}::TAKEN`);
    const { canonical: _, ...copy } = canonical ?? {};
    await put({ ...copy, pk: "USER::u::TAKEN", data: { other: true } });
    const problems: MissingCopyProblem[] = [];
    const result = await run(NOTES_2, { onProblem: (problem) => problems.push(problem) });
    expect(problems).toMatchObject([{ problem: "taken", key: "USER::{user_id}::TAKEN" }]);
    expect(result.completed.map(({ key }) => key)).not.toContain("USER::{user_id}::TAKEN");
  });
});

describe("the contract", () => {
  test("must exist", async () => {
    const error = await failureOf(run(NOTES_2), ContractError);
    expect(error.message).toBe(
      `Table "${table.tableName}" has no contract of schema "Notes". Release it first, with "ddb-pattern-gen release --table".`,
    );
  });

  test("must be of this version of the schema", async () => {
    await release(NOTES_1, 1);
    const older = await failureOf(plan(NOTES_2), ContractError);
    expect(older.message).toContain("is not released to table");
    const { TAKEN } = NOTES_2.events;
    await release({ ...NOTES_2, events: { TAKEN }, streams: {} } as Descriptor, 3);
    const newer = { ...NOTES_2.events, ADDED: { data: { note_id: "string" }, lookups: [] } };
    await release({ ...NOTES_2, events: newer } as Descriptor, 4);
    const error = await failureOf(run(NOTES_2), ContractError);
    expect(error.message).toContain("newer release");
  });

  test("of a release made during the run keeps what it says, and gets what was completed", async () => {
    await saveHistory();
    const { DROPPED, TAKEN } = NOTES_2.events;
    const NOTES_3 = {
      ...NOTES_2,
      events: { TAKEN, DROPPED: { ...DROPPED, lookups: [["note_id"], []] } },
    } as Descriptor;
    let hasReleased = false;
    const result = await run(NOTES_2, {
      onProgress: async () => {
        if (!hasReleased) {
          hasReleased = true;
          await release(NOTES_3, 3);
        }
      },
    });
    expect(result.contract).toEqual(await contract());
    expect(result.contract.release).toBe(3);
    const { copies } = result.contract;
    expect(Object.values(copies.TAKEN ?? {})).toEqual([true, true, true, true, true]);
    expect(copies.DROPPED?.DROPPED).toEqual(expect.any(String));
  });

  test("says since when an earlier writer was last active", async () => {
    await saveHistory();
    const last = await notesOf(NOTES_1, table).saveEvent(dropped("late"));
    expect((await plan(NOTES_2)).newestLacking).toBe(last.timestamp);
  });
});

describe("the rate", () => {
  test("spreads units over time, and takes what was really consumed", async () => {
    let now = 1000;
    const pauses: number[] = [];
    const rate = new RateLimit(10, {
      now: () => now,
      pause: async (ms) => {
        pauses.push(ms);
        now += ms;
      },
    });
    await rate.spend(5, undefined);
    await rate.spend(1, undefined);
    expect(pauses).toEqual([500]);
    rate.correct(1, 3);
    await rate.spend(1, undefined);
    expect(pauses).toEqual([500, 300]);
    now += 10_000;
    await rate.spend(1, undefined);
    await rate.spend(1, undefined);
    expect(pauses).toEqual([500, 300, 100]);
  });

  test("is kept by a run", async () => {
    await saveHistory();
    const { writeUnits } = await plan(NOTES_2);
    const begun = performance.now();
    await run(NOTES_2, { maxWriteUnitsPerSecond: 20 });
    const seconds = (performance.now() - begun) / 1000;
    // 29 units take 1.45 s; the last ones need not be waited for.
    expect(seconds).toBeGreaterThan((writeUnits - 6) / 20);
  });
});

test("options are checked", async () => {
  for (const options of [
    { everything: "yes" },
    { segments: 0 },
    { memoryBytes: -1 },
    { lateEvents: "drop" },
    { maxWriteUnitsPerSecond: 0 },
    { onProgress: 5 },
    { signal: {} },
    { everyting: true },
    { everything: undefined },
  ]) {
    await failureOf(run(NOTES_2, options as never), InvalidArgumentError);
  }
  await failureOf(plan(NOTES_2, { maxWriteUnitsPerSecond: 5 }), InvalidArgumentError);
  expect(table.operations).toEqual([]);
});

function byPk(a: { readonly pk: string }, b: { readonly pk: string }): number {
  return a.pk < b.pk ? -1 : 1;
}
