import { ScanCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { newEventId } from "ddb-pattern-runtime";
import {
  addMissingCopies,
  createEventFunctions,
  type EventBase,
} from "ddb-pattern-runtime/ddb-pattern";
import { expect, test } from "vitest";
import { type TestTable, testTable } from "../runtime/support.js";

/** An event as 0.1.1 saved it: by its type, and by each id, but by no id within the partition. */
async function saveAs011(
  { documents, tableName }: TestTable,
  data: Record<string, string>,
  more: object = {},
) {
  const id = newEventId();
  const event = { sk: id, id, type: "T", timestamp: new Date().toISOString(), data, ...more };
  const keys = Object.entries(data).map(([key, value]) => {
    return `${key.replace(/_id$/, "").toUpperCase()}::${value}::T`;
  });
  const TransactItems = ["T", ...keys].map((pk) => {
    return { Put: { TableName: tableName, Item: { pk, ...event } } };
  });
  await documents.send(new TransactWriteCommand({ TransactItems }));
  return id;
}

test("a table that 0.1.1 wrote is read, and its missing copies are added once", async () => {
  const table = await testTable();
  const { documents, tableName } = table;
  const ids = [
    await saveAs011(table, { store_id: "s", product_id: "p" }),
    await saveAs011(table, { store_id: "s", product_id: "a:b" }),
  ];
  const client = createEventFunctions<"T", EventBase<"T">>(documents, tableName, "store_id");
  const ofStore = await client.getLatestEvents({ eventType: "T", partitionId: "s" });
  expect(ofStore.map(({ id }) => id)).toEqual(ids);

  const ofProduct = (modelId: string) =>
    client.getLatestEvents({ eventType: "T", partitionId: "s", modelKey: "product_id", modelId });
  expect(await ofProduct("p")).toEqual([]);
  // STORE::s::PRODUCT::p::T and, for the id with a colon, both keys with the product.
  expect(await addMissingCopies(documents, tableName, "store_id")).toEqual({ events: 2, added: 3 });
  expect((await ofProduct("p")).map(({ id }) => id)).toEqual([ids[0]]);
  expect((await ofProduct("a:b")).map(({ id }) => id)).toEqual([ids[1]]);

  expect(await addMissingCopies(documents, tableName, "store_id")).toEqual({ events: 2, added: 0 });
  const { Count } = await documents.send(new ScanCommand({ TableName: tableName }));
  expect(Count).toBe(2 * 3 + 3);
});

test("a copy that is added holds all that the others hold", async () => {
  const table = await testTable();
  const { documents, tableName } = table;
  const metadata = { actor: "a" };
  await saveAs011(table, { store_id: "s", product_id: "p" }, { metadata, v: 2 });
  await addMissingCopies(documents, tableName, "store_id");
  const { Items = [] } = await documents.send(new ScanCommand({ TableName: tableName }));
  expect(Items).toHaveLength(4);
  for (const item of Items) expect(item).toMatchObject({ metadata, v: 2 });
});
