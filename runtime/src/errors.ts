/** The stable `code` of every {@link DdbPatternError}; switch on it, not on the message. */
export type DdbPatternErrorCode =
  | "event-id-reused"
  | "event-too-large"
  | "event-validation"
  | "invalid-cursor"
  | "invalid-question"
  | "retries-exhausted"
  | "runtime-mismatch"
  | "storage"
  | "stream-conflict"
  | "transaction-limit"
  | "unknown-lookup";

/**
 * The base of every error that this package throws on purpose.
 *
 * Messages name event types, fields, limits and ids; they never hold what an event's `data` holds.
 */
export class DdbPatternError extends Error {
  override readonly name: string = "DdbPatternError";
  readonly code: DdbPatternErrorCode;

  constructor(code: DdbPatternErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The question names a lookup that the schema does not store. Thrown before any call. */
export class UnknownLookupError extends DdbPatternError {
  override readonly name = "UnknownLookupError";

  constructor(message: string) {
    super("unknown-lookup", message);
  }
}

/** A part of the question is missing, empty or out of range. Thrown before any call: a question never widens. */
export class InvalidQuestionError extends DdbPatternError {
  override readonly name = "InvalidQuestionError";

  constructor(message: string) {
    super("invalid-question", message);
  }
}

/** How far a stream had come. */
export interface StreamState {
  /** The id of its last event; `undefined` for an empty stream. */
  readonly lastEventId: string | undefined;
  /** How many events it has; `undefined` where only the last id is known. */
  readonly count?: number | undefined;
}

/** What a save expected of a stream: a state or, where the caller gave an id, to end before that id. */
export type ExpectedState = StreamState | { readonly endsBefore: string };

/**
 * A stream is not as the save expected: somebody appended to it in between. Nothing was written. Read
 * the stream again, decide again, and save with its new head.
 */
export class StreamConflictError extends DdbPatternError {
  override readonly name = "StreamConflictError";
  /** The stream's name in the schema. */
  readonly stream: string;
  /** The ids that pick the stream, by entity: `{ PRODUCT: "…" }`. */
  readonly ids: Readonly<Record<string, string>>;
  readonly expected: ExpectedState;
  readonly found: StreamState;

  constructor(
    stream: string,
    ids: Readonly<Record<string, string>>,
    expected: ExpectedState,
    found: StreamState,
  ) {
    const at = Object.entries(ids).map(([entity, id]) => `${entity} ${id}`);
    super(
      "stream-conflict",
      `Stream ${stream} of ${at.join(", ")} was expected ${describeExpected(expected)}, and is ${describeState(found)}.`,
    );
    this.stream = stream;
    this.ids = ids;
    this.expected = expected;
    this.found = found;
  }
}

function describeExpected(expected: ExpectedState): string {
  return "endsBefore" in expected
    ? `to end before ${expected.endsBefore}`
    : describeState(expected);
}

function describeState({ lastEventId, count }: StreamState): string {
  if (lastEventId === undefined) return "empty";
  return `at ${lastEventId}${count === undefined ? "" : ` (${count} events)`}`;
}

/** The cursor was not made by this client for this question, or was changed. */
export class InvalidCursorError extends DdbPatternError {
  override readonly name = "InvalidCursorError";

  constructor(message: string) {
    super("invalid-cursor", message);
  }
}

/** Another event is stored under this id already. Nothing was written. */
export class EventIdReusedError extends DdbPatternError {
  override readonly name = "EventIdReusedError";
  readonly eventId: string;

  constructor(eventId: string, message: string) {
    super("event-id-reused", message);
    this.eventId = eventId;
  }
}

/** One copy of the event would pass DynamoDB's 400 KB an item, or its key the 2,048 bytes. Nothing was written. */
export class EventTooLargeError extends DdbPatternError {
  override readonly name = "EventTooLargeError";

  constructor(message: string, options?: ErrorOptions) {
    super("event-too-large", message, options);
  }
}

/** The events of one call do not fit DynamoDB's transaction: 100 items, 4 MB. Nothing was written. */
export class TransactionLimitError extends DdbPatternError {
  override readonly name = "TransactionLimitError";

  constructor(message: string) {
    super("transaction-limit", message);
  }
}

/**
 * DynamoDB did not take the call in the time or the attempts allowed.
 *
 * A write that ends so may have happened. Save again with the same `id` (each of `eventIds`): it
 * is stored once, whatever became of the first try. Where a consistent stream has moved on meanwhile,
 * saving again may throw `StreamConflictError`: then it was not stored, and will not be.
 */
export class RetriesExhaustedError extends DdbPatternError {
  override readonly name = "RetriesExhaustedError";
  /** HTTP requests made for this call, as far as the SDK told. */
  readonly attempts: number;
  /** The ids of the events that were being written; empty for a read. */
  readonly eventIds: readonly string[];

  constructor(message: string, attempts: number, eventIds: readonly string[], cause: unknown) {
    super("retries-exhausted", message, { cause });
    this.attempts = attempts;
    this.eventIds = eventIds;
  }
}

/** DynamoDB refused the call and would again: no such table, no permission. `cause` is the SDK's error. */
export class StorageError extends DdbPatternError {
  override readonly name = "StorageError";

  constructor(message: string, cause: unknown) {
    super("storage", message, { cause });
  }
}
