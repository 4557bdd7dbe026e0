import { decodeItem } from "ddb-pattern-runtime";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import fc from "fast-check";
import { beforeEach, expect, test, vi } from "vitest";
import { runWorkload, workloads } from "./workload.js";

// Saves that meet others pause for a random time; here for none.
beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0));

test("every result of a random workload matches a simple model", async () => {
  await fc.assert(
    fc.asyncProperty(workloads, async (workload) => {
      const memory = new MemoryTable();
      const { model } = await runWorkload(workload, memory, "events");

      const items = memory.items();
      expect(items).toHaveLength(model.items);
      // One copy of each event is marked, by which a reader of the whole table counts it.
      const canonical = items.flatMap((item) => {
        const decoded = decodeItem(item);
        return decoded?.canonical ? decoded.event : [];
      });
      const byContent = (events: readonly object[]) =>
        events.map((each) => JSON.stringify(each)).sort();
      expect(byContent(canonical)).toEqual(byContent(model.events));
    }),
    // Time is left to report the seed, also where a failure is slow to shrink.
    { numRuns: 150, interruptAfterTimeLimit: 150_000, markInterruptAsFailure: true },
  );
}, 180_000);
