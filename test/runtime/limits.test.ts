import { PutCommand } from "@aws-sdk/lib-dynamodb";
import {
  EventIdReusedError,
  EventTooLargeError,
  EventValidationError,
  newEventId,
  TransactionLimitError,
} from "ddb-pattern-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import type { EventItem } from "../../runtime/src/event.js";
import { INSERT_BYTES, itemSize, MAX_ITEM_BYTES } from "../../runtime/src/item-size.js";
import { cancel, refuse } from "../engines/proxy.js";
import {
  behindProxy,
  clientOf,
  failureOf,
  NOTES,
  operationsOf,
  priceLowered,
  SECRET,
  storedItems,
  storeOf,
  type TestTable,
  testTable,
} from "./support.js";

let table: TestTable;
beforeAll(async () => {
  table = await testTable();
});

/** A note whose one item has this many bytes, as the runtime counts them. */
function noteOf(bytes: number, value: unknown = null) {
  const data = { note_id: newEventId(), value, text: "" };
  const pk = `NOTE::${data.note_id}::NOTE_TAKEN`;
  const id = newEventId();
  const timestamp = new Date().toISOString();
  const item: EventItem = { pk, sk: id, id, type: "NOTE_TAKEN", timestamp, data };
  data.text = "x".repeat(bytes - itemSize(item));
  return { item, event: { type: item.type, data } };
}

describe("an item of 400 KB", () => {
  test.each<[string, unknown]>([
    ["text", "plain"],
    ["text of two, three and four bytes a character", "é€😀"],
    ["lists, empty and not", [[], ["a", [true, null]]]],
    ["maps, empty and not", { a: {}, "€": { b: "" } }],
    ["whole numbers", [1, 12, 123, 1234, 12345, 1000, 10 ** 15, 0.5]],
  ])("counts %s as the engine does, to the byte", async (_, value) => {
    const fits = noteOf(MAX_ITEM_BYTES, value);
    const { data } = await clientOf(NOTES, table).saveEvent(fits.event);
    expect(data).toEqual(fits.item.data);

    const over = noteOf(MAX_ITEM_BYTES + 1, value);
    const save = () => clientOf(NOTES, table).saveEvent(over.event);
    await failureOf(save(), EventTooLargeError);
    expect(await operationsOf(table, save)).toEqual([]);
    const put = new PutCommand({ TableName: table.tableName, Item: over.item });
    await expect(table.documents.send(put)).rejects.toThrow(/item size/i);
  });

  test("is told by the engine where the estimate of a number is too low, under the same error", async () => {
    const { event } = noteOf(MAX_ITEM_BYTES, Array(50).fill(-1.5));
    await failureOf(clientOf(NOTES, table).saveEvent(event), EventTooLargeError);
  });

  test("has one error, whether DynamoDB refuses the item or cancels its transaction", async () => {
    const faulty = await behindProxy(table);
    const message = "Item size has exceeded the maximum allowed size";
    const CancellationReasons = [{ Code: "None" }, { Code: "ValidationError", Message: message }];
    faulty.proxy.next(
      refuse("ValidationException", { message }),
      refuse("TransactionCanceledException", { CancellationReasons }),
    );
    for (const _ of [1, 2]) {
      await failureOf(storeOf(faulty).saveEvent(priceLowered()), EventTooLargeError);
    }
    faulty.proxy.next(cancel("None", "ValidationError"));
    const other = await storeOf(faulty)
      .saveEvent(priceLowered())
      .catch((error) => error.code);
    expect(other).toBe("storage");
    await faulty.close();
  });
});

test("a key of 2,048 bytes is stored", async () => {
  const note_id = "k".repeat(2048 - "NOTE::::NOTE_TAKEN".length);
  const saved = await clientOf(NOTES, table).saveEvent({ type: "NOTE_TAKEN", data: { note_id } });
  expect(await storedItems(table, `NOTE::${note_id}::NOTE_TAKEN`)).toMatchObject([saved]);
});

test("32 levels are stored, 33 are not", async () => {
  const nested = (levels: number) => {
    let data: object = { text: SECRET };
    for (let level = 3; level < levels; level++) data = { data };
    return { type: "NOTE_TAKEN", data: { note_id: newEventId(), data } };
  };
  const notes = clientOf(NOTES, table);
  const saved = await notes.saveEvent(nested(32));
  const modelId = saved.data.note_id;
  const question = { eventType: "NOTE_TAKEN", modelKey: "note_id", modelId };
  expect(await notes.getLatestEvent(question)).toEqual(saved);

  const { issues } = await failureOf(notes.saveEvent(nested(33)), EventValidationError);
  expect(issues).toHaveLength(1);
  const operations = await operationsOf(table, () => notes.saveEvent(nested(33)));
  expect(operations).toEqual([]);
});

describe("a transaction", () => {
  test("takes 100 items; 102 are refused before any call", async () => {
    const store = storeOf(table);
    const store_id = newEventId();
    const fifty = Array.from({ length: 50 }, () => priceLowered({ store_id }));
    const operations = await operationsOf(table, () => store.saveEvents(fifty));
    expect(operations).toHaveLength(1);
    expect(operations[0]?.input.TransactItems).toHaveLength(100);

    const tooMany = () => store.saveEvents([...fifty, priceLowered()]);
    const { message } = await failureOf(tooMany(), TransactionLimitError);
    expect(message).toContain("51 events make 102 items");
    expect(await operationsOf(table, tooMany)).toEqual([]);
  });

  test("takes 4 MB; more is refused before any call", async () => {
    const notes = clientOf(NOTES, table);
    const filled = Array.from({ length: 10 }, () => noteOf(MAX_ITEM_BYTES).event);
    const rest = 4 * 1024 * 1024 - 10 * MAX_ITEM_BYTES - 11 * INSERT_BYTES;
    await notes.saveEvents([...filled, noteOf(rest).event]);

    const tooMuch = () => notes.saveEvents([...filled, noteOf(rest + 1).event]);
    await failureOf(tooMuch(), TransactionLimitError);
    expect(await operationsOf(table, tooMuch)).toEqual([]);
  });

  test("takes an id once", async () => {
    const id = newEventId();
    const twice = () =>
      storeOf(table).saveEvents([
        { ...priceLowered(), id },
        { ...priceLowered(), id },
      ]);
    expect(await failureOf(twice(), EventIdReusedError)).toMatchObject({ eventId: id });
    expect(await operationsOf(table, twice)).toEqual([]);
  });
});
