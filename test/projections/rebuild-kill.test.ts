import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { testTable } from "../client/support.js";
import { bundleProgram } from "../engines/bundle-program.js";
import { skipReason } from "../engines/differences.js";
import { Random, SEED } from "../faults/support-random.js";
import type { RebuildSettings } from "./rebuild-process.js";
import { CUSTOMERS, deliverAll, eventsOf, foldOf, itemsOf, project, shopOf } from "./support.js";

let program: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ program, remove } = await bundleProgram(new URL("rebuild-process.ts", import.meta.url)));
});
afterAll(() => remove());

/** Runs a rebuild, and returns its lines; `last` is `undefined` if it was killed. */
async function runProcess(
  settings: RebuildSettings,
): Promise<{ readonly last: string | undefined; readonly lines: readonly string[] }> {
  const args = [program, JSON.stringify(settings)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const closed = once(child, "close");
  const printed: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    printed.push(line);
    if (printed.length === settings.stopAfter) child.kill("SIGKILL");
  }
  const [code, signal] = await closed;
  if (signal === "SIGKILL") return { last: undefined, lines: printed };
  expect(code).toBe(0);
  return { last: printed.at(-1), lines: printed };
}

const KILLS = 5;
const SEGMENTS = 24;
const ORDERS_OF = 120;

test.skipIf(skipReason("slow-transactions"))(
  `a rebuild that is killed ${KILLS} times goes on where it stopped (seed ${SEED})`,
  { timeout: 600_000 },
  async ({ annotate }) => {
    const random = new Random(SEED);
    const [table, items] = [await testTable(), await testTable()];
    const shop = shopOf(table);
    const events = Array.from({ length: ORDERS_OF }, (_, index) => {
      const data = { order_id: `o${index}`, customer_id: `c${random.below(9)}`, amount: index };
      const { customer_id } = data;
      return [
        { type: "PLACED", data },
        { type: "PAID", data },
        { type: "PAID", data },
        { type: "NOTED", data: { customer_id, amount: 1 } },
      ];
    });
    await shop.saveEvents(events.flat(), { atomic: false });
    const one = project(CUSTOMERS, items, { events: eventsOf(table) });
    await deliverAll(one, table.tableName);

    const settings = {
      endpoint: inject("endpoint"),
      events: table.tableName,
      items: items.tableName,
      version: 2,
      segments: SEGMENTS,
      stopAfter: 0,
    };
    let killed = 0;
    let pages = 0;
    for (let count = 0; count < KILLS; count++) {
      const { last, lines } = await runProcess({ ...settings, stopAfter: 2 + random.below(3) });
      if (last === undefined) killed++;
      pages += lines.length;
      expect(await one.activeVersion()).toBe(1);
    }
    expect(killed).toBe(KILLS);
    const { last, lines } = await runProcess(settings);
    expect(last).toMatch(/^done /);
    // No segment is read again that was read before.
    const again = lines.filter((line) => line.startsWith("read-table")).length;
    expect(again + pages).toBeLessThanOrEqual(SEGMENTS);
    expect(again).toBeGreaterThan(0);
    const definition = { ...CUSTOMERS, version: 2 };
    const fold = await foldOf(definition, table.tableName);
    expect(await itemsOf(items.tableName, definition)).toEqual(fold);
    expect(await one.activeVersion()).toBe(2);
    await annotate(
      `${pages} of ${SEGMENTS} segments were read by ${KILLS} processes that were killed`,
    );
  },
);
