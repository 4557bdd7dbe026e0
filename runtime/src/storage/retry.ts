import { DdbPatternError, InvalidArgumentError } from "../errors.js";
import { checkedPositiveInteger, readMembers } from "../util/members.js";
import { onAbort } from "../util/on-abort.js";
import { LONGEST_TIMER_MS, pause } from "../util/pause.js";
import { type CallOptions, tableErrorOf } from "./table.js";

/**
 * The limits of retries. The SDK retries throttling, 5xx and broken connections, according to its
 * client's `maxAttempts`, `retryMode` and retry quota. This package retries only conflicts between
 * writes, which the SDK does not retry. No failure is retried by both, so attempts add up and never
 * multiply.
 */
export interface RetryPolicy {
  /**
   * Milliseconds for one save, for one transaction of an import, or for one request of a read,
   * including all retries; `Infinity` for no deadline. Default 10,000. The time that a save waits
   * for earlier appends of the same client to the same stream counts too.
   */
  readonly deadlineMs?: number;
  /** Attempts of one write that conflicts with other transactions. Default 8. */
  readonly maxAttempts?: number;
}

/** A complete retry policy. */
export type CheckedRetryPolicy = Required<RetryPolicy>;

const DEFAULT_POLICY: CheckedRetryPolicy = { deadlineMs: 10_000, maxAttempts: 8 };

/** Source: AWS's retry guidance, "Exponential Backoff And Jitter": full jitter over a doubling ceiling. */
const BACKOFF_BASE_MS = 25;
const BACKOFF_CEILING_MS = 1_000;

/** @throws InvalidArgumentError for an invalid policy, which only JavaScript callers can pass. */
export function checkedRetryPolicy(policy: unknown): CheckedRetryPolicy {
  if (policy === undefined) return DEFAULT_POLICY;
  const { deadlineMs, maxAttempts } = {
    ...DEFAULT_POLICY,
    ...readMembers(policy, '"retry"', ["deadlineMs", "maxAttempts"]),
  };
  if (!(typeof deadlineMs === "number" && deadlineMs > 0)) {
    throw new InvalidArgumentError('"deadlineMs" must be a number above 0, or Infinity.');
  }
  return { deadlineMs, maxAttempts: checkedPositiveInteger("maxAttempts", maxAttempts) };
}

/** Waits before the next attempt, with full jitter. An abort ends the wait early. */
export function backoff(attempt: number, signal: AbortSignal | undefined): Promise<void> {
  const ceiling = Math.min(BACKOFF_CEILING_MS, BACKOFF_BASE_MS * 2 ** attempt);
  return pause(Math.random() * ceiling, signal);
}

type FailureReason =
  | "aborted"
  | "deadline"
  | "contention"
  | "unavailable"
  | "unrecognized"
  | "refused"
  | "item-too-large"
  | "unexpected";

interface CallState {
  readonly mayBeWritten: boolean;
  readonly requests: number;
  readonly cause: unknown;
}

const NO_REQUEST: CallState = { mayBeWritten: false, requests: 0, cause: undefined };

/**
 * A call that failed: the reason, and whether a write may have happened. Internal: callers get the
 * errors of errors.ts.
 */
export class CallFailure extends Error {
  override readonly name = "CallFailure";
  readonly reason: FailureReason;
  /** Whether a write of this call may have happened, or may still happen. */
  readonly mayBeWritten: boolean;
  readonly requests: number;

  constructor(reason: FailureReason, message: string, state: CallState) {
    super(message, { cause: state.cause });
    this.reason = reason;
    this.mayBeWritten = state.mayBeWritten;
    this.requests = state.requests;
  }
}

/** Receives the number of attempts that failed. It must not throw. */
export type OnRetry = (attempt: number) => void;

/** The deadline of some work, combined with the caller's signal. */
export class Deadline {
  readonly policy: CheckedRetryPolicy;
  readonly #caller: AbortSignal | undefined;
  readonly #controller = new AbortController();
  #isOver = false;

  constructor(policy: CheckedRetryPolicy, caller: AbortSignal | undefined) {
    this.policy = policy;
    this.#caller = caller;
  }

  /** Aborts at the deadline, or when the caller aborts. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether the deadline has passed. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Runs the work under the deadline, and then removes all listeners and timers. */
  async limit<Result>(work: (deadline: Deadline) => Promise<Result>): Promise<Result> {
    const abort = () => this.#controller.abort(this.#caller?.reason);
    const expire = () => {
      this.#isOver = true;
      this.#controller.abort();
    };
    if (this.#caller?.aborted) abort();
    // Not AbortSignal.any, whose signals live as long as the caller's signal.
    const stop = this.#caller === undefined ? undefined : onAbort(this.#caller, abort);
    const timer = setTimeout(expire, Math.min(this.policy.deadlineMs, LONGEST_TIMER_MS));
    try {
      return await work(this);
    } finally {
      clearTimeout(timer);
      stop?.();
    }
  }

  /**
   * Makes one call of the storage port, and retries it while it conflicts with other writes.
   *
   * @param onRetry - Called before each retry.
   * @throws ConditionFailedError as the table does.
   * @throws ContractError if the contract of the table does not allow the call.
   * @throws CallFailure for everything else.
   */
  async call<Result>(
    request: (options: CallOptions) => Promise<Result>,
    onRetry?: OnRetry,
  ): Promise<Result> {
    const state = { mayBeWritten: false as boolean, requests: 0, cause: undefined as unknown };
    for (let attempt = 1; ; attempt++) {
      this.failIfEnded(state);
      try {
        return await request({ signal: this.#controller.signal });
      } catch (error) {
        const failure = tableErrorOf(error);
        if (failure?.code === "condition-failed") throw failure;
        // The contract of the table does not allow the call.
        if (error instanceof DdbPatternError) throw error;
        state.mayBeWritten ||= failure?.mayBeWritten ?? true;
        state.requests += failure?.requests ?? 1;
        state.cause = failure?.cause ?? error;
        this.failIfEnded(state);
        if (failure?.code === "contention") {
          if (attempt >= this.policy.maxAttempts) {
            throw new CallFailure(
              "contention",
              `The write conflicted with other writes in each of ${attempt} attempts.`,
              state,
            );
          }
        } else if (failure === undefined) {
          throw new CallFailure("unexpected", "The table threw an unexpected error.", state);
        } else {
          throw new CallFailure(failure.reason, failure.message, state);
        }
      }
      onRetry?.(attempt);
      await this.pause(attempt);
    }
  }

  /**
   * Waits before the next attempt, with full jitter. Ends early at the deadline, or when the caller
   * aborts.
   */
  async pause(attempt: number): Promise<void> {
    await backoff(attempt, this.#controller.signal);
  }

  /** @throws CallFailure if the deadline has passed, or the caller has aborted. */
  failIfEnded(state: CallState = NO_REQUEST): void {
    if (!this.#controller.signal.aborted) return;
    if (!this.#isOver) {
      throw new CallFailure("aborted", "The caller aborted the call.", {
        ...state,
        cause: this.#caller?.reason,
      });
    }
    const { deadlineMs } = this.policy;
    throw new CallFailure("deadline", `The call did not end within ${deadlineMs} ms.`, state);
  }
}

/** Runs some work within the policy's deadline. */
export function withDeadline<Result>(
  policy: CheckedRetryPolicy,
  signal: AbortSignal | undefined,
  work: (deadline: Deadline) => Promise<Result>,
): Promise<Result> {
  return new Deadline(policy, signal).limit(work);
}
