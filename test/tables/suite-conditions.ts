import {
  InvalidArgumentError,
  newEventId,
  StreamConflictError,
  TransactionLimitError,
} from "ddb-pattern-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type AccountIds,
  accountKey,
  type BankClient,
  deposited,
  idsOf,
  newAccount,
  numbered,
  opened,
  withdrawn,
} from "./bank.js";
import { failureOf } from "./failure.js";
import { callsOf, type Open, type OpenTable } from "./open-table.js";

export function conditionSuite(open: Open): void {
  let table: OpenTable;
  let client: BankClient;
  beforeAll(async () => {
    table = await open();
    client = table.client();
  });

  /** An account with one deposit, and its head. */
  async function account() {
    const ids = newAccount();
    const saved = await client.saveEvent(deposited(ids));
    const stream = client.streams.account(ids);
    const { head } = await stream.read();
    return { ids, saved, stream, head };
  }

  const countOf = async (ids: AccountIds) =>
    (await client.streams.account(ids).read()).events.length;

  describe("unchangedSince", () => {
    test("saves if nothing was appended, and only once for each head", async () => {
      const { ids, stream, head } = await account();
      const options = { expect: [stream.unchangedSince(head)] };
      await client.saveEvent(withdrawn(ids), options);
      await failureOf(client.saveEvent(withdrawn(ids), options), StreamConflictError);
      expect(await countOf(ids)).toBe(2);
    });

    test("makes one write without a read before it", async () => {
      const { ids, stream, head } = await account();
      const other = table.client();
      const calls = await callsOf(table, async () => {
        await other.saveEvent(withdrawn(ids), { expect: [stream.unchangedSince(head)] });
      });
      expect(calls.map(({ kind }) => kind)).toEqual(["write"]);
    });

    test("throws an error with the stream, its ids, the expected and the found revision", async () => {
      const { ids, stream, head } = await account();
      const next = await client.saveEvent(withdrawn(ids));
      const id = newEventId();
      const error = await failureOf(
        client.saveEvent({ ...withdrawn(ids), id }, { expect: [stream.unchangedSince(head)] }),
        StreamConflictError,
      );
      expect(error).toMatchObject({
        code: "stream-conflict",
        outcome: "not-written",
        eventIds: [id],
        stream: "account",
        ids: { BANK: ids.bank_id, ACCOUNT: ids.account_id },
        expectedRevision: 1,
        foundEventId: next.id,
      });
      expect(error.message).toBe(
        `Stream "account" of BANK "${ids.bank_id}", ACCOUNT "${ids.account_id}" was expected at ` +
          `revision 1, but event "${next.id}" has revision 2. Nothing was written. ` +
          "Read the stream again, decide again, and save with its new head.",
      );
    });

    test("accepts a head that was stored as JSON, of an empty stream too", async () => {
      const ids = newAccount();
      const stream = client.streams.account(ids);
      for (const revision of [0, 1]) {
        const { head } = await stream.read();
        const kept = JSON.parse(JSON.stringify(head));
        expect(kept.revision).toBe(revision);
        await client.saveEvent(deposited(ids), { expect: [stream.unchangedSince(kept)] });
      }
      expect(await countOf(ids)).toBe(2);
    });

    test("refuses the head of another stream or table", async () => {
      const { head, ids } = await account();
      const { stream } = await account();
      expect(() => stream.unchangedSince(head)).toThrow(InvalidArgumentError);
      const { bank_id, account_id } = ids;
      const campaign = client.streams.campaign({ bank_id, campaign_id: account_id });
      expect(() => campaign.unchangedSince(head)).toThrow(InvalidArgumentError);
      const elsewhere = (await table.another()).client().streams.account(ids);
      expect(() => elsewhere.unchangedSince(head)).toThrow(
        "The head was changed, or read from another table.",
      );
    });

    test("refuses values that are not heads, and changed heads", async () => {
      const { stream, head } = await account();
      const wrongs = [
        ...[undefined, null, {}, 1, "1", [], true, head.revision],
        { ...head, revision: 2 },
        { ...head, revision: -1 },
        { ...head, revision: "1" },
        { ...head, revision: null },
        { ...head, checksum: head.checksum.replace(/^./, (first) => (first === "0" ? "1" : "0")) },
        { ...head, more: 1 },
        { stream: head.stream, revision: head.revision },
      ];
      for (const wrong of wrongs) {
        expect(() => stream.unchangedSince(wrong as never)).toThrow(InvalidArgumentError);
      }
    });
  });

  describe("empty", () => {
    test("saves the first event, but not a second", async () => {
      const ids = newAccount();
      const options = { expect: [client.streams.account(ids).empty()] };
      const first = await client.saveEvent(deposited(ids), options);
      const error = await failureOf(client.saveEvent(deposited(ids), options), StreamConflictError);
      expect(error).toMatchObject({ expectedRevision: 0, foundEventId: first.id });
      expect(error.message).toContain(
        `was expected empty, but event "${first.id}" has revision 1.`,
      );
      expect(await countOf(ids)).toBe(1);
    });
  });

  describe("expect", () => {
    test("accepts conditions on several streams, even streams that the event does not belong to", async () => {
      const [own, other] = [await account(), await account()];
      const nobody = client.streams.account(newAccount());
      const options = {
        expect: [
          own.stream.unchangedSince(own.head),
          other.stream.unchangedSince(other.head),
          nobody.empty(),
        ],
      };
      await client.saveEvent(withdrawn(own.ids), options);
      expect((await own.stream.read()).head.revision).toBe(2);
      expect((await other.stream.read()).head).toEqual(other.head);
      expect((await nobody.read()).head.revision).toBe(0);
    });

    test("is checked even without events to save", async () => {
      const own = await account();
      const expectations = { expect: [own.stream.unchangedSince(own.head)] };
      expect(await client.saveEvents([], expectations)).toEqual([]);
      await client.saveEvent(withdrawn(own.ids));
      const error = await failureOf(client.saveEvents([], expectations), StreamConflictError);
      expect(error).toMatchObject({ outcome: "not-written", eventIds: [] });
    });

    test("writes nothing if one stream has changed, and names that stream", async () => {
      const [own, other, third] = [await account(), await account(), await account()];
      const moved = await client.saveEvent(withdrawn(third.ids));
      const expectAll = [own, other, third].map(({ stream, head }) => stream.unchangedSince(head));
      const error = await failureOf(
        client.saveEvents([withdrawn(own.ids), withdrawn(other.ids)], { expect: expectAll }),
        StreamConflictError,
      );
      expect(error.ids).toEqual({ BANK: third.ids.bank_id, ACCOUNT: third.ids.account_id });
      expect(error).toMatchObject({ expectedRevision: 1, foundEventId: moved.id });
      expect(error.eventIds).toHaveLength(2);
      expect([await countOf(own.ids), await countOf(other.ids)]).toEqual([1, 1]);
    });

    test("reports the revision that another event has, even after events of the same save", async () => {
      const { ids, stream, head, saved } = await account();
      const mine = { ...deposited(ids), id: newEventId() };
      await client.saveEvent(mine);
      const other = await client.saveEvent(withdrawn(ids));
      const error = await failureOf(
        client.saveEvents([mine, withdrawn(ids)], { expect: [stream.unchangedSince(head)] }),
        StreamConflictError,
      );
      expect(error).toMatchObject({ expectedRevision: 1, foundEventId: other.id });
      expect(error.message).toContain(
        `was expected at revision 1, but event "${other.id}" has revision 3.`,
      );
      const { events } = await stream.read();
      expect(idsOf(events)).toEqual([saved.id, mine.id, other.id]);
    });

    test("applies to a save whose events are in no consistent stream", async () => {
      const { ids, stream, head } = await account();
      const note = { type: "NOTED_0", data: { bank_id: ids.bank_id, topic_id: newEventId() } };
      await client.saveEvent(note, { expect: [stream.unchangedSince(head)] });
      await failureOf(client.saveEvent(note, { expect: [stream.empty()] }), StreamConflictError);
      expect(await client.streams.topic(note.data).read()).toMatchObject({ events: [note] });
    });

    test("applies to a stream even if the save's events in it are already stored", async () => {
      const ids = newAccount();
      const stream = client.streams.account(ids);
      const options = { expect: [stream.empty()] };
      const mine = { ...deposited(ids), id: newEventId() };
      const note = { type: "NOTED_0", data: { bank_id: ids.bank_id, topic_id: newEventId() } };
      await client.saveEvent(mine, options);
      // Only the event itself is in the stream.
      await client.saveEvents([mine, note], options);
      const other = await client.saveEvent(withdrawn(ids));
      const error = await failureOf(client.saveEvents([mine, note], options), StreamConflictError);
      expect(error).toMatchObject({ expectedRevision: 0, foundEventId: other.id });
      expect((await client.streams.topic(note.data).read()).events).toHaveLength(1);
    });

    test("accepts a condition twice, but not two different conditions on one stream", async () => {
      const { ids, stream, head } = await account();
      const same = [stream.unchangedSince(head), stream.unchangedSince({ ...head })];
      await client.saveEvent(withdrawn(ids), { expect: same });
      const differing = { expect: [stream.empty(), stream.unchangedSince(head)] };
      const calls = await callsOf(table, async () => {
        const error = await failureOf(
          client.saveEvent(withdrawn(ids), differing),
          StreamConflictError,
        );
        expect(error).toMatchObject({
          outcome: "not-written",
          expectedRevision: 0,
          foundEventId: undefined,
        });
        expect(error.message).toContain("another condition of the same save expects a later");
      });
      expect(calls).toEqual([]);
    });

    test("accepts an event id older than the head, because revisions define the order", async () => {
      const early = newEventId();
      const { ids, saved, stream, head } = await account();
      const event = { ...withdrawn(ids), id: early };
      const next = await client.saveEvent(event, { expect: [stream.unchangedSince(head)] });
      expect((await stream.read()).events).toEqual(numbered([saved, next]));
    });

    test("refuses values that are not lists of conditions, before any request", async () => {
      const { ids, stream, head } = await account();
      const condition = stream.unchangedSince(head);
      const wrongs = [
        ...[condition, {}, "empty", true, null, undefined],
        ...[[undefined], [null], [head], [1], [stream], [{}]],
        [{ ...condition, expectedRevision: -1 }],
        [{ ...condition, expectedRevision: 2 ** 53 - 1 }],
        [{ ...condition, stream: "elsewhere" }],
        [{ ...condition, more: 1 }],
        [condition, { stream: condition.stream }],
      ];
      const calls = await callsOf(table, async () => {
        for (const wrong of wrongs) {
          const save = client.saveEvent(withdrawn(ids), { expect: wrong as never });
          expect(await failureOf(save, InvalidArgumentError)).toMatchObject({
            code: "invalid-argument",
            outcome: "not-written",
            eventIds: [],
          });
        }
      });
      expect(calls).toEqual([]);
    });
  });

  describe("a batch", () => {
    const calls = (work: () => Promise<unknown>) => callsOf(table, work);

    test("numbers its events in the order given, after the stream's last revision", async () => {
      const { ids, saved, stream } = await account();
      const events = [deposited(ids), withdrawn(ids), opened(ids), deposited(ids)];
      const batch = await client.saveEvents(events);
      const { events: stored, head } = await stream.read();
      expect(stored).toEqual(numbered([saved, ...batch]));
      expect(head.revision).toBe(5);
    });

    test("accepts given ids in any order, and numbers events by their position in the batch", async () => {
      const { ids, stream, head } = await account();
      const given = [newEventId(), newEventId()].toReversed();
      const events = given.map((id) => ({ ...withdrawn(ids), id }));
      const saved = await client.saveEvents(events, { expect: [stream.unchangedSince(head)] });
      expect(idsOf(saved)).toEqual(given);
      expect(idsOf((await stream.read({ after: 1 })).events)).toEqual(given);
    });

    test("of 100 items is saved, and of 101 items is refused without a request", async () => {
      // Two copies and a revision each: 3 × 33 = 99.
      const ids = newAccount();
      await client.streams.account(ids).read();
      const events = Array.from({ length: 33 }, () => deposited(ids));
      const one = client.streams.account(newAccount()).empty();
      const two = client.streams.account(newAccount()).empty();
      const refused = await calls(async () => {
        const error = await failureOf(
          client.saveEvents(events, { expect: [one, two] }),
          TransactionLimitError,
        );
        expect(error.message).toContain("33 events make 101 items");
        expect(error).toMatchObject({ outcome: "not-written" });
        // One copy, and a guard of its id.
        const tooMany = [...events, { ...opened(newAccount()), id: newEventId() }];
        await failureOf(client.saveEvents(tooMany), TransactionLimitError);
      });
      expect(refused).toEqual([]);
      const saved = await calls(() => client.saveEvents(events, { expect: [one] }));
      expect(saved.map(({ kind }) => kind)).toEqual(["write"]);
      expect(await countOf(ids)).toBe(33);
    });

    test("of 100 streams without copies elsewhere is saved", async () => {
      const all = Array.from({ length: 100 }, newAccount);
      const expectations = all.map((ids) => client.streams.account(ids).empty());
      const events = all.map((ids) => opened(ids));
      const writes = await calls(() => client.saveEvents(events, { expect: expectations }));
      expect(writes.map(({ kind }) => kind)).toEqual(["write"]);
      for (const ids of all.slice(-2)) expect(await countOf(ids)).toBe(1);
    });

    test("of 4 MB is saved, including revisions and conditions, and one byte more is refused", async () => {
      const campaign_id = newEventId();
      const of = (bytes: number) =>
        deposited(newAccount(), { campaign_id, text: "x".repeat(bytes) });
      // Two copies and two revisions each.
      const large = Array.from({ length: 2 }, () => of(390 * 1024));
      // The rest of 4 MB, from the message of the refusal.
      const options = { expect: [client.streams.account(newAccount()).empty()] };
      const batch = (bytes: number) => client.saveEvents([...large, of(bytes)], options);
      const { message } = await failureOf(batch(390 * 1024), TransactionLimitError);
      const [, over = ""] = message.match(/make (\d+) bytes/) ?? [];
      const fits = 390 * 1024 - Math.ceil((Number(over) - 4 * 1024 * 1024) / 4);
      await failureOf(batch(fits + 1), TransactionLimitError);
      expect(await batch(fits)).toHaveLength(3);
    });

    test("of over 4 MB is refused before any request", async () => {
      const ids = newAccount();
      const text = "x".repeat(190 * 1024);
      const refused = await calls(async () => {
        const events = Array.from({ length: 12 }, () => deposited(ids, { text }));
        await failureOf(client.saveEvents(events), TransactionLimitError);
      });
      expect(refused).toEqual([]);
    });

    test("of two events with one id is refused before any request", async () => {
      const ids = newAccount();
      const id = newEventId();
      const refused = await calls(async () => {
        const save = client.saveEvents([
          { ...opened(ids), id },
          { ...opened(ids), id },
        ]);
        await expect(save).rejects.toMatchObject({
          code: "event-id-reused",
          outcome: "not-written",
          eventIds: [id, id],
        });
      });
      expect(refused).toEqual([]);
      expect(await countOf(ids)).toBe(0);
    });
  });

  test("the key of a stream is as documented", async () => {
    const { ids, head } = await account();
    expect(head.stream).toBe(accountKey(ids));
  });
}
