import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterAll, describe, inject, test } from "vitest";
import { dynamoDBTable } from "../../runtime/src/storage/dynamodb/table.js";
import { conformanceTests } from "../../runtime/src/storage/index.js";
import { MemoryTable } from "../../runtime/src/storage/memory/memory-table.js";
import type { EventTable } from "../../runtime/src/storage/table.js";
import { connect, newTable } from "../engines/connect.js";
import { type Difference, skipReason } from "../engines/differences.js";

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

/** The tests that not every engine passes as DynamoDB does. Tables in memory pass all. */
const DIFFERENCES: Readonly<Record<string, Difference>> = {
  "accepts an item of `itemBytes`, and refuses one byte more": "item-size",
  "accepts a write of `writeBytes`, and refuses a larger one": "transaction-size",
};

describe.each(Object.entries(TABLES))("%s", (tableKind, open) => {
  for (const { name, run } of conformanceTests) {
    const difference = tableKind.includes("in memory") ? undefined : DIFFERENCES[name];
    test.skipIf(difference && skipReason(difference))(name, () => run(open));
  }
});
