import { describe, expect, test } from "vitest";
import { compareUtf8 } from "../../runtime/src/storage/compare-utf8.js";
import { MemoryTable } from "../../runtime/src/storage/memory/memory-table.js";
import type { EventTable, TableItem } from "../../runtime/src/storage/table.js";

const item = (sk: string, more: object = {}): TableItem => ({ pk: "p", sk, ...more });

function insert(table: EventTable, ...items: readonly TableItem[]): Promise<void> {
  return table.write(
    items.map((each) => ({ kind: "insert", item: each })),
    {},
  );
}

test("separates tables by name", async () => {
  const memory = new MemoryTable();
  await insert(memory.openTable("orders"), item("a"));
  await insert(memory.openTable("audit"), item("a"), item("b"));
  await expect(insert(memory.openTable("orders"), item("a"))).rejects.toMatchObject({
    code: "condition-failed",
  });
  expect(memory.items("orders")).toEqual([item("a")]);
  expect(memory.items("audit")).toEqual([item("a"), item("b")]);
  expect(memory.items()).toEqual([item("a"), item("a"), item("b")]);
  expect(memory.items("unknown")).toEqual([]);
  expect(new MemoryTable().items()).toEqual([]);
});

test("returns copies of its items in the order of their keys", async () => {
  const memory = new MemoryTable();
  const table = memory.openTable("events");
  await insert(table, { pk: "q", sk: "a" }, item("b", { list: [1], bytes: Uint8Array.of(1) }));
  await insert(table, item("a", { tags: new Set(["x"]) }));
  const stored = [
    item("a", { tags: new Set(["x"]) }),
    item("b", { list: [1], bytes: Uint8Array.of(1) }),
    { pk: "q", sk: "a" },
  ];
  const copies = memory.items();
  expect(copies).toEqual(stored);
  const [first, second] = copies as unknown as [
    { tags: Set<string> },
    { list: number[]; bytes: Uint8Array },
  ];
  first.tags.clear();
  second.list.push(2);
  second.bytes[0] = 9;
  expect(memory.items()).toEqual(stored);
});

test("changes values as DynamoDB does, and refuses what it cannot store", async () => {
  const memory = new MemoryTable();
  const table = memory.openTable("events");
  await insert(table, item("a", { zero: -0, gone: undefined, large: 2 ** 53, small: 5n }));
  expect(memory.items()).toEqual([item("a", { zero: 0, large: 2n ** 53n, small: 5 })]);
  expect(Object.keys(memory.items()[0] ?? {})).not.toContain("gone");
  for (const value of [Number.NaN, new Date(0), () => 1, new Set()]) {
    await expect(insert(table, item("b", { value }))).rejects.toMatchObject({
      code: "table",
      reason: "refused",
      mayBeWritten: false,
    });
  }
});

test("pages end before 1 MB, like DynamoDB's", async () => {
  const table = new MemoryTable().openTable("events");
  const text = "x".repeat(300_000);
  for (const sk of ["a", "b", "c", "d", "e"]) await insert(table, item(sk, { text }));
  const query = { pk: "p", order: "asc", consistentRead: true } as const;
  const first = await table.queryPage(query, {});
  expect(first.items).toHaveLength(3);
  expect(first.next).toEqual({ pk: "p", sk: "c" });
  const rest = await table.queryPage({ ...query, start: first.next }, {});
  expect(rest.items.map(({ sk }) => sk)).toEqual(["d", "e"]);
  expect(rest.next).toBeUndefined();
});

test("orders sort keys by their UTF-8 bytes", () => {
  const keys = [
    "",
    "a",
    "aa",
    "b",
    "é",
    "\uD7FF",
    "\uE000",
    "\uFFFD",
    "𐀀",
    "😀",
    "😀a",
    "\u{10FFFF}",
  ];
  for (const a of keys) {
    for (const b of keys) {
      expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }
  }
});

test("finds an item of a large partition without reading the others", async () => {
  let reads = 0;
  const counted = (sk: string): TableItem => {
    return Object.defineProperty({ pk: "p", sk: "" }, "sk", {
      enumerable: true,
      get: () => {
        reads++;
        return sk;
      },
    }) as TableItem;
  };
  const { SortedPartition } = await import("../../runtime/src/storage/memory/sorted-partition.js");
  const partition = new SortedPartition();
  for (let serial = 0; serial < 4096; serial++) {
    partition.insert(counted(String(serial).padStart(6, "0")));
  }
  reads = 0;
  expect(partition.find("002000")).toBeDefined();
  const from = "004000";
  const found = [...partition.range({ pk: "p", from, order: "asc", consistentRead: true })];
  expect(found).toHaveLength(96);
  expect(reads).toBeLessThan(40);
});

describe("with contention or latency", () => {
  test("refuses a share of the writes, which write nothing", async () => {
    const draws = [0.5, 0.2, 0.3, 0.29];
    const memory = new MemoryTable({ contention: 0.3, random: () => draws.shift() as number });
    const table = memory.openTable("events");
    await insert(table, item("a"));
    await expect(insert(table, item("b"))).rejects.toMatchObject({
      code: "contention",
      mayBeWritten: false,
    });
    await insert(table, item("c"));
    await expect(insert(table, item("d"), item("e"))).rejects.toMatchObject({
      code: "contention",
    });
    expect(memory.items().map(({ sk }) => sk)).toEqual(["a", "c"]);
  });

  test("refuses all writes at 1 and none at 0", async () => {
    const all = new MemoryTable({ contention: 1, random: () => 1 - Number.EPSILON });
    await expect(insert(all.openTable("events"), item("a"))).rejects.toMatchObject({
      code: "contention",
    });
    const none = new MemoryTable({ contention: 0, random: () => 0 });
    await insert(none.openTable("events"), item("a"));
  });

  test("lets calls overtake each other", async () => {
    const draws = [1, 0];
    const memory = new MemoryTable({ latencyMs: 20, random: () => draws.shift() as number });
    const table = memory.openTable("events");
    const slow = insert(table, item("a", { by: "slow" }));
    const quick = insert(table, item("a", { by: "quick" }));
    await expect(slow).rejects.toMatchObject({
      failures: [{ index: 0, item: item("a", { by: "quick" }) }],
    });
    await quick;
  });

  test("ends a delayed call with its signal", async () => {
    const memory = new MemoryTable({ latencyMs: 2 ** 31 - 1, random: () => 0.999 });
    const caller = new AbortController();
    const write = memory
      .openTable("events")
      .write([{ kind: "insert", item: item("a") }], { signal: caller.signal });
    caller.abort(new Error("The caller has left."));
    await expect(write).rejects.toMatchObject({ code: "table", mayBeWritten: false, requests: 0 });
    expect(memory.items()).toEqual([]);
  });
});

test.each<[object, string]>([
  [{ contentoin: 0.1 }, 'no option "contentoin"'],
  [{ contention: 2 }, '"contention"'],
  [{ contention: "0.5" }, '"contention"'],
  [{ contention: Number.NaN }, '"contention"'],
  [{ latencyMs: -1 }, '"latencyMs"'],
  [{ latencyMs: Number.POSITIVE_INFINITY }, '"latencyMs"'],
  [{ random: 4 }, '"random"'],
])("refuses the options %o", (options, message) => {
  expect(() => new MemoryTable(options as never)).toThrow(message);
});
