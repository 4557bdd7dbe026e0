import { type PlainEvent, UnknownEventTypeError } from "ddb-pattern-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import type { PlainDescriptor } from "../client/descriptors.js";
import {
  type AccountIds,
  accountKey,
  BANK,
  type BankClient,
  collect,
  deposited,
  newAccount,
  newTopic,
  noted,
  notesOf,
  numbered,
  opened,
  type TopicIds,
  withdrawn,
} from "./bank.js";
import { failureOf } from "./failure.js";
import type { Open, OpenTable } from "./open-table.js";

/** A new event type, about accounts and topics. */
const FROZEN = {
  ids: { bank_id: "bank_id", account_id: "account_id", topic_id: "topic_id" },
  optionalIds: ["account_id", "topic_id"],
  lookups: [["bank_id"]],
};

/** A newer version of the schema: one more type, in three streams. */
const NEWER: PlainDescriptor = {
  ...BANK,
  events: { ...BANK.events, FROZEN },
  streams: Object.fromEntries(
    Object.entries(BANK.streams).map(([name, stream]) => {
      const events = name === "campaign" ? stream.events : [...stream.events, "FROZEN"];
      return [name, { ...stream, events }];
    }),
  ),
};

export function unknownSuite(open: Open): void {
  let table: OpenTable;
  let newer: BankClient;
  let older: BankClient;
  let skipping: BankClient;
  beforeAll(async () => {
    table = await open();
    newer = table.client({}, NEWER);
    older = table.client();
    skipping = table.client({ unknownEvents: "skip" });
  });

  const frozen = (ids: AccountIds | TopicIds) => ({ type: "FROZEN", data: { ...ids } });

  /** All ways to read a stream that contains an event of the new type. */
  const READS = {
    "a consistent stream": (of: BankClient, { account }: Ids) => of.streams.account(account).read(),
    "a part of a consistent stream": (of: BankClient, { account }: Ids) =>
      of.streams.account(account).read({ after: 1, before: 3 }),
    "a consistent stream, one by one": async (of: BankClient, { account }: Ids) => ({
      events: await collect(of.streams.account(account).iterate()),
    }),
    "a materialized stream": (of: BankClient, { topic }: Ids) => of.streams.topic(topic).read(),
    "a materialized stream, one by one": async (of: BankClient, { topic }: Ids) => ({
      events: await collect(of.streams.topic(topic).iterate()),
    }),
  };
  const NAMES = Object.keys(READS) as (keyof typeof READS)[];

  interface Ids {
    readonly account: AccountIds;
    readonly topic: TopicIds;
  }

  /** A stream of each kind, with an event of the new type between others. */
  async function stored() {
    const ids: Ids = { account: newAccount(), topic: newTopic() };
    const { account, topic } = ids;
    const accounts = [deposited(account), frozen(account), withdrawn(account)];
    return {
      ids,
      account: await newer.saveEvents(accounts),
      topic: await newer.saveEvents([noted(topic, 0), frozen(topic), noted(topic, 1)]),
    };
  }

  const withoutFrozen = (events: readonly PlainEvent[]) =>
    events.filter(({ type }) => type !== "FROZEN");

  describe("events of types that the schema does not list", () => {
    test.each(NAMES)("make %s throw an error that names the types", async (name) => {
      const { ids } = await stored();
      const error = await failureOf(READS[name](older, ids), UnknownEventTypeError);
      expect(error).toMatchObject({
        code: "unknown-event-type",
        eventTypes: ["FROZEN"],
        outcome: undefined,
      });
      const stream = name.includes("consistent") ? "account" : "topic";
      expect(error.message).toBe(
        `Stream "${stream}" holds events of types that it does not list: "FROZEN". A newer version ` +
          'of the schema wrote them: deploy that version, or read with unknownEvents: "skip".',
      );
    });

    test.each(NAMES)('are left out of %s with unknownEvents: "skip"', async (name) => {
      const { ids } = await stored();
      const all = await READS[name](newer, ids);
      const { events } = await READS[name](skipping, ids);
      expect(events).toEqual(withoutFrozen(all.events));
      expect(events.length).toBeLessThan(all.events.length);
    });

    test("are skipped or refused as the read's option says, which overrides the client's", async () => {
      const { ids, account } = await stored();
      const read = (of: BankClient, unknownEvents: "skip" | "throw") =>
        of.streams.account(ids.account).read({ unknownEvents });
      expect((await read(older, "skip")).events).toEqual(withoutFrozen(numbered(account)));
      await failureOf(read(skipping, "throw"), UnknownEventTypeError);
    });

    test("keep their revisions, and count for the head", async () => {
      const { ids } = await stored();
      const { events, head } = await skipping.streams.account(ids.account).read();
      expect(events.map(({ revision }) => revision)).toEqual([1, 3]);
      expect(head).toEqual((await newer.streams.account(ids.account).read()).head);
    });

    test("do not prevent an older writer from appending after them", async () => {
      const { ids, account } = await stored();
      await newer.saveEvent(frozen(ids.account));
      const next = await older.saveEvent(opened(ids.account));
      const { events } = await newer.streams.account(ids.account).read({ after: 3 });
      expect(events).toMatchObject([
        { type: "FROZEN", revision: 4 },
        { ...next, revision: 5 },
      ]);
      expect(account).toHaveLength(3);
    });

    test("do not affect queries, which list the types that they read", async () => {
      const { ids, topic } = await stored();
      expect(await older.getEventStream(notesOf(ids.topic))).toEqual(withoutFrozen(topic));
      expect((await older.streams.talk(ids.topic).read()).events).toEqual(withoutFrozen(topic));
    });

    test("are reported together, each type once, in the order of the events", async () => {
      const account = newAccount();
      for (const [index, type] of ["B", "A", "B", "OPENED", "C"].entries()) {
        const sk = String(index + 1).padStart(16, "0");
        const id = `0000000000000000000000000${index}`;
        const timestamp = "1970-01-01T00:00:00.000Z";
        await table.put({ pk: accountKey(account), sk, id, type, timestamp, data: account });
      }
      const error = await failureOf(older.streams.account(account).read(), UnknownEventTypeError);
      expect(error.eventTypes).toEqual(["B", "A", "C"]);
    });

    test("can have types that were removed from the schema or the stream", async () => {
      const { ids, account } = await stored();
      const fewer: PlainDescriptor = {
        ...NEWER,
        streams: {
          account: {
            name: "account",
            by: ["bank_id", "account_id"],
            events: ["DEPOSITED", "FROZEN"],
            consistent: true,
          },
        },
      };
      const read = table.client({}, fewer).streams.account(ids.account).read();
      expect(await failureOf(read, UnknownEventTypeError)).toMatchObject({
        eventTypes: ["WITHDRAWN"],
      });
      const skipped = table.client({ unknownEvents: "skip" }, fewer);
      const { events } = await skipped.streams.account(ids.account).read();
      expect(events).toEqual(numbered(account).slice(0, 2));
    });
  });
}
