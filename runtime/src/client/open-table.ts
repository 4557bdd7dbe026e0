import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { InvalidArgumentError } from "../errors.js";
import { dynamoDBTable } from "../storage/dynamodb/table.js";
import type { EventTable, TableProvider } from "../storage/table.js";

/**
 * The first argument of a generated factory: a client of the AWS SDK (document client or plain
 * client), or a provider of other tables, such as `MemoryTable`.
 */
export type DocumentClient = DynamoDBDocumentClient | DynamoDBClient | TableProvider;

/** @throws InvalidArgumentError for arguments that only JavaScript callers can pass. */
export function openTable(client: DocumentClient, tableName: string): EventTable {
  if (typeof tableName !== "string" || tableName === "") {
    throw new InvalidArgumentError("The table's name must be a string that is not empty.");
  }
  return isProvider(client) ? client.openTable(tableName) : dynamoDBTable(client, tableName);
}

function isProvider(client: DocumentClient): client is TableProvider {
  if (typeof (client as TableProvider | null)?.openTable === "function") return true;
  if (typeof (client as DynamoDBClient | null)?.send === "function") return false;
  throw new InvalidArgumentError(
    "The first argument must be a DynamoDB client of the AWS SDK, or a MemoryTable.",
  );
}
