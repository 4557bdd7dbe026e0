import {
  type DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import {
  type CallOptions,
  ConditionFailedError,
  type ConditionFailure,
  ContentionError,
  type EventTable,
  HEAD_SORT_KEY,
  type HeadCondition,
  type HeadItem,
  type ItemPage,
  type KeyRangeQuery,
  type StoredItem,
  type WriteAction,
} from "./table.js";

/** Behind the storage port: one DynamoDB table, `pk` (S) HASH and `sk` (S) RANGE. */
export function dynamoDBTable(client: DynamoDBDocumentClient, tableName: string): EventTable {
  async function write(actions: readonly WriteAction[], options: CallOptions): Promise<void> {
    const [only] = actions;
    try {
      // A transaction consumes twice the write units of a put; one copy needs none.
      if (actions.length === 1 && only?.kind === "insert") {
        const put = new PutCommand(putInput(tableName, only.item));
        checkAnswer(await client.send(put, sdkOptions(options)));
      } else {
        const TransactItems = actions.map((action) => transactItem(tableName, action));
        const transaction = new TransactWriteCommand({ TransactItems });
        checkAnswer(await client.send(transaction, sdkOptions(options)));
      }
    } catch (error) {
      throw writeError(error);
    }
  }

  async function queryPage(query: KeyRangeQuery, options: CallOptions): Promise<ItemPage> {
    const input = queryInput(tableName, query);
    const output = await client.send(new QueryCommand(input), sdkOptions(options));
    checkAnswer(output);
    if (!Array.isArray(output.Items)) throw new StrangeAnswerError(output);
    return {
      items: output.Items as StoredItem[],
      next: output.LastEvaluatedKey as ItemPage["next"],
    };
  }

  return { write, queryPage };
}

interface Answer {
  readonly $metadata?: { readonly requestId?: string | undefined };
}

/**
 * A success that is none of DynamoDB's: an empty answer of a proxy, which the SDK takes for one. Made
 * like the SDK's own errors about answers that cannot be read.
 */
class StrangeAnswerError extends Error {
  override readonly name = "StrangeAnswerError";
  readonly $metadata: Answer["$metadata"];

  constructor({ $metadata }: Answer) {
    super("What answered was not DynamoDB.");
    this.$metadata = $metadata;
  }
}

/** To a write DynamoDB says next to nothing, but always which request it answers. */
function checkAnswer(answer: Answer): void {
  if (answer.$metadata?.requestId === undefined) throw new StrangeAnswerError(answer);
}

function sdkOptions({ signal }: CallOptions) {
  return signal === undefined ? {} : { abortSignal: signal };
}

function putInput(tableName: string, item: object) {
  return { TableName: tableName, Item: item, ConditionExpression: "attribute_not_exists(pk)" };
}

function transactItem(tableName: string, action: WriteAction) {
  if (action.kind === "insert") return { Put: putInput(tableName, action.item) };

  const { expression, values } = headCondition(action.condition);
  const about = {
    TableName: tableName,
    Key: { pk: action.pk, sk: HEAD_SORT_KEY },
    ConditionExpression: expression,
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
  };
  if (action.kind === "check-head") {
    const hasValues = Object.keys(values).length > 0;
    return {
      ConditionCheck: hasValues ? { ...about, ExpressionAttributeValues: values } : about,
    };
  }
  return {
    Update: {
      ...about,
      UpdateExpression: "SET id = :last ADD #count :added",
      ExpressionAttributeNames: { "#count": "count" },
      ExpressionAttributeValues: {
        ...values,
        ":last": action.lastEventId,
        ":added": action.added,
      },
    },
  };
}

function headCondition(condition: HeadCondition): {
  readonly expression: string;
  readonly values: Readonly<Record<string, string>>;
} {
  if (condition.kind === "before") {
    const values = { ":first": condition.eventId };
    return { expression: "attribute_not_exists(pk) OR id < :first", values };
  }
  const { lastEventId } = condition;
  return lastEventId === undefined
    ? { expression: "attribute_not_exists(pk)", values: {} }
    : { expression: "id = :expected", values: { ":expected": lastEventId } };
}

/** Source: DynamoDB's Query: "Limit" is a 32-bit integer. */
const MAX_LIMIT = 2 ** 31 - 1;

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
    ...(limit === undefined ? {} : { Limit: Math.min(limit, MAX_LIMIT) }),
    ...(start === undefined ? {} : { ExclusiveStartKey: start }),
  };
}

/** An item as the SDK leaves it inside an error: in DynamoDB's own notation. */
interface RawHead {
  readonly pk?: { readonly S: string };
  readonly id?: { readonly S: string };
  readonly count?: { readonly N: string };
}

interface CancellationReason {
  readonly Code?: string;
  readonly Item?: RawHead;
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
  if (error.name === "ConditionalCheckFailedException") {
    return new ConditionFailedError([{ index: 0, head: undefined }]);
  }
  if (error.name === "TransactionConflictException") return new ContentionError(error);
  if (error.name !== "TransactionCanceledException") return error;

  const { CancellationReasons = [] } = error as { CancellationReasons?: CancellationReason[] };
  const failures = CancellationReasons.flatMap(({ Code, Item }, index): ConditionFailure[] =>
    Code === "ConditionalCheckFailed" ? [{ index, head: headOf(Item) }] : [],
  );
  if (failures.length > 0) return new ConditionFailedError(failures);
  const causes = CancellationReasons.map(({ Code = "None" }) => Code).filter((c) => c !== "None");
  const isPassing = causes.length > 0 && causes.every((code) => PASSING_REASONS.has(code));
  return isPassing ? new ContentionError(error) : error;
}

function headOf(raw: RawHead | undefined): HeadItem | undefined {
  if (raw?.pk === undefined || raw.id === undefined || raw.count === undefined) return undefined;
  return { pk: raw.pk.S, sk: HEAD_SORT_KEY, id: raw.id.S, count: Number(raw.count.N) };
}
