import { StreamConflictError } from "ddb-pattern-runtime";
import { afterAll, test as anyTest, beforeAll, expect, inject } from "vitest";
import { testTable } from "../client/support.js";
import { skipReason } from "../engines/differences.js";
import { Journal } from "./support-journal.js";
import { buildWriter, type Kind, runWriter, type WriterSettings } from "./support-processes.js";
import { Random, SEED } from "./support-random.js";
import { contentsOf, flawsOf } from "./support-table.js";

const test = anyTest.skipIf(skipReason("slow-transactions"));

const PROCESSES = 4;
const LANES = 8;
const SAVES = 6;

let writer: Awaited<ReturnType<typeof buildWriter>>;
beforeAll(async () => {
  writer = await buildWriter();
});
afterAll(() => writer.remove());

test.for<[where: string, accounts: string[], kinds: Kind[]]>([
  ["to one stream without a condition", ["1"], ["interest"]],
  ["to one stream, as it was read", ["1"], ["expected"]],
  ["to one stream, either way", ["1"], ["interest", "deposit", "expected"]],
  [
    "to several streams in one save",
    ["1", "2", "3", "4"],
    ["interest", "withClerk", "deposit", "batch", "expected"],
  ],
])(
  `${PROCESSES * LANES} writers in ${PROCESSES} processes append %s, and some are killed (seed ${SEED})`,
  async ([, accounts, kinds], { annotate }) => {
    const { tableName } = await testTable();
    const random = new Random(SEED);
    const settingsOf = (name: string): WriterSettings => ({
      endpoint: inject("endpoint"),
      tableName,
      name,
      seed: SEED + 100 * random.below(1_000),
      lanes: LANES,
      saves: SAVES,
      accounts,
      kinds,
      identified: random.happens(0.3),
    });
    // In two of the processes' slots, a process is killed and another one takes over.
    const ended = await Promise.all(
      Array.from({ length: PROCESSES }, async (_, place) => {
        const first = settingsOf(`writer-${place}`);
        if (place % 2 === 0) return [await runWriter(writer.program, first)];
        const death = { lines: 10 + random.below(LANES * SAVES), ms: 10 * random.fraction() };
        const killed = await runWriter(writer.program, first, death);
        return [killed, await runWriter(writer.program, settingsOf(`writer-${place}-again`))];
      }),
    );
    const journal = new Journal();
    const lives = ended.flat();
    for (const { calls } of lives) journal.calls.push(...calls);
    const contents = await contentsOf(tableName);
    expect(flawsOf(contents, journal)).toEqual([]);
    // A conditional append directly follows the revision that its writer had read.
    for (const { event, revisions } of contents.events.values()) {
      if (event.data.after === undefined) continue;
      for (const [key, [revision = 0]] of revisions) {
        const before = contents.streams.get(key)?.get(revision - 1) ?? "none";
        expect(event.data.after).toBe(before);
      }
    }

    const whole = lives.filter(({ writes }) => writes !== undefined);
    const sum = (of: "requests" | "refused" | "refusedUnits") =>
      whole.reduce((total, { writes }) => total + (writes?.[of] ?? 0), 0);
    const saves = whole.flatMap(({ calls }) => calls).filter(({ error }) => error === undefined);
    const conflicts = journal.calls.filter(({ error }) => error instanceof StreamConflictError);
    const tries = sum("requests") / saves.length;
    await annotate(
      `${contents.events.size} events; ${tries.toFixed(2)} tries for each save that succeeded; ` +
        `${sum("refused")} writes refused, ${sum("refusedUnits")} write units billed for them; ` +
        `${conflicts.length} conflicts`,
    );
    // The writers had conflicts.
    expect(sum("refused")).toBeGreaterThan(10);
    // A conditional save is tried once; all other saves eventually succeed.
    const expected = whole.length * LANES * SAVES;
    const calls = whole.flatMap((life) => life.calls);
    expect(calls).toHaveLength(expected);
    if (!kinds.includes("expected")) expect(saves).toHaveLength(expected);
  },
);
