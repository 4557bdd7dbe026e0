/**
 * The kinds of faults of a table.
 *
 * - `"missing-copy"`: an event lacks a copy, or the guard of its id.
 * - `"different-copy"`: a copy differs from the canonical copy.
 * - `"misplaced-copy"`: a copy has a key that the event does not have in any release of the schema.
 * - `"no-canonical"`: an event has copies, and none of them is canonical.
 * - `"several-canonical"`: more than one copy of an event is canonical.
 * - `"repeated-event"`: an event has several revisions in one consistent stream.
 * - `"missing-revision"`: a consistent stream lacks revisions before its last one.
 * - `"guard-without-event"`: a guard names a revision that its event does not have.
 * - `"invalid-event"`: an event is invalid under every release of the schema, and as it is read.
 * - `"unreadable-event"`: an event cannot be converted to the newest version of its type.
 * - `"malformed-item"`: an item has the key of a copy or a guard, and is none.
 * - `"unknown-item"`: an item belongs to no schema of the table.
 */
export type FindingKind = (typeof FINDING_KINDS)[number];

export const FINDING_KINDS = [
  "missing-copy",
  "different-copy",
  "misplaced-copy",
  "no-canonical",
  "several-canonical",
  "repeated-event",
  "missing-revision",
  "guard-without-event",
  "invalid-event",
  "unreadable-event",
  "malformed-item",
  "unknown-item",
] as const;

/** A fault of a table. */
export interface Finding {
  readonly kind: FindingKind;
  /** The key of the item that is at fault or missing. */
  readonly pk: string;
  /** Absent for a missing copy in a consistent stream, whose revision is not known. */
  readonly sk?: string;
  readonly eventId?: string;
  /** The stored type of the event. */
  readonly type?: string;
  /** A clause with the details, without any value of an event. */
  readonly detail: string;
  /** With `repair`: whether the fault was repaired. */
  readonly repaired?: boolean;
}
