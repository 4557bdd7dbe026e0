import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterAll, describe, inject, test } from "vitest";
import { dynamoDBTable } from "../../runtime/src/storage/dynamodb/table.js";
import { conformanceTests } from "../../runtime/src/storage/index.js";
import { MemoryTable } from "../../runtime/src/storage/memory/memory-table.js";
import type { EventTable } from "../../runtime/src/storage/table.js";
import { connect, newTable } from "../engines/connect.js";

const connection = connect(inject("endpoint"));
afterAll(() => connection.client.destroy());

const tableName = newTable(connection);
const memory = new MemoryTable();
const busyMemory = new MemoryTable({ contention: 0.3, latencyMs: 2 });

const TABLES: Readonly<Record<string, () => Promise<EventTable>>> = {
  "a table in memory": async () => memory.openTable("events"),
  "a busy table in memory": async () => busyMemory.openTable("events"),
  "a plain client": async () => dynamoDBTable(connection.client, await tableName),
  "a document client": async () =>
    dynamoDBTable(DynamoDBDocumentClient.from(connection.client), await tableName),
  "the package's document client": async () => dynamoDBTable(connection.documents, await tableName),
};

/** What moto does not do as DynamoDB does. Tables in memory do it all. */
const FAILURES_OF_MOTO = new Set([
  // It counts the bytes of an item's JSON.
  "an item of `itemBytes` is written, and one byte more is refused",
  "a write of `writeBytes` is done, and a larger one is refused",
  // Its transactions are not isolated.
  "concurrent writes with common keys succeed as a whole or not at all",
  "of concurrent inserts of one key, exactly one succeeds",
]);

describe.each(Object.entries(TABLES))("%s", (tableKind, open) => {
  const isMoto = inject("engineName") === "moto" && !tableKind.includes("in memory");
  for (const { name, run } of conformanceTests) {
    test.skipIf(isMoto && FAILURES_OF_MOTO.has(name))(name, () => run(open));
  }
});
