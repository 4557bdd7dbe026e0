/**
 * The messages of the channels of `node:diagnostics_channel`. They name tables, event types, streams
 * and event ids; where it says so, they have the ids of a stream, as errors do. They never hold what
 * else an event's `data` or `metadata` holds, a state, or an item.
 *
 * @module
 */
import type { SaveOutcome } from "../errors.js";

/** The message of each channel, by the channel's name. */
export interface ChannelMessages {
  readonly "ddb-pattern:save": SaveMessage;
  readonly "ddb-pattern:read": ReadMessage;
  readonly "ddb-pattern:conflict": ConflictMessage;
  readonly "ddb-pattern:retry": RetryMessage;
  readonly "ddb-pattern:decide": DecideMessage;
  readonly "ddb-pattern:snapshot": SnapshotMessage;
  readonly "ddb-pattern:consumer.batch": ConsumerBatchMessage;
  readonly "ddb-pattern:consumer.parked": ParkedMessage;
  readonly "ddb-pattern:lag": LagMessage;
  readonly "ddb-pattern:rebuild": RebuildMessage;
}

export type ChannelName = keyof ChannelMessages;

/** When some work began, and how long it took. */
export interface Timing {
  /** Milliseconds since 1970, by the clock of this machine. */
  readonly startedAt: number;
  /** Milliseconds, by a clock that is never set back. */
  readonly durationMs: number;
}

/** An error without its cause, and without the texts of others, which may hold anything. */
export interface ErrorSummary {
  /** The name of the error's class. */
  readonly name: string;
  /** The `code` of a `DdbPatternError`. */
  readonly code?: string;
  /** The message of a `DdbPatternError`. Other messages are left out. */
  readonly message?: string;
}

/** A stream, as `StreamConflictError` names it. */
export interface ObservedStream {
  /** The stream's name in the schema. */
  readonly stream: string;
  /** The ids that pick the stream, by entity: `{ ORDER: "…" }`. */
  readonly ids: Readonly<Record<string, string>>;
}

/**
 * `ddb-pattern:save`: a save ended. An import publishes one for each transaction. Saves that are
 * refused before their events have ids are not published.
 */
export interface SaveMessage extends Timing {
  readonly tableName: string;
  /** The event type of each event, as it is stored. */
  readonly eventTypes: readonly string[];
  readonly eventIds: readonly string[];
  /** The writes that were tried; more than one if other writers were faster. */
  readonly attempts: number;
  readonly outcome: "written" | SaveOutcome;
  /** Present unless the save was written. */
  readonly error?: ErrorSummary;
}

/** `ddb-pattern:read`: a read ended, or the loop over an iterator did. */
export interface ReadMessage extends Timing {
  readonly tableName: string;
  /** The stream's name, for a read of a consistent or materialized stream. */
  readonly stream?: string;
  /** The event types, for all other reads. */
  readonly eventTypes: readonly string[];
  readonly consistentRead: boolean;
  /** The events that were returned. For an iterator the time of the loop's body counts in `durationMs`. */
  readonly events: number;
  /** The queries that were sent, without those that the SDK repeated. */
  readonly requests: number;
  readonly error?: ErrorSummary;
}

/** `ddb-pattern:conflict`: a save ended because a stream of `expect` had another head. */
export interface ConflictMessage extends ObservedStream {
  readonly tableName: string;
  readonly expectedRevision: number;
  /** The ids of the events that were not saved. */
  readonly eventIds: readonly string[];
  /** The event that has the revision after the expected one. */
  readonly foundEventId?: string;
}

/** `ddb-pattern:retry`: an attempt failed because of other writers, and another follows. */
export interface RetryMessage {
  readonly tableName: string;
  readonly operation: "save" | "decide" | "projection";
  /**
   * `"contention"`: DynamoDB refused the write because another was under way. `"key-taken"`: another
   * event has the revision, or some events of the save were stored already. `"stream-conflict"`:
   * `decide` decides again.
   */
  readonly reason: "contention" | "key-taken" | "stream-conflict";
  /** The attempts that failed so far: 1, 2, 3 … */
  readonly attempt: number;
}

/** `ddb-pattern:decide`: a call of `decide` ended. */
export interface DecideMessage extends Timing, ObservedStream {
  readonly tableName: string;
  /** How often the decider was called. */
  readonly attempts: number;
  /** The events that were read and folded, those of the snapshot not counted. */
  readonly eventsRead: number;
  /** The revision of the snapshot that was used. */
  readonly snapshotRevision?: number;
  /** The event types that were decided, as they are stored; empty if nothing was decided. */
  readonly eventTypes: readonly string[];
  /** The stream's last revision after the call; absent if the call failed. */
  readonly revision?: number;
  readonly error?: ErrorSummary;
}

/** `ddb-pattern:snapshot`: a snapshot was looked for, or written. Failures appear only here. */
export interface SnapshotMessage extends ObservedStream {
  readonly tableName: string;
  /** The name and the version of the fold's snapshots. */
  readonly name: string;
  readonly version: number;
  /**
   * - `"used"`: a read began at the snapshot.
   * - `"missing"`: there is none yet.
   * - `"distrusted"`: it does not belong to what the stream has at its revision.
   * - `"undecodable"`: its codec failed.
   * - `"written"`, `"exists"`: it was written, or another process had written it.
   * - `"too-large"`, `"not-storable"`: the state cannot be an item.
   * - `"failed"`: DynamoDB or the codec failed; see `error`.
   */
  readonly action:
    | "used"
    | "missing"
    | "distrusted"
    | "undecodable"
    | "written"
    | "exists"
    | "too-large"
    | "not-storable"
    | "failed";
  readonly revision?: number;
  readonly error?: ErrorSummary;
}

/** `ddb-pattern:consumer.batch`: a batch of the change stream, or of `catchUp`, was handled. */
export interface ConsumerBatchMessage extends Timing {
  /** The name of the consumer or projection, if it has one. */
  readonly consumer?: string;
  /** The source of the batch. */
  readonly source: "dynamodb" | "kinesis" | "catch-up" | "runner";
  /** The records of the batch. */
  readonly records: number;
  /** The events that were handled, those of gaps included. */
  readonly events: number;
  /** The records whose events were handled before. */
  readonly duplicates: number;
  /** The events that were read from the table because the change stream lacked them. */
  readonly filled: number;
  readonly parked: number;
  /** The records that were reported as failed, to be delivered again. */
  readonly failed: number;
  /** Milliseconds from the save of the batch's oldest event, by its id, until the end of the batch. */
  readonly ageMs?: number;
  readonly error?: ErrorSummary;
}

/** `ddb-pattern:consumer.parked`: an event was parked after its last attempt. */
export interface ParkedMessage {
  readonly consumer?: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly stream?: string;
  readonly ids?: Readonly<Record<string, string>>;
  readonly revision?: number;
  readonly attempts: number;
  readonly error: ErrorSummary;
}

/** `ddb-pattern:lag`: how far a consumer or projection is behind, each time that it is measured. */
export interface LagMessage {
  /** The name of the consumer or projection. */
  readonly consumer: string;
  readonly version?: number;
  readonly tableName: string;
  /** The stream, if the lag of one stream was measured. */
  readonly stream?: string;
  readonly ids?: Readonly<Record<string, string>>;
  /** The events that are stored and not handled. */
  readonly events: number;
  /** The age of the oldest of them in seconds; 0 if there is none. */
  readonly seconds: number;
}

/** `ddb-pattern:rebuild`: a phase of a rebuild ended. */
export interface RebuildMessage extends Timing {
  readonly projection: string;
  readonly version: number;
  readonly tableName: string;
  readonly phase: "read-table" | "catch-up" | "switch";
  /** The events that the phase applied. */
  readonly events: number;
  readonly error?: ErrorSummary;
}
