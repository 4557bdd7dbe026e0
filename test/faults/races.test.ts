import { type EventBase, StreamConflictError } from "ddb-pattern-runtime";
import { expect, inject, test, vi } from "vitest";
import { connect } from "../engines/connect.js";
import { SLOWNESS } from "../engines/differences.js";
import { testTable } from "../runtime/support.js";
import { accountKey, type LedgerClient, type LedgerEvent, ledgerOf } from "./support-ledger.js";
import { Random, SEED } from "./support-random.js";
import { contentsOf, flawsOf, type Refusal } from "./support-table.js";

vi.setConfig({ testTimeout: 30_000 * SLOWNESS });

const BANK = "b";
const SKEW_MS = 10 * 60_000;

/** A client of its own, with a clock that is up to ten minutes fast or slow. */
function writerOf(tableName: string, random: Random): LedgerClient {
  const skew = Math.round((2 * random.fraction() - 1) * SKEW_MS);
  const { documents } = connect(inject("endpoint"));
  return ledgerOf(documents, tableName, { clock: () => Date.now() + skew });
}

function deposit(account: string, n: string, more: object = {}): LedgerEvent {
  const data = { n, bank_id: BANK, account_id: account, clerk_id: account, ...more };
  return { type: "MONEY_DEPOSITED", data };
}

/** Runs the writers side by side; what they were told is checked against the whole table. */
async function race(
  writers: number,
  run: (ledger: LedgerClient, writer: number, told: Told) => Promise<void>,
) {
  const { tableName } = await testTable();
  const random = new Random(SEED);
  const told: Told = { saved: [], refused: [] };
  const ledgers = Array.from({ length: writers }, () => writerOf(tableName, random));
  await Promise.all(ledgers.map((ledger, writer) => run(ledger, writer, told)));
  const contents = await contentsOf(tableName);
  expect(flawsOf(contents, told)).toEqual([]);
  expect(contents.events.size).toBe(told.saved.length);
  return { contents, told, ledger: ledgers[0] as LedgerClient };
}

interface Told {
  readonly saved: EventBase[];
  readonly refused: Refusal[];
}

/** Decides and saves until nobody was in between. */
async function retrying(told: Told, attempt: () => Promise<Attempt>): Promise<void> {
  for (;;) {
    const { event, save } = await attempt();
    try {
      told.saved.push(await save());
      return;
    } catch (error) {
      if (!(error instanceof StreamConflictError)) throw error;
      told.refused.push({ events: [event], error });
    }
  }
}

interface Attempt {
  readonly event: LedgerEvent;
  readonly save: () => Promise<EventBase>;
}

const streamOf = (ledger: LedgerClient, account: string) =>
  ledger.streams.account({ bank_id: BANK, account_id: account });

test.each([
  [2, 30],
  [8, 8],
  [32, 2],
])(
  `%i writers count up in one stream, %i times each, and skip no number (seed ${SEED})`,
  { timeout: 120_000 },
  async (writers, times) => {
    const account = "counted";
    let tries = 0;
    const { contents, ledger } = await race(writers, async (ledger, writer, told) => {
      for (let time = 0; time < times; time++) {
        await retrying(told, async () => {
          const stream = streamOf(ledger, account);
          const { events, head } = await stream.read();
          const value = 1 + Number(events.at(-1)?.data.value ?? 0);
          const event = deposit(account, `${writer}-${++tries}`, { value });
          const save = () => ledger.saveEvent(event, { expect: [stream.unchangedSince(head)] });
          return { event, save };
        });
      }
    });

    const { events, head } = await streamOf(ledger, account).read();
    const numbers = Array.from({ length: writers * times }, (_, index) => index + 1);
    // In the order of the ids, the numbers are in the order in which they were counted.
    expect(events.map(({ data }) => data.value)).toEqual(numbers);
    expect(head.count).toBe(writers * times);
    expect(contents.heads.get(accountKey(BANK, account))?.count).toBe(writers * times);
  },
);

test(`16 writers append at once without a condition, while 2 read: what was read stays a beginning (seed ${SEED})`, async () => {
  const account = "appended";
  const times = 6;
  let writing = 16;
  const seen: (readonly string[])[] = [];
  const { contents } = await race(18, async (ledger, writer, told) => {
    if (writer < 16) {
      for (let time = 0; time < times; time++) {
        told.saved.push(await ledger.saveEvent(deposit(account, `${writer}-${time}`)));
      }
      writing--;
      return;
    }
    while (writing > 0) {
      const { events, head } = await streamOf(ledger, account).read();
      expect(head.count).toBe(events.length);
      seen.push(events.map(({ id }) => id));
    }
  });

  const all = contents.streams.get(accountKey(BANK, account)) ?? [];
  expect(all).toHaveLength(16 * times);
  expect(seen.length).toBeGreaterThan(4);
  // An id that came in below another one would show up in the middle of what was read before.
  for (const ids of seen) expect(ids).toEqual(all.slice(0, ids.length));
});

test(`16 writers behind one head append events that are equal, and each is stored (seed ${SEED})`, async () => {
  const { tableName, documents } = await testTable();
  const random = new Random(SEED);
  const event = deposit("equal", "the same");
  // An hour ahead, so that every id of the others must be minted above the head.
  const ahead = ledgerOf(documents, tableName, { clock: () => Date.now() + 6 * SKEW_MS });
  const first = await ahead.saveEvent(event);
  const writers = Array.from({ length: 16 }, () => writerOf(tableName, random));
  const saved = await Promise.all(writers.map((ledger) => ledger.saveEvent(event)));

  const { events, head } = await streamOf(ahead, "equal").read();
  const ids = [first, ...saved].map(({ id }) => id).sort();
  expect(events.map(({ id }) => id)).toEqual(ids);
  expect(head.count).toBe(17);
});

test(`writers with a condition and writers without share a stream (seed ${SEED})`, async () => {
  const account = "shared";
  const times = 10;
  let tries = 0;
  const { ledger } = await race(8, async (ledger, writer, told) => {
    for (let time = 0; time < times; time++) {
      const n = () => `${writer}-${++tries}`;
      if (writer % 2 === 0) told.saved.push(await ledger.saveEvent(deposit(account, n())));
      else {
        await retrying(told, async () => {
          const stream = streamOf(ledger, account);
          const { head } = await stream.read();
          const event = deposit(account, n(), { after: head.lastEventId ?? "none" });
          const save = () => ledger.saveEvent(event, { expect: [stream.unchangedSince(head)] });
          return { event, save };
        });
      }
    }
  });

  const { events } = await streamOf(ledger, account).read();
  expect(events).toHaveLength(8 * times);
  for (const [index, { data }] of events.entries()) {
    if (data.after !== undefined) expect(data.after).toBe(events[index - 1]?.id ?? "none");
  }
});

test(`two that each look at the other's stream cannot both go ahead, 60 times (seed ${SEED})`, async () => {
  const rounds = Array.from({ length: 60 }, (_, round) => round);
  const { contents, told } = await race(4, async (ledger, writer, told) => {
    for (const round of rounds) {
      // Even writers go ahead in one stream, odd ones in the other; only one may, of all four.
      const streams = [`left-${round}`, `right-${round}`];
      const own = streams[writer % 2] as string;
      const heads = await Promise.all(streams.map((name) => streamOf(ledger, name).read()));
      if (heads.some(({ events }) => events.length > 0)) continue;
      const expected = streams.map((name) => streamOf(ledger, name).empty());
      const event = deposit(own, `${writer}-${round}`);
      try {
        told.saved.push(await ledger.saveEvent(event, { expect: expected }));
      } catch (error) {
        if (!(error instanceof StreamConflictError)) throw error;
        told.refused.push({ events: [event], error });
      }
    }
  });

  const ahead = [...contents.events.values()].map(({ data }) => String(data.account_id));
  expect(ahead.map((name) => Number(name.split("-")[1])).sort((a, b) => a - b)).toEqual(rounds);
  // They did meet.
  expect(told.refused.length).toBeGreaterThan(10);
});
