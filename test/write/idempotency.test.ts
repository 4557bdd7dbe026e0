import {
  type AppendCondition,
  type DdbPatternError,
  type EventBase,
  EventIdReusedError,
  newEventId,
  SaveAbortedError,
  StreamConflictError,
} from "ddb-pattern-runtime";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type AnyTable,
  BANK,
  behindProxy,
  clientOf,
  type FaultyTable,
  failureOf,
  importOf,
  moved,
  operationsOf,
  removeItem,
  storedItems,
  streamOf,
  TABLES,
  type TestTable,
  testTable,
  type UntypedClient,
} from "../client/support.js";
import { type Fault, resetAfter, resetBefore } from "../engines/proxy.js";

// Saving twice under one id stores once: from any client, under any condition, and after any lost
// request or reply.

interface Event {
  readonly type: string;
  readonly id?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

type Make = (account_id: string, more?: object) => Event;

const ofType =
  (type: string): Make =>
  (account_id, more = {}) => ({ type, data: { account_id, ...more } });

/** Events with every kind of copies, all in the consistent stream of an account. */
const KINDS: Readonly<Record<string, Make>> = {
  "one copy, in a consistent stream": ofType("MOVED"),
  "two copies, in two consistent streams": (account_id, more = {}) => ({
    type: "BOOKED",
    data: { account_id, branch_id: `b-${account_id}`, ...more },
  }),
  "two copies, in one stream of two ids": (account_id, more = {}) => ({
    type: "SENT",
    data: { from_id: account_id, to_id: `to-${account_id}`, ...more },
  }),
  "a copy of a lookup, too": ofType("NAMED"),
  "a copy of a materialized stream, too": ofType("AUDITED"),
};

const kinds = Object.entries(KINDS);

const accountOf = (client: UntypedClient, account_id: string) =>
  streamOf(client, "account", { account_id });

/** The events of an account: their revisions and ids, in order. */
async function historyOf(client: UntypedClient, account_id: string) {
  const { events } = await accountOf(client, account_id).read();
  return events.map(({ revision, id }) => [revision, id] as const);
}

/** Expects the event once in its stream, and revisions without gaps. */
async function expectStoredOnce(
  client: UntypedClient,
  account_id: string,
  ...ids: readonly string[]
): Promise<void> {
  const history = await historyOf(client, account_id);
  expect(history.map(([revision]) => revision)).toEqual(history.map((_, index) => index + 1));
  const stored = history.map(([, id]) => id);
  for (const id of ids) expect(stored.filter((each) => each === id)).toEqual([id]);
}

async function appendOthers(client: UntypedClient, account_id: string, count: number) {
  for (let index = 0; index < count; index++) await client.saveEvent(moved(account_id, { index }));
}

describe.each(TABLES)("in %s", (_, open) => {
  let opened: AnyTable;
  const fresh = () => clientOf(BANK, opened);
  beforeEach(async () => {
    opened = await open();
  });

  describe.each(kinds)("an event of %s with a given id", (_, make) => {
    const account_id = "a";
    const event = { ...make(account_id), id: newEventId() };
    const other = { ...make(account_id, { text: "other" }), id: event.id };

    test("is stored once when its client or another one repeats the save", async () => {
      const client = fresh();
      const saved = await client.saveEvent(event);
      expect(await client.saveEvent(event)).toEqual(saved);
      // A new client, as after a restart.
      expect(await fresh().saveEvent(event)).toEqual(saved);
      const [outcome] = await importOf(fresh(), [event]);
      expect(outcome).toEqual({ status: "saved", id: event.id, event: saved });
      await expectStoredOnce(fresh(), account_id, event.id);
    });

    test("is stored once when it is repeated with its condition", async () => {
      const expected = [accountOf(fresh(), account_id).empty()];
      const saved = await fresh().saveEvent(event, { expect: expected });
      expect(await fresh().saveEvent(event, { expect: expected })).toEqual(saved);
      expect(await fresh().saveEvents([event], { expect: expected })).toEqual([saved]);
      await expectStoredOnce(fresh(), account_id, event.id);
    });

    test.each([0, 1, 3])(
      "is stored once when it is repeated after %i other appends",
      async (count) => {
        const before = [accountOf(fresh(), account_id).empty()];
        const saved = await fresh().saveEvent(event);
        await appendOthers(fresh(), account_id, count);
        const { head } = await accountOf(fresh(), account_id).read();
        const after = [accountOf(fresh(), account_id).unchangedSince(head)];
        for (const expected of [[], before, after]) {
          expect(await fresh().saveEvent(event, { expect: expected })).toEqual(saved);
        }
        await expectStoredOnce(fresh(), account_id, event.id);
        expect(await historyOf(fresh(), account_id)).toHaveLength(1 + count);
      },
    );

    test("is stored once when it is repeated with a condition on another stream that has changed", async () => {
      const others = [accountOf(fresh(), "other").empty()];
      const saved = await fresh().saveEvent(event, { expect: others });
      await fresh().saveEvent(moved("other"));
      expect(await fresh().saveEvent(event, { expect: others })).toEqual(saved);
      await expectStoredOnce(fresh(), account_id, event.id);
    });

    test("is stored once by many concurrent saves", async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 12 }, (_, index) => {
          const expected = index % 3 === 0 ? [accountOf(fresh(), account_id).empty()] : [];
          return fresh().saveEvent(event, { expect: expected });
        }),
      );
      expect(outcomes).toEqual(outcomes.map(() => outcomes[0]));
      await expectStoredOnce(fresh(), account_id, event.id);
    });

    test("is refused with other content, under any condition, and nothing is written", async () => {
      const before = [accountOf(fresh(), account_id).empty()];
      await fresh().saveEvent(event);
      await appendOthers(fresh(), account_id, 2);
      const { head } = await accountOf(fresh(), account_id).read();
      const after = [accountOf(fresh(), account_id).unchangedSince(head)];
      const items = await opened.items();
      for (const expected of [[], before, after]) {
        const saves = [
          () => fresh().saveEvent(other, { expect: expected }),
          () => fresh().saveEvents([other], { expect: expected }),
        ];
        for (const save of saves) {
          const error = await failureOf(save(), EventIdReusedError);
          expect(error).toMatchObject({
            code: "event-id-reused",
            eventId: event.id,
            eventIds: [event.id],
            outcome: "not-written",
          });
        }
      }
      const [outcome] = await importOf(fresh(), [other]);
      expect(outcome).toMatchObject({
        status: "not-written",
        id: event.id,
        error: { code: "event-id-reused", eventIds: [event.id] },
      });
      expect(await opened.items()).toEqual(items);
    });

    test("is refused with its whole batch if one event has other content", async () => {
      await fresh().saveEvent(event);
      const items = await opened.items();
      const batch = [
        { ...moved(account_id), id: newEventId() },
        other,
        { ...moved("another"), id: newEventId() },
      ];
      const error = await failureOf(fresh().saveEvents(batch), EventIdReusedError);
      expect(error).toMatchObject({
        eventId: event.id,
        eventIds: batch.map(({ id }) => id),
        outcome: "not-written",
      });
      expect(await opened.items()).toEqual(items);
    });

    test("completes a batch, whose missing events are written together", async () => {
      const batch = [
        { ...make(account_id, { n: 1 }), id: newEventId() },
        event,
        { ...moved(account_id, { n: 2 }), id: newEventId() },
      ];
      const saved = await fresh().saveEvent(event);
      const all = await fresh().saveEvents(batch);
      expect(all[1]).toEqual(saved);
      const ids = batch.map(({ id }) => id);
      expect(all.map(({ id }) => id)).toEqual(ids);
      await expectStoredOnce(fresh(), account_id, ...ids);
      expect(await fresh().saveEvents(batch)).toEqual(all);
      expect(await fresh().saveEvents(batch.toReversed())).toEqual(all.toReversed());
      for (const [index, each] of batch.entries()) {
        expect(await fresh().saveEvent(each)).toEqual(all[index]);
      }
      await expectStoredOnce(fresh(), account_id, ...ids);
      expect(await historyOf(fresh(), account_id)).toHaveLength(3);
    });

    test("is stored once when its batch is repeated with its condition", async () => {
      const expected = [accountOf(fresh(), account_id).empty()];
      const batch = [
        { ...moved(account_id), id: newEventId() },
        event,
        { ...make(account_id, { n: 2 }), id: newEventId() },
      ];
      const all = await fresh().saveEvents(batch, { expect: expected });
      await appendOthers(fresh(), account_id, 1);
      expect(await fresh().saveEvents(batch, { expect: expected })).toEqual(all);
      await expectStoredOnce(fresh(), account_id, ...batch.map(({ id }) => id));
      // Only some events are stored and the stream has changed, so the missing events conflict.
      const more = [...batch, { ...moved(account_id, { n: 3 }), id: newEventId() }];
      const error = await failureOf(
        fresh().saveEvents(more, { expect: expected }),
        StreamConflictError,
      );
      expect(error.outcome).toBe("not-written");
      expect(await historyOf(fresh(), account_id)).toHaveLength(4);
    });

    test("is stored once when its import is repeated from the start", async () => {
      const events = [
        event,
        ...Array.from({ length: 40 }, (_, n) => ({
          ...moved(account_id, { n }),
          id: newEventId(),
        })),
      ];
      // Half of the import was saved before it ended.
      await importOf(fresh(), events.slice(10, 30));
      const first = await importOf(fresh(), events);
      const again = await importOf(fresh(), events);
      expect(first.map(({ status }) => status)).toEqual(events.map(() => "saved"));
      expect(again).toEqual(first);
      await expectStoredOnce(fresh(), account_id, ...events.map(({ id }) => id));
      expect(await historyOf(fresh(), account_id)).toHaveLength(events.length);
    });
  });

  // Events that share the guard of the id. An event with a copy sorted by its id has no guard.
  test.each(["MOVED", "SENT", "BOOKED"])(
    "the id of a %s is refused under another event type of its stream",
    async (type) => {
      const ids = { BOOKED: { branch_id: "b" }, SENT: { from_id: "a", to_id: "b" } }[type] ?? {};
      const data = type === "SENT" ? ids : { account_id: "a", ...ids };
      const event = { type, id: newEventId(), data };
      await fresh().saveEvent(event);
      const items = await opened.items();
      const otherType = { ...event, type: "OPENED", data: { account_id: "a" } };
      for (const expected of [[], [accountOf(fresh(), "a").empty()]]) {
        const save = fresh().saveEvent(otherType, { expect: expected });
        expect(await failureOf(save, EventIdReusedError)).toMatchObject({
          eventId: event.id,
          outcome: "not-written",
        });
      }
      expect(await opened.items()).toEqual(items);
    },
  );

  describe("the guard of an id", () => {
    test.each([
      ["one copy", () => moved("a"), "ACCOUNT::a::@account"],
      [
        "copies in two streams, in the one whose key is the least",
        () => ({ type: "BOOKED", data: { account_id: "a", branch_id: "b" } }),
        "ACCOUNT::a::@account",
      ],
      [
        "copies under two ids of one stream, under the least key",
        () => ({ type: "SENT", data: { from_id: "x", to_id: "a" } }),
        "ACCOUNT::a::@account",
      ],
    ])("is an item with the event's revision, for an event of %s", async (_, make, pk) => {
      await fresh().saveEvents([moved("a"), moved("a"), moved("x")]);
      const id = newEventId();
      await fresh().saveEvent({ ...make(), id });
      const guards = (await opened.items()).filter(({ sk }) => String(sk).startsWith("id#"));
      const [last] = (await historyOf(fresh(), pk.split("::")[1] as string)).slice(-1);
      expect(guards).toStrictEqual([{ pk, sk: `id#${id}`, revision: last?.[0] }]);
    });

    test("is written for each event of a batch that was given an id, and for no other", async () => {
      const ids = [newEventId(), newEventId()];
      await fresh().saveEvents([
        { ...moved("a"), id: ids[0] },
        moved("a"),
        { ...moved("a"), id: ids[1] },
      ]);
      const guards = (await opened.items()).filter(({ data }) => data === undefined);
      expect(guards).toStrictEqual([
        { pk: "ACCOUNT::a::@account", sk: `id#${ids[0]}`, revision: 1 },
        { pk: "ACCOUNT::a::@account", sk: `id#${ids[1]}`, revision: 3 },
      ]);
    });

    test.each(["NAMED", "AUDITED", "LOGGED"])(
      "is not written for %s, which has a copy sorted by event id",
      async (type) => {
        const id = newEventId();
        await fresh().saveEvent({ type, id, data: { account_id: "a" } });
        const items = await opened.items();
        expect(items.every(({ data }) => data !== undefined)).toBe(true);
        expect(items.some(({ sk }) => sk === id)).toBe(true);
      },
    );

    test("is not written for an id that the save generated", async () => {
      await fresh().saveEvents([moved("a"), moved("b")]);
      await importOf(fresh(), [moved("a")]);
      expect((await opened.items()).every(({ data }) => data !== undefined)).toBe(true);
    });

    test("is not an event to any reader", async () => {
      const id = newEventId();
      const client = fresh();
      await client.saveEvent({ ...moved("a"), id });
      await client.saveEvent(moved("a"));
      const stream = accountOf(client, "a");
      for (const options of [{}, { order: "desc" }, { after: 1 }, { limit: 9 }, { before: 99 }]) {
        const { events, head } = await stream.read(options);
        expect(events.every(({ data }) => data !== undefined)).toBe(true);
        expect(head.revision).toBe(2);
      }
    });
  });

  test("an event with a generated id is found without a guard when it is repeated, in a stream of any length", async () => {
    const client = fresh();
    const text = "x".repeat(150 * 1024);
    const saved: EventBase[] = [];
    // 3 MB: the search reads several pages.
    for (let count = 0; count < 20; count++) {
      saved.push(await client.saveEvent(moved("a", { text, count })));
    }
    for (const index of [0, 7, 19]) {
      const { id, type, data } = saved[index] as EventBase;
      expect(await fresh().saveEvent({ id, type, data })).toEqual(saved[index]);
      const other = { id, type, data: { ...data, count: -1 } };
      await failureOf(fresh().saveEvent(other), EventIdReusedError);
    }
    expect(await historyOf(fresh(), "a")).toHaveLength(20);
  });

  test("an event is stored once under an id of another generator that looks like a generated one", async () => {
    const id = newEventId().replace(/.$/, "0");
    const event = { ...moved("a"), id };
    const saved = await fresh().saveEvent(event);
    await appendOthers(fresh(), "a", 2);
    expect(await fresh().saveEvent(event)).toEqual(saved);
    await expectStoredOnce(fresh(), "a", id);
  });

  test("one of many concurrent saves with different contents and one id succeeds, and the others are refused", async () => {
    const id = newEventId();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, (_, n) => fresh().saveEvent({ ...moved("a", { n: n % 3 }), id })),
    );
    const { events } = await accountOf(fresh(), "a").read();
    expect(events).toHaveLength(1);
    for (const [n, outcome] of outcomes.entries()) {
      const isSame = n % 3 === events[0]?.data.n;
      expect(outcome.status).toBe(isSame ? "fulfilled" : "rejected");
      if (outcome.status === "rejected") {
        expect(outcome.reason).toBeInstanceOf(EventIdReusedError);
        expect(outcome.reason).toMatchObject({ outcome: "not-written" });
      }
    }
  });
});

describe("a save whose answer is lost", () => {
  let table: TestTable;
  let faulty: FaultyTable;
  beforeAll(async () => {
    table = await testTable();
    faulty = await behindProxy(table, { maxAttempts: 1 });
  });
  afterAll(() => faulty.close());

  const directClient = () => clientOf(BANK, table);

  /** Saves with a lost answer, and returns the ids of the events with an unknown outcome. */
  async function saveWithUnknownOutcome(
    client: UntypedClient,
    events: readonly Event[],
    expected: readonly AppendCondition[],
    fault: Fault,
  ): Promise<readonly string[]> {
    // The client knows where the streams end, so its only request is the write.
    for (const { data } of events) {
      for (const id of [data.account_id, data.from_id, data.to_id]) {
        if (typeof id === "string") await accountOf(client, id).read();
      }
      if (typeof data.branch_id === "string") {
        await streamOf(client, "branch", { branch_id: data.branch_id }).read();
      }
    }
    const before = faulty.proxy.requests.length;
    faulty.proxy.next(fault);
    const save = client.saveEvents(events, { expect: expected });
    const error = await save.then(
      () => undefined,
      (reason: DdbPatternError) => reason,
    );
    expect(faulty.proxy.requests.length).toBe(before + 1);
    expect(error).toMatchObject({ outcome: "unknown", code: "retries-exhausted" });
    expect(error?.eventIds).toHaveLength(events.length);
    return error?.eventIds ?? [];
  }

  const FAULTS = [
    ["after the write", resetAfter],
    ["before the write", resetBefore],
  ] as const;
  const cases = kinds.flatMap(([kind, make]) =>
    FAULTS.map(([faultName, fault]) => [kind, faultName, make, fault] as const),
  );

  test.each(cases)("of %s, %s: repeated without a condition", async (_, __, make, fault) => {
    for (const others of [0, 2]) {
      for (const isSameClient of [true, false]) {
        const client = clientOf(BANK, faulty);
        const account_id = newEventId();
        await directClient().saveEvent(moved(account_id));
        const [id = ""] = await saveWithUnknownOutcome(client, [make(account_id)], [], fault);
        await appendOthers(directClient(), account_id, others);
        const repeat = isSameClient ? client : directClient();
        const saved = await repeat.saveEvent({ ...make(account_id), id });
        expect(saved).toMatchObject({ ...make(account_id), id });
        expect(await directClient().saveEvent({ ...make(account_id), id })).toEqual(saved);
        await expectStoredOnce(directClient(), account_id, id);
        expect(await historyOf(directClient(), account_id)).toHaveLength(2 + others);
      }
    }
  });

  test.each(cases)("of %s, %s: repeated with its condition", async (_, faultName, make, fault) => {
    for (const others of [0, 2]) {
      for (const isSameClient of [true, false]) {
        const client = clientOf(BANK, faulty);
        const account_id = newEventId();
        await directClient().saveEvent(moved(account_id));
        const { head } = await accountOf(directClient(), account_id).read();
        const expected = [accountOf(directClient(), account_id).unchangedSince(head)];
        const [id = ""] = await saveWithUnknownOutcome(client, [make(account_id)], expected, fault);
        await appendOthers(directClient(), account_id, others);
        const repeat = isSameClient ? client : directClient();
        const again = repeat.saveEvent({ ...make(account_id), id }, { expect: expected });
        if (faultName === "before the write" && others > 0) {
          // The event is not stored, and the stream has changed.
          const error = await failureOf(again, StreamConflictError);
          expect(error).toMatchObject({ outcome: "not-written", eventIds: [id] });
          expect(await historyOf(directClient(), account_id)).toHaveLength(1 + others);
        } else {
          expect(await again).toMatchObject({ id });
          await expectStoredOnce(directClient(), account_id, id);
          expect(await historyOf(directClient(), account_id)).toHaveLength(2 + others);
        }
      }
    }
  });

  test.each(cases)("of %s, %s: repeated with a newer condition", async (_, __, make, fault) => {
    for (const others of [0, 2]) {
      const client = clientOf(BANK, faulty);
      const account_id = newEventId();
      await directClient().saveEvent(moved(account_id));
      const first = await accountOf(directClient(), account_id).read();
      const expected = [accountOf(directClient(), account_id).unchangedSince(first.head)];
      const [id = ""] = await saveWithUnknownOutcome(client, [make(account_id)], expected, fault);
      await appendOthers(directClient(), account_id, others);
      const { head } = await accountOf(client, account_id).read();
      const newer = [accountOf(client, account_id).unchangedSince(head)];
      for (const repeat of [client, directClient()]) {
        const saved = await repeat.saveEvent({ ...make(account_id), id }, { expect: newer });
        expect(saved).toMatchObject({ id });
      }
      await expectStoredOnce(directClient(), account_id, id);
      expect(await historyOf(directClient(), account_id)).toHaveLength(2 + others);
    }
  });

  test.each(FAULTS)("of a batch, %s", async (_, fault) => {
    for (const others of [0, 2]) {
      const account_id = newEventId();
      const batch = kinds.map(([, make], n) => make(account_id, { n }));
      const ids = await saveWithUnknownOutcome(clientOf(BANK, faulty), batch, [], fault);
      await appendOthers(directClient(), account_id, others);
      const again = batch.map((event, index) => ({ ...event, id: ids[index] }));
      const saved = await directClient().saveEvents(again);
      expect(saved.map(({ id }) => id)).toEqual(ids);
      // One by one, in parts, and in another order.
      for (const [index, event] of again.entries()) {
        expect(await directClient().saveEvent(event)).toEqual(saved[index]);
      }
      expect(await directClient().saveEvents(again.slice(1, 3))).toEqual(saved.slice(1, 3));
      expect(await directClient().saveEvents(again.toReversed())).toEqual(saved.toReversed());
      await expectStoredOnce(directClient(), account_id, ...ids);
      expect(await historyOf(directClient(), account_id)).toHaveLength(batch.length + others);
    }
  });

  test.each(FAULTS)(
    "of an import, %s: events with unknown outcomes are repeated by id",
    async (_, fault) => {
      // Some engines are slow for a hundred items at once, the more the larger the table is.
      const patient = { retry: { deadlineMs: Number.POSITIVE_INFINITY } };
      const empty = await testTable();
      const lossy = await behindProxy(empty, { maxAttempts: 1 });
      const client = clientOf(BANK, lossy, patient);
      await accountOf(client, "a").read();
      lossy.proxy.next(fault);
      const events = Array.from({ length: 130 }, (_, n) => moved("a", { n }));
      const outcomes = await importOf(client, events);
      expect(outcomes.map(({ status }) => status)).toEqual(
        events.map((_, index) => (index < 100 ? "unknown" : "saved")),
      );
      const again = events.map((event, index) => ({ ...event, id: outcomes[index]?.id }));
      const other = clientOf(BANK, empty, patient);
      const repeated = await importOf(other, again);
      expect(repeated.map(({ status }) => status)).toEqual(events.map(() => "saved"));
      await expectStoredOnce(other, "a", ...outcomes.map(({ id }) => id));
      expect(await historyOf(other, "a")).toHaveLength(130);
      await lossy.close();
    },
  );

  test.each(kinds)("of %s: other content under its id is refused", async (_, make) => {
    const account_id = newEventId();
    const [id = ""] = await saveWithUnknownOutcome(
      clientOf(BANK, faulty),
      [make(account_id)],
      [],
      resetAfter,
    );
    const other = { ...make(account_id, { text: "other" }), id };
    const error = await failureOf(directClient().saveEvent(other), EventIdReusedError);
    expect(error).toMatchObject({ eventId: id, outcome: "not-written" });
    expect(await historyOf(directClient(), account_id)).toHaveLength(1);
  });

  test.each(kinds)("of %s: the first write arrives after the repeated one", async (_, make) => {
    for (const others of [0, 1]) {
      const account_id = newEventId();
      const client = clientOf(BANK, faulty);
      await accountOf(client, account_id).read();
      const { account_id: __, branch_id, to_id } = make(account_id).data;
      if (branch_id) await streamOf(client, "branch", { branch_id }).read();
      if (to_id) await streamOf(client, "account", { account_id: to_id }).read();
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      let isThere = () => {};
      const arrived = new Promise<void>((resolve) => {
        isThere = resolve;
      });
      faulty.proxy.next(async ({ forward, reset }) => {
        isThere();
        await released;
        await forward();
        reset();
      });
      const controller = new AbortController();
      const save = client.saveEvent(make(account_id), { signal: controller.signal });
      await arrived;
      controller.abort();
      const { eventIds, outcome } = await failureOf(save, SaveAbortedError);
      expect(outcome).toBe("unknown");
      const [id = ""] = eventIds;
      await appendOthers(directClient(), account_id, others);
      const saved = await directClient().saveEvent({ ...make(account_id), id });
      release();
      await faulty.proxy.settled();
      await expectStoredOnce(directClient(), account_id, id);
      expect(await historyOf(directClient(), account_id)).toHaveLength(1 + others);
      expect(await client.saveEvent({ ...make(account_id), id })).toEqual(saved);
    }
  });

  test("whose event was deleted by hand: its guard still reserves the id", async () => {
    const account_id = newEventId();
    const event = { ...moved(account_id), id: newEventId() };
    const saved = await directClient().saveEvent(event);
    await directClient().saveEvent(moved(account_id));
    const pk = `ACCOUNT::${account_id}::@account`;
    await removeItem(table, { pk, sk: "1".padStart(16, "0") });
    expect(await directClient().saveEvent(event)).toEqual(saved);
    const stored = await storedItems(table, pk);
    expect(stored.map(({ sk }) => sk)).toEqual(["2".padStart(16, "0"), `id#${event.id}`]);
  });

  test("makes no request if two events of one save have the same id", async () => {
    const id = newEventId();
    const operations = await operationsOf(table, async () => {
      const twice = directClient().saveEvents([
        { ...moved("a"), id },
        { ...moved("a"), id },
      ]);
      await failureOf(twice, EventIdReusedError);
    });
    expect(operations).toEqual([]);
  });
});
