import {
  BatchWriteItemCommand,
  PutItemCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import type { CallOptions, ItemKey, TableItem } from "../table.js";
import { ItemEncoder } from "./attribute-value.js";
import { itemOf, type Operation, portError } from "./errors.js";
import { type DynamoDBCommand, type DynamoDBSender, sendCommand } from "./sender.js";
import { type Answer, checkWriteAnswer, encodeKey } from "./table.js";

/**
 * Writes that are no part of the storage port, because they change items: for tables that are
 * derived from events, never for the table of the events.
 *
 * @module
 */

/** The condition of a write on the item that is stored under its key. */
export type ItemCondition =
  | { readonly kind: "absent" }
  | { readonly kind: "equals"; readonly attribute: string; readonly value: string | number };

/** A write of one item under a condition. */
export type ConditionalWrite =
  | {
      readonly kind: "put";
      readonly item: TableItem;
      /** `undefined`: none; the item is overwritten. */
      readonly condition: ItemCondition | undefined;
    }
  | { readonly kind: "delete"; readonly key: ItemKey; readonly condition: ItemCondition };

/**
 * Performs all writes or none. One `put` alone is a PutItem, which costs half of a transaction.
 *
 * @param writes - 1 to 100, all with different keys.
 * @throws ConditionFailedError if a condition does not hold; then this call wrote nothing.
 * @throws ContentionError, TableError
 */
export async function writeConditionally(
  sender: DynamoDBSender,
  tableName: string,
  writes: readonly ConditionalWrite[],
  options: CallOptions,
): Promise<void> {
  const [only] = writes;
  if (writes.length === 1 && only?.kind === "put") {
    const put = () =>
      new PutItemCommand({
        TableName: tableName,
        Item: new ItemEncoder().encode(only.item),
        ...conditionOf(only.condition),
      });
    return sendWrite(sender, "PutItem", tableName, put, options);
  }
  const transact = () =>
    new TransactWriteItemsCommand({ TransactItems: transactItems(tableName, writes) });
  return sendWrite(sender, "TransactWriteItems", tableName, transact, options);
}

function transactItems(
  TableName: string,
  writes: readonly ConditionalWrite[],
): TransactWriteItem[] {
  const encoder = new ItemEncoder();
  return writes.map((write) => {
    const condition = conditionOf(write.condition);
    return write.kind === "put"
      ? { Put: { TableName, Item: encoder.encode(write.item), ...condition } }
      : { Delete: { TableName, Key: encodeKey(write.key), ...condition } };
  });
}

function conditionOf(condition: ItemCondition | undefined) {
  if (condition === undefined) return {};
  const ReturnValuesOnConditionCheckFailure = "ALL_OLD" as const;
  if (condition.kind === "absent") {
    return {
      ConditionExpression: "attribute_not_exists(pk)",
      ReturnValuesOnConditionCheckFailure,
    };
  }
  const { attribute, value } = condition;
  return {
    ConditionExpression: "#a = :a",
    ExpressionAttributeNames: { "#a": attribute },
    ExpressionAttributeValues: {
      ":a": typeof value === "string" ? { S: value } : { N: String(value) },
    },
    ReturnValuesOnConditionCheckFailure,
  };
}

/** Source: DynamoDB's BatchWriteItem. */
export const MAX_DELETES = 25;

interface BatchWriteAnswer extends Answer {
  readonly UnprocessedItems?: Readonly<
    Record<string, readonly { readonly DeleteRequest?: { readonly Key?: unknown } }[]>
  >;
}

/**
 * Deletes items without a condition.
 *
 * @param keys - 1 to 25, all different.
 * @returns The keys that the table left for another call.
 * @throws TableError
 */
export async function deleteBatch(
  sender: DynamoDBSender,
  tableName: string,
  keys: readonly ItemKey[],
  options: CallOptions,
): Promise<readonly ItemKey[]> {
  const command = () =>
    new BatchWriteItemCommand({
      RequestItems: {
        [tableName]: keys.map((key) => ({ DeleteRequest: { Key: encodeKey(key) } })),
      },
    });
  const call = { operation: "BatchWriteItem", tableName } as const;
  try {
    const answer = ((await sendCommand(sender, command(), options.signal)) ??
      {}) as BatchWriteAnswer;
    const left = answer.UnprocessedItems?.[tableName] ?? [];
    return left.flatMap(({ DeleteRequest }) => itemOf(DeleteRequest?.Key) ?? []);
  } catch (error) {
    throw portError(error, call);
  }
}

async function sendWrite(
  sender: DynamoDBSender,
  operation: Operation,
  tableName: string,
  makeCommand: () => DynamoDBCommand,
  { signal }: CallOptions,
): Promise<void> {
  let answer: Answer;
  try {
    answer = ((await sendCommand(sender, makeCommand(), signal)) ?? {}) as Answer;
  } catch (error) {
    throw portError(error, { operation, tableName });
  }
  checkWriteAnswer(answer, { operation, tableName });
}
