import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/**
 * A document client that suits an event store; any other works as well.
 *
 * - Without a `logger` in the configuration, the SDK copies every request and answer in depth for a
 *   logger that drops them. A logger without methods spares that.
 * - `undefined` members are dropped, as the runtime drops them.
 *
 * Keep-alive is the SDK's default. Retries are as `config.maxAttempts` and `config.retryMode` say.
 */
export function createDocumentClient(config: DynamoDBClientConfig = {}): DynamoDBDocumentClient {
  const silent = {} as NonNullable<DynamoDBClientConfig["logger"]>;
  const client = new DynamoDBClient({ logger: silent, ...config });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
