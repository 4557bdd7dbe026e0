import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { newEventId } from "ddb-pattern-runtime";
import { beforeAll, expect, test } from "vitest";
import {
  clientOf,
  NOTES,
  storedItems,
  type TestTable,
  testTable,
  untyped,
} from "../client/support.js";

let table: TestTable;
beforeAll(async () => {
  table = await testTable();
});

/** Values that the options of a document client change when marshalling or unmarshalling. */
function noteOf(note_id: string) {
  const bytes = Uint8Array.of(0, 255, 7);
  return { note_id, empty: "", bytes, noBytes: new Uint8Array(), number: 1.5, list: ["", 2] };
}

test.each([
  ["the plain client", (client: TestTable["client"]) => client],
  [
    "a document client with options that change values",
    (client: TestTable["client"]) =>
      DynamoDBDocumentClient.from(client, {
        marshallOptions: { convertEmptyValues: true, convertClassInstanceToMap: true },
        unmarshallOptions: { wrapNumbers: true },
      }),
  ],
])("marshalling options have no effect: %s", async (_, documentsOf) => {
  const other = { ...table, documents: documentsOf(table.client) as TestTable["documents"] };
  const client = untyped(clientOf(NOTES, other));
  const data = noteOf(newEventId());
  const event = { type: "NOTE_TAKEN", id: newEventId(), data };

  const saved = await client.saveEvent(event);
  expect(saved.data).toEqual(data);
  // A repeated save compares the stored item with its own.
  expect(await client.saveEvent(event)).toEqual(saved);
  const query = { eventType: "NOTE_TAKEN", modelKey: "note_id", modelId: data.note_id };
  const [read] = await client.getLatestEvents(query);
  expect(read).toEqual(saved);
  expect(Object.getPrototypeOf(read?.data.bytes)).toBe(Uint8Array.prototype);

  const [item] = await storedItems(table, `NOTE::${data.note_id}::NOTE_TAKEN`);
  expect(item?.data).toEqual(data);
});
