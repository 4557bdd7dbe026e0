import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createDocumentClient } from "../../runtime/src/document-client.js";
import { createEventTable } from "../../runtime/src/storage/dynamodb/create-event-table.js";

/** The two clients of the SDK, for an engine that asks for no real credentials. */
export interface Connection {
  readonly client: DynamoDBClient;
  readonly documents: DynamoDBDocumentClient;
}

export function connect(endpoint: string, config: DynamoDBClientConfig = {}): Connection {
  const settings: DynamoDBClientConfig = {
    endpoint,
    region: "local",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    ...config,
  };
  return { client: new DynamoDBClient(settings), documents: createDocumentClient(settings) };
}

let tables = 0;

/** A new, empty table under a name that no other test has. */
export async function newTable({ client }: Connection): Promise<string> {
  const name = `storage-${process.pid}-${Date.now()}-${++tables}`;
  await createEventTable(client, name);
  return name;
}
