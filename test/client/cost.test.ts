import { newEventId, StreamConflictError } from "ddb-pattern-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import {
  createTodoEventClient,
  TodoEventTypes,
} from "../../schemas-example/todo/events.generated.js";
import { differs, EMPTY_QUERY_UNITS, transactionUnits } from "../engines/differences.js";
import type { RecordedOperation } from "../engines/recorder.js";
import { bundled, catalogClient, tagged } from "../tables/catalog.js";
import {
  BANK,
  clientOf,
  collect,
  costOf as costAt,
  failureOf,
  moved,
  NOTES,
  operationsOf,
  priceLowered,
  priceRaised,
  storeOf,
  streamOf,
  type TestTable,
  testTable,
} from "./support.js";

let table: TestTable;
beforeAll(async () => {
  table = await testTable();
});

const costOf = (call: () => Promise<unknown>) => costAt(table, call);

/** The units, if the engine reports them as AWS does. */
const units = (count: number): number =>
  differs("consumed-capacity") ? (expect.any(Number) as number) : count;

const one = (name: string, count: number) => [{ name, requests: 1, units: units(count) }];

describe("saving", () => {
  const noteOf = (length: number) => ({
    type: "NOTE_TAKEN",
    data: { note_id: newEventId(), text: "x".repeat(length) },
  });
  const sharedOf = (user_id: string | undefined, length: number) => ({
    type: "NOTE_SHARED",
    data: { note_id: newEventId(), user_id, text: "x".repeat(length) },
  });

  test.each([
    ["up to 1 KB", 500, 1],
    ["up to 2 KB", 1_500, 2],
    ["up to 10 KB", 9_700, 10],
  ])("1 copy of %s: 1 request, 1 unit for each KB", async (_, length, kilobytes) => {
    const cost = await costOf(() => clientOf(NOTES, table).saveEvent(noteOf(length)));
    expect(cost).toEqual(one("PutItem", kilobytes));
  });

  test.each([
    [2, "up to 1 KB", 500, 1],
    [2, "up to 2 KB", 1_500, 2],
    [3, "up to 1 KB", 500, 1],
    [3, "up to 2 KB", 1_500, 2],
  ])(
    "%i copies of %s: 1 request, 2 units for each copy and KB",
    async (copies, _, length, kilobytes) => {
      const event = sharedOf(copies === 3 ? newEventId() : undefined, length);
      const cost = await costOf(() => clientOf(NOTES, table).saveEvent(event));
      expect(cost).toEqual(
        one("TransactWriteItems", transactionUnits(...Array(copies).fill(kilobytes))),
      );
    },
  );

  test("the README's PRICE_LOWERED: 2 copies, 4 units", async () => {
    const [write] = await operationsOf(table, () => storeOf(table).saveEvent(priceLowered()));
    expect(write?.input.TransactItems).toHaveLength(2);
    expect(write).toMatchObject({ requests: 1, units: transactionUnits(1, 1) });
  });

  test.each([
    [[], 1],
    [["a"], 3],
    [["a", "b", "c"], 7],
    [["a", "b", "a"], 5],
  ])("a list of ids %j: 1 request, 2 units for each of %i copies", async (ids, copies) => {
    const [shopId, client] = [newEventId(), catalogClient({ ...table, table: table.documents })];
    const products = ids.map((id) => shopId + id);
    const cost = await costOf(() => client.saveEvent(tagged(shopId, products)));
    const count = copies === 1 ? 1 : transactionUnits(...Array(copies).fill(1));
    expect(cost).toEqual(one(copies === 1 ? "PutItem" : "TransactWriteItems", count));
  });

  test("several events: 1 request, and the units of all copies", async () => {
    const events = [priceLowered(), priceRaised(), priceRaised({ alert_id: newEventId() })];
    const cost = await costOf(() => storeOf(table).saveEvents(events));
    expect(cost).toEqual(one("TransactWriteItems", transactionUnits(...Array(2 + 2 + 3).fill(1))));
  });
});

describe("reading", () => {
  test("the latest event: 1 request and half a unit, or a whole one if consistent", async () => {
    const store = storeOf(table);
    const { type: eventType, data } = priceLowered();
    const events = Array.from({ length: 40 }, () => ({ type: eventType, data }));
    await store.saveEvents(events);

    const query = { eventType, partitionId: data.store_id };
    expect(await costOf(() => store.getLatestEvent(query))).toEqual(one("Query", 0.5));
    expect(await costOf(() => store.getLatestEvent({ ...query, consistentRead: true }))).toEqual(
      one("Query", 1),
    );
    // About 9 KB: the limit saves the units of the events that are not fetched.
    const [all] = await costOf(() => store.getLatestEvents(query));
    expect(all).toMatchObject({ requests: 1 });
    expect(all?.units).toBeGreaterThan(0.5);
    expect(await costOf(() => store.getLatestEvents({ ...query, limit: 2 }))).toEqual(
      one("Query", 0.5),
    );
  });

  test("a stream: a request for each of its types, even for types without events", async () => {
    const todo = createTodoEventClient(table.documents, table.tableName);
    const { list_id, todo_id, user_id } = {
      list_id: newEventId(),
      todo_id: newEventId(),
      user_id: newEventId(),
    };
    const data = { list_id, todo_id, user_id };
    await todo.saveEvent({ type: TodoEventTypes.TODO_ADDED, data: { ...data, title: "tea" } });
    await todo.saveEvent({ type: TodoEventTypes.TODO_COMPLETED, data });

    const half = { name: "Query", requests: 1, units: units(0.5) };
    const none = { ...half, units: EMPTY_QUERY_UNITS };
    expect(await costOf(() => todo.streams.todo({ list_id, todo_id }).read())).toEqual([
      half,
      none,
      half,
      none,
    ]);
    expect(await costOf(() => todo.streams.list({ list_id }).read())).toEqual([
      none,
      half,
      none,
      half,
      none,
    ]);
    expect(await costOf(() => todo.streams.userArchive({ user_id }).read())).toEqual([none]);
  });
});

/** The limit and the consistency that operations request. */
const requested = (operations: readonly RecordedOperation[]) =>
  operations.map(({ name, input }) =>
    name === "Query"
      ? { name, limit: input.Limit, consistent: input.ConsistentRead }
      : { name, items: (input.TransactItems as object[] | undefined)?.length ?? 1 },
  );

const LAST = { name: "Query", limit: 1, consistent: true };
const PUT = { name: "PutItem", items: 1 };
const transaction = (items: number) => ({ name: "TransactWriteItems", items });

describe("appending to consistent streams", () => {
  const requestsOf = async (call: () => Promise<unknown>) =>
    requested(await operationsOf(table, call));

  test("without `expect`: one read of the last revision, then 1 request for each append", async () => {
    const account_id = newEventId();
    const bank = clientOf(BANK, table);
    const append = () => bank.saveEvent(moved(account_id));
    expect(await requestsOf(append)).toEqual([LAST, PUT]);
    expect(await costOf(append)).toEqual(one("PutItem", 1));
    expect(await costOf(append)).toEqual(one("PutItem", 1));
  });

  test("each client reads the last revision of each stream once", async () => {
    const bank = clientOf(BANK, table);
    const [a, b] = [newEventId(), newEventId()];
    expect(await requestsOf(() => bank.saveEvent(moved(a)))).toEqual([LAST, PUT]);
    expect(await requestsOf(() => bank.saveEvent(moved(b)))).toEqual([LAST, PUT]);
    expect(await requestsOf(() => bank.saveEvent(moved(a)))).toEqual([PUT]);
    const other = clientOf(BANK, table);
    expect(await requestsOf(() => other.saveEvent(moved(a)))).toEqual([LAST, PUT]);
  });

  test("after a read of the stream an append reads nothing", async () => {
    const account_id = newEventId();
    const bank = clientOf(BANK, table);
    const stream = streamOf(bank, "account", { account_id });
    await stream.read();
    expect(await costOf(() => bank.saveEvent(moved(account_id)))).toEqual(one("PutItem", 1));
    const other = clientOf(BANK, table);
    await streamOf(other, "account", { account_id }).read();
    expect(await costOf(() => other.saveEvent(moved(account_id)))).toEqual(one("PutItem", 1));
  });

  test.each([
    ["up to 1 KB", 500, 1],
    ["up to 2 KB", 1_500, 2],
    ["up to 10 KB", 9_700, 10],
  ])("with `expect`, %s: 1 request, 1 unit for each KB", async (_, length, kilobytes) => {
    const account_id = newEventId();
    const bank = clientOf(BANK, table);
    const stream = streamOf(bank, "account", { account_id });
    const text = "x".repeat(length);
    const first = () => bank.saveEvent(moved(account_id, { text }), { expect: [stream.empty()] });
    expect(await costOf(first)).toEqual(one("PutItem", kilobytes));
    const { head } = await stream.read();
    const next = () =>
      clientOf(BANK, table).saveEvent(moved(account_id, { text }), {
        expect: [stream.unchangedSince(head)],
      });
    expect(await costOf(next)).toEqual(one("PutItem", kilobytes));
  });

  test("an id given by the caller: 1 more item, and a transaction", async () => {
    const account_id = newEventId();
    const bank = clientOf(BANK, table);
    const stream = streamOf(bank, "account", { account_id });
    const event = (more: object = {}) => ({ ...moved(account_id, more), id: newEventId() });
    const first = await operationsOf(table, () => bank.saveEvent(event()));
    expect(requested(first)).toEqual([LAST, transaction(2)]);
    expect(first[1]?.units).toBe(transactionUnits(1, 1));
    const { head } = await stream.read();
    const save = () =>
      bank.saveEvent(event({ text: "x".repeat(1_500) }), {
        expect: [stream.unchangedSince(head)],
      });
    expect(await costOf(save)).toEqual(one("TransactWriteItems", transactionUnits(2, 1)));
  });

  test("an id given by the caller: no more items if a copy has the id as its sort key", async () => {
    const account_id = newEventId();
    const bank = clientOf(BANK, table);
    for (const type of ["NAMED", "AUDITED"]) {
      const event = () => ({ type, data: { account_id } });
      const stream = streamOf(bank, "account", { account_id });
      await stream.read();
      const without = await costOf(() => bank.saveEvent(event()));
      expect(without).toEqual(one("TransactWriteItems", transactionUnits(1, 1)));
      const withId = () => bank.saveEvent({ ...event(), id: newEventId() });
      expect(await costOf(withId)).toEqual(without);
    }
  });

  test("in two streams: one read of each last revision, and 2 items", async () => {
    const bank = clientOf(BANK, table);
    const event = { type: "BOOKED", data: { account_id: newEventId(), branch_id: newEventId() } };
    const append = () => bank.saveEvent(event);
    expect(await requestsOf(append)).toEqual([LAST, LAST, transaction(2)]);
    expect(await costOf(append)).toEqual(one("TransactWriteItems", transactionUnits(1, 1)));
    const sent = { type: "SENT", data: { from_id: event.data.account_id, to_id: newEventId() } };
    // The client knows one of its two streams.
    expect(await requestsOf(() => bank.saveEvent(sent))).toEqual([LAST, transaction(2)]);
    const same = { type: "SENT", data: { from_id: sent.data.to_id, to_id: sent.data.to_id } };
    expect(await costOf(() => bank.saveEvent(same))).toEqual(one("PutItem", 1));
  });

  test("in the stream of each id of a list: one read of each last revision, and 1 item each", async () => {
    const client = catalogClient({ ...table, table: table.documents });
    const [a, b, c] = [newEventId(), newEventId(), newEventId()];
    const append = (ids: readonly string[]) => () => client.saveEvent(bundled(ids));
    expect(await requestsOf(append([a, b, a]))).toEqual([LAST, LAST, transaction(2)]);
    expect(await requestsOf(append([a, b, c]))).toEqual([LAST, transaction(3)]);
    const cost = await costOf(append([a, b, c]));
    expect(cost).toEqual(one("TransactWriteItems", transactionUnits(1, 1, 1)));
  });

  test("several events: 1 item each in 1 transaction, after one read of each stream", async () => {
    const bank = clientOf(BANK, table);
    const [a, b] = [newEventId(), newEventId()];
    const events = [moved(a), moved(b), moved(a), moved(a)];
    expect(await requestsOf(() => bank.saveEvents(events))).toEqual([LAST, LAST, transaction(4)]);
    const cost = await costOf(() => bank.saveEvents(events));
    expect(cost).toEqual(one("TransactWriteItems", transactionUnits(1, 1, 1, 1)));
  });

  test("a condition costs nothing on a stream of the event, and 2 units on another", async () => {
    const bank = clientOf(BANK, table);
    const account_id = newEventId();
    const empty = () => streamOf(bank, "account", { account_id: newEventId() }).empty();
    const own = streamOf(bank, "account", { account_id }).empty();
    const save = () => bank.saveEvent(moved(account_id), { expect: [own, empty(), empty()] });
    expect(await costOf(save)).toEqual(one("TransactWriteItems", transactionUnits(1, 1, 1)));
    const check = () => bank.saveEvents([], { expect: [empty()] });
    expect(await costOf(check)).toEqual(one("TransactWriteItems", transactionUnits(1)));
    const note = { type: "NOTE_TAKEN", data: { note_id: newEventId() } };
    const plain = () => clientOf(NOTES, table).saveEvent(note, { expect: [empty()] });
    expect(await costOf(plain)).toEqual(one("TransactWriteItems", transactionUnits(1, 1)));
  });

  test("a conflict with another writer without `expect`: the refused write, one read, and the write again", async () => {
    const account_id = newEventId();
    const [mine, other] = [clientOf(BANK, table), clientOf(BANK, table)];
    await mine.saveEvent(moved(account_id));
    for (let count = 0; count < 3; count++) await other.saveEvent(moved(account_id));
    const append = () => mine.saveEvent(moved(account_id));
    expect(await requestsOf(append)).toEqual([PUT, LAST, PUT]);
  });

  test("a conflict with `expect`: only the refused write", async () => {
    const account_id = newEventId();
    const bank = clientOf(BANK, table);
    await bank.saveEvent(moved(account_id));
    const empty = streamOf(bank, "account", { account_id }).empty();
    const conflict = () =>
      failureOf(bank.saveEvent(moved(account_id), { expect: [empty] }), StreamConflictError);
    expect(await requestsOf(conflict)).toEqual([PUT]);
    const check = () => failureOf(bank.saveEvents([], { expect: [empty] }), StreamConflictError);
    expect(await requestsOf(check)).toEqual([transaction(1)]);
    // The event may be stored by then, so the client searches for its id.
    const event = () => ({ ...moved(account_id), id: newEventId() });
    const withId = () =>
      failureOf(bank.saveEvent(event(), { expect: [empty] }), StreamConflictError);
    expect(await requestsOf(withId)).toEqual([
      transaction(2),
      { name: "Query", limit: undefined, consistent: true },
    ]);
  });

  test("an import: 1 item for each event, after one read of each stream", async () => {
    const account_id = newEventId();
    const events = Array.from({ length: 120 }, () => moved(account_id));
    const bank = clientOf(BANK, table);
    expect(await requestsOf(() => bank.saveEvents(events, { atomic: false }))).toEqual([
      LAST,
      transaction(100),
      transaction(20),
    ]);
  });
});

describe("a repeated save", () => {
  const requestsOf = async (call: () => Promise<unknown>) =>
    requested(await operationsOf(table, call));
  const ITEM = { name: "Query", limit: undefined, consistent: true };

  test("costs the refused write if a copy has the id as its sort key", async () => {
    const note = { type: "NOTE_TAKEN", id: newEventId(), data: { note_id: newEventId() } };
    await clientOf(NOTES, table).saveEvent(note);
    expect(await requestsOf(() => clientOf(NOTES, table).saveEvent(note))).toEqual([PUT]);
    const shared = { type: "NOTE_SHARED", id: newEventId(), data: { note_id: newEventId() } };
    await clientOf(NOTES, table).saveEvent(shared);
    const again = () => clientOf(NOTES, table).saveEvent(shared);
    expect(await requestsOf(again)).toEqual([transaction(2)]);
  });

  test("costs one more read of the event if a guard has the id", async () => {
    const account_id = newEventId();
    const event = { ...moved(account_id), id: newEventId() };
    const bank = clientOf(BANK, table);
    await bank.saveEvent(event);
    await bank.saveEvent(moved(account_id));
    expect(await requestsOf(() => bank.saveEvent(event))).toEqual([transaction(2), ITEM]);
    // Another client does not know the stream's last revision.
    const other = clientOf(BANK, table);
    expect(await requestsOf(() => other.saveEvent(event))).toEqual([LAST, transaction(2), ITEM]);
  });

  test("costs a search of the stream if the id came from an error", async () => {
    const account_id = newEventId();
    const bank = clientOf(BANK, table);
    const { id } = await bank.saveEvent(moved(account_id));
    await bank.saveEvent(moved(account_id));
    const again = () => clientOf(BANK, table).saveEvent({ ...moved(account_id), id });
    expect(await costOf(again)).toEqual(one("Query", 1));
  });

  test("costs the refused write if `expect` is repeated too", async () => {
    const account_id = newEventId();
    const bank = clientOf(BANK, table);
    const empty = streamOf(bank, "account", { account_id }).empty();
    const event = { ...moved(account_id), id: newEventId() };
    await bank.saveEvent(event, { expect: [empty] });
    const again = () => clientOf(BANK, table).saveEvent(event, { expect: [empty] });
    // Both the revision and the guard are taken by the event itself.
    expect(await requestsOf(again)).toEqual([transaction(2), ITEM]);
  });
});

describe("reading consistent streams", () => {
  test("1 request of 1 unit for up to 4 KB, half of it if not strongly consistent", async () => {
    const account_id = newEventId();
    const bank = clientOf(BANK, table);
    const stream = streamOf(bank, "account", { account_id });
    await bank.saveEvents(Array.from({ length: 5 }, () => moved(account_id)));
    expect(await costOf(() => stream.read())).toEqual(one("Query", 1));
    expect(await costOf(() => stream.read({ limit: 2, order: "desc" }))).toEqual(one("Query", 1));
    expect(await costOf(() => stream.read({ after: 5 }))).toEqual(one("Query", 1));
    expect(await costOf(() => stream.read({ consistentRead: false }))).toEqual(one("Query", 0.5));
    expect(await costOf(() => collect(stream.iterate()))).toEqual(one("Query", 1));
  });

  test("a request for each MB, and no event is read twice", async () => {
    const account_id = newEventId();
    const bank = clientOf(BANK, table);
    const stream = streamOf(bank, "account", { account_id });
    const text = "x".repeat(300 * 1024);
    for (let count = 0; count < 5; count++) await bank.saveEvent(moved(account_id, { text }));
    const whole = await costOf(() => stream.read());
    expect(whole.map(({ name }) => name)).toEqual(["Query", "Query"]);
    const rest = await costOf(() => stream.read({ after: 4 }));
    expect(rest).toHaveLength(1);
    // The last event, and the one before it.
    expect(rest[0]?.units).toBeLessThan(160);
    const [first] = await costOf(() => stream.read({ limit: 1 }));
    expect(first?.units).toBeLessThan(80);
  });

  test("guards are not read and cost nothing", async () => {
    const [few, many] = [newEventId(), newEventId()];
    const bank = clientOf(BANK, table);
    await bank.saveEvents([moved(few), moved(few)]);
    await bank.saveEvents([1, 2].map(() => ({ ...moved(many), id: newEventId() })));
    for (const account_id of [few, many]) {
      const [query] = await operationsOf(table, () =>
        streamOf(bank, "account", { account_id }).read(),
      );
      expect(query?.units).toBe(1);
    }
  });
});

describe("reads of several event types", () => {
  const TYPES = ["NOTE_TAKEN", "NOTE_SHARED"];

  async function threeNotes() {
    const note_id = newEventId();
    const notes = clientOf(NOTES, table);
    await notes.saveEvents([
      { type: "NOTE_TAKEN", data: { note_id } },
      { type: "NOTE_SHARED", data: { note_id } },
      { type: "NOTE_TAKEN", data: { note_id } },
    ]);
    return { notes, query: { eventTypes: TYPES, modelKey: "note_id", modelId: note_id }, note_id };
  }

  type Case = readonly [
    how: string,
    read: (notes: ReturnType<typeof clientOf>, query: object, note_id: string) => Promise<unknown>,
  ];
  const READS: readonly Case[] = [
    ["getEventStream", (notes, query) => notes.getEventStream(query)],
    ["iterateEventStream", (notes, query) => collect(notes.iterateEventStream(query))],
    ["getEventPage", (notes, query) => notes.getEventPage({ ...query, limit: 10 })],
  ];

  test.each(READS)(
    "%s: a request for each type, and twice as many if consistent",
    async (_, read) => {
      const { notes, query, note_id } = await threeNotes();
      const half = { name: "Query", requests: 1, units: units(0.5) };
      const whole = { ...half, units: units(1) };
      expect(await costOf(() => read(notes, query, note_id))).toEqual([half, half]);
      const consistent = { ...query, consistentRead: true };
      const operations = await operationsOf(table, () => read(notes, consistent, note_id));
      expect(operations.map(({ units }) => units)).toEqual([1, 1, 1, 1]);
      // First the newest event of each type, then all up to the newest of them.
      expect(operations.map(({ input }) => [input.Limit === 1, input.ScanIndexForward])).toEqual([
        [true, false],
        [true, false],
        [false, true],
        [false, true],
      ]);
      const one_ = { ...consistent, eventTypes: ["NOTE_TAKEN"] };
      expect(await costOf(() => read(notes, one_, note_id))).toEqual([whole]);
      expect(await costOf(() => read(notes, { ...one_, consistentRead: false }, note_id))).toEqual([
        half,
      ]);
    },
  );

  test("a stream: a request for each type, and twice as many if consistent", async () => {
    const { notes, note_id } = await threeNotes();
    const stream = streamOf(notes, "note", { note_id });
    const unitsOf = async (options: object) =>
      (await costOf(() => stream.read(options))).map((each) => each.units);
    expect(await unitsOf({})).toEqual([units(0.5), units(0.5)]);
    expect(await unitsOf({ consistentRead: true })).toEqual([1, 1, 1, 1]);
    const iterate = () => collect(stream.iterate({ consistentRead: true }));
    expect((await costOf(iterate)).map((each) => each.units)).toEqual([1, 1, 1, 1]);
  });

  test("a materialized stream: 1 request, even if consistent", async () => {
    const account_id = newEventId();
    const bank = clientOf(BANK, table);
    await bank.saveEvents(["LOGGED", "AUDITED"].map((type) => ({ type, data: { account_id } })));
    const log = streamOf(bank, "log", { account_id });
    expect(await costOf(() => log.read())).toEqual(one("Query", 0.5));
    expect(await costOf(() => log.read({ consistentRead: true }))).toEqual(one("Query", 1));
    expect(await costOf(() => collect(log.iterate()))).toEqual(one("Query", 0.5));
  });

  test("each further page costs the same", async () => {
    const { notes, query } = await threeNotes();
    const paged = { ...query, limit: 1, consistentRead: true };
    const { cursor } = await notes.getEventPage(paged);
    const next = await operationsOf(table, () => notes.getEventPage({ ...paged, cursor }));
    expect(next).toHaveLength(4);
    const lazy = { ...paged, consistentRead: false, cursor };
    expect(await operationsOf(table, () => notes.getEventPage(lazy))).toHaveLength(2);
  });

  test("an empty range: only the first request for each type", async () => {
    const notes = clientOf(NOTES, table);
    const query = { eventTypes: TYPES, modelKey: "note_id", modelId: newEventId() };
    const consistent = { ...query, consistentRead: true };
    expect(await operationsOf(table, () => notes.getEventStream(consistent))).toHaveLength(2);
  });
});

describe("many events", () => {
  test("an import: a request for each 100 copies", async () => {
    const store = storeOf(table);
    const events = Array.from({ length: 120 }, () => priceLowered());
    const cost = await costOf(() => store.saveEvents(events, { atomic: false }));
    const unitsOf = (copies: number) => transactionUnits(...Array(copies).fill(1));
    expect(cost.map((each) => each.units).sort()).toEqual(
      [unitsOf(100), unitsOf(100), unitsOf(40)].sort(),
    );
    expect(cost.map(({ requests }) => requests)).toEqual([1, 1, 1]);
  });

  test("a page and an iteration: a request for each type", async () => {
    const store = storeOf(table);
    const { type, data } = priceLowered();
    await store.saveEvents(Array.from({ length: 5 }, () => ({ type, data })));
    const query = { eventTypes: [type], partitionId: data.store_id };
    expect(await costOf(() => store.getEventPage({ ...query, limit: 2 }))).toEqual(
      one("Query", 0.5),
    );
    const iterate = async () => {
      for await (const event of store.iterateEventStream(query)) expect(event.type).toBe(type);
    };
    expect(await costOf(iterate)).toEqual(one("Query", 0.5));
  });
});
