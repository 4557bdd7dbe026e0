import {
  InvalidQuestionError,
  newEventId,
  StreamConflictError,
  TransactionLimitError,
} from "ddb-pattern-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import { type AccountIds, type BankClient, deposited, newAccount, withdrawn } from "./bank.js";
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
    test("saves if nothing was appended, once for each head", async () => {
      const { ids, stream, head } = await account();
      const options = { expect: [stream.unchangedSince(head)] };
      await client.saveEvent(withdrawn(ids), options);
      await failureOf(client.saveEvent(withdrawn(ids), options), StreamConflictError);
      expect(await countOf(ids)).toBe(2);
    });

    test("names the stream, its ids, what was expected and what is there", async () => {
      const { ids, saved, stream, head } = await account();
      const next = await client.saveEvent(withdrawn(ids));
      const error = await failureOf(
        client.saveEvent(withdrawn(ids), { expect: [stream.unchangedSince(head)] }),
        StreamConflictError,
      );
      expect(error).toMatchObject({
        code: "stream-conflict",
        stream: "account",
        ids: { BANK: ids.bank_id, ACCOUNT: ids.account_id },
        expected: { lastEventId: saved.id, count: 1 },
        found: { lastEventId: next.id, count: 2 },
      });
      expect(error.message).toBe(
        `Stream account of BANK ${ids.bank_id}, ACCOUNT ${ids.account_id} was expected ` +
          `at ${saved.id} (1 events), and is at ${next.id} (2 events).`,
      );
    });

    test("takes a head that was kept as JSON, of an empty stream too", async () => {
      const ids = newAccount();
      const stream = client.streams.account(ids);
      for (const count of [0, 1]) {
        const { head } = await stream.read();
        const kept = JSON.parse(JSON.stringify(head));
        expect(kept.count).toBe(count);
        await client.saveEvent(deposited(ids), { expect: [stream.unchangedSince(kept)] });
      }
      expect(await countOf(ids)).toBe(2);
    });

    test("refuses the head of another stream", async () => {
      const { head, ids } = await account();
      const { stream } = await account();
      expect(() => stream.unchangedSince(head)).toThrow(InvalidQuestionError);
      const campaign = client.streams.campaign({ ...ids, campaign_id: ids.account_id });
      expect(() => campaign.unchangedSince(head)).toThrow(InvalidQuestionError);
      for (const none of [undefined, null, {}]) {
        expect(() => stream.unchangedSince(none as never)).toThrow(InvalidQuestionError);
      }
    });
  });

  describe("empty", () => {
    test("saves a first event, and no second", async () => {
      const ids = newAccount();
      const options = { expect: [client.streams.account(ids).empty()] };
      const first = await client.saveEvent(deposited(ids), options);
      const error = await failureOf(client.saveEvent(deposited(ids), options), StreamConflictError);
      expect(error).toMatchObject({
        expected: { lastEventId: undefined, count: 0 },
        found: { lastEventId: first.id, count: 1 },
      });
      expect(error.message).toMatch(/was expected empty, and is at \w{26} \(1 events\)\.$/);
      expect(await countOf(ids)).toBe(1);
    });
  });

  describe("expect", () => {
    test("takes conditions on several streams, also such that the event is no part of", async () => {
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
      expect((await own.stream.read()).head.count).toBe(2);
      expect((await other.stream.read()).head).toEqual(other.head);
      expect((await nobody.read()).head.count).toBe(0);
    });

    test("is checked also where there is no event to save", async () => {
      const own = await account();
      const expectations = { expect: [own.stream.unchangedSince(own.head)] };
      expect(await client.saveEvents([], expectations)).toEqual([]);
      await client.saveEvent(withdrawn(own.ids));
      await failureOf(client.saveEvents([], expectations), StreamConflictError);
    });

    test("writes nothing if any one stream has moved, and names that one", async () => {
      const [own, other, third] = [await account(), await account(), await account()];
      const moved = await client.saveEvent(withdrawn(third.ids));
      const expectAll = [own, other, third].map(({ stream, head }) => stream.unchangedSince(head));
      const error = await failureOf(
        client.saveEvents([withdrawn(own.ids), withdrawn(other.ids)], { expect: expectAll }),
        StreamConflictError,
      );
      expect(error.ids).toEqual({ BANK: third.ids.bank_id, ACCOUNT: third.ids.account_id });
      expect(error.found).toEqual({ lastEventId: moved.id, count: 2 });
      expect([await countOf(own.ids), await countOf(other.ids)]).toEqual([1, 1]);
    });

    test("guards a save whose events are in no consistent stream at all", async () => {
      const { ids, stream, head } = await account();
      const note = { type: "NOTED_0", data: { bank_id: ids.bank_id, topic_id: newEventId() } };
      await client.saveEvent(note, { expect: [stream.unchangedSince(head)] });
      await failureOf(client.saveEvent(note, { expect: [stream.empty()] }), StreamConflictError);
      expect(await client.streams.topic(note.data).read()).toMatchObject({ events: [note] });
    });

    test("takes a condition twice, but not two that differ on one stream", async () => {
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
          expected: { lastEventId: undefined },
          found: { lastEventId: head.lastEventId },
        });
      });
      expect(calls).toEqual([]);
    });

    test("refuses an id that is not above the expected head", async () => {
      const early = newEventId();
      const { ids, stream, head } = await account();
      const event = { ...withdrawn(ids), id: early };
      const error = await failureOf(
        client.saveEvent(event, { expect: [stream.unchangedSince(head)] }),
        StreamConflictError,
      );
      expect(error.expected).toEqual({ endsBefore: early });
      expect(error.found).toEqual({ lastEventId: head.lastEventId, count: 1 });
      expect(await countOf(ids)).toBe(1);
    });
  });

  describe("a batch", () => {
    const calls = (work: () => Promise<unknown>) => callsOf(table, work);

    test("moves the head once, to its last event, by as many as it has", async () => {
      const { ids, stream } = await account();
      const saved = await client.saveEvents([deposited(ids), withdrawn(ids), deposited(ids)]);
      const { head } = await stream.read();
      expect(head).toMatchObject({ lastEventId: saved[2]?.id, count: 4 });
    });

    test("takes given ids in any order, as they are written together", async () => {
      const { ids, stream, head } = await account();
      const given = [newEventId(), newEventId()].toReversed();
      const events = given.map((id) => ({ ...withdrawn(ids), id }));
      const saved = await client.saveEvents(events, { expect: [stream.unchangedSince(head)] });
      expect(saved.map(({ id }) => id)).toEqual(given);
      expect((await stream.read()).head).toMatchObject({ lastEventId: given[0], count: 3 });
    });

    test("of 100 items is saved; one head more, and nothing is asked of the table", async () => {
      // Two copies each, and a head: 2 × 49 + 1 = 99.
      const ids = newAccount();
      const events = Array.from({ length: 49 }, () => deposited(ids));
      const one = client.streams.account(newAccount()).empty();
      const two = client.streams.account(newAccount()).empty();
      const refused = await calls(async () => {
        const error = await failureOf(
          client.saveEvents(events, { expect: [one, two] }),
          TransactionLimitError,
        );
        expect(error.message).toContain("49 events make 101 items");
        const tooMany = [...events.slice(1), deposited(newAccount()), deposited(newAccount())];
        await failureOf(client.saveEvents(tooMany), TransactionLimitError);
      });
      expect(refused).toEqual([]);
      const saved = await calls(() => client.saveEvents(events, { expect: [one] }));
      expect(saved.map(({ kind }) => kind)).toEqual(["write"]);
      expect(await countOf(ids)).toBe(49);
    });

    test("of 4 MB is saved, with its heads and conditions", async () => {
      const campaign_id = newEventId();
      const of = (bytes: number) =>
        deposited(newAccount(), { campaign_id, text: "x".repeat(bytes) });
      const large = Array.from({ length: 3 }, () => of(390 * 1024));
      // Two copies, and one in the campaign: what is left of 4 MB, by what the refusal says.
      const options = { expect: [client.streams.account(newAccount()).empty()] };
      const batch = (bytes: number) => client.saveEvents([...large, of(bytes)], options);
      const { message } = await failureOf(batch(390 * 1024), TransactionLimitError);
      const [, over = ""] = message.match(/make (\d+) bytes/) ?? [];
      const fits = 390 * 1024 - Math.ceil((Number(over) - 4 * 1024 * 1024) / 3);
      await failureOf(batch(fits + 1), TransactionLimitError);
      expect(await batch(fits)).toHaveLength(4);
    });

    test("of over 4 MB is refused before any call", async () => {
      const ids = newAccount();
      const text = "x".repeat(190 * 1024);
      const refused = await calls(async () => {
        const events = Array.from({ length: 12 }, () => deposited(ids, { text }));
        await failureOf(client.saveEvents(events), TransactionLimitError);
      });
      expect(refused).toEqual([]);
    });
  });
}
