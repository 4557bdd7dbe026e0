import { PutCommand } from "@aws-sdk/lib-dynamodb";
import {
  EventIdReusedError,
  RetriesExhaustedError,
  StorageError,
  TransactionLimitError,
} from "ddb-pattern-runtime";
import {
  ddbItemsFrom,
  type EventBase,
  queryLatestEvent,
  queryLatestEvents,
  saveEventsTransact,
  withTimeAndId,
} from "ddb-pattern-runtime/ddb-pattern";
import { beforeAll, describe, expect, test } from "vitest";
import { failureOf, type TestTable, testTable } from "../client/support.js";

type Note = EventBase<"NOTE">;

let table: TestTable;
let notes = 0;
beforeAll(async () => {
  table = await testTable();
});

function note(more: Record<string, unknown> = {}, stamp?: () => string) {
  const data = { note_id: `n${++notes}`, ...more };
  return withTimeAndId<"type", Note>({ type: "NOTE", data }, new Date(), stamp);
}

function save(eventItems: object[]) {
  const { documents, tableName } = table;
  return saveEventsTransact(documents, { eventItems: eventItems as Note[], tableName });
}

function query(pk: string, after?: string) {
  const options = { table_name: table.tableName, pk, ...(after === undefined ? {} : { after }) };
  return queryLatestEvents<Note>(table.documents, options);
}

describe("saveEventsTransact", () => {
  test("stores items unchanged, with any other attributes", async () => {
    const event = note({ big: 2n ** 60n, tags: new Set(["b", "a"]) });
    const items = ddbItemsFrom(event).map((item) => ({ ...item, ttl: 5, version: "2" }));
    expect(await save(items)).toBe(true);
    const pk = `NOTE::${event.data.note_id}::NOTE`;
    expect(await query(pk)).toEqual([{ ...items[1], pk }]);
  });

  test("succeeds again with the same items, even if only some of them are stored", async () => {
    const event = note({ tags: new Set([3, 1, 2]), big: 10n ** 20n, none: undefined, bytes: [-0] });
    const items = ddbItemsFrom(event);
    expect(await save(items.slice(1))).toBe(true);
    expect(await save(items)).toBe(true);
    expect(await save(items)).toBe(true);
    expect(await query("NOTE", event.id.slice(0, -1))).toHaveLength(1);
    // One item is a Put, whose condition fails in another way.
    expect(await save(items.slice(0, 1))).toBe(true);
  });

  test("throws for other content under an existing key, and writes nothing", async () => {
    const event = note({ text: "a" });
    await save(ddbItemsFrom(event).slice(0, 1));
    const changed = ddbItemsFrom({ ...event, data: { ...event.data, text: "b" } });
    for (const items of [changed, changed.slice(0, 1)]) {
      const error = await failureOf(save(items), EventIdReusedError);
      expect(error).toMatchObject({ eventId: event.id, outcome: "not-written" });
      expect(error.eventIds).toEqual([event.id]);
    }
    expect(await query(`NOTE::${event.data.note_id}::NOTE`)).toEqual([]);
  });

  test("writes a duplicated item once, and refuses two different items with one key", async () => {
    const [item] = ddbItemsFrom(note());
    if (item === undefined) throw new Error("There is no item.");
    await failureOf(save([item, { ...item, ttl: 1 }]), EventIdReusedError);
    expect(await save([item, { ...item }])).toBe(true);
    expect(await save([])).toBe(true);
  });

  test("refuses more items than a transaction holds, and values that DynamoDB cannot store", async () => {
    const items = Array.from({ length: 101 }, () => ddbItemsFrom(note())).flat();
    const tooMany = await failureOf(save(items), TransactionLimitError);
    expect(tooMany.outcome).toBe("not-written");
    const [item] = ddbItemsFrom(note({ at: new Date() }));
    const unstorable = await failureOf(save([item as Note]), StorageError);
    expect(unstorable).toMatchObject({ outcome: "not-written", eventIds: [item?.id] });
  });

  test("reports an unknown outcome if the table does not answer", async () => {
    const [item] = ddbItemsFrom(note());
    const send = async () => {
      throw Object.assign(new Error("The socket closed."), { code: "ECONNRESET" });
    };
    const call = saveEventsTransact({ send } as never, {
      eventItems: [item as Note],
      tableName: "events",
    });
    const error = await failureOf(call, RetriesExhaustedError);
    expect(error).toMatchObject({ outcome: "unknown", eventIds: [item?.id] });
  });
});

describe("the queries by key", () => {
  test("accept any ids, and return the greatest or all above a bound", async () => {
    const { documents, tableName } = table;
    const pk = "MEMO::m::NOTE";
    for (const id of ["id-1", "id-2", "id-3"]) {
      await save([{ ...note({}, () => id), pk, sk: id }]);
    }
    const latest = (after: string) =>
      queryLatestEvent<Note>(documents, { table_name: tableName, pk, after });
    expect((await query(pk)).map(({ id }) => id)).toEqual(["id-1", "id-2", "id-3"]);
    expect((await query(pk, "id-1")).map(({ id }) => id)).toEqual(["id-2", "id-3"]);
    expect((await latest("id-1"))?.id).toBe("id-3");
    expect(await latest("id-3")).toBeUndefined();
  });

  test("return events with numbers as types, and items that are not events", async () => {
    const { documents, tableName } = table;
    const event = { ...note({}, () => "1"), type: 7 };
    await save(ddbItemsFrom<number, EventBase<number>, typeof event, never>(event));
    expect(await query("7")).toEqual([{ ...event, pk: "7", sk: "1" }]);
    const Item = { pk: "SNAPSHOT", sk: "1", state: { open: true } };
    await documents.send(new PutCommand({ TableName: tableName, Item }));
    expect(await query("SNAPSHOT")).toEqual([Item]);
  });
});
