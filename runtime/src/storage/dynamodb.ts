import {
  type DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import type { EventItem } from "../event.js";
import {
  type CallOptions,
  ContentionError,
  type EventTable,
  type ItemPage,
  ItemsExistError,
  type KeyRangeQuery,
} from "./table.js";

/** Behind the storage port: one DynamoDB table, `pk` (S) HASH and `sk` (S) RANGE. */
export function dynamoDBTable(client: DynamoDBDocumentClient, tableName: string): EventTable {
  function put(item: EventItem) {
    return {
      TableName: tableName,
      Item: item,
      ConditionExpression: "attribute_not_exists(pk)",
    };
  }

  async function insert(items: readonly EventItem[], options: CallOptions): Promise<void> {
    const [only] = items;
    try {
      // A transaction consumes twice the write units of a put; one copy needs none.
      if (items.length === 1 && only !== undefined) {
        await client.send(new PutCommand(put(only)), sdkOptions(options));
      } else {
        const TransactItems = items.map((item) => ({ Put: put(item) }));
        await client.send(new TransactWriteCommand({ TransactItems }), sdkOptions(options));
      }
    } catch (error) {
      throw writeError(error);
    }
  }

  async function queryPage(query: KeyRangeQuery, options: CallOptions): Promise<ItemPage> {
    const input = queryInput(tableName, query);
    const output = await client.send(new QueryCommand(input), sdkOptions(options));
    return {
      items: (output.Items ?? []) as EventItem[],
      next: output.LastEvaluatedKey as ItemPage["next"],
    };
  }

  return { insert, queryPage };
}

function sdkOptions({ signal }: CallOptions) {
  return signal === undefined ? {} : { abortSignal: signal };
}

function queryInput(tableName: string, query: KeyRangeQuery): QueryCommandInput {
  const { pk, from, to, order, limit, consistentRead, start } = query;
  const range =
    from !== undefined && to !== undefined
      ? " AND sk BETWEEN :from AND :to"
      : from !== undefined
        ? " AND sk >= :from"
        : to !== undefined
          ? " AND sk <= :to"
          : "";
  return {
    TableName: tableName,
    KeyConditionExpression: `pk = :pk${range}`,
    ExpressionAttributeValues: {
      ":pk": pk,
      ...(from === undefined ? {} : { ":from": from }),
      ...(to === undefined ? {} : { ":to": to }),
    },
    ScanIndexForward: order === "asc",
    ConsistentRead: consistentRead,
    ...(limit === undefined ? {} : { Limit: limit }),
    ...(start === undefined ? {} : { ExclusiveStartKey: start }),
  };
}

interface CancellationReason {
  readonly Code?: string;
}

/** Cancellation reasons that another try may not meet again; the SDK's own retries do not know them. */
const PASSING_REASONS = new Set([
  "TransactionConflict",
  "ThrottlingError",
  "ProvisionedThroughputExceeded",
]);

/** The port's word for an error of the SDK, or the error itself. */
function writeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === "ConditionalCheckFailedException") return new ItemsExistError([0]);
  if (error.name === "TransactionConflictException") return new ContentionError(error);
  if (error.name !== "TransactionCanceledException") return error;

  const reasons = (error as { CancellationReasons?: CancellationReason[] }).CancellationReasons;
  const codes = (reasons ?? []).map((reason) => reason.Code ?? "None");
  const failed = codes.flatMap((code, index) => (code === "ConditionalCheckFailed" ? [index] : []));
  if (failed.length > 0) return new ItemsExistError(failed);
  const causes = codes.filter((code) => code !== "None");
  const passing = causes.length > 0 && causes.every((code) => PASSING_REASONS.has(code));
  return passing ? new ContentionError(error) : error;
}
