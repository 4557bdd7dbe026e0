import {
  type EventBase,
  InvalidArgumentError,
  InvalidCursorError,
  newEventId,
} from "ddb-pattern-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import { nextEventId, previousEventId } from "../../runtime/src/events/event-id.js";
import { checksum } from "../../runtime/src/util/checksum.js";
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
} from "../client/support.js";
import { differs } from "../engines/differences.js";
import type { RecordedOperation } from "../engines/recorder.js";

let table: TestTable;
beforeAll(async () => {
  table = await testTable();
});

const unitsOf = (operations: readonly RecordedOperation[]) =>
  operations.reduce((sum, { units }) => sum + units, 0);

/** Six notes under one key, with consecutive ids. */
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
  test("returns the newest of many events", async () => {
    const { notes, ids, query } = await sixNotes();
    expect(await notes.getLatestEvent(query)).toMatchObject({ id: ids[5] });
    expect(await notes.getLatestEvent({ ...query, before: ids[3] })).toMatchObject({
      id: ids[2],
    });
    expect(await notes.getLatestEvent({ ...query, after: ids[4] })).toMatchObject({
      id: ids[5],
    });
  });

  test("returns undefined if there is no event", async () => {
    const { notes, ids, query } = await sixNotes();
    const nobody = { ...query, modelId: newEventId() };
    expect(await notes.getLatestEvent(nobody)).toBeUndefined();
    expect(await notes.getLatestEvent({ ...query, after: ids[5] })).toBeUndefined();
  });

  test("fetches one item, and refuses options that ask for more", async () => {
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
  test("returns all events, oldest first, by default", async () => {
    const { notes, ids, query } = await sixNotes();
    const [request] = await operationsOf(table, async () => {
      const events = await notes.getLatestEvents(query);
      expect(events.map(({ id }) => id)).toEqual(ids);
    });
    expect(request?.input).not.toHaveProperty("Limit");
  });

  // Indexes in the list of six: the read finds the events between them, excluding both.
  const bounds: [after: number | undefined, before: number | undefined][] = [
    [2, undefined],
    [undefined, 2],
    [0, 5],
    [1, 3],
    [5, undefined],
    [undefined, 0],
  ];
  test.each(bounds)("excludes both bounds: after %s, before %s", async (after, before) => {
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
  ])("makes no request if the bounds are %s", async (_, after, before) => {
    const { notes, ids, query } = await sixNotes();
    const range = { ...query, after: ids[after], before: ids[before] };
    const operations = await operationsOf(table, async () => {
      expect(await notes.getLatestEvents(range)).toEqual([]);
      expect(await notes.getLatestEvent(range)).toBeUndefined();
    });
    expect(operations).toEqual([]);
  });

  test("makes no request above the greatest id or below the least", async () => {
    const { notes, query } = await sixNotes();
    const operations = await operationsOf(table, async () => {
      const greatest = `7${"Z".repeat(25)}`;
      expect(await notes.getLatestEvents({ ...query, after: greatest })).toEqual([]);
      expect(await notes.getLatestEvents({ ...query, before: "0".repeat(26) })).toEqual([]);
    });
    expect(operations).toEqual([]);
  });

  test("continues after a page of 1 MB, in both orders", async () => {
    const { notes, saved, query } = await largeNotes();
    const operations = await operationsOf(table, async () => {
      expect(await notes.getLatestEvents(query)).toEqual(saved);
    });
    expect(operations).toHaveLength(2);
    const newestFirst = await notes.getLatestEvents({ ...query, order: "desc" });
    expect(newestFirst).toEqual(saved.toReversed());
  });

  test("fetches no more than the limit, even over several pages", async () => {
    const { notes, saved, query } = await largeNotes();
    const operations = await operationsOf(table, async () => {
      expect(await notes.getLatestEvents({ ...query, limit: 4 })).toEqual(saved.slice(0, 4));
    });
    expect(operations[0]?.input.Limit).toBe(4);

    const few = await operationsOf(table, () => notes.getLatestEvents({ ...query, limit: 2 }));
    expect(few.map(({ input }) => input.Limit)).toEqual([2]);
    if (differs("consumed-capacity")) return;
    const all = await operationsOf(table, () => notes.getLatestEvents(query));
    expect(unitsOf(operations) / unitsOf(all)).toBeCloseTo(4 / 5, 1);
    expect(unitsOf(few) / unitsOf(all)).toBeCloseTo(2 / 5, 1);
  });
});

describe("a forged cursor", () => {
  /** Forges a cursor. Anybody who knows the query can do so: the checksum is not a signature. */
  function forged(id: string, pk: string, from: string | null, to: string | null, order: string) {
    const query = JSON.stringify([[pk], from, to, order]);
    return `1${id}${checksum(id + query)}`;
  }

  async function pages() {
    const { notes, ids, query } = await sixNotes();
    const { eventType, ...where } = query;
    const pk = `NOTE::${query.modelId}::${eventType}`;
    const page = async (options: object) => {
      const { events, cursor } = await notes.getEventPage({
        eventTypes: [eventType],
        ...where,
        limit: 2,
        ...options,
      });
      return { found: events.map(({ id }) => ids.indexOf(id)), cursor };
    };
    return { page, ids, pk };
  }

  test("has the runtime's format in this test", async () => {
    const { page, ids, pk } = await pages();
    const { cursor } = await page({});
    expect(cursor).toBe(forged(ids[1] as string, pk, null, null, "asc"));
  });

  test("never reaches outside the query's bounds", async () => {
    const { page, ids, pk } = await pages();
    const [after, before] = [ids[2] as string, ids[4] as string];
    const from = nextEventId(after) as string;
    const to = previousEventId(before) as string;
    const [least, greatest] = ["0".repeat(26), `7${"Z".repeat(25)}`];
    const first = forged(least, pk, from, null, "asc");
    expect(await page({ after, cursor: first })).toMatchObject({ found: [3, 4] });
    const last = forged(greatest, pk, null, to, "desc");
    expect(await page({ before, order: "desc", cursor: last })).toMatchObject({ found: [3, 2] });
    const both = forged(least, pk, from, to, "asc");
    expect(await page({ after, before, cursor: both })).toEqual({ found: [3], cursor: undefined });
    // Nothing is left beyond the other end.
    const beyond = forged(greatest, pk, from, to, "asc");
    expect(await page({ after, before, cursor: beyond })).toMatchObject({ found: [] });
    const below = forged(least, pk, from, to, "desc");
    const backwards = await page({ after, before, order: "desc", cursor: below });
    expect(backwards).toMatchObject({ found: [] });
  });

  test("of another query is refused", async () => {
    const { page, ids, pk } = await pages();
    const id = ids[1] as string;
    for (const cursor of [
      forged(id, "NOTE::other::NOTE_TAKEN", null, null, "asc"),
      forged(id, pk, null, null, "desc"),
      forged(id, pk, id, null, "asc"),
      `2${forged(id, pk, null, null, "asc").slice(1)}`,
      forged(id, pk, null, null, "asc").slice(0, -1),
      `${forged(id, pk, null, null, "asc")}0`,
      "",
      "1",
    ]) {
      await failureOf(page({ cursor }), InvalidCursorError);
    }
  });
});

describe("consistentRead", () => {
  test("is off by default, and doubles the units when set for a client or a call", async () => {
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
    // Only if the engine reports units as AWS does.
    const half = differs("consumed-capacity") ? expect.any(Number) : 0.5;
    expect(operations.map(({ input, units }) => [input.ConsistentRead, units])).toEqual([
      [false, half],
      [true, 1],
      [true, 1],
      [false, half],
    ]);
  });

  test("of a client applies to its streams, but not to consistent streams", async () => {
    const { store_id, product_id } = priceLowered().data;
    const consistencyOf = async (call: () => Promise<unknown>) => {
      const operations = await operationsOf(table, call);
      expect(operations.length).toBeGreaterThan(0);
      return new Set(operations.map(({ input }) => input.ConsistentRead));
    };
    for (const consistentRead of [true, false]) {
      const prices = storeOf(table, { consistentRead }).streams.productPrices({
        store_id,
        product_id,
      });
      expect(await consistencyOf(() => prices.read({ limit: 1 }))).toEqual(
        new Set([consistentRead]),
      );
      expect(await consistencyOf(() => prices.read({ consistentRead: !consistentRead }))).toEqual(
        new Set([!consistentRead]),
      );
      const bank = clientOf(BANK, table, { consistentRead });
      const account = streamOf(bank, "account", { account_id: newEventId() });
      expect(await consistencyOf(() => account.read())).toEqual(new Set([true]));
      expect(await consistencyOf(() => collect(account.iterate()))).toEqual(new Set([true]));
      expect(await consistencyOf(() => account.read({ consistentRead: false }))).toEqual(
        new Set([false]),
      );
    }
  });
});
