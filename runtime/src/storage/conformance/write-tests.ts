import { type ConditionFailure, type EventTable, type TableItem, tableErrorOf } from "../table.js";
import {
  assert,
  assertEqual,
  type ConformanceTest,
  checkAbsent,
  failuresOf,
  insert,
  newPartition,
  readAll,
  readKeys,
  write,
} from "./support.js";

/**
 * Asserts the reported taken keys. A table may omit the existing item, but it must not report a
 * wrong one.
 */
function assertFailures(
  failures: readonly ConditionFailure[],
  expected: readonly { readonly index: number; readonly item: TableItem }[],
  what: string,
): void {
  assertEqual(
    failures.map(({ index }) => index),
    expected.map(({ index }) => index),
    `the positions of the taken keys of ${what}`,
  );
  failures.forEach(({ item }, position) => {
    if (item === undefined) return;
    assertEqual(item, expected[position]?.item, `an item in the way of ${what}`);
  });
}

async function outcomesOf(
  table: EventTable,
  writes: readonly (readonly TableItem[])[],
): Promise<number[]> {
  const outcomes = await Promise.allSettled(writes.map((items) => write(table, items.map(insert))));
  for (const outcome of outcomes) {
    if (outcome.status === "fulfilled") continue;
    const error = tableErrorOf(outcome.reason);
    assert(
      error?.code === "condition-failed",
      `A concurrent write failed with ${String(outcome.reason)}.`,
    );
  }
  return outcomes.flatMap(({ status }, index) => (status === "fulfilled" ? [index] : []));
}

export const writeTests: readonly ConformanceTest[] = [
  {
    name: "an inserted item is read back immediately",
    async run(open) {
      const table = await open();
      const pk = newPartition();
      for (let serial = 0; serial < 20; serial++) {
        const item = { pk, sk: `item-${serial}`, serial };
        await write(table, [insert(item)]);
        const { items } = await table.queryPage(
          { pk, from: item.sk, to: item.sk, order: "asc", consistentRead: true },
          {},
        );
        assertEqual(items, [item], "the page after an insert");
      }
    },
  },
  {
    name: "one write inserts items in several partitions",
    async run(open) {
      const table = await open();
      const items = Array.from({ length: 10 }, (_, serial) => ({
        pk: newPartition(),
        sk: "a",
        serial,
      }));
      await write(table, items.map(insert));
      for (const item of items) {
        assertEqual(await readAll(table, { pk: item.pk }), [item], "a partition");
      }
    },
  },
  {
    name: "an insert of a taken key fails, reports the key, and leaves the item unchanged",
    async run(open) {
      const table = await open();
      const first = { pk: newPartition(), sk: "a", by: "first", list: [1, { two: 2 }] };
      await write(table, [insert(first)]);
      const what = "the insert of a taken key";
      const second = write(table, [insert({ ...first, by: "second" })]);
      assertFailures(await failuresOf(second, what), [{ index: 0, item: first }], what);
      assertEqual(await readAll(table, { pk: first.pk }), [first], "the partition");
    },
  },
  {
    name: "a write with taken keys reports all of them and writes nothing",
    async run(open) {
      const table = await open();
      const pk = newPartition();
      const b = { pk, sk: "b", by: "first" };
      const d = { pk, sk: "d", by: "first" };
      await write(table, [insert(b), insert(d)]);
      const what = "a write with two taken keys";
      const actions = ["a", "b", "c", "d", "e"].map((sk) => insert({ pk, sk, by: "second" }));
      const expected = [
        { index: 1, item: b },
        { index: 3, item: d },
      ];
      assertFailures(await failuresOf(write(table, actions), what), expected, what);
      assertEqual(await readAll(table, { pk }), [b, d], "the partition");
    },
  },
  {
    name: "a write succeeds if its checked keys are absent, and does not write those keys",
    async run(open) {
      const table = await open();
      const pk = newPartition();
      await write(table, [checkAbsent(pk, "a")]);
      await write(table, [checkAbsent(pk, "a"), insert({ pk, sk: "b" }), checkAbsent(pk, "c")]);
      assertEqual(await readKeys(table, { pk }), ["b"], "the sort keys after absence checks");
      await write(table, [insert({ pk, sk: "a" })]);
    },
  },
  {
    name: "a checked key that exists fails the whole write",
    async run(open) {
      const table = await open();
      const pk = newPartition();
      const stored = { pk, sk: "c", by: "first" };
      await write(table, [insert(stored)]);
      for (const [actions, index] of [
        [[checkAbsent(pk, "c")], 0],
        [[insert({ pk, sk: "a" }), checkAbsent(pk, "b"), checkAbsent(pk, "c")], 2],
        [[checkAbsent(pk, "c"), insert({ pk, sk: "a" })], 0],
      ] as const) {
        const what = "a failed absence check";
        const failures = await failuresOf(write(table, actions), what);
        assertFailures(failures, [{ index, item: stored }], what);
      }
      assertEqual(await readKeys(table, { pk }), ["c"], "the sort keys after failed writes");
    },
  },
  {
    name: "an insert and an absence check that both fail are both reported",
    async run(open) {
      const table = await open();
      const pk = newPartition();
      const a = { pk, sk: "a", n: 1 };
      const b = { pk, sk: "b", n: 2 };
      await write(table, [insert(a), insert(b)]);
      const what = "a write with a taken key and a failed absence check";
      const actions = [insert({ pk, sk: "new" }), checkAbsent(pk, "b"), insert(a)];
      const expected = [
        { index: 1, item: b },
        { index: 2, item: a },
      ];
      assertFailures(await failuresOf(write(table, actions), what), expected, what);
    },
  },
  {
    name: "exactly one of several concurrent inserts of one key succeeds",
    async run(open) {
      const table = await open();
      const pk = newPartition();
      const items = Array.from({ length: 20 }, (_, by) => ({ pk, sk: "a", by }));
      const winners = await outcomesOf(
        table,
        items.map((item) => [item]),
      );
      assertEqual(winners.length, 1, "the inserts that succeeded");
      assertEqual(await readAll(table, { pk }), [items[winners[0] as number]], "the partition");
    },
  },
  {
    name: "concurrent writes with common keys succeed completely or not at all",
    async run(open) {
      const table = await open();
      const pk = newPartition();
      const writes = Array.from({ length: 8 }, (_, by) => {
        const own = { pk, sk: `own-${by}`, by };
        const shared = ["shared-1", "shared-2"].map((sk) => ({ pk, sk, by }));
        return by % 2 === 0 ? [own, ...shared] : [...shared.toReversed(), own];
      });
      const winners = await outcomesOf(table, writes);
      assertEqual(winners.length, 1, "the writes that succeeded");
      const expected = (writes[winners[0] as number] as TableItem[]).toSorted((a, b) =>
        a.sk < b.sk ? -1 : 1,
      );
      assertEqual(await readAll(table, { pk }), expected, "the partition");
    },
  },
];
