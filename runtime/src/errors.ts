import { quote, quoteUnlessWord } from "./util/quote.js";

/** The stable `code` of every {@link DdbPatternError}; switch on it, not on the message or the class. */
export type DdbPatternErrorCode =
  | "event-id-reused"
  | "event-too-large"
  | "event-validation"
  | "invalid-argument"
  | "invalid-cursor"
  | "retries-exhausted"
  | "runtime-mismatch"
  | "save-aborted"
  | "storage"
  | "stream-conflict"
  | "transaction-limit"
  | "unknown-event-type"
  | "unknown-lookup";

/**
 * What is known of a save that failed.
 *
 * - `"not-written"`: the call wrote nothing, and nothing of it will be written later.
 * - `"unknown"`: its events may be stored, or may still be. Save them again under the same ids
 *   (`eventIds`): each is stored once, whatever became of the first call.
 */
export type SaveOutcome = "not-written" | "unknown";

/**
 * The base of every error that this package throws on purpose.
 *
 * Messages name event types, fields, limits and ids; they never hold what an event's `data` holds.
 */
export class DdbPatternError extends Error {
  override readonly name: string = "DdbPatternError";
  readonly code: DdbPatternErrorCode;
  /** On every error of a save; `undefined` on errors of other calls. */
  readonly outcome: SaveOutcome | undefined = undefined;
  /**
   * On every error of a save: the ids of its events, in the order given; empty where the save was refused
   * before all of its events had ids.
   */
  readonly eventIds: readonly string[] = [];

  constructor(code: DdbPatternErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The same error, with what is known of the save that it ended. */
export function withOutcome<Failure>(
  error: Failure,
  outcome: SaveOutcome,
  eventIds: readonly string[],
): Failure {
  if (error instanceof DdbPatternError && error.outcome === undefined) {
    Object.assign(error, { outcome, eventIds });
  }
  return error;
}

/** The query names an event type or a lookup that the schema does not have. Thrown before any call. */
export class UnknownLookupError extends DdbPatternError {
  override readonly name = "UnknownLookupError";

  constructor(message: string) {
    super("unknown-lookup", message);
  }
}

/**
 * An argument of a call is missing, unknown, `undefined` or out of range. Thrown before any request: a
 * query never widens.
 */
export class InvalidArgumentError extends DdbPatternError {
  override readonly name = "InvalidArgumentError";

  constructor(message: string) {
    super("invalid-argument", message);
  }
}

/**
 * A read met stored events of types that this version of the schema does not have, or does not list in
 * the stream: a newer writer knows them. Deploy readers before writers; `unknownEvents: "skip"` leaves
 * such events out, which no decision should rest on.
 */
export class UnknownEventTypeError extends DdbPatternError {
  override readonly name = "UnknownEventTypeError";
  /** The unknown types, each once, in the order in which they were met. */
  readonly eventTypes: readonly string[];

  constructor(where: string, eventTypes: readonly string[]) {
    const types = eventTypes.slice(0, 10).map(quote).join(", ");
    const more = eventTypes.length > 10 ? ` and ${eventTypes.length - 10} more` : "";
    super(
      "unknown-event-type",
      `${where} holds events of types that it does not list: ${types}${more}. A newer version of the ` +
        'schema wrote them: deploy that version, or read with unknownEvents: "skip".',
    );
    this.eventTypes = eventTypes;
  }
}

/** The stream, as a {@link StreamConflictError} names it. */
export interface ConflictingStream {
  /** The stream's name in the schema. */
  readonly stream: string;
  /** The ids that pick the stream, by entity: `{ PRODUCT: "…" }`. */
  readonly ids: Readonly<Record<string, string>>;
}

/** What has a revision that a save wanted; no event id where it is no event. */
export interface FoundRevision {
  readonly eventId: string | undefined;
  readonly revision: number;
}

/**
 * A consistent stream is not at the revision that the save expected: somebody appended to it. Nothing was
 * written. Read the stream again, decide again, and save with its new head.
 */
export class StreamConflictError extends DdbPatternError {
  override readonly name = "StreamConflictError";
  /** The stream's name in the schema. */
  readonly stream: string;
  /** The ids that pick the stream, by entity: `{ PRODUCT: "…" }`. */
  readonly ids: Readonly<Record<string, string>>;
  /** The revision that the save expected to be the last; 0 for an empty stream. */
  readonly expectedRevision: number;
  /** The event that was appended; `undefined` where two conditions of one save differ. */
  readonly foundEventId: string | undefined;

  constructor(
    { stream, ids }: ConflictingStream,
    expectedRevision: number,
    found: FoundRevision | undefined,
  ) {
    const of = Object.entries(ids).map(([entity, id]) => `${quoteUnlessWord(entity)} ${quote(id)}`);
    const expected = expectedRevision === 0 ? "empty" : `at revision ${expectedRevision}`;
    const reason =
      found === undefined
        ? "another condition of the same save expects a later revision"
        : `${found.eventId === undefined ? "an item" : `event ${quote(found.eventId)}`} has revision ${found.revision}`;
    super(
      "stream-conflict",
      `Stream ${quote(stream)} of ${of.join(", ")} was expected ${expected}, but ${reason}. ` +
        "Nothing was written. Read the stream again, decide again, and save with its new head.",
    );
    this.stream = stream;
    this.ids = ids;
    this.expectedRevision = expectedRevision;
    this.foundEventId = found?.eventId;
  }
}

/** The cursor was not made by this client for this query, or was changed. */
export class InvalidCursorError extends DdbPatternError {
  override readonly name = "InvalidCursorError";

  constructor(message: string) {
    super("invalid-cursor", message);
  }
}

/** Another event is stored under this id already, or two events of the call have it. Nothing was written. */
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
 * The call was not done in the time or the attempts allowed: no answer, throttling, or other writes in
 * the way each time. `outcome` says whether a save may have happened all the same.
 */
export class RetriesExhaustedError extends DdbPatternError {
  override readonly name = "RetriesExhaustedError";
  /** Requests made over the network for this call, as far as the SDK reported them. */
  readonly attempts: number;

  constructor(message: string, attempts: number, cause: unknown) {
    super("retries-exhausted", message, { cause });
    this.attempts = attempts;
  }
}

/** The caller's signal ended a save; `cause` is the signal's reason. */
export class SaveAbortedError extends DdbPatternError {
  override readonly name = "SaveAbortedError";

  constructor(message: string, cause: unknown) {
    super("save-aborted", message, { cause });
  }
}

/**
 * The call was refused and would be again: no such table, no permission, no credentials. The message says
 * what to do about the common causes; `cause` is the SDK's error.
 */
export class StorageError extends DdbPatternError {
  override readonly name = "StorageError";

  constructor(message: string, cause: unknown) {
    super("storage", message, { cause });
  }
}
