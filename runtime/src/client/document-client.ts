import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { allowMiddlewareCache } from "../storage/dynamodb/middleware-cache.js";

/**
 * Creates a document client for an event store. Any other document client works too.
 *
 * - The store builds the SDK's middleware stack once instead of for each call, which saves about a
 *   quarter of a save's CPU time. Add your own middleware before the store's first call.
 * - Commands that you send yourself drop `undefined` members, as the store does.
 *
 * `config` overrides the SDK's defaults for region, credentials, retries (`maxAttempts`,
 * `retryMode`) and sockets (`requestHandler`).
 */
export function createDocumentClient(config: DynamoDBClientConfig = {}): DynamoDBDocumentClient {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(config), {
    marshallOptions: { removeUndefinedValues: true },
  });
  allowMiddlewareCache(client);
  return client;
}
