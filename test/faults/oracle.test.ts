import { DdbPatternError } from "ddb-pattern-runtime";
import { test as anyTest, expect, inject } from "vitest";
import { testTable } from "../client/support.js";
import { connect } from "../engines/connect.js";
import { skipReason } from "../engines/differences.js";
import { startProxy } from "../engines/proxy.js";
import { Caller } from "./support-caller.js";
import { unsteadyClock } from "./support-clock.js";
import { PATIENCE_MS, WEATHER, weather } from "./support-faults.js";
import { hastyRetries } from "./support-hasty.js";
import { Journal } from "./support-journal.js";
import { ledgerOf } from "./support-ledger.js";
import { Random, SEED } from "./support-random.js";
import { contentsOf, flawsOf } from "./support-table.js";

const test = anyTest.skipIf(skipReason("slow-transactions"));

const CALLERS = 24;
/** `DDB_PATTERN_CALLS=10000 npm run test:faults -- oracle`, after a change of saves, tries more. */
const CALLS = Number(process.env.DDB_PATTERN_CALLS ?? 4_000);
const READS_PER_SAVE = 0.05;

/** The share of failing requests. */
const SHARE = 0.2;

test(`${CALLS} calls through a bad network: every reported outcome matches the table (seed ${SEED})`, {
  timeout: 1_200_000,
}, async ({ annotate }) => {
  const { tableName } = await testTable();
  const journal = new Journal();
  const counts = new Map<string, number>();
  const started = performance.now();
  const requests: string[] = [];

  async function callOften(index: number): Promise<void> {
    const random = new Random(SEED - index - 1);
    // A separate proxy and seed for each caller, so that no fault affects another caller.
    const proxy = await startProxy(inject("endpoint"));
    proxy.always(weather(new Random(SEED + index), SHARE, counts));
    const { documents } = connect(proxy.endpoint, {
      retryStrategy: hastyRetries(3),
      requestHandler: { requestTimeout: PATIENCE_MS, throwOnRequestTimeout: true },
    });
    const clock = unsteadyClock(random);
    const newClient = () => {
      const deadlineMs = random.happens(0.1) ? 100 : Number.POSITIVE_INFINITY;
      return ledgerOf(documents, tableName, { clock, retry: { deadlineMs, maxAttempts: 3 } });
    };
    const caller = new Caller({ name: `caller ${index}`, newClient, random, journal });
    while (journal.calls.length < CALLS) {
      await caller.save();
      if (random.happens(READS_PER_SAVE)) await caller.read();
    }
    documents.destroy();
    await proxy.settled();
    await proxy.close();
    requests.push(...proxy.requests);
  }
  await Promise.all(Array.from({ length: CALLERS }, (_, index) => callOften(index)));

  const contents = await contentsOf(tableName);
  const seconds = Math.round((performance.now() - started) / 1000);
  const reported = journal.calls.flatMap((call) => call.reported);
  const statuses = countsOf(reported.map(({ status }) => status));
  const errors = countsOf(
    journal.calls.flatMap(({ error }) => {
      return error instanceof DdbPatternError ? [`${error.name} ${error.outcome}`] : [];
    }),
  );
  const faults = [...counts.values()].reduce((sum, count) => sum + count, 0);
  await annotate(
    `${journal.calls.length} calls in ${seconds} s, ${requests.length} requests (${JSON.stringify(countsOf(requests))}), ${faults} faults, ` +
      `${contents.events.size} events stored; reported of events: ${JSON.stringify(statuses)}; ` +
      `errors: ${JSON.stringify(errors)}; faults: ${JSON.stringify(Object.fromEntries(counts))}`,
  );
  expect(flawsOf(contents, journal)).toEqual([]);
  // Every fault was used.
  expect(WEATHER.filter((name) => (counts.get(name) ?? 0) < CALLS / 1_000)).toEqual([]);
  for (const status of ["saved", "not-written", "unknown"]) {
    expect(statuses[status]).toBeGreaterThan(CALLS / 40);
  }
});

function countsOf(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words.toSorted()) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
