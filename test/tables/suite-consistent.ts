import { EventIdReusedError, newEventId, StreamConflictError } from "ddb-pattern-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import type { PlainDescriptor } from "../../runtime/src/descriptor.js";
import {
  BANK,
  type BankClient,
  deposited,
  idsOf,
  newAccount,
  transferred,
  withdrawn,
} from "./bank.js";
import { failureOf } from "./failure.js";
import { callsOf, type Open, type OpenTable } from "./open-table.js";

const TEN_MINUTES = 10 * 60 * 1000;

export function consistentSuite(open: Open): void {
  let table: OpenTable;
  let client: BankClient;
  beforeAll(async () => {
    table = await open();
    client = table.client();
  });

  describe("a consistent stream", () => {
    test("is read with the head that its events belong to", async () => {
      const ids = newAccount();
      const account = client.streams.account(ids);
      const empty = await account.read();
      expect(empty).toStrictEqual({
        events: [],
        head: { stream: empty.head.stream, lastEventId: undefined, count: 0 },
      });

      const saved = await client.saveEvents([deposited(ids), withdrawn(ids), deposited(ids)]);
      saved.push(await client.saveEvent(transferred(ids, newAccount())));
      const { events, head } = await account.read();
      expect(events).toEqual(saved);
      expect(head).toStrictEqual({ ...empty.head, lastEventId: saved[3]?.id, count: 4 });
    });

    test("gives the same head with every slice", async () => {
      const ids = newAccount();
      const saved = await client.saveEvents([deposited(ids), withdrawn(ids), deposited(ids)]);
      const [one, two, three] = saved;
      const account = client.streams.account(ids);
      const { head } = await account.read();
      const slices = [
        [{ limit: 1 }, [one]],
        [{ limit: 2, order: "desc" }, [three, two]],
        [{ order: "desc" }, [three, two, one]],
        [{ after: one?.id }, [two, three]],
        [{ after: three?.id }, []],
        [{ before: three?.id }, [one, two]],
        [{ before: one?.id }, []],
        [{ after: one?.id, before: three?.id }, [two]],
        [{ after: three?.id, before: one?.id }, []],
      ] as const;
      for (const [options, events] of slices) {
        expect(await account.read(options)).toStrictEqual({ events, head });
      }
    });

    test("costs a query for the head more than its types, and none if materialized", async () => {
      const ids = newAccount();
      const campaign_id = newEventId();
      const saved = await client.saveEvents([
        deposited(ids, { campaign_id }),
        deposited(newAccount(), { bank_id: ids.bank_id, campaign_id }),
      ]);
      const campaign = client.streams.campaign({ ...ids, campaign_id });
      const whole = await callsOf(table, async () => {
        const { events, head } = await campaign.read();
        expect(events).toEqual(saved);
        expect(head).toMatchObject({ lastEventId: saved[1]?.id, count: 2 });
      });
      expect(whole).toHaveLength(1);
      expect(await callsOf(table, () => campaign.read({ order: "desc" }))).toHaveLength(2);
      expect(await callsOf(table, () => client.streams.account(ids).read())).toHaveLength(4);
    });

    test("can be iterated, the head left out", async () => {
      const ids = newAccount();
      const campaign_id = newEventId();
      const saved = await client.saveEvent(deposited(ids, { campaign_id }));
      const events = [];
      const { account, campaign } = client.streams;
      for await (const event of account(ids).iterate()) events.push(event);
      for await (const event of campaign({ ...ids, campaign_id }).iterate()) events.push(event);
      expect(events).toEqual([saved, saved]);
    });

    test("does not hold an event without its optional id, which moves no head", async () => {
      const ids = newAccount();
      const campaign_id = newEventId();
      await client.saveEvent(deposited(ids));
      const inIt = await client.saveEvent(deposited(ids, { campaign_id }));
      await client.saveEvent(deposited(ids, { campaign_id: undefined }));
      const { events, head } = await client.streams.campaign({ ...ids, campaign_id }).read();
      expect(events).toEqual([inIt]);
      expect(head).toMatchObject({ lastEventId: inIt.id, count: 1 });
    });

    test("moves the heads of both entities, and one head once if the two are one", async () => {
      const from = newAccount();
      const to = { ...from, account_id: newEventId() };
      const there = await client.saveEvent(transferred(from, to));
      const toItself = await client.saveEvent(transferred(from, from));
      const here = await client.streams.account(from).read();
      expect(here.events).toEqual([there, toItself]);
      expect(here.head).toMatchObject({ lastEventId: toItself.id, count: 2 });
      const { head } = await client.streams.account(to).read();
      expect(head).toMatchObject({ lastEventId: there.id, count: 1 });
    });
  });

  describe("ids in a consistent stream", () => {
    const clientAt = (time: number) => table.client({ clock: () => time });

    test("only grow, whatever the writers' clocks say", async () => {
      const ids = newAccount();
      const writers = [0, TEN_MINUTES, -TEN_MINUTES, 0, -1].map((skew) =>
        clientAt(Date.now() + skew),
      );
      const saved: string[] = [];
      for (const writer of [...writers, ...writers]) {
        saved.push((await writer.saveEvent(deposited(ids))).id);
        saved.push(...idsOf(await writer.saveEvents([withdrawn(ids), deposited(ids)])));
      }
      expect(saved).toEqual([...new Set(saved)].sort());
      const { events, head } = await client.streams.account(ids).read();
      expect(idsOf(events)).toEqual(saved);
      expect(head).toMatchObject({ lastEventId: saved.at(-1), count: saved.length });
    });

    test("differ between two writers behind one head, so that equal events are two", async () => {
      const ids = newAccount();
      await clientAt(Date.now() + TEN_MINUTES).saveEvent(deposited(ids));
      const account = client.streams.account(ids);
      const options = { expect: [account.unchangedSince((await account.read()).head)] };
      const [one, other] = [client, table.client()];
      const first = await one.saveEvent(withdrawn(ids), options);
      await failureOf(other.saveEvent(withdrawn(ids), options), StreamConflictError);
      expect((await other.saveEvent(withdrawn(ids))).id).not.toBe(first.id);
      expect((await account.read()).head.count).toBe(3);
    });

    test("grow in one write, where the writer knows the head that its clock is behind", async () => {
      const ids = newAccount();
      await clientAt(Date.now() + TEN_MINUTES).saveEvent(deposited(ids));
      const account = client.streams.account(ids);
      const { head } = await account.read();
      const calls = await callsOf(table, async () => {
        const expect_ = [account.unchangedSince(head)];
        const { id } = await client.saveEvent(withdrawn(ids), { expect: expect_ });
        expect(id > (head.lastEventId as string)).toBe(true);
      });
      expect(calls.map(({ kind }) => kind)).toEqual(["write"]);
    });

    test("are refused where the caller gives one that falls behind; nothing is written", async () => {
      const ids = newAccount();
      const behind = newEventId();
      const saved = await client.saveEvent(deposited(ids));
      const error = await failureOf(
        client.saveEvents([transferred(newAccount(), ids), { ...withdrawn(ids), id: behind }]),
        StreamConflictError,
      );
      expect(error).toMatchObject({
        code: "stream-conflict",
        stream: "account",
        ids: { BANK: ids.bank_id, ACCOUNT: ids.account_id },
        expected: { endsBefore: behind },
        found: { lastEventId: saved.id, count: 1 },
      });
      expect(error.message).toContain(
        `was expected to end before ${behind}, and is at ${saved.id}`,
      );
      expect((await client.streams.account(ids).read()).events).toEqual([saved]);
      const withdrawals = { eventType: "WITHDRAWN", partitionId: ids.bank_id };
      expect(await client.getLatestEvents(withdrawals)).toEqual([]);
    });
  });

  describe("a save that is repeated with its id", () => {
    const repeatable = () => {
      const ids = newAccount();
      const account = client.streams.account(ids);
      return { ids, account, event: { ...deposited(ids), id: newEventId() } };
    };

    test("succeeds once, also after others have appended", async () => {
      const { ids, account, event } = repeatable();
      const saved = await client.saveEvent(event);
      expect(await client.saveEvent(event)).toEqual(saved);
      const next = await client.saveEvent(withdrawn(ids));
      expect(await client.saveEvent(event)).toEqual(saved);
      const { events, head } = await account.read();
      expect(events).toEqual([saved, next]);
      expect(head).toMatchObject({ lastEventId: next.id, count: 2 });
    });

    test("succeeds once with the expectations of the first time, which no longer hold", async () => {
      const { ids, account, event } = repeatable();
      const other = client.streams.account(newAccount());
      const first = { expect: [account.empty(), other.empty()] };
      const saved = await client.saveEvent(event, first);
      await client.saveEvent(withdrawn(ids));
      expect(await client.saveEvent(event, first)).toEqual(saved);

      const { head } = await account.read();
      const third = { ...withdrawn(ids), id: newEventId() };
      const options = { expect: [account.unchangedSince(head)] };
      const again = [
        await client.saveEvent(third, options),
        await client.saveEvent(third, options),
      ];
      expect(again[1]).toEqual(again[0]);
      expect((await account.read()).head).toMatchObject({ lastEventId: third.id, count: 3 });
    });

    test("succeeds once with the head that it made itself, as after a restart", async () => {
      const { ids, account, event } = repeatable();
      const saved = await client.saveEvents([event, withdrawn(ids)]);
      const { head } = await account.read();
      const options = { expect: [account.unchangedSince(head)] };
      expect(await client.saveEvent(event, options)).toEqual(saved[0]);
      expect((await account.read()).head).toEqual(head);
    });

    test("with another content is refused, and nothing is written", async () => {
      const { account, event } = repeatable();
      const saved = await client.saveEvent(event);
      const other = { ...event, data: { ...event.data, amount: 11 } };
      const error = await failureOf(client.saveEvent(other), EventIdReusedError);
      expect(error).toMatchObject({ code: "event-id-reused", eventId: event.id });
      const { events, head } = await account.read();
      expect(events).toEqual([saved]);
      expect(head.count).toBe(1);
    });

    test("in a batch completes what was saved alone before", async () => {
      const { ids, account, event } = repeatable();
      const first = await client.saveEvent(event);
      const [again, second] = await client.saveEvents([event, withdrawn(ids)]);
      expect(again).toEqual(first);
      const { events, head } = await account.read();
      expect(events).toEqual([first, second]);
      expect(head.count).toBe(2);
    });
  });

  describe("events from before a stream was", () => {
    const schemaWith = (changes: Partial<PlainDescriptor["streams"][string]>): PlainDescriptor => {
      const streams = Object.entries(BANK.streams).map(([name, stream]) => {
        return [name, { ...stream, ...changes }] as const;
      });
      return { ...BANK, streams: Object.fromEntries(streams) };
    };
    const plain = schemaWith({ consistent: false, materialized: false });

    test("consistent are read, and are not counted by the head", async () => {
      const ids = newAccount();
      const early = await table.client({}, plain).saveEvents([deposited(ids), withdrawn(ids)]);
      const account = client.streams.account(ids);
      const { events, head } = await account.read();
      expect(events).toEqual(early);
      expect(head).toMatchObject({ lastEventId: undefined, count: 0 });

      const expect_ = [account.unchangedSince(head)];
      const next = await client.saveEvent(deposited(ids), { expect: expect_ });
      const later = await account.read();
      expect(later.events).toEqual([...early, next]);
      expect(later.head).toMatchObject({ lastEventId: next.id, count: 1 });
    });

    test("materialized are not in it", async () => {
      const ids = newAccount();
      const campaign_id = newEventId();
      await table.client({}, plain).saveEvent(deposited(ids, { campaign_id }));
      const next = await client.saveEvent(deposited(ids, { campaign_id }));
      const { events, head } = await client.streams.campaign({ ...ids, campaign_id }).read();
      expect(events).toEqual([next]);
      expect(head.count).toBe(1);
    });

    test("materialized and after it was consistent: the missing copies are told", async () => {
      const ids = newAccount();
      const campaign_id = newEventId();
      const event = deposited(ids, { campaign_id });
      await table.client({}, schemaWith({ materialized: false })).saveEvent(event);
      const campaign = client.streams.campaign({ ...ids, campaign_id });
      await expect(campaign.read()).rejects.toThrow(
        "or it was made materialized after events had been saved, whose copies it lacks",
      );
    });
  });
}
