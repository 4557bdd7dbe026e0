import { afterAll, test as anyTest, beforeAll, expect, inject } from "vitest";
import { mapBounded } from "../../runtime/src/util/map-bounded.js";
import { testTable } from "../client/support.js";
import { skipReason } from "../engines/differences.js";
import { Journal } from "./support-journal.js";
import { ledgerOf } from "./support-ledger.js";
import { buildWriter, type Kind, runWriter, type WriterSettings } from "./support-processes.js";
import { Random, SEED } from "./support-random.js";
import { contentsOf, flawsOf } from "./support-table.js";

const test = anyTest.skipIf(skipReason("slow-transactions"));

const AT_A_TIME = 4;

let writer: Awaited<ReturnType<typeof buildWriter>>;
beforeAll(async () => {
  writer = await buildWriter();
});
afterAll(() => writer.remove());

const KILLS = 40;
/** The output of a writer about its saves, until it is killed. */
const MAX_LINES = 40;
const ALL_KINDS: readonly Kind[] = ["transfer", "interest", "deposit", "withClerk", "batch"];

test(`${KILLS} writers killed during saves leave no partial writes (seed ${SEED})`, async ({
  annotate,
}) => {
  const { tableName, documents } = await testTable();
  const random = new Random(SEED);
  const lives = Array.from({ length: KILLS }, (_, index) => {
    const death = { lines: 1 + random.below(MAX_LINES), ms: 10 * random.fraction() };
    const settings: WriterSettings = {
      endpoint: inject("endpoint"),
      tableName,
      name: `writer-${index}`,
      seed: SEED + 100 * index,
      lanes: 4,
      saves: 10_000,
      // One account is shared by all, the other belongs to this process.
      accounts: ["all", `${index}`],
      kinds: ALL_KINDS,
      // With its id, another process can repeat a save with an unknown outcome.
      identified: index % 2 === 0,
    };
    return [settings, death] as const;
  });
  const ended = await mapBounded(lives, AT_A_TIME, ([settings, death]) =>
    runWriter(writer.program, settings, death),
  );
  const journal = new Journal();
  for (const { calls } of ended) journal.calls.push(...calls);
  const before = await contentsOf(tableName);
  expect(flawsOf(before, journal)).toEqual([]);

  const open = ended.flatMap((life) => life.open);
  const happened = open.flat().filter(({ data }) => {
    return [...before.events.values()].some(({ event }) => event.data.n === data.n);
  });
  // Another process repeats the saves with unknown outcomes under the same ids, so that nothing is
  // stored twice.
  const ledger = ledgerOf(documents, tableName);
  const repeated = open.filter((events) => events.every(({ id }) => id !== undefined));
  for (const events of repeated) {
    const begun = Number(process.hrtime.bigint());
    const stored = await ledger.saveEvents(events);
    const reported = events.map((event, index) => {
      return { event, status: "saved", id: event.id, stored: stored[index] } as const;
    });
    journal.calls.push({ begun, ended: Number(process.hrtime.bigint()), expect: [], reported });
  }
  const contents = await contentsOf(tableName);
  expect(flawsOf(contents, journal)).toEqual([]);

  const saved = journal.calls.flatMap(({ reported }) => reported).filter(({ stored }) => stored);
  await annotate(
    `${contents.events.size} events; ${open.length} saves left open, ${happened.length} of their events ` +
      `stored; ${repeated.length} of the saves repeated`,
  );
  expect(saved.length).toBeGreaterThan(KILLS);
  expect(open.length).toBeGreaterThan(KILLS);
  expect(repeated.length).toBeGreaterThan(10);
});
