import { type EventTable, type TableItem, tableErrorOf } from "../table.js";
import {
  assert,
  assertEqual,
  type ConformanceTest,
  fail,
  insert,
  newPartition,
  readKeys,
} from "./support.js";

/** The outcome that a write reports if its signal may abort it. */
async function outcomeOf(
  write: Promise<void>,
  reason: unknown,
): Promise<"written" | "not written" | "unknown"> {
  try {
    await write;
    return "written";
  } catch (error) {
    if (error === reason) return "unknown";
    const known = tableErrorOf(error);
    if (known === undefined) fail(`An ended call failed with ${String(error)}.`);
    if (known.code === "condition-failed") fail("An ended call found its key taken.");
    return known.mayBeWritten ? "unknown" : "not written";
  }
}

function writeOf(table: EventTable, items: readonly TableItem[], signal: AbortSignal) {
  return table.write(items.map(insert), { signal });
}

export const signalTests: readonly ConformanceTest[] = [
  {
    name: "a call whose signal is already aborted does nothing",
    async run(open) {
      const table = await open();
      const pk = newPartition();
      const reason = new Error("The caller has left.");
      const signal = AbortSignal.abort(reason);
      for (const sks of [["a"], ["a", "b"]]) {
        const write = table.write(
          sks.map((sk) => insert({ pk, sk })),
          { signal },
        );
        const outcome = await outcomeOf(write, reason);
        assert(outcome !== "written", "A write succeeded whose signal was aborted.");
      }
      const query = { pk, order: "asc", consistentRead: true } as const;
      const error: unknown = await table.queryPage(query, { signal }).then(
        () => fail("A query succeeded whose signal was aborted."),
        (each: unknown) => each,
      );
      assert(
        error === reason || tableErrorOf(error)?.code === "table",
        `A query whose signal was aborted failed with ${String(error)}.`,
      );
      assertEqual(await readKeys(table, { pk }), [], "the sort keys after aborted writes");
    },
  },
  {
    name: "an aborted write is done as a whole or not at all, as its error reports",
    async run(open) {
      const table = await open();
      for (let turns = 0; turns < 20; turns++) {
        const pk = newPartition();
        const caller = new AbortController();
        const reason = new Error("The caller has left.");
        const items = [
          { pk, sk: "a" },
          { pk, sk: "b" },
        ].slice(turns % 2);
        const outcome = outcomeOf(writeOf(table, items, caller.signal), reason);
        for (let turn = 0; turn < turns; turn++) await Promise.resolve();
        caller.abort(reason);
        const reported = await outcome;
        const found = await readKeys(table, { pk });
        const expected = items.map(({ sk }) => sk);
        if (reported === "written")
          assertEqual(found, expected, "the sort keys of a write that is done");
        if (reported === "not written")
          assertEqual(found, [], "the sort keys of a write that was not done");
        if (reported === "unknown" && found.length > 0) {
          assertEqual(found, expected, "the sort keys of a write that ended early");
        }
      }
    },
  },
  {
    name: "aborting the signal of a finished call has no effect",
    async run(open) {
      const table = await open();
      const pk = newPartition();
      const caller = new AbortController();
      for (;;) {
        try {
          await writeOf(table, [{ pk, sk: "a" }], caller.signal);
          break;
        } catch (error) {
          if (tableErrorOf(error)?.code !== "contention") throw error;
        }
      }
      caller.abort(new Error("The caller has left."));
      assertEqual(await readKeys(table, { pk }), ["a"], "the sort keys");
    },
  },
];
