import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { allowMiddlewareCache } from "../storage/dynamodb/middleware-cache.js";

/**
 * A document client for an event store; any other document client works as well.
 *
 * - The store builds the SDK's middleware stack once, and not for each call, which saves about a quarter of
 *   the CPU time of a save. Add middleware of your own to the client before the store's first call.
 * - Your own commands drop `undefined` members, as the store does.
 *
 * Region, credentials, retries (`maxAttempts`, `retryMode`) and sockets (`requestHandler`) are the SDK's
 * defaults unless `config` says otherwise.
 */
export function createDocumentClient(config: DynamoDBClientConfig = {}): DynamoDBDocumentClient {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(config), {
    marshallOptions: { removeUndefinedValues: true },
  });
  allowMiddlewareCache(client);
  return client;
}
