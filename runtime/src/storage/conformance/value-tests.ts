import type { TableItem } from "../table.js";
import {
  assertEqual,
  type ConformanceTest,
  failuresOf,
  insert,
  newPartition,
  readAll,
  write,
} from "./support.js";

/** Maps and lists, nested alternately to this many levels. */
function nested(levels: number): unknown {
  if (levels === 0) return "the end";
  return levels % 2 === 0 ? [nested(levels - 1)] : { below: nested(levels - 1) };
}

/** An item with a value of every kind that `TableItem` promises. */
function allKinds(pk: string): TableItem {
  return {
    pk,
    sk: "all kinds",
    strings: ["", " ", "text", 'quotes " \\ \n', "\u0000", "żółć", "😀", "a".repeat(10_000)],
    numbers: [0, 1, -1, 0.1, -2.5, 1e-7, 1e-130, 2 ** 53 - 1, -(2 ** 53 - 1), 123456.789],
    yes: true,
    no: false,
    nothing: null,
    bytes: Uint8Array.from({ length: 256 }, (_, index) => index),
    noBytes: new Uint8Array(0),
    emptyList: [],
    emptyMap: {},
    mixed: [1, "1", true, null, [], {}, [[]], { a: {} }, Uint8Array.of(0)],
    map: { "a.b": 1, "#c": 2, ":d": 3, " ": 4, S: "not a type", N: "5", toString: 6, länge: 7 },
    looksEncoded: { S: "text" },
    deep: nested(28),
  };
}

export const valueTests: readonly ConformanceTest[] = [
  {
    name: "values of all kinds are read back unchanged",
    async run(open) {
      const table = await open();
      const pk = newPartition();
      const alone = allKinds(pk);
      const together = { ...alone, sk: "together" };
      await write(table, [insert(alone)]);
      await write(table, [insert(together), insert({ ...alone, sk: "together, too" })]);
      const [first, second, third] = await readAll(table, { pk });
      assertEqual(first, alone, "an item that was written alone");
      assertEqual(second, together, "an item that was written with another");
      assertEqual(third, { ...alone, sk: "together, too" }, "an item with shared values");
      const failures = await failuresOf(write(table, [insert(alone)]), "the insert of a taken key");
      const inTheWay = failures[0]?.item;
      if (inTheWay !== undefined) assertEqual(inTheWay, alone, "the item in the way");
    },
  },
  {
    name: "-0 is read back as 0",
    async run(open) {
      const table = await open();
      const pk = newPartition();
      await write(table, [insert({ pk, sk: "a", zero: -0, list: [-0] })]);
      assertEqual(await readAll(table, { pk }), [{ pk, sk: "a", zero: 0, list: [0] }], "the item");
    },
  },
  {
    name: "changes to a caller's objects do not change stored items",
    async run(open) {
      const table = await open();
      const pk = newPartition();
      const make = () => ({ pk, sk: "a", list: [1], map: { a: 1 }, bytes: Uint8Array.of(1, 2) });
      const spoil = (item: TableItem) => {
        const { list, map, bytes } = item as ReturnType<typeof make>;
        list.push(2);
        map.a = 2;
        bytes[0] = 9;
      };
      const written = make();
      await write(table, [insert(written)]);
      spoil(written);
      assertEqual(await readAll(table, { pk }), [make()], "the item after its original changed");

      const failures = await failuresOf(
        write(table, [insert(make())]),
        "the insert of a taken key",
      );
      for (const item of [...(await readAll(table, { pk })), failures[0]?.item]) {
        if (item !== undefined) spoil(item);
      }
      assertEqual(await readAll(table, { pk }), [make()], "the item after its copies changed");
    },
  },
];
