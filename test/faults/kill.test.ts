import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type EventBase, StreamConflictError } from "ddb-pattern-runtime";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { mapBounded } from "../../runtime/src/map-bounded.js";
import { SLOWNESS } from "../engines/differences.js";
import { testTable } from "../runtime/support.js";
import { type LedgerEvent, ledgerOf } from "./support-ledger.js";
import { Random, SEED } from "./support-random.js";
import { contentsOf, flawsOf, type Refusal } from "./support-table.js";

const KILLS = 50;
const AT_A_TIME = 4;
/** What a writer says of its saves, until it is killed. */
const MOST_LINES = 40;

let folder: string;
let program: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kill-writer-"));
  program = join(folder, "kill-writer.cjs");
  // In one small file, as it is loaded fifty times.
  await build({
    entryPoints: [fileURLToPath(new URL("kill-writer.ts", import.meta.url))],
    outfile: program,
    bundle: true,
    minify: true,
    platform: "node",
  });
});
afterAll(() => rm(folder, { recursive: true }));

interface Life {
  readonly saved: EventBase[];
  /** Saves that were not answered when it was killed. */
  readonly open: LedgerEvent[][];
}

/** Lets a writer live until it has said so many lines, and a moment longer. */
async function killedAfter(
  { lines, ms }: { lines: number; ms: number },
  tableName: string,
  name: string,
): Promise<Life> {
  const args = [program, inject("endpoint"), tableName, name];
  const writer = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
  const closed = once(writer, "close");
  const saved: EventBase[] = [];
  const open = new Map<unknown, LedgerEvent[]>();
  let said = 0;
  for await (const line of createInterface(writer.stdout)) {
    if (++said === lines) setTimeout(() => writer.kill("SIGKILL"), ms);
    const { word, events } = JSON.parse(line) as { word: string; events: LedgerEvent[] };
    const batch = events[0]?.data.batch?.name;
    if (word === "saving") open.set(batch, events);
    else if (open.delete(batch)) saved.push(...(events as unknown as EventBase[]));
  }
  // One that ended by itself has failed, and was not killed.
  expect(await closed).toEqual([null, "SIGKILL"]);
  return { saved, open: [...open.values()] };
}

test(`${KILLS} writers killed while they save leave nothing half written (seed ${SEED})`, {
  timeout: 120_000,
}, async ({ annotate }) => {
  const { tableName, documents } = await testTable();
  const random = new Random(SEED);
  const lives = Array.from({ length: KILLS }, (_, index) => {
    const moment = { lines: 1 + random.below(MOST_LINES), ms: 10 * random.fraction() };
    return [moment, `writer-${index}`] as const;
  });
  const ended = await mapBounded(lives, AT_A_TIME, ([moment, name]) =>
    killedAfter(moment, tableName, name),
  );
  const saved = ended.flatMap((life) => life.saved);
  const open = ended.flatMap((life) => life.open);
  expect(flawsOf(await contentsOf(tableName), { saved, refused: [] })).toEqual([]);

  // Another process takes up what was left open: the same ids, so that nothing is stored twice.
  const stored = await contentsOf(tableName);
  const ledger = ledgerOf(documents, tableName);
  const refused: Refusal[] = [];
  for (const events of open) {
    try {
      saved.push(...(await ledger.saveEvents(events)));
    } catch (error) {
      if (!(error instanceof StreamConflictError)) throw error;
      refused.push({ events, error });
    }
  }
  const contents = await contentsOf(tableName);
  expect(flawsOf(contents, { saved, refused })).toEqual([]);
  expect(contents.events.size).toBe(saved.length);

  const happened = open.flat().filter(({ id }) => stored.events.has(String(id))).length;
  await annotate(
    `${saved.length} events; ${open.length} saves left open, ${happened} of their events stored, ` +
      `${refused.length} refused when repeated`,
  );
  expect(saved.length).toBeGreaterThan((5 * KILLS) / SLOWNESS);
  expect(open.length).toBeGreaterThan(KILLS);
});
