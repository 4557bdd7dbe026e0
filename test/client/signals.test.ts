import { getEventListeners } from "node:events";
import {
  EventIdReusedError,
  newEventId,
  SaveAbortedError,
  StorageError,
  StreamConflictError,
} from "ddb-pattern-runtime";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { cancel, type Fault, pass, refuse, silence } from "../engines/proxy.js";
import {
  BANK,
  behindProxy,
  clientOf,
  collect,
  type FaultyTable,
  failureOf,
  importOf,
  moved,
  NOTES,
  operationsOf,
  streamOf,
  TABLES,
  type TestTable,
  testTable,
  type UntypedClient,
} from "./support.js";

let table: TestTable;
let faulty: FaultyTable;
beforeAll(async () => {
  table = await testTable();
  faulty = await behindProxy(table, { maxAttempts: 1 });
});
afterAll(() => faulty.close());
afterEach(() => vi.restoreAllMocks());

const note = (more: object = {}) => ({
  type: "NOTE_TAKEN",
  data: { note_id: "n" },
  ...more,
});

const NOTE = { modelKey: "note_id", modelId: "n" };
const RANGE = { after: newEventId(), before: "0".repeat(26) };

/** Waits until the condition holds. Only the test's time limit ends the wait. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
}

describe("a signal that outlives a call", () => {
  type Call = (
    clients: { readonly notes: UntypedClient; readonly bank: UntypedClient },
    signal: AbortSignal,
  ) => Promise<unknown>;

  const account = (bank: UntypedClient) => streamOf(bank, "account", { account_id: "a" });

  const CALLS: Readonly<Record<string, Call>> = {
    saveEvent: ({ notes }, signal) => notes.saveEvent(note(), { signal }),
    saveEvents: ({ notes }, signal) => notes.saveEvents([note(), note()], { signal }),
    "a save of nothing": ({ notes }, signal) => notes.saveEvents([], { signal }),
    "an import": ({ notes }, signal) => importOf(notes, [note(), null, note()], { signal }),
    "an append": ({ bank }, signal) => bank.saveEvent(moved("a"), { signal }),
    "appends that wait for their turn": ({ bank }, signal) =>
      Promise.all([1, 2, 3, 4].map(() => bank.saveEvent(moved("a"), { signal }))),
    "a save that meets others": ({ notes }, signal) => {
      faulty.proxy.next(refuse("TransactionConflictException"), cancel("TransactionConflict"));
      return notes.saveEvent(note(), { signal });
    },
    "a refused save": ({ notes }, signal) => {
      faulty.proxy.next(refuse("AccessDeniedException"));
      return failureOf(notes.saveEvent(note(), { signal }), StorageError);
    },
    "a save that conflicts": ({ bank }, signal) => {
      const expected = [account(bank).empty()];
      return failureOf(
        bank.saveEvent(moved("a"), { expect: expected, signal }),
        StreamConflictError,
      );
    },
    "a save whose id is taken": async ({ notes }, signal) => {
      const { id } = await notes.saveEvent(note());
      const other = { ...note(), id, data: { note_id: "n", text: "other" } };
      await failureOf(notes.saveEvent(other, { signal }), EventIdReusedError);
    },
    getLatestEvent: ({ notes }, signal) =>
      notes.getLatestEvent({ eventType: "NOTE_TAKEN", ...NOTE, signal }),
    getLatestEvents: ({ notes }, signal) =>
      notes.getLatestEvents({ eventType: "NOTE_TAKEN", ...NOTE, signal }),
    "a read of an empty range": ({ notes }, signal) =>
      notes.getLatestEvents({ eventType: "NOTE_TAKEN", ...NOTE, ...RANGE, signal }),
    "a read that fails": ({ notes }, signal) => {
      faulty.proxy.next(refuse("AccessDeniedException"));
      const query = { eventType: "NOTE_TAKEN", ...NOTE, signal };
      return failureOf(notes.getLatestEvents(query), StorageError);
    },
    getEventStream: ({ notes }, signal) =>
      notes.getEventStream({
        eventTypes: ["NOTE_TAKEN", "NOTE_SHARED"],
        ...NOTE,
        consistentRead: true,
        signal,
      }),
    iterateEventStream: ({ notes }, signal) =>
      collect(notes.iterateEventStream({ eventTypes: ["NOTE_TAKEN"], ...NOTE, signal })),
    "an iteration that ends early": async ({ notes }, signal) => {
      const query = { eventTypes: ["NOTE_TAKEN", "NOTE_SHARED"], ...NOTE, signal };
      for await (const _ of notes.iterateEventStream(query)) break;
    },
    getEventPage: ({ notes }, signal) =>
      notes.getEventPage({ eventTypes: ["NOTE_TAKEN"], ...NOTE, limit: 2, signal }),
    "a stream's read": ({ notes }, signal) =>
      streamOf(notes, "note", { note_id: "n" }).read({ signal }),
    "a consistent stream's read": ({ bank }, signal) => account(bank).read({ signal }),
    "a consistent stream's iterate": ({ bank }, signal) =>
      collect(account(bank).iterate({ signal })),
  };

  test.each(Object.entries(CALLS))("keeps no listener after %s", async (_, call) => {
    const derive = vi.spyOn(AbortSignal, "any");
    const { signal } = new AbortController();
    const listen = vi.spyOn(signal, "addEventListener");
    const unlisten = vi.spyOn(signal, "removeEventListener");
    const clients = { notes: clientOf(NOTES, faulty), bank: clientOf(BANK, faulty) };
    // Events for iterations that end early, and for conflicts.
    await clients.notes.saveEvent(note());
    await clients.bank.saveEvent(moved("a"));
    for (let count = 0; count < 5; count++) await call(clients, signal);

    expect(getEventListeners(signal, "abort")).toEqual([]);
    // Each added listener was removed, and no other listener remains.
    expect(unlisten.mock.calls.length).toBeGreaterThanOrEqual(listen.mock.calls.length);
    expect(new Set(listen.mock.calls.map(([, listener]) => listener))).toEqual(
      new Set(unlisten.mock.calls.map(([, listener]) => listener)),
    );
    expect(derive).not.toHaveBeenCalled();
  });

  test("has a listener during a call", async () => {
    const { signal } = new AbortController();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const before = faulty.proxy.requests.length;
    faulty.proxy.next(async (exchange) => {
      await held;
      await pass(exchange);
    });
    const save = clientOf(NOTES, faulty).saveEvent(note(), { signal });
    await until(() => faulty.proxy.requests.length > before);
    expect(getEventListeners(signal, "abort").length).toBeGreaterThan(0);
    release();
    await save;
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("can be shared by a hundred concurrent calls without a leak warning", async () => {
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    const { signal } = new AbortController();
    const notes = clientOf(NOTES, faulty);
    await Promise.all(Array.from({ length: 100 }, () => notes.saveEvent(note(), { signal })));
    expect(getEventListeners(signal, "abort")).toEqual([]);
    expect(warn).not.toHaveBeenCalled();
  });

  test("ends all calls that share it", async () => {
    const controller = new AbortController();
    const notes = clientOf(NOTES, faulty);
    const before = faulty.proxy.requests.length;
    faulty.proxy.next(...Array(20).fill(silence));
    const saves = Array.from({ length: 20 }, () =>
      failureOf(notes.saveEvent(note(), { signal: controller.signal }), SaveAbortedError),
    );
    await until(() => faulty.proxy.requests.length >= before + 20);
    controller.abort();
    await Promise.all(saves);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  test("keeps no listener of a call that it ended", async () => {
    for (const [fault, call] of [
      [silence, (signal: AbortSignal) => clientOf(NOTES, faulty).saveEvent(note(), { signal })],
      [
        silence,
        (signal: AbortSignal) =>
          clientOf(NOTES, faulty).getLatestEvents({ eventType: "NOTE_TAKEN", ...NOTE, signal }),
      ],
    ] as const) {
      const controller = new AbortController();
      const before = faulty.proxy.requests.length;
      faulty.proxy.next(fault);
      const ended = call(controller.signal).catch((error: unknown) => error);
      await until(() => faulty.proxy.requests.length > before);
      controller.abort();
      expect(await ended).toBeInstanceOf(Error);
      expect(getEventListeners(controller.signal, "abort")).toEqual([]);
    }
  });
});

describe.each(TABLES)("an aborted signal, in %s", (_, open) => {
  const reason = new Error("the caller's own reason");
  const signal = AbortSignal.abort(reason);

  test("ends a save, even one that makes no request", async () => {
    const client = clientOf(BANK, await open());
    const id = newEventId();
    const saves: [() => Promise<unknown>, string[]][] = [
      [() => client.saveEvent({ ...moved("a"), id }, { signal }), [id]],
      [() => client.saveEvents([{ ...moved("a"), id }], { signal }), [id]],
      [() => client.saveEvents([], { signal }), []],
      [() => client.saveEvents([], { signal, expect: [] }), []],
    ];
    for (const [save, eventIds] of saves) {
      const error = await failureOf(save(), SaveAbortedError);
      expect(error).toMatchObject({ code: "save-aborted", outcome: "not-written", eventIds });
      expect(error.cause).toBe(reason);
    }
  });

  test("ends an import with an outcome for each event", async () => {
    const client = clientOf(BANK, await open());
    const outcomes = await importOf(client, [moved("a"), moved("b")], { signal });
    expect(outcomes).toMatchObject(
      Array(2).fill({ status: "not-written", error: { code: "save-aborted", cause: reason } }),
    );
    expect(await importOf(client, [], { signal })).toEqual([]);
  });

  test("ends a read with its reason, even one that makes no request", async () => {
    const opened = await open();
    const notes = clientOf(NOTES, opened);
    const one = { eventType: "NOTE_TAKEN", ...NOTE, signal };
    const many = { eventTypes: ["NOTE_TAKEN", "NOTE_SHARED"], ...NOTE, signal };
    const stream = streamOf(notes, "note", { note_id: "n" });
    const account = streamOf(clientOf(BANK, opened), "account", { account_id: "a" });
    const none = { after: 9, before: 3, signal };
    const reads: (() => Promise<unknown>)[] = [
      ...[one, { ...one, ...RANGE }].flatMap((query) => [
        () => notes.getLatestEvent(query),
        () => notes.getLatestEvents(query),
      ]),
      ...[many, { ...many, ...RANGE }].flatMap((query) => [
        () => notes.getEventStream(query),
        () => collect(notes.iterateEventStream(query)),
        () => notes.getEventPage({ ...query, limit: 1 }),
      ]),
      ...[{ signal }, { ...RANGE, signal }].flatMap((options) => [
        () => stream.read(options),
        () => collect(stream.iterate(options)),
      ]),
      ...[{ signal }, none].flatMap((options) => [
        () => account.read(options),
        () => collect(account.iterate(options)),
      ]),
    ];
    expect(reads).toHaveLength(18);
    for (const read of reads) await expect(read()).rejects.toBe(reason);
  });
});

test("an aborted signal makes no request", async () => {
  const signal = AbortSignal.abort();
  const operations = await operationsOf(table, async () => {
    await failureOf(clientOf(BANK, table).saveEvent(moved("a"), { signal }), SaveAbortedError);
    const account = streamOf(clientOf(BANK, table), "account", { account_id: "a" });
    await expect(account.read({ signal })).rejects.toBe(signal.reason);
  });
  expect(operations).toEqual([]);
});

test.each([
  ["an error", new Error("mine")],
  ["the default reason of abort()", undefined],
  ["a string", "enough"],
  ["null", null],
  ["an object", { why: "enough" }],
])("the error has the caller's reason: %s", async (_, reason) => {
  const controller = new AbortController();
  const { signal } = controller;
  const before = faulty.proxy.requests.length;
  faulty.proxy.next(silence, silence);
  const query = { eventType: "NOTE_TAKEN", ...NOTE, signal };
  const ended = Promise.allSettled([
    clientOf(NOTES, faulty).saveEvent(note(), { signal }),
    clientOf(NOTES, faulty).getLatestEvents(query),
  ]);
  await until(() => faulty.proxy.requests.length >= before + 2);
  controller.abort(reason);
  const [save, read] = (await ended) as [PromiseRejectedResult, PromiseRejectedResult];
  expect(save.reason).toBeInstanceOf(SaveAbortedError);
  expect(save.reason).toMatchObject({ outcome: "unknown", code: "save-aborted" });
  expect((save.reason as Error).cause).toBe(signal.reason);
  expect(read.reason).toBe(signal.reason);
});

test("an iteration whose signal aborts ends before the next event", async () => {
  const client = clientOf(BANK, table);
  const account_id = newEventId();
  const events = Array.from({ length: 4 }, () => ({ type: "NAMED", data: { account_id } }));
  await client.saveEvents(events);
  const query = { eventTypes: ["NAMED"], modelKey: "account_id", modelId: account_id };
  const iterations = [
    (signal: AbortSignal) => client.iterateEventStream({ ...query, signal }),
    (signal: AbortSignal) => streamOf(client, "account", { account_id }).iterate({ signal }),
  ];
  for (const iterate of iterations) {
    const controller = new AbortController();
    const seen: string[] = [];
    const walk = async () => {
      for await (const { id } of iterate(controller.signal)) {
        if (seen.push(id) === 2) controller.abort();
      }
    };
    const ended = await walk().catch((error: unknown) => error);
    expect(ended).toBeInstanceOf(DOMException);
    expect(ended).toBe(controller.signal.reason);
    expect(seen).toHaveLength(2);
  }
});

describe("an abort of one save", () => {
  /** Holds all writes until it is opened. */
  function gate(): { readonly fault: Fault; open(): void } {
    let release = () => {};
    const opened = new Promise<void>((resolve) => {
      release = resolve;
    });
    return {
      open: () => release(),
      fault: async (exchange) => {
        await opened;
        await pass(exchange);
      },
    };
  }

  test("that waits for its turn writes nothing and does not stop the others", async () => {
    const bank = clientOf(BANK, faulty);
    const account_id = newEventId();
    const { fault, open } = gate();
    faulty.proxy.next(fault);
    const before = faulty.proxy.requests.length;
    const first = bank.saveEvent(moved(account_id, { n: 1 }));
    const controller = new AbortController();
    const second = bank.saveEvent(moved(account_id, { n: 2 }), { signal: controller.signal });
    const third = bank.saveEvent(moved(account_id, { n: 3 }));
    await until(() => faulty.proxy.requests.length > before);
    controller.abort();
    const error = await failureOf(second, SaveAbortedError);
    expect(error).toMatchObject({ outcome: "not-written" });
    open();
    await Promise.all([first, third]);
    const { events } = await streamOf(bank, "account", { account_id }).read();
    expect(events.map(({ data, revision }) => [data.n, revision])).toEqual([
      [1, 1],
      [3, 2],
    ]);
  });

  test("between two attempts writes nothing", async () => {
    const controller = new AbortController();
    const before = faulty.proxy.requests.length;
    faulty.proxy.next(refuse("TransactionConflictException"));
    // The pause starts by drawing a random number.
    vi.spyOn(Math, "random").mockImplementation(() => {
      if (faulty.proxy.requests.length > before) controller.abort();
      return 0.999;
    });
    const save = clientOf(NOTES, faulty).saveEvent(note(), { signal: controller.signal });
    const error = await failureOf(save, SaveAbortedError);
    expect(error.outcome).toBe("not-written");
    expect(faulty.proxy.requests.length).toBe(before + 1);
  });
});
