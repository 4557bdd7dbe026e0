import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { ContractError, checkContract } from "ddb-pattern-runtime";
import { type Finding, releaseContract, verifyTable } from "ddb-pattern-runtime/maintenance";
import { afterAll, test as anyTest, beforeAll, expect, inject } from "vitest";
import { streamOf, testTable } from "../client/support.js";
import { bundleProgram } from "../engines/bundle-program.js";
import { skipReason } from "../engines/differences.js";
import { Random, SEED } from "../faults/support-random.js";
import { NOTES_1, NOTES_2 } from "./notes.js";
import type { ReindexSettings } from "./reindex-process.js";
import { dropped, notesOf, taken } from "./support.js";

const test = anyTest.skipIf(skipReason("slow-transactions"));

let program: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ program, remove } = await bundleProgram(new URL("reindex-process.ts", import.meta.url)));
});
afterAll(() => remove());

/**
 * Runs a reindex, and returns its last line, or `undefined` if it was killed.
 *
 * @param lines - The number of lines after which it is killed.
 */
async function runProcess(settings: ReindexSettings, lines: number): Promise<string | undefined> {
  const args = [program, JSON.stringify(settings)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const closed = once(child, "close");
  let count = 0;
  let last = "";
  for await (const line of createInterface(child.stdout)) {
    last = line;
    if (++count === lines) child.kill("SIGKILL");
  }
  const [code, signal] = await closed;
  if (signal === "SIGKILL") return undefined;
  expect(code).toBe(0);
  return last;
}

const NOTES = 30;
const EVENTS = 6;
const KILLS = 6;

test(`a reindex that is killed ${KILLS} times beside writers completes the table (seed ${SEED})`, async ({
  annotate,
}) => {
  const random = new Random(SEED);
  const table = await testTable();
  const { documents, tableName } = table;
  const release = (descriptor: typeof NOTES_1, number: number) =>
    releaseContract(documents, tableName, descriptor, { release: number, shapes: "" });
  await release(NOTES_1, 1);
  const old = notesOf(NOTES_1, table);
  const ids = Array.from({ length: NOTES }, (_, index) => `old-${index}`);
  for (let count = 0; count < EVENTS; count++) {
    await old.saveEvents(
      ids.map((note_id) => taken({ note_id })),
      { atomic: false },
    );
  }
  await release(NOTES_2, 2);

  // Writers of the new schema: one of new notes, and one that waits for the streams of old ones.
  let isDone = false;
  const unchecked = notesOf(NOTES_2, table);
  let saved = 0;
  const writeNew = async (lane: number) => {
    while (!isDone) {
      const note_id = `new-${lane}-${Math.floor(saved / 10)}`;
      await unchecked.saveEvent(saved++ % 2 === 0 ? taken({ note_id }) : dropped(note_id));
    }
  };
  const checked = notesOf(NOTES_2, table, { contract: checkContract });
  let refused = 0;
  const appended = new Set<string>();
  const append = async () => {
    for (const note_id of ids) {
      for (;;) {
        try {
          await checked.saveEvent(dropped(note_id));
          appended.add(note_id);
          break;
        } catch (error) {
          if (!(error instanceof ContractError)) throw error;
          refused++;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
    }
  };
  const writers = [writeNew(1), writeNew(2), append()];

  const settings = { endpoint: inject("endpoint"), tableName, rate: 600 };
  let killed = 0;
  for (let count = 0; count < KILLS; count++) {
    const last = await runProcess(settings, 1 + random.below(20));
    if (last === undefined) killed++;
  }
  expect(appended.size).toBe(0);
  const last = await runProcess({ ...settings, rate: 1_000_000 }, Number.POSITIVE_INFINITY);
  expect(last).toBe("done 0");
  isDone = true;
  await Promise.all(writers);
  await annotate(`${killed} killed; ${saved} events saved beside, ${refused} appends refused`);
  expect(killed).toBeGreaterThan(0);
  expect(refused).toBeGreaterThan(0);
  expect(saved).toBeGreaterThan(0);

  const findings: Finding[] = [];
  const onFinding = (finding: Finding) => findings.push(finding);
  const result = await verifyTable(documents, tableName, NOTES_2, { onFinding });
  expect(findings).toEqual([]);
  expect(result.events).toBe(NOTES * EVENTS + NOTES + saved);
  expect(result.incomplete).toEqual([]);
  for (const note_id of ids) {
    const { events } = await streamOf(checked, "order", { note_id }).read();
    expect(events.map(({ type }) => type)).toEqual([...Array(EVENTS).fill("TAKEN"), "DROPPED"]);
    const past = events.slice(0, EVENTS).map(({ id }) => id);
    expect(past).toEqual(past.toSorted());
  }
});
