import {
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  type QueryCommandInput,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { compareUtf8 } from "../compare-utf8.js";
import type {
  CallOptions,
  EventTable,
  ItemKey,
  ItemPage,
  KeyRangeQuery,
  TableItem,
  WriteAction,
} from "../table.js";
import { type AttributeMap, ItemEncoder } from "./attribute-value.js";
import {
  type CalledOperation,
  itemOf,
  type Operation,
  portError,
  unexpectedAnswerError,
} from "./errors.js";
import { DYNAMODB_LIMITS } from "./limits.js";
import { type DynamoDBCommand, type DynamoDBSender, sendCommand } from "./sender.js";

/**
 * A DynamoDB table as a table of the storage port. Its key is `pk` (S, HASH) and `sk` (S, RANGE).
 *
 * @param client - A `DynamoDBClient` or a `DynamoDBDocumentClient`. The client retries throttling,
 *   5xx and broken connections, according to its `maxAttempts` and `retryMode`; the table retries
 *   nothing.
 */
export function dynamoDBTable(client: DynamoDBSender, tableName: string): EventTable {
  async function call(
    operation: Operation,
    makeCommand: () => DynamoDBCommand,
    { signal }: CallOptions,
  ): Promise<Answer> {
    try {
      const answer = await sendCommand(client, makeCommand(), signal);
      return (answer ?? {}) as Answer;
    } catch (error) {
      throw portError(error, { operation, tableName });
    }
  }

  return {
    limits: DYNAMODB_LIMITS,

    async write(actions, options) {
      const [only] = actions;
      // A single insert is a PutItem, because a transaction consumes twice the write units.
      if (actions.length === 1 && only?.kind === "insert") {
        const put = () => new PutItemCommand(insertion(tableName, only.item, new ItemEncoder()));
        const answer = await call("PutItem", put, options);
        checkWriteAnswer(answer, { operation: "PutItem", tableName });
      } else {
        const transact = () => {
          const TransactItems = transactItems(tableName, actions);
          return new TransactWriteItemsCommand({ TransactItems });
        };
        const answer = await call("TransactWriteItems", transact, options);
        checkWriteAnswer(answer, { operation: "TransactWriteItems", tableName });
      }
    },

    async queryPage(query, options) {
      // DynamoDB refuses an empty range.
      if (isEmptyRange(query)) return { items: [] };
      const command = () => new QueryCommand(queryInput(tableName, query));
      const answer = await call("Query", command, options);
      return readPage(answer, { operation: "Query", tableName });
    },
  };
}

const CONDITION = {
  ConditionExpression: "attribute_not_exists(pk)",
  ReturnValuesOnConditionCheckFailure: "ALL_OLD",
} as const;

function insertion(
  TableName: string,
  item: TableItem,
  encoder: ItemEncoder,
): PutItemCommandInput & { readonly TableName: string; readonly Item: AttributeMap } {
  return { TableName, Item: encoder.encode(item), ...CONDITION };
}

function transactItems(tableName: string, actions: readonly WriteAction[]): TransactWriteItem[] {
  const encoder = new ItemEncoder();
  return actions.map((action) =>
    action.kind === "insert"
      ? { Put: insertion(tableName, action.item, encoder) }
      : {
          ConditionCheck: { TableName: tableName, Key: encodeKey(action.key), ...CONDITION },
        },
  );
}

export function encodeKey({ pk, sk }: ItemKey): AttributeMap {
  return { pk: { S: pk }, sk: { S: sk } };
}

/** The greatest `Limit` of Query, a 32-bit integer. Source: DynamoDB's API reference. */
const MAX_LIMIT = 2 ** 31 - 1;

function queryInput(TableName: string, query: KeyRangeQuery): QueryCommandInput {
  const { pk, from, to, order, limit, consistentRead, start } = query;
  const values: AttributeMap = { ":pk": { S: pk } };
  if (from !== undefined) values[":from"] = { S: from };
  if (to !== undefined) values[":to"] = { S: to };
  return {
    TableName,
    KeyConditionExpression: `pk = :pk${rangeExpression(from, to)}`,
    ExpressionAttributeValues: values,
    ScanIndexForward: order === "asc",
    ConsistentRead: consistentRead,
    ...(limit === undefined ? {} : { Limit: Math.min(limit, MAX_LIMIT) }),
    ...(start === undefined ? {} : { ExclusiveStartKey: encodeKey(start) }),
  };
}

function isEmptyRange({ from, to }: KeyRangeQuery): boolean {
  return from !== undefined && to !== undefined && compareUtf8(from, to) > 0;
}

function rangeExpression(from: string | undefined, to: string | undefined): string {
  if (from !== undefined && to !== undefined) return " AND sk BETWEEN :from AND :to";
  if (from !== undefined) return " AND sk >= :from";
  return to === undefined ? "" : " AND sk <= :to";
}

/** An answer of the SDK, of a stub, or of another client. */
export interface Answer {
  readonly Items?: unknown;
  readonly Count?: unknown;
  readonly LastEvaluatedKey?: unknown;
  readonly $metadata?: {
    readonly httpStatusCode?: number | undefined;
    readonly requestId?: string | undefined;
    readonly attempts?: number | undefined;
  };
}

/** Whether the answer came over HTTP without a request id, which DynamoDB always sends. */
function lacksRequestId({ $metadata }: Answer): boolean {
  return $metadata?.httpStatusCode !== undefined && $metadata.requestId === undefined;
}

/**
 * Checks that a write was answered by DynamoDB, whose answer has an empty body like that of many
 * proxies.
 */
export function checkWriteAnswer(answer: Answer, call: CalledOperation): void {
  if (!lacksRequestId(answer)) return;
  throw unexpectedAnswerError(call, requestsOf(answer), "lacks the x-amzn-RequestId header");
}

function requestsOf({ $metadata }: Answer): number {
  return $metadata?.attempts ?? 1;
}

/** The page of an answer to Query or Scan. */
export function readPage(answer: Answer, call: CalledOperation): ItemPage {
  const { Items, Count, LastEvaluatedKey, $metadata } = answer;
  const isOverHttp = $metadata?.httpStatusCode !== undefined;
  const unexpected = (why: string) => unexpectedAnswerError(call, requestsOf(answer), why);
  if (!Array.isArray(Items)) {
    if (isOverHttp || Items !== undefined) throw unexpected("has no list of items");
    return { items: [] };
  }
  if (lacksRequestId(answer) && typeof Count !== "number") {
    throw unexpected("lacks the x-amzn-RequestId header and the count of its items");
  }
  const items = Items.map((item) => itemOf(item) ?? fail(unexpected("has an item without a key")));
  if (LastEvaluatedKey === undefined || LastEvaluatedKey === null) return { items };
  const next = itemOf(LastEvaluatedKey) ?? fail(unexpected("has a last key that is not a key"));
  return { items, next: { pk: next.pk, sk: next.sk } };
}

function fail(error: Error): never {
  throw error;
}
