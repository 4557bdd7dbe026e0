import { quote } from "../../util/quote.js";
import {
  ConditionFailedError,
  type ConditionFailure,
  ContentionError,
  TableError,
  type TableFailure,
  type TableItem,
} from "../table.js";
import { adviceFor } from "./advice.js";
import { decodeItemValues } from "./attribute-value.js";
import { SendFailure } from "./sender.js";

/** The operations of DynamoDB that this package uses. */
export type Operation =
  | "PutItem"
  | "TransactWriteItems"
  | "BatchWriteItem"
  | "Query"
  | "Scan"
  | "BatchGetItem";

const WRITES: readonly Operation[] = ["PutItem", "TransactWriteItems", "BatchWriteItem"];

function isWrite(operation: Operation): boolean {
  return WRITES.includes(operation);
}

/** The call that an error message names. */
export interface CalledOperation {
  readonly operation: Operation;
  readonly tableName: string;
}

/** The members of SDK errors that are read here. */
interface SdkError {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly __type?: unknown;
  readonly Code?: unknown;
  readonly code?: unknown;
  readonly Item?: unknown;
  readonly CancellationReasons?: unknown;
  readonly $fault?: unknown;
  readonly $retryable?: unknown;
  readonly $metadata?: { readonly attempts?: number; readonly httpStatusCode?: number };
}

interface CancellationReason {
  readonly Code?: unknown;
  readonly Message?: unknown;
  readonly Item?: unknown;
}

/** The names of throttling errors of DynamoDB and the SDK. The SDK has already retried them. */
const THROTTLING = new Set([
  "LimitExceededException",
  "ProvisionedThroughputExceeded",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "ThrottledException",
  "Throttling",
  "ThrottlingError",
  "ThrottlingException",
  "TooManyRequestsException",
  "TransactionInProgressException",
]);

/**
 * Cancellation reasons of a transaction that a retry may not meet again. The SDK does not retry
 * them.
 */
const TRANSIENT_REASONS = new Set([
  "TransactionConflict",
  "ThrottlingError",
  "ProvisionedThroughputExceeded",
]);

/** The SDK's name for an error answer without a name, which does not come from DynamoDB. */
const UNNAMED_ERROR = /^(Unknown|UnknownError|\d+)$/;

/** Connection errors after which the request has not left this machine. */
const NOT_CONNECTED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"]);

/** Converts the error of an SDK call to an error of the storage port. */
export function portError(
  error: unknown,
  call: CalledOperation,
): ConditionFailedError | ContentionError | TableError {
  if (!(error instanceof SendFailure)) return unsentError(error, call);
  if (error.isEnded) return endedError(error, call);
  const failure = new Failure(error, call);
  return conditionError(failure) ?? contentionError(failure) ?? tableError(failure);
}

/** A failed SDK call, with the facts from its error. */
class Failure {
  readonly call: CalledOperation;
  readonly cause: unknown;
  readonly error: SdkError;
  readonly code: string;
  readonly requests: number;
  /** Whether the SDK failed before its first HTTP request. */
  readonly isUnsent: boolean;
  /** Whether the SDK made a request; `false` also if that is unknown. */
  readonly isSent: boolean;
  readonly status: number | undefined;

  constructor({ error, requests }: SendFailure, call: CalledOperation) {
    this.call = call;
    this.cause = error;
    this.error = typeof error === "object" && error !== null ? error : {};
    this.code = codeOf(this.error);
    this.isUnsent = requests === 0;
    this.isSent = requests !== undefined && requests > 0;
    this.requests = requests ?? this.error.$metadata?.attempts ?? 1;
    this.status = this.error.$metadata?.httpStatusCode;
  }

  /** Whether DynamoDB itself answered with a refusal. */
  get isRefusal(): boolean {
    if (UNNAMED_ERROR.test(this.code) || this.isUnsent) return false;
    const { code, error, status } = this;
    // An unreadable answer of any status does not come from DynamoDB.
    const isNamed = error.$fault === "client" || /^[A-Z]\w*(Exception|Exceeded)$/.test(code);
    return isNamed && (status === undefined || (status >= 400 && status < 500));
  }

  get reasons(): readonly CancellationReason[] {
    const { CancellationReasons: reasons, message } = this.error;
    if (this.code !== "TransactionCanceledException") return [];
    if (Array.isArray(reasons)) {
      return reasons.map((reason: CancellationReason | null | undefined) => reason ?? {});
    }
    // If the SDK could not parse the answer into its exception, only the message has the reasons.
    const [, list] = /\[([\w, ]+)\]/.exec(String(message)) ?? [];
    return (list ?? "").split(/, */).map((Code) => ({ Code }));
  }

  tableError(reason: TableFailure["reason"], message: string, isCertain: boolean): TableError {
    const { operation } = this.call;
    const mayBeWritten = isWrite(operation) && !isCertain;
    return new TableError(message, {
      reason,
      mayBeWritten,
      requests: this.requests,
      cause: this.cause,
    });
  }
}

/**
 * The error's name without the namespace that DynamoDB adds, and without the suffix after a colon
 * that some proxies add.
 */
function codeOf({ name, message, __type, Code, code }: SdkError): string {
  const named = [name, __type, Code].find(
    (each) => typeof each === "string" && each !== "" && each !== "Error",
  );
  const isCode = typeof message === "string" && /^[\w.]*#?[A-Z]\w+$/.test(message);
  const found = named ?? (typeof code === "string" ? code : isCode ? message : "Error");
  return String(found).replace(/^.*#/, "").replace(/:.*$/, "");
}

function conditionError({
  code,
  error,
  reasons,
  requests,
}: Failure): ConditionFailedError | undefined {
  if (code === "ConditionalCheckFailedException") {
    return new ConditionFailedError([{ index: 0, item: itemOf(error.Item) }], requests);
  }
  const failures = reasons.flatMap(({ Code, Item }, index): ConditionFailure[] =>
    Code === "ConditionalCheckFailed" ? [{ index, item: itemOf(Item) }] : [],
  );
  return failures.length === 0 ? undefined : new ConditionFailedError(failures, requests);
}

/** An item of a response, with plain values; `undefined` if it is no item, or lacks the table's key. */
export function itemOf(item: unknown): TableItem | undefined {
  try {
    const values = decodeItemValues(item);
    return isTableItem(values) ? values : undefined;
  } catch {
    return undefined;
  }
}

function isTableItem(item: Record<string, unknown>): item is TableItem & typeof item {
  return typeof item.pk === "string" && typeof item.sk === "string";
}

function contentionError({
  code,
  error,
  cause,
  reasons,
  requests,
}: Failure): ContentionError | undefined {
  const codes = reasons.map(({ Code }) => Code).filter((each) => each !== "None");
  const isTransient =
    codes.length > 0 &&
    codes.every((each) => typeof each === "string" && TRANSIENT_REASONS.has(each));
  const isConflict =
    code === "TransactionConflictException" ||
    // For tables of several Regions. Newer SDKs retry it themselves, and mark it as retryable.
    (code === "ReplicatedWriteConflictException" && error.$retryable === undefined);
  return isTransient || isConflict ? new ContentionError(cause, requests) : undefined;
}

function tableError(failure: Failure): TableError {
  const { call, code, requests, status } = failure;
  const { operation } = call;
  const isCertain = failure.isRefusal && requests === 1;
  const what = `${operation} on table ${quote(call.tableName)}`;
  const afterRequests = requests === 1 ? "" : ` after ${requests} requests`;

  if (failure.isUnsent) {
    const advice = adviceFor(failure.code, failure.error.message, operation);
    const message = `${what} was not sent to DynamoDB: the AWS SDK failed first (${quote(code)}).`;
    return failure.tableError("refused", withAdvice(message, advice), true);
  }
  if (isItemSize(failure)) {
    const message = `DynamoDB refused ${what}: an item is larger than 400 KB.`;
    return failure.tableError("item-too-large", message, isCertain);
  }
  if (THROTTLING.has(code)) {
    const message =
      `DynamoDB throttled ${what}${afterRequests} (${quote(code)}). ` +
      "Raise the table's capacity, spread the keys, or send fewer requests at a time.";
    return failure.tableError("unavailable", message, isCertain);
  }
  if (code === "ReplicatedWriteConflictException") {
    const message = `${what} met a write in another Region${afterRequests}. Try again later.`;
    return failure.tableError("unavailable", message, isCertain);
  }
  if (UNNAMED_ERROR.test(code)) {
    const answer = status === undefined ? "an answer" : `an answer with HTTP status ${status}`;
    const message =
      `${what} got ${answer} without the name of a DynamoDB error${afterRequests}. ` +
      "A proxy may have answered: check the endpoint and proxies.";
    return failure.tableError("unavailable", message, false);
  }
  if ((status ?? 0) >= 500 || failure.error.$fault === "server") {
    const message = `DynamoDB failed at ${what}${afterRequests} (${quote(code)}). Try again later.`;
    return failure.tableError("unavailable", message, false);
  }
  if (failure.isRefusal) {
    const advice = adviceFor(refusalCode(failure), failure.error.message, operation);
    const message = `DynamoDB refused ${what}: ${quote(refusalCode(failure))}.`;
    return failure.tableError("refused", withAdvice(message, advice), isCertain);
  }
  const advice = adviceFor(code, failure.error.message, operation);
  // Errors of credentials and settings: from a stub or another client, or from credentials that
  // expired between two requests.
  if (advice !== undefined && status === undefined) {
    const message = `${what} failed before it reached DynamoDB${afterRequests} (${quote(code)}).`;
    const isUnsent = !failure.isSent && requests === 1;
    return failure.tableError("refused", withAdvice(message, advice), isUnsent);
  }
  const { code: errno } = failure.error;
  const isUnconnected = typeof errno === "string" && NOT_CONNECTED.has(errno);
  const cause = typeof errno === "string" ? errno : code;
  const message = isUnconnected
    ? `DynamoDB could not be reached for ${what}${afterRequests} (${quote(cause)}). Check the network and the client's endpoint and region.`
    : `${what} got no readable answer from DynamoDB${afterRequests} (${quote(cause)}).`;
  return failure.tableError("unavailable", message, isUnconnected && requests === 1);
}

/** The error's code or, for a cancelled transaction, its first reason. */
function refusalCode({ code, reasons }: Failure): string {
  const reason = reasons.find(({ Code }) => typeof Code === "string" && Code !== "None");
  return reason === undefined ? code : String(reason.Code);
}

function withAdvice(message: string, advice: string | undefined): string {
  return `${message} ${advice ?? "See the error's cause."}`;
}

/** Whether DynamoDB refused an item because of its size, directly or as a cancellation reason. */
function isItemSize({ code, error, reasons }: Failure): boolean {
  const answers: readonly CancellationReason[] = [
    { Code: code, Message: error.message },
    ...reasons,
  ];
  return answers.some(
    ({ Code, Message }) =>
      String(Code).startsWith("Validation") && /item size/i.test(String(Message)),
  );
}

/** The error of a call that its signal ended: in the queue for a socket, or during its request. */
function endedError({ error, requests }: SendFailure, call: CalledOperation): TableError {
  const what = `${call.operation} on table ${quote(call.tableName)}`;
  const isUnsent = requests === 0;
  const message = isUnsent
    ? `${what} ended before it was sent to DynamoDB: all connections of the client were in use, or the call was over before it began.`
    : `${what} ended before DynamoDB answered.`;
  return new TableError(message, {
    reason: "unavailable",
    mayBeWritten: isWrite(call.operation) && !isUnsent,
    requests: requests ?? 1,
    cause: error,
  });
}

/**
 * The error of a call that failed before the SDK was called, because DynamoDB cannot store a value.
 */
function unsentError(error: unknown, call: CalledOperation): TableError {
  const why = error instanceof Error ? ` ${error.message}` : "";
  return new TableError(
    `${call.operation} on table ${quote(call.tableName)} was not sent to DynamoDB.${why}`,
    { reason: "refused", mayBeWritten: false, requests: 0, cause: error },
  );
}

/**
 * The error of a successful answer that may not come from DynamoDB, such as a proxy's empty answer,
 * which the SDK accepts.
 */
export function unexpectedAnswerError(
  { operation, tableName }: CalledOperation,
  requests: number,
  why: string,
): TableError {
  return new TableError(
    `The answer to ${operation} on table ${quote(tableName)} ${why}, so it may not come from DynamoDB. Check the endpoint and proxies.`,
    { reason: "unrecognized", mayBeWritten: isWrite(operation), requests },
  );
}
