import { EventIdReusedError, newEventId, StreamConflictError } from "ddb-pattern-runtime";
import { test as anyTest, expect, inject, vi } from "vitest";
import { testTable } from "../client/support.js";
import { connect } from "../engines/connect.js";
import { skipReason } from "../engines/differences.js";
import { unsteadyClock } from "./support-clock.js";
import { type Call, Journal } from "./support-journal.js";
import { accountKey, type LedgerClient, type LedgerEvent, ledgerOf } from "./support-ledger.js";
import { Random, SEED } from "./support-random.js";
import { contentsOf, flawsOf, idsInOrder } from "./support-table.js";

const test = anyTest.skipIf(skipReason("slow-transactions"));

vi.setConfig({ testTimeout: 300_000 });

const BANK = "b";

/** A new client without a deadline. */
function writerOf(tableName: string, random: Random): LedgerClient {
  const { documents } = connect(inject("endpoint"));
  const retry = { deadlineMs: Number.POSITIVE_INFINITY };
  return ledgerOf(documents, tableName, { clock: unsteadyClock(random), retry });
}

function deposit(account: string, n: string, more: object = {}): LedgerEvent {
  const data = { n, bank_id: BANK, account_id: account, clerk_id: account, ...more };
  return { type: "MONEY_DEPOSITED", data };
}

/** An event without a copy sorted by its id. */
function interest(account: string, n: string, more: object = {}): LedgerEvent {
  return { type: "INTEREST_PAID", data: { n, bank_id: BANK, account_id: account, ...more } };
}

/** Runs the writers concurrently, and compares their reported outcomes with the whole table. */
async function race(
  writers: number,
  run: (ledger: LedgerClient, writer: number, journal: Journal) => Promise<void>,
) {
  const { tableName } = await testTable();
  const random = new Random(SEED);
  const journal = new Journal();
  const ledgers = Array.from({ length: writers }, () => writerOf(tableName, random));
  await Promise.all(ledgers.map((ledger, writer) => run(ledger, writer, journal)));
  const contents = await contentsOf(tableName);
  expect(flawsOf(contents, journal)).toEqual([]);
  const saved = journal.calls.flatMap(({ reported }) => reported).filter(({ stored }) => stored);
  expect(contents.events.size).toBe(new Set(saved.map(({ id }) => id)).size);
  return { contents, journal, ledger: ledgers[0] as LedgerClient };
}

const save = (journal: Journal, ledger: LedgerClient, event: LedgerEvent) =>
  journal.save([event], [], async () => [await ledger.saveEvent(event)]);

/** Reads, decides and saves, until no other save conflicts. */
async function retrying(attempt: () => Promise<Call>): Promise<void> {
  for (;;) {
    const { error } = await attempt();
    if (error === undefined) return;
    if (!(error instanceof StreamConflictError)) throw error;
  }
}

const streamOf = (ledger: LedgerClient, account: string) =>
  ledger.streams.account({ bank_id: BANK, account_id: account });

test.each([
  [2, 30],
  [8, 8],
  [32, 2],
])(
  `%i writers count up in one stream, %i times each, without gaps (seed ${SEED})`,
  async (writers, times) => {
    const account = "counted";
    let tries = 0;
    const { contents, ledger } = await race(writers, async (ledger, writer, journal) => {
      for (let time = 0; time < times; time++) {
        await retrying(async () => {
          const stream = streamOf(ledger, account);
          const { events, head } = await stream.read();
          const value = 1 + Number(events.at(-1)?.data.value ?? 0);
          const make = writer % 2 === 0 ? deposit : interest;
          const event = make(account, `${writer}-${++tries}`, { value });
          const expected = [stream.unchangedSince(head)];
          return journal.save([event], expected, async () => [
            await ledger.saveEvent(event, { expect: expected }),
          ]);
        });
      }
    });

    const { events, head } = await streamOf(ledger, account).read();
    const numbers = Array.from({ length: writers * times }, (_, index) => index + 1);
    expect(events.map(({ data }) => data.value)).toEqual(numbers);
    expect(events.map(({ revision }) => revision)).toEqual(numbers);
    expect(head.revision).toBe(writers * times);
    expect(idsInOrder(contents, accountKey(BANK, account))).toHaveLength(writers * times);
  },
);

test(`16 writers append concurrently without a condition, while 2 read: every read is a prefix (seed ${SEED})`, async () => {
  const account = "appended";
  const times = 6;
  let writing = 16;
  const seen: (readonly string[])[] = [];
  const { contents } = await race(18, async (ledger, writer, journal) => {
    if (writer < 16) {
      for (let time = 0; time < times; time++) {
        const make = time % 2 === 0 ? deposit : interest;
        await save(journal, ledger, make(account, `${writer}-${time}`));
      }
      writing--;
      return;
    }
    do {
      const { events, head } = await streamOf(ledger, account).read();
      expect(head.revision).toBe(events.length);
      seen.push(events.map(({ id }) => id));
    } while (writing > 0);
  });

  const all = idsInOrder(contents, accountKey(BANK, account));
  expect(all).toHaveLength(16 * times);
  expect(seen.length).toBeGreaterThan(1);
  for (const ids of seen) expect(ids).toEqual(all.slice(0, ids.length));
});

test(`16 writers append equal events, and each is stored (seed ${SEED})`, async () => {
  const { tableName } = await testTable();
  const random = new Random(SEED);
  const event = interest("equal", "the same");
  const writers = Array.from({ length: 16 }, () => writerOf(tableName, random));
  const saved = await Promise.all(writers.map((ledger) => ledger.saveEvent(event)));

  const { events, head } = await streamOf(writers[0] as LedgerClient, "equal").read();
  expect(events.map(({ id }) => id).sort()).toEqual(saved.map(({ id }) => id).sort());
  expect(head.revision).toBe(16);
});

test(`writers with a condition and writers without share a stream (seed ${SEED})`, async () => {
  const account = "shared";
  const times = 10;
  let tries = 0;
  const { ledger } = await race(8, async (ledger, writer, journal) => {
    for (let time = 0; time < times; time++) {
      const n = () => `${writer}-${++tries}`;
      if (writer % 2 === 0) {
        await save(journal, ledger, interest(account, n()));
        continue;
      }
      await retrying(async () => {
        const stream = streamOf(ledger, account);
        const { head } = await stream.read();
        const event = deposit(account, n(), { after: head.revision });
        const expected = [stream.unchangedSince(head)];
        return journal.save([event], expected, async () => [
          await ledger.saveEvent(event, { expect: expected }),
        ]);
      });
    }
  });

  const { events } = await streamOf(ledger, account).read();
  expect(events).toHaveLength(8 * times);
  for (const { data, revision } of events) {
    if (data.after !== undefined) expect(data.after).toBe(revision - 1);
  }
});

test(`writers that append to the same two streams in different orders all succeed (seed ${SEED})`, async () => {
  const { contents } = await race(8, async (ledger, writer, journal) => {
    for (let time = 0; time < 6; time++) {
      const [first, second] = writer % 2 === 0 ? ["x", "y"] : ["y", "x"];
      const ids = { account_id: first, clerk_id: second };
      await save(journal, ledger, interest(String(first), `${writer}-${time}`, ids));
    }
  });
  expect(contents.events.size).toBe(8 * 6);
});

test(`one client appends 60 events concurrently to a stream, in the order of its calls (seed ${SEED})`, async () => {
  const names = Array.from({ length: 60 }, (_, index) => `${index}`);
  const { ledger } = await race(1, async (ledger, _, journal) => {
    await Promise.all(names.map((n) => save(journal, ledger, interest("queued", n))));
  });
  const { events } = await streamOf(ledger, "queued").read();
  expect(events.map(({ data }) => data.n)).toEqual(names);
});

test(`16 writers save one event under one id: it is stored once, and all saves succeed (seed ${SEED})`, async () => {
  for (const make of [deposit, interest]) {
    const event = { ...make("same", "one"), id: newEventId() };
    const { contents, journal } = await race(16, async (ledger, _, journal) => {
      await save(journal, ledger, event);
    });
    expect(contents.events.size).toBe(1);
    expect(journal.calls.map(({ error }) => error)).toEqual(journal.calls.map(() => undefined));
  }
});

test(`16 writers save different events under one id: one succeeds, and the others are refused (seed ${SEED})`, async () => {
  for (const make of [deposit, interest]) {
    const id = newEventId();
    const { contents, journal } = await race(16, async (ledger, writer, journal) => {
      await save(journal, ledger, { ...make("one", `${writer}`), id });
    });
    expect(contents.events.size).toBe(1);
    const errors = journal.calls.flatMap(({ error }) => error ?? []);
    expect(errors).toHaveLength(15);
    for (const error of errors) expect(error).toBeInstanceOf(EventIdReusedError);
  }
});

test(`two saves with conditions on each other's streams never both succeed, 60 times (seed ${SEED})`, async () => {
  const rounds = Array.from({ length: 60 }, (_, round) => round);
  const { contents, journal } = await race(4, async (ledger, writer, journal) => {
    for (const round of rounds) {
      // Even writers save to one stream, odd ones to the other. Only one of the four may succeed.
      const streams = [`left-${round}`, `right-${round}`];
      const own = streams[writer % 2] as string;
      const heads = await Promise.all(streams.map((name) => streamOf(ledger, name).read()));
      if (heads.some(({ events }) => events.length > 0)) continue;
      const expected = streams.map((name) => streamOf(ledger, name).empty());
      const event = (round % 2 === 0 ? interest : deposit)(own, `${writer}-${round}`);
      const { error } = await journal.save([event], expected, async () => [
        await ledger.saveEvent(event, { expect: expected }),
      ]);
      if (error !== undefined) expect(error).toBeInstanceOf(StreamConflictError);
    }
  });

  const ahead = [...contents.events.values()].map(({ event }) => String(event.data.account_id));
  expect(ahead.map((name) => Number(name.split("-")[1])).sort((a, b) => a - b)).toEqual(rounds);
  // The writers had conflicts.
  expect(journal.calls.filter(({ error }) => error !== undefined).length).toBeGreaterThan(0);
});
