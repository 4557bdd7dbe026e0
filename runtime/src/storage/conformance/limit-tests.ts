import { itemSize } from "../item-size.js";
import type { EventTable, TableItem, WriteAction } from "../table.js";
import {
  assertEqual,
  assertRefused,
  type ConformanceTest,
  checkAbsent,
  insert,
  newPartition,
  readKeys,
  write,
} from "./support.js";

/** Creates an item of exactly this many bytes. */
function itemOfSize(pk: string, sk: string, bytes: number): TableItem {
  const item = { pk, sk, text: "" };
  return { ...item, text: "x".repeat(bytes - itemSize(item)) };
}

/** Creates inserts that fill a write to exactly this many bytes. */
function writeOfSize(table: EventTable, pk: string, bytes: number): WriteAction[] {
  const { itemBytes, actionBytes, actions: maxActions } = table.limits;
  const actions: WriteAction[] = [];
  let left = bytes;
  while (left > 0) {
    const isLast = left <= itemBytes + actionBytes;
    // Leaves enough bytes for the last item's key.
    const size = isLast ? left - actionBytes : Math.min(itemBytes, left - actionBytes - 10_000);
    actions.push(insert(itemOfSize(pk, `item-${actions.length}`, size)));
    left -= size + actionBytes;
  }
  if (actions.length > maxActions) throw new Error("The limits leave no room for such a write.");
  return actions;
}

export const limitTests: readonly ConformanceTest[] = [
  {
    name: "accepts an item of `itemBytes`, and refuses one byte more",
    async run(open) {
      const table = await open();
      const pk = newPartition();
      const { itemBytes } = table.limits;
      await write(table, [insert(itemOfSize(pk, "a", itemBytes))]);
      await write(table, [insert(itemOfSize(pk, "b", itemBytes)), insert({ pk, sk: "c" })]);
      const tooLarge = insert(itemOfSize(pk, "d", itemBytes + 1));
      const what = "the insert of an item that is too large";
      await assertRefused(write(table, [tooLarge]), "item-too-large", what);
      await assertRefused(
        write(table, [insert({ pk, sk: "e" }), tooLarge]),
        "item-too-large",
        `${what}, with another`,
      );
      assertEqual(await readKeys(table, { pk }), ["a", "b", "c"], "the sort keys");
    },
  },
  {
    name: "accepts a partition key of `partitionKeyBytes`, and refuses one byte more",
    async run(open) {
      const table = await open();
      const { partitionKeyBytes } = table.limits;
      for (const character of ["x", "é"]) {
        const begin = newPartition();
        const bytes = new TextEncoder().encode(character).length;
        const missing = partitionKeyBytes - begin.length;
        const longest =
          begin + character.repeat(Math.floor(missing / bytes)) + "x".repeat(missing % bytes);
        const item = { pk: longest, sk: "a" };
        await write(table, [insert(item)]);
        assertEqual(await readKeys(table, { pk: longest }), ["a"], "the sort keys of a long key");
        await assertRefused(
          write(table, [insert({ ...item, pk: `${longest}x` })]),
          "refused",
          "an insert under a partition key that is too long",
        );
      }
    },
  },
  {
    name: "accepts a write of `actions` actions, and refuses one more",
    async run(open) {
      const table = await open();
      const pk = newPartition();
      const { actions: most } = table.limits;
      const actions = Array.from({ length: most + 1 }, (_, index) =>
        index % 10 === 9 ? checkAbsent(pk, `key-${index}`) : insert({ pk, sk: `key-${index}` }),
      );
      await assertRefused(write(table, actions), "refused", "a write with too many actions");
      assertEqual(await readKeys(table, { pk }), [], "the sort keys after the refusal");
      await write(table, actions.slice(0, most));
      const inserted = actions.slice(0, most).filter(({ kind }) => kind === "insert");
      assertEqual((await readKeys(table, { pk })).length, inserted.length, "the items written");
    },
  },
  {
    name: "accepts a write of `writeBytes`, and refuses a larger one",
    async run(open) {
      const table = await open();
      const { writeBytes, actionBytes } = table.limits;
      const pk = newPartition();
      const largest = writeOfSize(table, pk, writeBytes);
      await write(table, largest);
      assertEqual((await readKeys(table, { pk })).length, largest.length, "the items written");

      // The items alone exceed the limit, because a table may count fewer bytes for each action.
      const other = newPartition();
      const more = (largest.length + 1) * actionBytes + 1;
      await assertRefused(
        write(table, writeOfSize(table, other, writeBytes + more)),
        "refused",
        "a write of too many bytes",
      );
      assertEqual(await readKeys(table, { pk: other }), [], "the sort keys after the refusal");
    },
  },
  {
    name: "refuses empty keys, and one key twice in a write",
    async run(open) {
      const table = await open();
      const pk = newPartition();
      const refused: readonly (readonly WriteAction[])[] = [
        [insert({ pk: "", sk: "a" })],
        [insert({ pk, sk: "" })],
        [insert({ pk, sk: "a" }), insert({ pk, sk: "" })],
        [insert({ pk, sk: "a" }), insert({ pk, sk: "a" })],
        [insert({ pk, sk: "a" }), insert({ pk, sk: "b" }), checkAbsent(pk, "a")],
      ];
      for (const actions of refused) {
        await assertRefused(write(table, actions), "refused", "a write with an illegal key");
      }
      assertEqual(await readKeys(table, { pk }), [], "the sort keys after refusals");
    },
  },
];
