import { quote, quoteUnlessWord } from "./util/quote.js";

/** The stable `code` of every {@link DdbPatternError}; switch on it, not on the message or the class. */
export type DdbPatternErrorCode =
  | "change-stream"
  | "contract"
  | "event-id-reused"
  | "event-too-large"
  | "event-validation"
  | "invalid-argument"
  | "invalid-cursor"
  | "projection"
  | "retries-exhausted"
  | "runtime-mismatch"
  | "save-aborted"
  | "storage"
  | "stream-conflict"
  | "transaction-limit"
  | "unknown-event-type"
  | "unknown-event-version"
  | "unknown-lookup"
  | "upcast-failed";

/**
 * Whether a failed save may have been written.
 *
 * - `"not-written"`: the call wrote nothing, and nothing of it will be written later.
 * - `"unknown"`: its events may be stored now, or may still be stored later. Save them again under
 *   the same ids (`eventIds`): each event is stored once, even if the first call was written.
 */
export type SaveOutcome = "not-written" | "unknown";

/**
 * The base of every error that this package throws on purpose.
 *
 * Messages name event types, fields, limits and ids. They never contain values of an event's
 * `data`.
 */
export class DdbPatternError extends Error {
  override readonly name: string = "DdbPatternError";
  readonly code: DdbPatternErrorCode;
  /** Set on every error of a save; `undefined` on errors of other calls. */
  readonly outcome: SaveOutcome | undefined = undefined;
  /**
   * The ids of the events, in the order given, on every error of a save. Empty if the save was
   * refused before all of its events had ids.
   */
  readonly eventIds: readonly string[] = [];

  constructor(code: DdbPatternErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Adds the outcome and the event ids to the error of a save, unless it has them already. */
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

/**
 * The query names an event type or a lookup that the schema does not have. Thrown before any
 * request.
 */
export class UnknownLookupError extends DdbPatternError {
  override readonly name = "UnknownLookupError";

  constructor(message: string) {
    super("unknown-lookup", message);
  }
}

/**
 * An argument of a call is missing, unknown, `undefined` or out of range. Thrown before any
 * request, so that a query never reads more than was asked for.
 */
export class InvalidArgumentError extends DdbPatternError {
  override readonly name = "InvalidArgumentError";

  constructor(message: string) {
    super("invalid-argument", message);
  }
}

/**
 * A read found stored events whose types this version of the schema does not have, or does not list
 * in the stream. A writer with a newer schema stored them: deploy readers before writers.
 * `unknownEvents: "skip"` leaves such events out; do not base decisions on such a read.
 */
export class UnknownEventTypeError extends DdbPatternError {
  override readonly name = "UnknownEventTypeError";
  /** The unknown types, each once, in the order in which the read found them. */
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

/**
 * The contract of the table does not allow the call: there is none, it is of a newer release of the
 * schema, what the call reads or appends to is not complete, or its events would lack copies. The message says what to do.
 */
export class ContractError extends DdbPatternError {
  override readonly name = "ContractError";

  constructor(message: string) {
    super("contract", message);
  }
}

/**
 * A table's change stream, or the checkpoint of one of its streams, is not what a consumer requires: it
 * has no new images, its records have expired, or an event is missing. The message says what to do.
 */
export class ChangeStreamError extends DdbPatternError {
  override readonly name = "ChangeStreamError";

  constructor(message: string, options?: ErrorOptions) {
    super("change-stream", message, options);
  }
}

/** The stored event that an error is about. */
export interface StoredEventId {
  readonly id: string;
  /** The event type; for an event that is stored as an alias, the type that has the alias. */
  readonly type: string;
}

/**
 * A stored event has a later version than this schema knows of its type, or an invalid one. A writer
 * with a newer schema stored a later version: deploy readers before writers. `unknownEvents: "skip"` does not leave such an
 * event out.
 */
export class UnknownEventVersionError extends DdbPatternError {
  override readonly name = "UnknownEventVersionError";
  readonly eventId: string;
  readonly eventType: string;
  /** The stored version; `NaN` if the stored value is not a positive integer. */
  readonly storedVersion: number;
  /** The newest version that the schema knows. */
  readonly newestVersion: number;

  constructor({ id, type }: StoredEventId, storedVersion: number, newestVersion: number) {
    const isInvalid = Number.isNaN(storedVersion);
    const stored = isInvalid ? "an invalid version" : `version ${storedVersion}`;
    const cause = isInvalid
      ? "Another program wrote or changed the item."
      : "A newer version of the schema wrote it: deploy that version here first.";
    super(
      "unknown-event-version",
      `${quoteUnlessWord(type)} ${quoteUnlessWord(id)} is stored with ${stored}, and this schema has ` +
        `versions up to ${newestVersion}. ${cause}`,
    );
    this.eventId = id;
    this.eventType = type;
    this.storedVersion = storedVersion;
    this.newestVersion = newestVersion;
  }
}

/** The step of an upcaster: from one version to the next. */
export interface VersionStep {
  readonly from: number;
  readonly to: number;
}

/**
 * An upcaster threw an error, which is the `cause`, or returned something else than a plain object
 * of values that can be stored. Correct the upcaster: the stored event stays as it is.
 */
export class UpcastError extends DdbPatternError {
  override readonly name = "UpcastError";
  readonly eventId: string;
  readonly eventType: string;
  readonly fromVersion: number;
  readonly toVersion: number;

  /** @param reason - The reason as a clause: "it returned null". */
  constructor(
    { id, type }: StoredEventId,
    { from, to }: VersionStep,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(
      "upcast-failed",
      `The upcaster of ${quoteUnlessWord(type)} from version ${from} to ${to} failed for event ` +
        `${quoteUnlessWord(id)}: ${reason}.`,
      options,
    );
    this.eventId = id;
    this.eventType = type;
    this.fromVersion = from;
    this.toVersion = to;
  }
}

/** The stream that a {@link StreamConflictError} names. */
export interface ConflictingStream {
  /** The stream's name in the schema. */
  readonly stream: string;
  /** The ids that pick the stream, by entity: `{ PRODUCT: "…" }`. */
  readonly ids: Readonly<Record<string, string>>;
}

/**
 * The item found at a revision that a save wanted to write. `eventId` is `undefined` if the item is
 * not an event.
 */
export interface FoundRevision {
  readonly eventId: string | undefined;
  readonly revision: number;
}

/**
 * A consistent stream is not at the revision that the save expected, because another save appended
 * to it. Nothing was written. Read the stream again, decide again, and save with its new head.
 */
export class StreamConflictError extends DdbPatternError {
  override readonly name = "StreamConflictError";
  /** The stream's name in the schema. */
  readonly stream: string;
  /** The ids that pick the stream, by entity: `{ PRODUCT: "…" }`. */
  readonly ids: Readonly<Record<string, string>>;
  /** The revision that the save expected to be the last; 0 for an empty stream. */
  readonly expectedRevision: number;
  /**
   * The event that was appended; `undefined` if two conditions of the same save contradict each
   * other.
   */
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

/**
 * A projection cannot apply an event, or cannot be changed as asked. The message says what to do.
 * `cause` is the error of the function that failed, if one did.
 */
export class ProjectionError extends DdbPatternError {
  override readonly name = "ProjectionError";
  /** The projection's name. */
  readonly projection: string;
  readonly version: number;
  /** The event that cannot be applied; `undefined` if the error is not about an event. */
  readonly eventId: string | undefined;

  constructor(
    { name, version }: { readonly name: string; readonly version: number },
    message: string,
    { eventId, cause }: { readonly eventId?: string; readonly cause?: unknown } = {},
  ) {
    super("projection", message, cause === undefined ? undefined : { cause });
    this.projection = name;
    this.version = version;
    this.eventId = eventId;
  }
}

/** The cursor was not made by this client for this query, or was changed. */
export class InvalidCursorError extends DdbPatternError {
  override readonly name = "InvalidCursorError";

  constructor(message: string) {
    super("invalid-cursor", message);
  }
}

/**
 * Another event is already stored under this id, or two events of the call have the same id.
 * Nothing was written.
 *
 * If an earlier version of the schema stored the event, the message names that version and type. It
 * may be the same event, which upcasters convert to something else than what was to be saved; then
 * it is stored, and must not be saved again under a new id.
 */
export class EventIdReusedError extends DdbPatternError {
  override readonly name = "EventIdReusedError";
  readonly eventId: string;

  constructor(eventId: string, message: string) {
    super("event-id-reused", message);
    this.eventId = eventId;
  }
}

/**
 * One copy of the event would exceed DynamoDB's limits: 400 KB for an item, 2,048 bytes for a
 * partition key. Nothing was written.
 */
export class EventTooLargeError extends DdbPatternError {
  override readonly name = "EventTooLargeError";

  constructor(message: string, options?: ErrorOptions) {
    super("event-too-large", message, options);
  }
}

/** The events of one call exceed a DynamoDB transaction: 100 items, 4 MB. Nothing was written. */
export class TransactionLimitError extends DdbPatternError {
  override readonly name = "TransactionLimitError";

  constructor(message: string) {
    super("transaction-limit", message);
  }
}

/**
 * The call did not succeed within its deadline or its attempts: no answer, throttling, or
 * conflicting writes each time. `outcome` says whether a save may have been written.
 */
export class RetriesExhaustedError extends DdbPatternError {
  override readonly name = "RetriesExhaustedError";
  /** The network requests of this call, as far as the SDK reported them. */
  readonly attempts: number;

  constructor(message: string, attempts: number, cause: unknown) {
    super("retries-exhausted", message, { cause });
    this.attempts = attempts;
  }
}

/** The caller's signal aborted a save; `cause` is the signal's reason. */
export class SaveAbortedError extends DdbPatternError {
  override readonly name = "SaveAbortedError";

  constructor(message: string, cause: unknown) {
    super("save-aborted", message, { cause });
  }
}

/**
 * The call was refused and would be refused again: no such table, no permission, no credentials.
 * The message says how to fix common causes; `cause` is the SDK's error.
 */
export class StorageError extends DdbPatternError {
  override readonly name = "StorageError";

  constructor(message: string, cause: unknown) {
    super("storage", message, { cause });
  }
}
