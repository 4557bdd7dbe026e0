import {
  CreateTableCommand,
  type DynamoDBClient,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";

/**
 * Creates a table for events and waits until it can be used: `pk` (S) HASH, `sk` (S) RANGE, no index,
 * on-demand billing. For tests and demos; in production, declare the table where you declare the rest
 * of your infrastructure.
 *
 * @param client - The plain client, not the document client.
 * @throws The SDK's `ResourceInUseException` if the table exists.
 */
export async function createEventTable(client: DynamoDBClient, tableName: string): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
    }),
  );
  await waitUntilTableExists(
    { client, minDelay: 1, maxDelay: 5, maxWaitTime: 120 },
    { TableName: tableName },
  );
}
