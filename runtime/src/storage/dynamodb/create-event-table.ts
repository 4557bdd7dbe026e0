import {
  CreateTableCommand,
  type DynamoDBClient,
  type TableDescription,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { InvalidArgumentError } from "../../errors.js";
import { readMembers } from "../../util/members.js";
import { quote } from "../../util/quote.js";

const MAX_WAIT_SECONDS = 120;

export interface CreateEventTableOptions {
  /** Whether the table has a change stream, with the new image of each item. Default false. */
  readonly stream?: boolean;
}

/**
 * Creates a table for events unless a table of that name exists, and waits up to two minutes until
 * it is active: `pk` (S) HASH, `sk` (S) RANGE, no index, on-demand billing. Several processes may
 * call it concurrently.
 *
 * For tests and demos. In production, declare the table with the rest of your infrastructure.
 *
 * @throws InvalidArgumentError for invalid options.
 * @throws Error if the existing table has another key, or lacks the stream.
 * @throws The SDK's errors.
 */
export async function createEventTable(
  client: DynamoDBClient | DynamoDBDocumentClient,
  tableName: string,
  options: CreateEventTableOptions = {},
): Promise<void> {
  const { stream = false } = readMembers(options, "The options", ["stream"]);
  if (typeof stream !== "boolean") {
    throw new InvalidArgumentError('"stream" must be true or false.');
  }
  // Both clients can send the SDK's plain commands; only the waiter's types require the plain
  // client.
  const plain = client as DynamoDBClient;
  try {
    await plain.send(
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
        ...(stream
          ? { StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" } }
          : {}),
      }),
    );
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ResourceInUseException") throw error;
  }
  const { reason } = await waitUntilTableExists(
    { client: plain, minDelay: 1, maxDelay: 5, maxWaitTime: MAX_WAIT_SECONDS },
    { TableName: tableName },
  );
  const { Table } = reason as { readonly Table?: TableDescription };
  if (Table !== undefined && !hasEventKey(Table)) {
    throw new Error(
      `Table ${quote(tableName)} exists, but is not a table for events: its key must be "pk" (a string, ` +
        'HASH) and "sk" (a string, RANGE). Choose another name.',
    );
  }
  if (stream && Table !== undefined && !hasNewImages(Table)) {
    throw new Error(
      `Table ${quote(tableName)} exists, but has no change stream with new images. Enable a stream with ` +
        "the view type NEW_IMAGE, or choose another name.",
    );
  }
}

function hasNewImages({ StreamSpecification }: TableDescription): boolean {
  const { StreamEnabled, StreamViewType } = StreamSpecification ?? {};
  return StreamEnabled === true && /^NEW_(?:IMAGE|AND_OLD_IMAGES)$/.test(StreamViewType ?? "");
}

function hasEventKey({ KeySchema = [], AttributeDefinitions = [] }: TableDescription): boolean {
  const types = new Map(
    AttributeDefinitions.map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType]),
  );
  const key = KeySchema.map(
    ({ AttributeName, KeyType }) => `${KeyType} ${AttributeName} ${types.get(AttributeName)}`,
  );
  return key.sort().join() === "HASH pk S,RANGE sk S";
}
