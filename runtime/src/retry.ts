import {
  DdbPatternError,
  EventTooLargeError,
  RetriesExhaustedError,
  StorageError,
} from "./errors.js";
import { type CallOptions, ConditionFailedError, ContentionError } from "./storage/table.js";

/**
 * How long a call may try. Throttling, 5xx and broken connections are retried by the SDK, as the
 * client's own `maxAttempts` and `retryMode` say and within its quota of retries, and by nobody else.
 * What the SDK does not retry, a transaction that met another one, is retried here. No failure is
 * retried by both, so attempts add up and never multiply.
 */
export interface RetryPolicy {
  /**
   * Milliseconds for one request with all its retries; `Infinity` for no deadline. Default 10,000. A read
   * of several pages makes several requests.
   */
  readonly deadlineMs?: number;
  /** Tries of a transaction that meets other transactions. Default 8. */
  readonly maxAttempts?: number;
}

const DEFAULT_DEADLINE_MS = 10_000;
const DEFAULT_MAX_ATTEMPTS = 8;

/** 25 days. A timer that is set to more rings at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Source: AWS's retry guidance, "Exponential Backoff And Jitter": full jitter over a doubling ceiling. */
const BACKOFF_BASE_MS = 25;
const BACKOFF_CEILING_MS = 1_000;

/**
 * Runs one call of the storage port under the policy, and turns what it throws into this package's
 * errors. The caller's abort is passed on as it is.
 */
export async function underPolicy<Result>(
  call: (options: CallOptions) => Promise<Result>,
  policy: RetryPolicy,
  signal: AbortSignal | undefined,
  eventIds: readonly string[] = [],
): Promise<Result> {
  signal?.throwIfAborted();
  const deadlineMs = policy.deadlineMs ?? DEFAULT_DEADLINE_MS;
  const maxAttempts = policy.maxAttempts ?? DEFAULT_MAX_ATTEMPTS;
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), Math.min(deadlineMs, LONGEST_TIMER_MS));
  const either =
    signal === undefined ? deadline.signal : AbortSignal.any([signal, deadline.signal]);
  let requests = 0;
  const exhausted = (why: string, cause: unknown) =>
    new RetriesExhaustedError(`${why}${outcome(eventIds)}`, requests, eventIds, cause);

  try {
    for (let attempt = 1; ; attempt++) {
      try {
        return await call({ signal: either });
      } catch (error) {
        requests += attemptsOf(error);
        signal?.throwIfAborted();
        if (deadline.signal.aborted) {
          throw exhausted(`DynamoDB did not answer within ${deadlineMs} ms.`, error);
        }
        if (!(error instanceof ContentionError)) throw publicError(error, exhausted);
        if (attempt >= maxAttempts) {
          throw exhausted(`The transaction met other transactions ${attempt} times.`, error.cause);
        }
      }
      await pause(attempt, either);
    }
  } finally {
    clearTimeout(timer);
  }
}

function outcome(eventIds: readonly string[]): string {
  if (eventIds.length === 0) return "";
  return ` The write may have happened; save again with the same id to make sure: ${eventIds.join(", ")}.`;
}

/** Full jitter. An abort ends the pause early; the next call then meets it. */
function pause(attempt: number, signal: AbortSignal): Promise<void> {
  const ceiling = Math.min(BACKOFF_CEILING_MS, BACKOFF_BASE_MS * 2 ** attempt);
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, Math.random() * ceiling);
    signal.addEventListener("abort", end);
    if (signal.aborted) end();
  });
}

/** What the SDK puts on its errors, as far as it is read here. */
interface SdkError extends Error {
  readonly $metadata?: { readonly attempts?: number; readonly httpStatusCode?: number };
  readonly $fault?: "client" | "server";
  readonly CancellationReasons?: readonly { readonly Code?: string; readonly Message?: string }[];
}

const THROTTLED = new Set([
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ThrottlingException",
  "TransactionInProgressException",
]);

/** What the SDK calls an error that names none: whoever refused, it was not DynamoDB. */
const NAMELESS = /^(Unknown|UnknownError|\d+)$/;

function attemptsOf(error: unknown): number {
  const source = error instanceof ContentionError ? error.cause : error;
  return (source as SdkError | undefined)?.$metadata?.attempts ?? 1;
}

function publicError(
  error: unknown,
  exhausted: (why: string, cause: unknown) => RetriesExhaustedError,
): unknown {
  if (error instanceof DdbPatternError || error instanceof ConditionFailedError) return error;
  if (!(error instanceof Error)) return new StorageError("DynamoDB could not be asked.", error);
  const { $metadata, $fault, name } = error as SdkError;
  // Without a status no answer came that could be read: reset, time-out, garbage.
  const isTransient =
    THROTTLED.has(name) ||
    NAMELESS.test(name) ||
    ($metadata?.httpStatusCode ?? 0) >= 500 ||
    ($fault === undefined && $metadata?.attempts !== undefined);
  if (isTransient)
    return exhausted(`DynamoDB could not be reached, or refused for now: ${name}.`, error);
  if (isItemSize(error)) {
    return new EventTooLargeError("DynamoDB refused an item for its size.", { cause: error });
  }
  return new StorageError(`DynamoDB refused the call: ${name}. The cause says why.`, error);
}

/** Whether DynamoDB refused an item for its size, at once or as a reason to cancel its transaction. */
function isItemSize({ name, message, CancellationReasons = [] }: SdkError): boolean {
  const reasons = [{ Code: name, Message: message }, ...CancellationReasons];
  return reasons.some(
    ({ Code = "", Message = "" }) => Code.startsWith("Validation") && /item size/i.test(Message),
  );
}
