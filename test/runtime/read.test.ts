import { type EventBase, InvalidArgumentError, newEventId } from "ddb-pattern-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import { nextEventId } from "../../runtime/src/event-id.js";
import type { RecordedOperation } from "../engines/recorder.js";
import {
  BANK,
  clientOf,
  collect,
  failureOf,
  NOTES,
  operationsOf,
  priceLowered,
  storeOf,
  streamOf,
  type TestTable,
  testTable,
} from "./support.js";

let table: TestTable;
beforeAll(async () => {
  table = await testTable();
});

const unitsOf = (operations: readonly RecordedOperation[]) =>
  operations.reduce((sum, { units }) => sum + units, 0);

/** Six notes under one key, with ids that leave no room between them. */
async function sixNotes() {
  const note_id = newEventId();
  const ids = [newEventId()];
  while (ids.length < 6) ids.push(nextEventId(ids.at(-1) as string) as string);
  const notes = clientOf(NOTES, table);
  const events = ids.map((id) => ({ type: "NOTE_TAKEN", id, data: { note_id } }));
  await notes.saveEvents(events);
  const query = { eventType: "NOTE_TAKEN", modelKey: "note_id", modelId: note_id };
  return { notes, ids, query };
}

/** Five notes under one key, 1.5 MB together. */
async function largeNotes() {
  const note_id = newEventId();
  const text = "x".repeat(300 * 1024);
  const notes = clientOf(NOTES, table);
  const saved: EventBase[] = [];
  for (let count = 0; count < 5; count++) {
    saved.push(await notes.saveEvent({ type: "NOTE_TAKEN", data: { note_id, text } }));
  }
  const query = { eventType: "NOTE_TAKEN", modelKey: "note_id", modelId: note_id };
  return { notes, saved, query };
}

describe("getLatestEvent", () => {
  test("is the newest, however many there are", async () => {
    const { notes, ids, query } = await sixNotes();
    expect(await notes.getLatestEvent(query)).toMatchObject({ id: ids[5] });
    expect(await notes.getLatestEvent({ ...query, before: ids[3] })).toMatchObject({
      id: ids[2],
    });
    expect(await notes.getLatestEvent({ ...query, after: ids[4] })).toMatchObject({
      id: ids[5],
    });
  });

  test("is undefined where there is none", async () => {
    const { notes, ids, query } = await sixNotes();
    const nobody = { ...query, modelId: newEventId() };
    expect(await notes.getLatestEvent(nobody)).toBeUndefined();
    expect(await notes.getLatestEvent({ ...query, after: ids[5] })).toBeUndefined();
  });

  test("is fetched as one item, and JavaScript cannot ask for more or others", async () => {
    const { notes, ids, query } = await sixNotes();
    const [request] = await operationsOf(table, async () => {
      expect(await notes.getLatestEvent(query)).toMatchObject({ id: ids[5] });
    });
    expect(request?.input).toMatchObject({ Limit: 1, ScanIndexForward: false });
    for (const options of [{ limit: 5 }, { order: "asc" }]) {
      await failureOf(notes.getLatestEvent({ ...query, ...options }), InvalidArgumentError);
    }
  });
});

describe("getLatestEvents", () => {
  test("has no bounds, no limit and the order of time by default", async () => {
    const { notes, ids, query } = await sixNotes();
    const [request] = await operationsOf(table, async () => {
      const events = await notes.getLatestEvents(query);
      expect(events.map(({ id }) => id)).toEqual(ids);
    });
    expect(request?.input).not.toHaveProperty("Limit");
  });

  // Places in the list of six; what is between them, both left out, is what is found.
  const bounds: [after: number | undefined, before: number | undefined][] = [
    [2, undefined],
    [undefined, 2],
    [0, 5],
    [1, 3],
    [5, undefined],
    [undefined, 0],
  ];
  test.each(bounds)("leaves out both bounds: after %s, before %s", async (after, before) => {
    const { notes, ids, query } = await sixNotes();
    const between = ids.slice((after ?? -1) + 1, before ?? ids.length);
    const range = {
      ...query,
      ...(after === undefined ? {} : { after: ids[after] }),
      ...(before === undefined ? {} : { before: ids[before] }),
    };
    const found = async (more: object) =>
      (await notes.getLatestEvents({ ...range, ...more })).map(({ id }) => id);

    expect(await found({})).toEqual(between);
    expect(await found({ order: "desc" })).toEqual(between.toReversed());
    expect(await found({ limit: 2 })).toEqual(between.slice(0, 2));
    expect(await found({ limit: 2, order: "desc" })).toEqual(between.toReversed().slice(0, 2));
  });

  test.each([
    ["equal", 2, 2],
    ["adjacent", 2, 3],
    ["inverted", 4, 1],
  ])("asks nothing where the bounds are %s", async (_, after, before) => {
    const { notes, ids, query } = await sixNotes();
    const range = { ...query, after: ids[after], before: ids[before] };
    const operations = await operationsOf(table, async () => {
      expect(await notes.getLatestEvents(range)).toEqual([]);
      expect(await notes.getLatestEvent(range)).toBeUndefined();
    });
    expect(operations).toEqual([]);
  });

  test("asks nothing above the greatest id, or below the least", async () => {
    const { notes, query } = await sixNotes();
    const operations = await operationsOf(table, async () => {
      const greatest = `7${"Z".repeat(25)}`;
      expect(await notes.getLatestEvents({ ...query, after: greatest })).toEqual([]);
      expect(await notes.getLatestEvents({ ...query, before: "0".repeat(26) })).toEqual([]);
    });
    expect(operations).toEqual([]);
  });

  test("goes on past a page of 1 MB, in both orders", async () => {
    const { notes, saved, query } = await largeNotes();
    const operations = await operationsOf(table, async () => {
      expect(await notes.getLatestEvents(query)).toEqual(saved);
    });
    expect(operations).toHaveLength(2);
    const newestFirst = await notes.getLatestEvents({ ...query, order: "desc" });
    expect(newestFirst).toEqual(saved.toReversed());
  });

  test("fetches up to the limit and nothing beyond, over pages too", async () => {
    const { notes, saved, query } = await largeNotes();
    const operations = await operationsOf(table, async () => {
      expect(await notes.getLatestEvents({ ...query, limit: 4 })).toEqual(saved.slice(0, 4));
    });
    expect(operations[0]?.input.Limit).toBe(4);
    const all = await operationsOf(table, () => notes.getLatestEvents(query));
    expect(unitsOf(operations) / unitsOf(all)).toBeCloseTo(4 / 5, 1);

    const few = await operationsOf(table, () => notes.getLatestEvents({ ...query, limit: 2 }));
    expect(few.map(({ input }) => input.Limit)).toEqual([2]);
    expect(unitsOf(few) / unitsOf(all)).toBeCloseTo(2 / 5, 1);
  });
});

describe("consistentRead", () => {
  test("is off, and can be turned on for a client or a call, for twice the units", async () => {
    const event = priceLowered();
    const lazy = storeOf(table);
    const eager = storeOf(table, { consistentRead: true });
    await lazy.saveEvent(event);
    const query = { eventType: event.type, partitionId: event.data.store_id };
    const operations = await operationsOf(table, async () => {
      await lazy.getLatestEvents(query);
      await lazy.getLatestEvents({ ...query, consistentRead: true });
      await eager.getLatestEvents(query);
      await eager.getLatestEvents({ ...query, consistentRead: false });
    });
    expect(operations.map(({ input, units }) => [input.ConsistentRead, units])).toEqual([
      [false, 0.5],
      [true, 1],
      [true, 1],
      [false, 0.5],
    ]);
  });

  test("of a client is that of its streams' reads, and not of a consistent stream's", async () => {
    const { store_id, product_id } = priceLowered().data;
    const asked = async (call: () => Promise<unknown>) => {
      const operations = await operationsOf(table, call);
      expect(operations.length).toBeGreaterThan(0);
      return new Set(operations.map(({ input }) => input.ConsistentRead));
    };
    for (const consistentRead of [true, false]) {
      const prices = storeOf(table, { consistentRead }).streams.productPrices({
        store_id,
        product_id,
      });
      expect(await asked(() => prices.read({ limit: 1 }))).toEqual(new Set([consistentRead]));
      expect(await asked(() => prices.read({ consistentRead: !consistentRead }))).toEqual(
        new Set([!consistentRead]),
      );
      const bank = clientOf(BANK, table, { consistentRead });
      const account = streamOf(bank, "account", { account_id: newEventId() });
      expect(await asked(() => account.read())).toEqual(new Set([true]));
      expect(await asked(() => collect(account.iterate()))).toEqual(new Set([true]));
      expect(await asked(() => account.read({ consistentRead: false }))).toEqual(new Set([false]));
    }
  });
});
