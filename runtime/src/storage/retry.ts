import { InvalidArgumentError } from "../errors.js";
import { readMembers } from "../util/members.js";
import { onAbort } from "../util/on-abort.js";
import { type CallOptions, tableErrorOf } from "./table.js";

/**
 * How long a call may try. Throttling, 5xx and broken connections are retried by the SDK, as the
 * client's own `maxAttempts` and `retryMode` say and within its quota of retries, and by nobody else.
 * What the SDK does not retry, a write that met another one, is retried here. No failure is retried by
 * both, so attempts add up and never multiply.
 */
export interface RetryPolicy {
  /**
   * Milliseconds for one save, or for one request of a read, with all retries; `Infinity` for no deadline.
   * Default 10,000. A save's wait for earlier appends of the same client to the same stream counts, too; of
   * an import, each transaction has this time.
   */
  readonly deadlineMs?: number;
  /** Tries of one write that meets other transactions. Default 8. */
  readonly maxAttempts?: number;
}

/** A policy with nothing left to default. */
export type CheckedRetryPolicy = Required<RetryPolicy>;

const DEFAULT_POLICY: CheckedRetryPolicy = { deadlineMs: 10_000, maxAttempts: 8 };

/** 25 days. A timer that is set to more rings at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Source: AWS's retry guidance, "Exponential Backoff And Jitter": full jitter over a doubling ceiling. */
const BACKOFF_BASE_MS = 25;
const BACKOFF_CEILING_MS = 1_000;

/** @throws InvalidArgumentError for a policy that JavaScript alone can give. */
export function checkedRetryPolicy(policy: unknown): CheckedRetryPolicy {
  if (policy === undefined) return DEFAULT_POLICY;
  const { deadlineMs, maxAttempts } = {
    ...DEFAULT_POLICY,
    ...readMembers(policy, '"retry"', ["deadlineMs", "maxAttempts"]),
  };
  if (!(typeof deadlineMs === "number" && deadlineMs > 0)) {
    throw new InvalidArgumentError('"deadlineMs" must be a number above 0, or Infinity.');
  }
  if (!(Number.isInteger(maxAttempts) && (maxAttempts as number) >= 1)) {
    throw new InvalidArgumentError('"maxAttempts" must be a whole number from 1.');
  }
  return { deadlineMs, maxAttempts: maxAttempts as number };
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

interface Knowledge {
  readonly mayBeWritten: boolean;
  readonly requests: number;
  readonly cause: unknown;
}

const NOTHING_DONE: Knowledge = { mayBeWritten: false, requests: 0, cause: undefined };

/** Why a call was given up, and what is known of it. Never leaves this package. */
export class CallFailure extends Error {
  override readonly name = "CallFailure";
  readonly reason: FailureReason;
  /** Whether a write of this call may have happened, or may still. */
  readonly mayBeWritten: boolean;
  readonly requests: number;

  constructor(reason: FailureReason, message: string, known: Knowledge) {
    super(message, { cause: known.cause });
    this.reason = reason;
    this.mayBeWritten = known.mayBeWritten;
    this.requests = known.requests;
  }
}

/** The time that some work has, and the caller's way to end it early. */
export class Deadline {
  readonly policy: CheckedRetryPolicy;
  readonly #caller: AbortSignal | undefined;
  readonly #controller = new AbortController();
  #isOver = false;

  constructor(policy: CheckedRetryPolicy, caller: AbortSignal | undefined) {
    this.policy = policy;
    this.#caller = caller;
  }

  /** Aborts when the time is over, or the caller aborts. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether the time is over. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Does the work, and afterwards holds nothing of the caller's. */
  async limit<Result>(work: (deadline: Deadline) => Promise<Result>): Promise<Result> {
    const abort = () => this.#controller.abort(this.#caller?.reason);
    const ring = () => {
      this.#isOver = true;
      this.#controller.abort();
    };
    if (this.#caller?.aborted) abort();
    // Not AbortSignal.any, whose signals live as long as the caller's does.
    const stop = this.#caller === undefined ? undefined : onAbort(this.#caller, abort);
    const timer = setTimeout(ring, Math.min(this.policy.deadlineMs, LONGEST_TIMER_MS));
    try {
      return await work(this);
    } finally {
      clearTimeout(timer);
      stop?.();
    }
  }

  /**
   * One call of the storage port, tried again while other writes are in the way.
   *
   * @throws ConditionFailedError as the table does.
   * @throws CallFailure for everything else.
   */
  async call<Result>(request: (options: CallOptions) => Promise<Result>): Promise<Result> {
    const known = { mayBeWritten: false as boolean, requests: 0, cause: undefined as unknown };
    for (let attempt = 1; ; attempt++) {
      this.failIfEnded(known);
      try {
        return await request({ signal: this.#controller.signal });
      } catch (error) {
        const failure = tableErrorOf(error);
        if (failure?.code === "condition-failed") throw failure;
        known.mayBeWritten ||= failure?.mayBeWritten ?? true;
        known.requests += failure?.requests ?? 1;
        known.cause = failure?.cause ?? error;
        this.failIfEnded(known);
        if (failure?.code === "contention") {
          if (attempt >= this.policy.maxAttempts) {
            throw new CallFailure(
              "contention",
              `Other writes were in the way ${attempt} times.`,
              known,
            );
          }
        } else if (failure === undefined) {
          throw new CallFailure("unexpected", "The table failed with an error of its own.", known);
        } else {
          throw new CallFailure(failure.reason, failure.message, known);
        }
      }
      await this.pause(attempt);
    }
  }

  /** Waits, with full jitter, before the next attempt; ends early with the time, or the caller's abort. */
  async pause(attempt: number): Promise<void> {
    const ceiling = Math.min(BACKOFF_CEILING_MS, BACKOFF_BASE_MS * 2 ** attempt);
    const { signal } = this.#controller;
    await new Promise<void>((resolve) => {
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

  /** @throws CallFailure if the time is over, or the caller has aborted. */
  failIfEnded(known: Knowledge = NOTHING_DONE): void {
    if (!this.#controller.signal.aborted) return;
    if (!this.#isOver) {
      throw new CallFailure("aborted", "The caller ended the call.", {
        ...known,
        cause: this.#caller?.reason,
      });
    }
    const { deadlineMs } = this.policy;
    throw new CallFailure("deadline", `The call did not end within ${deadlineMs} ms.`, known);
  }
}

/** Does some work within the policy's time. */
export function withDeadline<Result>(
  policy: CheckedRetryPolicy,
  signal: AbortSignal | undefined,
  work: (deadline: Deadline) => Promise<Result>,
): Promise<Result> {
  return new Deadline(policy, signal).limit(work);
}
