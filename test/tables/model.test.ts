import { decodeItem } from "ddb-pattern-runtime";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import fc from "fast-check";
import { beforeEach, expect, test, vi } from "vitest";
import { runWorkload, workloads } from "./workload.js";

// Conflicting saves pause for a random time, which is 0 here.
beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0));

test("every result of a random workload matches a simple model", async () => {
  await fc.assert(
    fc.asyncProperty(workloads, async (workload) => {
      const memory = new MemoryTable();
      const { model } = await runWorkload(workload, memory, "events");

      const items = memory.items();
      expect(items).toHaveLength(model.items);
      // Exactly one copy of each event is marked as canonical.
      const canonical = items.flatMap((item) => {
        const decoded = decodeItem(item);
        return decoded?.canonical ? decoded.event : [];
      });
      const byContent = (events: readonly object[]) =>
        events.map((each) => JSON.stringify(each)).sort();
      expect(byContent(canonical)).toEqual(byContent(model.events));
    }),
    // Leaves time to report the seed, even if shrinking a failure is slow.
    { numRuns: 150, interruptAfterTimeLimit: 150_000, markInterruptAsFailure: true },
  );
});
