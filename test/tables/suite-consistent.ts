import { EventIdReusedError, newEventId, StreamConflictError } from "ddb-pattern-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import { timestampOf } from "../../runtime/src/events/event-id.js";
import type { PlainDescriptor } from "../client/descriptors.js";
import {
  type AccountIds,
  accountKey,
  BANK,
  type BankClient,
  collect,
  deposited,
  idsOf,
  newAccount,
  numbered,
  opened,
  transferred,
  withdrawn,
} from "./bank.js";
import { failureOf } from "./failure.js";
import { callsOf, type Open, type OpenTable } from "./open-table.js";

const TEN_MINUTES = 10 * 60 * 1000;

/** No deadline, because no test here depends on time. */
const PATIENT = { retry: { deadlineMs: Number.POSITIVE_INFINITY, maxAttempts: 1_000 } };

export function consistentSuite(open: Open): void {
  let table: OpenTable;
  let client: BankClient;
  beforeAll(async () => {
    table = await open();
    client = table.client(PATIENT);
  });

  const streamOf = (ids: AccountIds, of = client) => of.streams.account(ids);

  describe("a consistent stream", () => {
    test("returns its events with their revisions, and its head", async () => {
      const ids = newAccount();
      const empty = await streamOf(ids).read();
      expect(empty).toStrictEqual({
        events: [],
        head: { stream: accountKey(ids), revision: 0, checksum: expect.any(String) },
      });

      const saved = await client.saveEvents([deposited(ids), withdrawn(ids), opened(ids)]);
      saved.push(await client.saveEvent(transferred(ids, newAccount())));
      const { events, head } = await streamOf(ids).read();
      expect(events).toStrictEqual(numbered(saved));
      expect(head).toStrictEqual({ ...empty.head, revision: 4, checksum: expect.any(String) });
      expect(head.checksum).not.toBe(empty.head.checksum);
    });

    test("returns the events selected by revisions, limit and order, and the last revision read", async () => {
      const ids = newAccount();
      const saved = await client.saveEvents([deposited(ids), withdrawn(ids), deposited(ids)]);
      const [one, two, three] = numbered(saved);
      const slices = [
        [{}, [one, two, three], 3],
        [{ limit: 1 }, [one], 1],
        [{ limit: 3 }, [one, two, three], 3],
        [{ limit: 2, order: "desc" }, [three, two], 3],
        [{ order: "desc" }, [three, two, one], 3],
        [{ after: 0 }, [one, two, three], 3],
        [{ after: 1 }, [two, three], 3],
        [{ after: 1, limit: 1 }, [two], 2],
        [{ after: 3 }, [], 3],
        [{ after: 7 }, [], 3],
        [{ before: 3 }, [one, two], 2],
        [{ before: 1 }, [], 0],
        [{ before: 7, order: "desc", limit: 1 }, [three], 3],
        [{ after: 1, before: 3 }, [two], 2],
        [{ after: 1, before: 2 }, [], 1],
        [{ after: 2, before: 2 }, [], 2],
        [{ after: 3, before: 1 }, [], 3],
      ] as const;
      for (const [options, events, revision] of slices) {
        const slice = await streamOf(ids).read(options);
        expect({ options, ...slice }).toMatchObject({ options, events, head: { revision } });
        expect(slice.events).toStrictEqual(events);
        expect(await collect(streamOf(ids).iterate(options))).toStrictEqual(events);
      }
    });

    test("is read from its head on without missing or repeated events", async () => {
      const ids = newAccount();
      const seen: string[] = [];
      const saved: string[] = [];
      let after = 0;
      for (const count of [3, 0, 1, 2]) {
        if (count > 0) {
          const events = Array.from({ length: count }, () => withdrawn(ids));
          saved.push(...idsOf(await client.saveEvents(events)));
        }
        const { events, head } = await streamOf(ids).read({ after });
        seen.push(...idsOf(events));
        after = head.revision;
      }
      expect(seen).toEqual(saved);
      expect(after).toBe(6);
    });

    test("takes one query for any number of types", async () => {
      const ids = newAccount();
      await client.saveEvents([deposited(ids), withdrawn(ids), opened(ids)]);
      for (const options of [{}, { order: "desc" }, { after: 1 }, { after: 3 }] as const) {
        const calls = await callsOf(table, () => streamOf(ids).read(options));
        expect(calls).toMatchObject([{ kind: "query", pk: accountKey(ids) }]);
      }
      expect(await callsOf(table, () => collect(streamOf(ids).iterate()))).toHaveLength(1);
    });

    test("costs one write of one item for an event that has no other copy", async () => {
      const ids = newAccount();
      await streamOf(ids).read();
      const calls = await callsOf(table, () => client.saveEvent(opened(ids)));
      expect(calls.map(({ kind }) => kind)).toEqual(["write"]);
      const items = (await table.items()).filter(({ pk }) => pk === accountKey(ids));
      expect(items).toMatchObject([{ sk: "0000000000000001", type: "OPENED", canonical: true }]);
    });

    test("does not contain an event without its optional id", async () => {
      const ids = newAccount();
      const campaign_id = newEventId();
      await client.saveEvent(deposited(ids));
      const inIt = await client.saveEvent(deposited(ids, { campaign_id }));
      await client.saveEvent(deposited(ids, { campaign_id: undefined }));
      const campaign = client.streams.campaign({ bank_id: ids.bank_id, campaign_id });
      const { events, head } = await campaign.read();
      expect(events).toEqual(numbered([inIt]));
      expect(head.revision).toBe(1);
    });

    test("contains an event that names two of its entities once for each, and once if they are equal", async () => {
      const from = newAccount();
      const to = { ...from, account_id: newEventId() };
      const there = await client.saveEvent(transferred(from, to));
      const toItself = await client.saveEvent(transferred(from, from));
      expect((await streamOf(from).read()).events).toEqual(numbered([there, toItself]));
      expect((await streamOf(to).read()).events).toEqual(numbered([there]));
    });

    test("stays readable if an event is deleted by hand, and accepts appends", async () => {
      const ids = newAccount();
      for (const revision of [1, 2, 4]) {
        const id = newEventId();
        const event = { ...opened(ids), id, timestamp: timestampOf(id) };
        const sk = String(revision).padStart(16, "0");
        await table.put({ pk: accountKey(ids), sk, ...event });
      }
      const { events, head } = await streamOf(ids).read();
      expect(events.map(({ revision }) => revision)).toEqual([1, 2, 4]);
      expect(head.revision).toBe(4);
      expect((await streamOf(ids).read({ after: 3 })).events).toHaveLength(1);

      await client.saveEvent(withdrawn(ids), { expect: [streamOf(ids).unchangedSince(head)] });
      await table.client().saveEvent(opened(ids));
      const later = await streamOf(ids).read({ after: 2 });
      expect(later.events.map(({ revision }) => revision)).toEqual([4, 5, 6]);
    });

    test("does not contain events saved before the schema declared it", async () => {
      const ids = newAccount();
      const campaign_id = newEventId();
      const before = table.client({}, WITHOUT_CONSISTENCY);
      await before.saveEvent(deposited(ids, { campaign_id }));
      const next = await client.saveEvent(deposited(ids, { campaign_id }));
      const campaign = client.streams.campaign({ bank_id: ids.bank_id, campaign_id });
      for (const stream of [streamOf(ids), campaign]) {
        expect((await stream.read()).events).toEqual(numbered([next]));
      }
    });
  });

  describe("ids in a consistent stream", () => {
    const clientAt = (time: number) => table.client({ clock: () => time });

    test("come from the writers' clocks, while the order comes from revisions only", async () => {
      const ids = newAccount();
      const now = Date.now();
      const times = [0, TEN_MINUTES, -TEN_MINUTES, 0, -1].map((skew) => now + skew);
      const writers = times.map((time) => [time, clientAt(time)] as const);
      const saved: string[] = [];
      for (const [time, writer] of [...writers, ...writers]) {
        const batch = [await writer.saveEvent(deposited(ids))];
        batch.push(...(await writer.saveEvents([withdrawn(ids), opened(ids)])));
        for (const { timestamp } of batch) expect(timestamp).toBe(new Date(time).toISOString());
        saved.push(...idsOf(batch));
      }
      const { events, head } = await streamOf(ids).read();
      expect(idsOf(events)).toEqual(saved);
      expect(saved).not.toEqual(saved.toSorted());
      expect(events.map(({ revision }) => revision)).toEqual(saved.map((_, index) => index + 1));
      expect(head.revision).toBe(saved.length);
    });

    test("are accepted from the caller, with any time up to tomorrow", async () => {
      const ids = newAccount();
      const early = newEventId();
      const saved = await client.saveEvent(deposited(ids));
      const { head } = await streamOf(ids).read();
      const given = [
        await client.saveEvent({ ...withdrawn(ids), id: early }),
        await client.saveEvent({ ...opened(ids), id: "00000000000000000000000001" }),
      ];
      expect((await streamOf(ids).read({ after: head.revision })).events).toEqual(
        numbered(given, 2),
      );
      expect(idsOf((await streamOf(ids).read()).events)).toEqual(idsOf([saved, ...given]));
    });
  });

  describe("a save repeated with its id", () => {
    /** An event found by its lookup copies, and an event found only by its guard. */
    const KINDS = [
      ["an event with copies under its id", deposited],
      ["an event without", opened],
    ] as const;

    const repeatable = (event: (ids: AccountIds) => ReturnType<typeof opened>) => {
      const ids = newAccount();
      return { ids, account: streamOf(ids), event: { ...event(ids), id: newEventId() } };
    };

    test.each(KINDS)("succeeds once, even after other appends: %s", async (_, kind) => {
      const { ids, account, event } = repeatable(kind);
      const saved = await client.saveEvent(event);
      expect(await client.saveEvent(event)).toEqual(saved);
      const next = await client.saveEvent(withdrawn(ids));
      expect(await client.saveEvent(event)).toEqual(saved);
      expect(await table.client().saveEvent(event)).toEqual(saved);
      const { events, head } = await account.read();
      expect(events).toEqual(numbered([saved, next]));
      expect(head.revision).toBe(2);
    });

    test.each(KINDS)(
      "succeeds once with its first conditions, which no longer hold: %s",
      async (_, kind) => {
        const { ids, account, event } = repeatable(kind);
        const other = streamOf(newAccount());
        const first = { expect: [account.empty(), other.empty()] };
        const saved = await client.saveEvent(event, first);
        await client.saveEvent(withdrawn(ids));
        expect(await client.saveEvent(event, first)).toEqual(saved);

        const { head } = await account.read();
        const third = { ...kind(ids), id: newEventId() };
        const options = { expect: [account.unchangedSince(head)] };
        const again = [
          await client.saveEvent(third, options),
          await client.saveEvent(third, options),
        ];
        expect(again[1]).toEqual(again[0]);
        expect((await account.read()).events).toHaveLength(3);
      },
    );

    test.each(KINDS)("succeeds once with the head that it created: %s", async (_, kind) => {
      const { ids, account, event } = repeatable(kind);
      const saved = await client.saveEvents([event, withdrawn(ids)]);
      const { head } = await account.read();
      const options = { expect: [account.unchangedSince(head)] };
      expect(await client.saveEvent(event, options)).toEqual(saved[0]);
      expect((await account.read()).head).toEqual(head);
    });

    test.each(KINDS)(
      "is refused with other content, and nothing is written: %s",
      async (_, kind) => {
        const { account, event } = repeatable(kind);
        const saved = await client.saveEvent(event);
        const other = { ...event, data: { ...event.data, amount: 11 } };
        const error = await failureOf(client.saveEvent(other), EventIdReusedError);
        expect(error).toMatchObject({
          code: "event-id-reused",
          eventId: event.id,
          outcome: "not-written",
          eventIds: [event.id],
        });
        expect((await account.read()).events).toEqual(numbered([saved]));
      },
    );

    test.each(KINDS)("as part of a batch adds the batch's missing events: %s", async (_, kind) => {
      const { ids, account, event } = repeatable(kind);
      const first = await client.saveEvent(event);
      const [again, second] = await client.saveEvents([event, withdrawn(ids)]);
      expect(again).toEqual(first);
      expect((await account.read()).events).toEqual(numbered([first, second]));
    });

    test("stores one guard for an event without copies, which no read returns", async () => {
      const { ids, account, event } = repeatable(opened);
      const saved = await client.saveEvent(event);
      await client.saveEvent(event);
      const items = (await table.items()).filter(({ pk }) => pk === accountKey(ids));
      expect(items).toStrictEqual([
        { pk: accountKey(ids), sk: "0000000000000001", ...saved, canonical: true },
        { pk: accountKey(ids), sk: `id#${event.id}`, revision: 1 },
      ]);
      expect((await account.read({ order: "desc" })).events).toEqual(numbered([saved]));
      expect(await collect(account.iterate())).toEqual(numbered([saved]));
    });

    test("finds an event without a guard by the id that its save generated", async () => {
      const ids = newAccount();
      const saved = await client.saveEvents([opened(ids), opened(ids, { name: "x" })]);
      await client.saveEvent(withdrawn(ids));
      for (const { id, type, data } of saved) {
        const [one, another] = [client, table.client()];
        expect(await one.saveEvent({ id, type, data })).toEqual({
          ...saved[0],
          id,
          type,
          data,
          timestamp: timestampOf(id),
        });
        expect(await another.saveEvent({ id, type, data })).toMatchObject({ id });
        const other = another.saveEvent({ id, type, data: { ...data, name: "y" } });
        expect(await failureOf(other, EventIdReusedError)).toMatchObject({ eventId: id });
      }
      expect((await streamOf(ids).read()).events).toHaveLength(3);
    });
  });

  describe("concurrent appends to one stream", () => {
    const APPENDS = 50;

    async function storedIn(ids: AccountIds) {
      const { events } = await streamOf(ids).read();
      expect(events.map(({ revision }) => revision)).toEqual(events.map((_, index) => index + 1));
      return idsOf(events);
    }

    test("by one client are all stored without gaps, each with one write", async () => {
      const ids = newAccount();
      const saved: string[] = [];
      const calls = await callsOf(table, async () => {
        const events = Array.from({ length: APPENDS }, (_, amount) => deposited(ids, { amount }));
        saved.push(...idsOf(await Promise.all(events.map((event) => client.saveEvent(event)))));
      });
      expect(await storedIn(ids)).toEqual(saved);
      expect(calls.filter(({ kind }) => kind === "write")).toHaveLength(APPENDS);
      expect(calls.filter(({ kind }) => kind === "query")).toHaveLength(1);
    });

    test("by ten clients are all stored without gaps", async () => {
      const ids = newAccount();
      const clients = Array.from({ length: 10 }, () => table.client(PATIENT));
      const saves = Array.from({ length: APPENDS }, (_, turn) => {
        const event = turn % 2 === 0 ? deposited(ids) : { ...opened(ids), id: newEventId() };
        return (clients[turn % clients.length] as BankClient).saveEvent(event);
      });
      const saved = idsOf(await Promise.all(saves));
      expect((await storedIn(ids)).toSorted()).toEqual(saved.toSorted());
    });

    test("with the same condition: one is stored, and the others conflict", async () => {
      const ids = newAccount();
      for (const count of [0, 1]) {
        const { head } = await streamOf(ids).read();
        expect(head.revision).toBe(count);
        const options = { expect: [streamOf(ids).unchangedSince(head)] };
        const clients = Array.from({ length: 10 }, () => table.client(PATIENT));
        const results = await Promise.allSettled(
          clients.map((each) => each.saveEvent(withdrawn(ids), options)),
        );
        const saved = results.flatMap((each) => (each.status === "fulfilled" ? each.value : []));
        const errors = results.flatMap((each) => (each.status === "rejected" ? each.reason : []));
        expect(saved).toHaveLength(1);
        for (const error of errors) {
          expect(error).toBeInstanceOf(StreamConflictError);
          expect(error).toMatchObject({
            code: "stream-conflict",
            outcome: "not-written",
            expectedRevision: count,
            foundEventId: saved[0]?.id,
          });
        }
        expect(await storedIn(ids)).toHaveLength(count + 1);
      }
    });
  });
}

/** The schema before any stream was consistent. */
const WITHOUT_CONSISTENCY: PlainDescriptor = {
  ...BANK,
  streams: Object.fromEntries(
    Object.entries(BANK.streams).map(([name, stream]) => [name, { ...stream, consistent: false }]),
  ),
};
