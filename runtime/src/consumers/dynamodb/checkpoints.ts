import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { openTable } from "../../client/open-table.js";
import { readPage } from "../../read/pages.js";
import { readError } from "../../storage/call-errors.js";
import {
  type ItemCondition,
  writeConditionally,
} from "../../storage/dynamodb/conditional-writes.js";
import { checkedRetryPolicy, withDeadline } from "../../storage/retry.js";
import { type ItemKey, tableErrorOf } from "../../storage/table.js";
import { cutText } from "../../util/cut-text.js";
import type { CheckpointStore } from "../checkpoints.js";

/** The attribute of an item that has the checkpoint. */
const VALUE = "position";

/** The most bytes of a checkpoint's partition key. DynamoDB's limit is 2,048. */
const MAX_PK_BYTES = 2_000;

/**
 * Keeps checkpoints in a DynamoDB table: `pk` (S) HASH, `sk` (S) RANGE. Use another table than that of the
 * events: a checkpoint is an item that changes, and the change stream of the events' table would have each
 * change.
 *
 * Costs 1 read unit to read a checkpoint, and 1 write unit to write one. Nothing is cached, so that
 * several processes can share a consumer. The credentials must allow dynamodb:Query and dynamodb:PutItem.
 *
 * @param client - A client of the AWS SDK: document client or plain client.
 * @throws InvalidArgumentError for invalid arguments.
 * @throws StorageError, RetriesExhaustedError - from the calls of the store.
 */
export function dynamoDBCheckpoints(
  client: DynamoDBClient | DynamoDBDocumentClient,
  tableName: string,
): CheckpointStore {
  const retry = checkedRetryPolicy(undefined);
  const table = openTable(client, tableName);
  return {
    async read(consumer, key, signal) {
      const { pk, sk } = keyOf(consumer, key);
      const query = { pk, from: sk, to: sk, order: "asc", consistentRead: true } as const;
      const { items } = await readPage({ table, retry }, query, signal);
      return items[0]?.[VALUE] as string | undefined;
    },

    async compareAndSet(consumer, key, expected, value, signal) {
      const item = { ...keyOf(consumer, key), [VALUE]: value };
      const condition: ItemCondition =
        expected === undefined
          ? { kind: "absent" }
          : { kind: "equals", attribute: VALUE, value: expected };
      const writes = [{ kind: "put", item, condition }] as const;
      try {
        await withDeadline(retry, signal, (deadline) =>
          deadline.call((options) => writeConditionally(client, tableName, writes, options)),
        );
        return true;
      } catch (error) {
        if (tableErrorOf(error)?.code === "condition-failed") return false;
        throw readError(error);
      }
    },
  };
}

/**
 * The key of a checkpoint. Each has a partition of its own, so that none is hot. The partition key of a
 * stream can have 2,048 bytes; what does not fit is in the sort key.
 */
function keyOf(consumer: string, key: string): ItemKey {
  const [pk, rest] = cutText(`@checkpoint::${consumer}::${key}`, MAX_PK_BYTES);
  return { pk, sk: `-${rest}` };
}
