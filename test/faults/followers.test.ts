import { setTimeout as sleep } from "node:timers/promises";
import type { PlainEvent, StreamHead } from "ddb-pattern-runtime";
import { test as anyTest, expect } from "vitest";
import { behindProxy, collect, testTable } from "../client/support.js";
import { skipReason } from "../engines/differences.js";
import { delayed } from "./support-faults.js";
import { type LedgerClient, type LedgerEvent, ledgerOf } from "./support-ledger.js";
import { Random, SEED } from "./support-random.js";

const test = anyTest.skipIf(skipReason("slow-transactions"));

const EVENTS = 500;

/**
 * The maximum lead of the writer over the slowest follower, so that all followers read while it
 * saves.
 */
const MAX_LEAD = 20;

const MAX_DELAY_MS = 15;

const account = { bank_id: "b", account_id: "1" };
const payer = { bank_id: "b", payer_id: "1" };
const TRANSFERS = ["TRANSFER_ORDERED", "TRANSFER_CANCELLED"];

/** Two alternating types, each in another partition of the table. */
function transfer(index: number): LedgerEvent {
  const [type = ""] = TRANSFERS.slice(index % 2);
  const payee = index % 2 === 0 ? { payee_id: "2" } : {};
  return { type, data: { n: `t${index}`, ...payer, ...payee } };
}

function deposit(index: number): LedgerEvent {
  const type = index % 2 === 0 ? "MONEY_DEPOSITED" : "INTEREST_PAID";
  return { type, data: { n: `d${index}`, ...account } };
}

/** Returns new events, each time after the last event that it returned. */
type Follower = (ledger: LedgerClient) => () => Promise<readonly PlainEvent[]>;

/** A follower that uses event ids. */
function byIds(
  read: (
    ledger: LedgerClient,
    options: { after?: string; consistentRead: true },
  ) => Promise<readonly PlainEvent[]>,
): Follower {
  return (ledger) => {
    let last: string | undefined;
    return async () => {
      const after = last === undefined ? {} : { after: last };
      const events = await read(ledger, { ...after, consistentRead: true });
      last = events.at(-1)?.id ?? last;
      return events;
    };
  };
}

const query = {
  eventTypes: TRANSFERS,
  partitionId: payer.bank_id,
  modelKey: "payer_id",
  modelId: payer.payer_id,
};

const FOLLOWERS: Readonly<Record<string, Follower>> = {
  getEventStream: byIds((ledger, options) => ledger.getEventStream({ ...query, ...options })),
  "getEventStream with a limit": byIds((ledger, options) =>
    ledger.getEventStream({ ...query, ...options, limit: 5 }),
  ),
  iterateEventStream: byIds((ledger, options) =>
    collect(ledger.iterateEventStream({ ...query, ...options })),
  ),
  "getEventPage, page by page": byIds(async (ledger, options) => {
    const events: PlainEvent[] = [];
    let cursor: string | undefined;
    do {
      const next = cursor === undefined ? {} : { cursor };
      const page = await ledger.getEventPage({ ...query, ...options, ...next, limit: 7 });
      events.push(...page.events);
      cursor = page.cursor;
    } while (cursor !== undefined);
    return events;
  }),
  "read of a stream": byIds(
    async (ledger, options) => (await ledger.streams.payments(payer).read(options)).events,
  ),
  "iterate of a stream": byIds((ledger, options) =>
    collect(ledger.streams.payments(payer).iterate(options)),
  ),
};

const CONSISTENT_FOLLOWERS: Readonly<Record<string, Follower>> = {
  "read after the head": (ledger) => {
    const stream = ledger.streams.account(account);
    let head: StreamHead | undefined;
    return async () => {
      const slice = await stream.read({ after: head?.revision ?? 0 });
      head = slice.head;
      return slice.events;
    };
  },
  "read after the head, with a limit": (ledger) => {
    const stream = ledger.streams.account(account);
    let head: StreamHead | undefined;
    return async () => {
      const slice = await stream.read({ after: head?.revision ?? 0, limit: 5 });
      head = slice.head;
      return slice.events;
    };
  },
  "iterate after the last revision": (ledger) => {
    const stream = ledger.streams.account(account);
    let last = 0;
    return async () => {
      const events = await collect(stream.iterate({ after: last }));
      last = events.at(-1)?.revision ?? last;
      return events;
    };
  },
};

test.for<[what: string, (index: number) => LedgerEvent, Readonly<Record<string, Follower>>]>([
  ["two event types", transfer, FOLLOWERS],
  ["a consistent stream", deposit, CONSISTENT_FOLLOWERS],
])(
  `followers of %s see all events, in order, while one writer saves them (seed ${SEED})`,
  async ([, make, followers], { annotate }) => {
    const table = await testTable();
    const writer = ledgerOf(table.documents, table.tableName);
    const saved: PlainEvent[] = [];
    const seen = Object.keys(followers).map((): string[] => []);
    let polls = 0;
    const positionOf = (last: string | undefined) => saved.findLastIndex(({ id }) => id === last);

    async function write(): Promise<void> {
      while (saved.length < EVENTS) {
        const slowest = Math.min(...seen.map((ids) => 1 + positionOf(ids.at(-1))));
        if (saved.length - slowest >= MAX_LEAD) await sleep(1);
        else saved.push(await writer.saveEvent(make(saved.length)));
      }
    }

    async function follow(follower: Follower, index: number): Promise<void> {
      const faulty = await behindProxy(table);
      faulty.proxy.always(delayed(new Random(SEED + index), MAX_DELAY_MS));
      const poll = follower(ledgerOf(faulty.documents, table.tableName));
      for (let isLast = false; ; ) {
        const events = await poll();
        polls++;
        for (const { id } of events) seen[index]?.push(id);
        // After the last save, one more poll returns the remaining events.
        if (isLast && events.length === 0) break;
        isLast = saved.length === EVENTS;
      }
      await faulty.close();
    }

    await Promise.all([write(), ...Object.values(followers).map(follow)]);
    const ids = saved.map(({ id }) => id);
    const missed = Object.keys(followers).map((name, index) => {
      const all = new Set(seen[index]);
      return [name, ids.filter((id) => !all.has(id)).length];
    });
    await annotate(`${polls} polls`);
    expect(missed).toEqual(Object.keys(followers).map((name) => [name, 0]));
    for (const each of seen) expect(each).toEqual(ids);
  },
);
