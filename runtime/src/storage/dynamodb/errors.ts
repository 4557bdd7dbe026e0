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

/** The operations of DynamoDB that the table uses. */
export type Operation = "PutItem" | "TransactWriteItems" | "Query";

/** A call, as its errors name it. */
export interface CalledOperation {
  readonly operation: Operation;
  readonly tableName: string;
}

/** What the SDK puts on its errors, as far as it is read here. */
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

/** Throttling, by the names that DynamoDB and the SDK know. The SDK has tried again as often as it may. */
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

/** Reasons to cancel a transaction that another try may not meet again. The SDK does not try again. */
const PASSING_REASONS = new Set([
  "TransactionConflict",
  "ThrottlingError",
  "ProvisionedThroughputExceeded",
]);

/** The SDK's name for an error whose answer names none: something else than DynamoDB refused. */
const NAMELESS = /^(Unknown|UnknownError|\d+)$/;

/** Errors of the connection itself: the request did not leave this machine. */
const NOT_CONNECTED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"]);

/** The port's error for whatever ended a call of the SDK. */
export function portError(
  error: unknown,
  call: CalledOperation,
): ConditionFailedError | ContentionError | TableError {
  if (!(error instanceof SendFailure)) return unsentError(error, call);
  if (error.isEnded) return endedError(error, call);
  const failure = new Failure(error, call);
  return conditionError(failure) ?? contentionError(failure) ?? tableError(failure);
}

/** A failed call of the SDK, with what its error says. */
class Failure {
  readonly call: CalledOperation;
  readonly cause: unknown;
  readonly error: SdkError;
  readonly code: string;
  readonly requests: number;
  /** Whether the SDK failed before its first HTTP request. */
  readonly isUnsent: boolean;
  /** Whether the SDK made a request; also `false` where that is not known. */
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

  /** Whether DynamoDB itself answered, and refused. */
  get isRefusal(): boolean {
    if (NAMELESS.test(this.code) || this.isUnsent) return false;
    const { code, error, status } = this;
    // Not so where the answer could not be read, whatever its status: then it was not DynamoDB's.
    const isNamed = error.$fault === "client" || /^[A-Z]\w*(Exception|Exceeded)$/.test(code);
    return isNamed && (status === undefined || (status >= 400 && status < 500));
  }

  get reasons(): readonly CancellationReason[] {
    const { CancellationReasons: reasons, message } = this.error;
    if (this.code !== "TransactionCanceledException") return [];
    if (Array.isArray(reasons)) {
      return reasons.map((reason: CancellationReason | null | undefined) => reason ?? {});
    }
    // Where the SDK could not make its own exception of the answer, the message is left.
    const [, list] = /\[([\w, ]+)\]/.exec(String(message)) ?? [];
    return (list ?? "").split(/, */).map((Code) => ({ Code }));
  }

  tableError(reason: TableFailure["reason"], message: string, isCertain: boolean): TableError {
    const { operation } = this.call;
    const mayBeWritten = operation !== "Query" && !isCertain;
    return new TableError(message, {
      reason,
      mayBeWritten,
      requests: this.requests,
      cause: this.cause,
    });
  }
}

/** Names come with a namespace in DynamoDB's answers, and with a colon and more from some proxies. */
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
    return new ConditionFailedError([{ index: 0, item: itemInTheWay(error.Item) }], requests);
  }
  const failures = reasons.flatMap(({ Code, Item }, index): ConditionFailure[] =>
    Code === "ConditionalCheckFailed" ? [{ index, item: itemInTheWay(Item) }] : [],
  );
  return failures.length === 0 ? undefined : new ConditionFailedError(failures, requests);
}

function itemInTheWay(item: unknown): TableItem | undefined {
  if (item === undefined || item === null) return undefined;
  try {
    const values = decodeItemValues(item);
    return isTableItem(values) ? values : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a decoded item has the table's key. */
export function isTableItem(item: Record<string, unknown>): item is TableItem & typeof item {
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
  const isPassing =
    codes.length > 0 &&
    codes.every((each) => typeof each === "string" && PASSING_REASONS.has(each));
  const isConflict =
    code === "TransactionConflictException" ||
    // Tables of several Regions. Newer SDKs try again by themselves, and say so.
    (code === "ReplicatedWriteConflictException" && error.$retryable === undefined);
  return isPassing || isConflict ? new ContentionError(cause, requests) : undefined;
}

function tableError(failure: Failure): TableError {
  const { call, code, requests, status } = failure;
  const { operation } = call;
  const isCertain = failure.isRefusal && requests === 1;
  const what = `${operation} on table ${quote(call.tableName)}`;
  const often = requests === 1 ? "" : ` after ${requests} requests`;

  if (failure.isUnsent) {
    const advice = adviceFor(failure.code, failure.error.message, operation);
    const message = `${what} was not sent to DynamoDB: the AWS SDK failed before (${quote(code)}).`;
    return failure.tableError("refused", withAdvice(message, advice), true);
  }
  if (isItemSize(failure)) {
    const message = `DynamoDB refused ${what}: an item is larger than 400 KB.`;
    return failure.tableError("item-too-large", message, isCertain);
  }
  if (THROTTLING.has(code)) {
    const message =
      `DynamoDB throttled ${what}${often} (${quote(code)}). ` +
      "Raise the table's capacity, spread the keys, or send less at a time.";
    return failure.tableError("unavailable", message, isCertain);
  }
  if (code === "ReplicatedWriteConflictException") {
    const message = `${what} met a write in another Region${often}. Try again later.`;
    return failure.tableError("unavailable", message, isCertain);
  }
  if (NAMELESS.test(code)) {
    const answer = status === undefined ? "an answer" : `an answer with HTTP status ${status}`;
    const message =
      `${what} got ${answer} that names no error of DynamoDB's${often}. ` +
      "Something between may have answered: check the endpoint and proxies.";
    return failure.tableError("unavailable", message, false);
  }
  if ((status ?? 0) >= 500 || failure.error.$fault === "server") {
    const message = `DynamoDB failed at ${what}${often} (${quote(code)}). Try again later.`;
    return failure.tableError("unavailable", message, false);
  }
  if (failure.isRefusal) {
    const advice = adviceFor(refusalCode(failure), failure.error.message, operation);
    const message = `DynamoDB refused ${what}: ${quote(refusalCode(failure))}.`;
    return failure.tableError("refused", withAdvice(message, advice), isCertain);
  }
  const advice = adviceFor(code, failure.error.message, operation);
  // Credentials and settings: from a stub or another client, or because they expired between two requests.
  if (advice !== undefined && status === undefined) {
    const message = `${what} failed before DynamoDB was reached${often} (${quote(code)}).`;
    const isUnsent = !failure.isSent && requests === 1;
    return failure.tableError("refused", withAdvice(message, advice), isUnsent);
  }
  const { code: errno } = failure.error;
  const isUnconnected = typeof errno === "string" && NOT_CONNECTED.has(errno);
  const cause = typeof errno === "string" ? errno : code;
  const message = isUnconnected
    ? `DynamoDB could not be reached for ${what}${often} (${quote(cause)}). Check the network and the client's endpoint and region.`
    : `${what} got no answer from DynamoDB that can be read${often} (${quote(cause)}).`;
  return failure.tableError("unavailable", message, isUnconnected && requests === 1);
}

/** For a cancelled transaction, the first of its reasons. */
function refusalCode({ code, reasons }: Failure): string {
  const reason = reasons.find(({ Code }) => typeof Code === "string" && Code !== "None");
  return reason === undefined ? code : String(reason.Code);
}

function withAdvice(message: string, advice: string | undefined): string {
  return `${message} ${advice ?? "The cause says why."}`;
}

/** Whether DynamoDB refused an item for its size, at once or as a reason to cancel its transaction. */
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

/** The signal ended the call: in the queue for a socket, or with its request under way. */
function endedError({ error, requests }: SendFailure, call: CalledOperation): TableError {
  const what = `${call.operation} on table ${quote(call.tableName)}`;
  const isUnsent = requests === 0;
  const message = isUnsent
    ? `${what} ended before it was sent to DynamoDB: all connections of the client were in use, or the call was over before it began.`
    : `${what} ended before DynamoDB answered.`;
  return new TableError(message, {
    reason: "unavailable",
    mayBeWritten: call.operation !== "Query" && !isUnsent,
    requests: requests ?? 1,
    cause: error,
  });
}

/** What failed before the SDK was called: a value that DynamoDB cannot store. */
function unsentError(error: unknown, call: CalledOperation): TableError {
  const why = error instanceof Error ? ` ${error.message}` : "";
  return new TableError(
    `${call.operation} on table ${quote(call.tableName)} was not sent to DynamoDB.${why}`,
    { reason: "refused", mayBeWritten: false, requests: 0, cause: error },
  );
}

/** A success that may not be DynamoDB's: the empty answer of a proxy, which the SDK takes for one. */
export function strangeAnswerError(
  { operation, tableName }: CalledOperation,
  requests: number,
  why: string,
): TableError {
  return new TableError(
    `The answer to ${operation} on table ${quote(tableName)} ${why}, so it may not be DynamoDB's.`,
    { reason: "unrecognized", mayBeWritten: operation !== "Query", requests },
  );
}
