import { MemoryTable } from "ddb-pattern-runtime/memory";
import fc from "fast-check";
import { afterAll, beforeEach, expect, inject, test, vi } from "vitest";
import { connect, newTable } from "../engines/connect.js";
import { SLOWNESS } from "../engines/differences.js";
import { byKey, itemsOn } from "./open-table.js";
import { plain, runWorkload, workloads } from "./workload.js";

const connection = connect(inject("endpoint"));
afterAll(() => connection.client.destroy());

// Conflicting saves pause for a random time, which is 0 here.
beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0));

/**
 * The results as strings that are comparable between tables: ids are replaced by numbers in order
 * of appearance, and members are sorted.
 */
function comparable(answers: readonly unknown[]): string[] {
  const names = new Map<string, string>();
  const nameOf = (id: string) => {
    const name = names.get(id) ?? `<id ${names.size}>`;
    names.set(id, name);
    return name;
  };
  return answers.map((answer) =>
    String(JSON.stringify(answer, sorted)).replace(/[0-7][0-9A-HJKMNP-TV-Z]{25}/g, nameOf),
  );
}

function sorted(name: string, value: unknown): unknown {
  // Checksums include the table's name, which differs.
  if (name === "checksum") return "a checksum";
  if (value === undefined) return "undefined";
  if (value instanceof Error) return plain(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

test(
  "a random workload has the same results, errors and items on both tables",
  async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(workloads, async (workload) => {
        const memory = new MemoryTable();
        const inMemory = await runWorkload(workload, memory, "events");
        const tableName = await newTable(connection);
        const onEngine = await runWorkload(workload, connection.documents, tableName);

        expect(comparable([...onEngine.answers, await itemsOn(connection, tableName)])).toEqual(
          comparable([...inMemory.answers, byKey(memory.items())]),
        );
        const json = JSON.stringify(inMemory.answers);
        for (const [, code = ""] of json.matchAll(/"code":"([a-z-]+)"/g)) seen.add(code);
        if (memory.items().some((item) => "metadata" in item)) seen.add("metadata");
        if (memory.items().some(({ sk }) => sk.startsWith("id#"))) seen.add("guard");
      }),
      // Leaves time to report the seed, even if shrinking a failure is slow.
      { numRuns: 40, interruptAfterTimeLimit: 150_000 * SLOWNESS, markInterruptAsFailure: true },
    );
    // Ensures that the workloads have conflicts and errors to compare.
    expect([...seen].sort()).toEqual([
      "event-id-reused",
      "event-validation",
      "guard",
      "invalid-argument",
      "metadata",
      "stream-conflict",
      "unknown-event-type",
      "unknown-lookup",
    ]);
  },
  180_000 * SLOWNESS,
);
