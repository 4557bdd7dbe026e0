import {
  BatchGetItemCommand,
  type DynamoDBClient,
  type KeysAndAttributes,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { CallOptions, ItemKey, ItemPage, TableItem } from "../table.js";
import { itemOf, type Operation, portError, unexpectedAnswerError } from "./errors.js";
import { type DynamoDBCommand, type DynamoDBSender, sendCommand } from "./sender.js";
import { type Answer, encodeKey, readPage } from "./table.js";

/**
 * Reads that are no part of the storage port, because only the maintenance of a table needs them.
 *
 * @module
 */

/** A client of the AWS SDK. */
export type AwsClient = DynamoDBClient | DynamoDBDocumentClient;

/** A page of a scan: of one of several segments that together are the table. */
export interface ScanQuery {
  /** From 0 to below `segments`. */
  readonly segment: number;
  readonly segments: number;
  /** Whether the page must contain every write that succeeded before the call. */
  readonly consistentRead: boolean;
  readonly limit?: number | undefined;
  /** The `next` of the previous page. */
  readonly start?: ItemKey | undefined;
}

/** @throws TableError */
export async function scanPage(
  sender: DynamoDBSender,
  tableName: string,
  { segment, segments, consistentRead, limit, start }: ScanQuery,
  options: CallOptions,
): Promise<ItemPage> {
  const command = new ScanCommand({
    TableName: tableName,
    ConsistentRead: consistentRead,
    Segment: segment,
    TotalSegments: segments,
    ...(limit === undefined ? {} : { Limit: limit }),
    ...(start === undefined ? {} : { ExclusiveStartKey: encodeKey(start) }),
  });
  const call = { operation: "Scan", tableName } as const;
  return readPage(await send(sender, command, call, options), call);
}

/** Source: DynamoDB's BatchGetItem. */
export const MAX_BATCH = 100;

/** The items that were found, and the keys that the table left for another call. */
export interface ItemBatch {
  readonly items: readonly TableItem[];
  readonly unprocessed: readonly ItemKey[];
}

interface BatchAnswer extends Answer {
  readonly Responses?: Readonly<Record<string, unknown>>;
  readonly UnprocessedKeys?: Readonly<Record<string, KeysAndAttributes>>;
}

/**
 * Reads items by their keys.
 *
 * @param keys - Up to 100, all different.
 * @throws TableError
 */
export async function readBatch(
  sender: DynamoDBSender,
  tableName: string,
  keys: readonly ItemKey[],
  consistentRead: boolean,
  options: CallOptions,
): Promise<ItemBatch> {
  const command = new BatchGetItemCommand({
    RequestItems: {
      [tableName]: { Keys: keys.map(encodeKey), ConsistentRead: consistentRead },
    },
  });
  const call = { operation: "BatchGetItem", tableName } as const;
  const { Responses, UnprocessedKeys }: BatchAnswer = await send(sender, command, call, options);
  const found = Responses?.[tableName];
  if (!Array.isArray(found)) throw unexpectedAnswerError(call, 1, "has no list of items");
  const left = UnprocessedKeys?.[tableName]?.Keys ?? [];
  return { items: found.flatMap(itemsOf), unprocessed: left.flatMap(itemsOf) };
}

function itemsOf(attributes: unknown): TableItem[] {
  const item = itemOf(attributes);
  return item === undefined ? [] : [item];
}

async function send(
  sender: DynamoDBSender,
  command: DynamoDBCommand,
  call: { readonly operation: Operation; readonly tableName: string },
  { signal }: CallOptions,
): Promise<Answer> {
  try {
    return ((await sendCommand(sender, command, signal)) ?? {}) as Answer;
  } catch (error) {
    throw portError(error, call);
  }
}
