import type { EventTable, KeyRangeQuery } from "../table.js";
import {
  assert,
  assertEqual,
  type ConformanceTest,
  fill,
  insert,
  newPartition,
  readAll,
  readKeys,
  write,
} from "./support.js";

const ORDERS: readonly KeyRangeQuery["order"][] = ["asc", "desc"];

function inOrder(keys: readonly string[], order: KeyRangeQuery["order"]): string[] {
  return order === "asc" ? [...keys] : keys.toReversed();
}

async function newTable(open: () => Promise<EventTable>, keys: readonly string[]) {
  const table = await open();
  const pk = newPartition();
  await fill(table, pk, keys);
  return { table, pk };
}

export const readTests: readonly ConformanceTest[] = [
  {
    name: "an unknown partition has no items",
    async run(open) {
      const table = await open();
      const page = await table.queryPage(
        { pk: newPartition(), order: "asc", consistentRead: false },
        {},
      );
      assertEqual(page.items, [], "the items of an unknown partition");
      assertEqual(page.next, undefined, "the next page of an unknown partition");
    },
  },
  {
    name: "a query returns items of its own partition only, not of one whose key has the same prefix",
    async run(open) {
      const table = await open();
      const pk = newPartition();
      const partitions = [pk, `${pk}a`, `${pk}::`, `${pk}::a`];
      for (const each of partitions) await fill(table, each, ["1", each]);
      for (const each of partitions) {
        assertEqual(
          await readKeys(table, { pk: each }),
          ["1", each],
          "the sort keys of a partition",
        );
      }
    },
  },
  {
    name: "sort keys are ordered by their UTF-8 bytes",
    async run(open) {
      // U+FFFD comes before the emoji in UTF-8, and after it in UTF-16.
      const sorted = [
        "\t",
        " ",
        "#",
        "0",
        "00",
        "1",
        "A",
        "a",
        "aa",
        "b",
        "~",
        "é",
        "\uFFFD",
        "😀",
      ];
      const { table, pk } = await newTable(open, sorted.toReversed());
      for (const order of ORDERS) {
        const expected = inOrder(sorted, order);
        assertEqual(await readKeys(table, { pk, order }), expected, `the sort keys, ${order}`);
      }
      const above = await readKeys(table, { pk, from: "\uFFFD" });
      assertEqual(above, ["\uFFFD", "😀"], "the sort keys from U+FFFD");
    },
  },
  {
    name: "a range includes both its ends, and nothing outside of them",
    async run(open) {
      const keys = ["b", "d", "f", "h"];
      const { table, pk } = await newTable(open, keys);
      const bounds = [undefined, "a", "b", "c", "d", "h", "i"];
      for (const from of bounds) {
        for (const to of bounds) {
          for (const order of ORDERS) {
            const wanted = keys.filter((sk) => sk >= (from ?? "") && sk <= (to ?? "~"));
            assertEqual(
              await readKeys(table, { pk, from, to, order }),
              inOrder(wanted, order),
              `the sort keys from ${from} to ${to}, ${order}`,
            );
          }
        }
      }
    },
  },
  {
    name: "a page has at most `limit` items, and `next` if there are more",
    async run(open) {
      const keys = ["a", "b", "c", "d"];
      const { table, pk } = await newTable(open, keys);
      for (const order of ORDERS) {
        for (const limit of [1, 2, 3]) {
          const page = await table.queryPage({ pk, order, limit, consistentRead: true }, {});
          const expected = inOrder(keys, order).slice(0, limit);
          assertEqual(
            page.items.map(({ sk }) => sk),
            expected,
            `the first ${limit} sort keys, ${order}`,
          );
          assert(page.next !== undefined, `A page of ${limit} of 4 items has no "next".`);
        }
        const all = await readKeys(table, { pk, order, limit: 2 ** 40 });
        assertEqual(all, inOrder(keys, order), "the sort keys with a huge limit");
      }
    },
  },
  {
    name: "each page continues right after the previous page, in both orders and in a range",
    async run(open) {
      const keys = Array.from({ length: 7 }, (_, index) => `key-${index}`);
      const { table, pk } = await newTable(open, keys);
      for (const order of ORDERS) {
        for (const limit of [1, 2, 3, 7, 8]) {
          assertEqual(
            await readKeys(table, { pk, order, limit }),
            inOrder(keys, order),
            `the sort keys in pages of ${limit}, ${order}`,
          );
          assertEqual(
            await readKeys(table, { pk, order, limit, from: "key-1", to: "key-5" }),
            inOrder(keys.slice(1, 6), order),
            `the sort keys of a range in pages of ${limit}, ${order}`,
          );
        }
      }
    },
  },
  {
    name: "a page includes items inserted after the previous page, if their keys sort after it",
    async run(open) {
      const { table, pk } = await newTable(open, ["b", "d"]);
      const first = await table.queryPage({ pk, order: "asc", limit: 1, consistentRead: true }, {});
      await fill(table, pk, ["a", "c"]);
      const rest = await readKeys(table, { pk, start: first.next });
      assertEqual(rest, ["c", "d"], "the sort keys after the first page");
    },
  },
  {
    name: "pages return all items of a partition of several megabytes",
    async run(open) {
      const table = await open();
      const pk = newPartition();
      const size = Math.min(300_000, table.limits.itemBytes - 10_000);
      const items = Array.from({ length: 9 }, (_, serial) => ({
        pk,
        sk: `item-${serial}`,
        text: String(serial).repeat(size),
      }));
      for (const item of items) await write(table, [insert(item)]);
      for (const order of ORDERS) {
        for (const limit of [undefined, 5]) {
          const found = await readAll(table, { pk, order, limit });
          const expected = order === "asc" ? items : items.toReversed();
          assertEqual(
            found.map(({ sk, text }) => [sk, String(text).length]),
            expected.map(({ sk, text }) => [sk, text.length]),
            `the items of a large partition, ${order}`,
          );
        }
      }
    },
  },
];
