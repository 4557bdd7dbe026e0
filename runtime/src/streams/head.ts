import { InvalidArgumentError, StreamConflictError } from "../errors.js";
import { decodeKey, isStreamKey, streamNameOf } from "../keys/key.js";
import type { KeyLimits } from "../keys/query-keys.js";
import { isRevision, LAST_REVISION } from "../keys/revision.js";
import { utf8Length } from "../storage/item-size.js";
import { checksum as checksumOf } from "../util/checksum.js";
import { readMembers } from "../util/members.js";
import { quote } from "../util/quote.js";
import { isWellFormed } from "../validation/storable.js";

/**
 * The last revision of a consistent stream when it was read. Pass the head to `unchangedSince` to
 * save only if nothing was appended since; pass its revision to `read({ after })` to read newer
 * events. It is plain JSON data, so it can be stored, or sent to a browser and back.
 */
export interface StreamHead {
  /** The key of the stream. */
  readonly stream: string;
  /** The revision of the last event; 0 for an empty stream. */
  readonly revision: number;
  /**
   * Detects mistakes: a changed head, or a head of another stream or table. It does not protect
   * against deliberate changes.
   */
  readonly checksum: string;
}

/**
 * A condition for `expect`: save only if the stream is at this revision. `unchangedSince` and
 * `empty` create it.
 */
export interface AppendCondition {
  /** The key of the stream. */
  readonly stream: string;
  /** The revision that must be the stream's last; 0 for a stream that must be empty. */
  readonly expectedRevision: number;
  /** Detects mistakes, as the checksum of a head does. */
  readonly checksum: string;
}

export function appendCondition(
  tableName: string,
  stream: string,
  expectedRevision: number,
): AppendCondition {
  const checksum = headChecksum(tableName, stream, expectedRevision);
  return { stream, expectedRevision, checksum };
}

export function streamHead(tableName: string, stream: string, revision: number): StreamHead {
  return { stream, revision, checksum: headChecksum(tableName, stream, revision) };
}

/**
 * The revision of a head that was read from this stream of this table.
 *
 * @throws InvalidArgumentError for any other value.
 */
export function headRevision(head: unknown, tableName: string, stream: string): number {
  const { stream: key, revision, checksum: sum } = readMembers(head, "The head", HEAD_MEMBERS);
  if (typeof key !== "string" || !isRevision(revision) || typeof sum !== "string") {
    throw new InvalidArgumentError('The head must be one that "read" of a stream returned.');
  }
  if (key !== stream) {
    throw new InvalidArgumentError(
      `The head was read from stream ${quote(key)}, not from ${quote(stream)}.`,
    );
  }
  if (sum !== headChecksum(tableName, stream, revision)) {
    throw new InvalidArgumentError(
      "The head was changed, or read from another table. Read the stream again.",
    );
  }
  return revision;
}

const HEAD_MEMBERS = ["stream", "revision", "checksum"] as const;

function headChecksum(tableName: string, stream: string, revision: number): string {
  return checksumOf(JSON.stringify([tableName, stream, revision]));
}

/**
 * Checks the conditions that a caller passed.
 *
 * @throws InvalidArgumentError for a value that no stream of this table created.
 */
export function checkedConditions(
  expect: unknown,
  tableName: string,
  limits: KeyLimits,
): readonly AppendCondition[] {
  if (expect === undefined) return [];
  if (!Array.isArray(expect)) {
    throw new InvalidArgumentError('"expect" must be a list: [stream.unchangedSince(head)].');
  }
  return Array.from(expect, (condition: unknown, index) => {
    const what = `expect[${index}]`;
    if (condition !== null && typeof condition === "object" && "revision" in condition) {
      throw new InvalidArgumentError(
        `${what} is a head: pass stream.unchangedSince(head) instead.`,
      );
    }
    const members = readMembers(condition, what, CONDITION_MEMBERS);
    const { stream, expectedRevision, checksum } = members;
    const isCondition = isStoredStreamKey(stream, limits) && isRevision(expectedRevision);
    if (!isCondition || expectedRevision >= LAST_REVISION) {
      throw new InvalidArgumentError(
        `${what} must be a condition that a stream's unchangedSince or empty returned.`,
      );
    }
    if (checksum !== headChecksum(tableName, stream, expectedRevision)) {
      throw new InvalidArgumentError(
        `${what} was changed, or belongs to a stream of another table.`,
      );
    }
    return { stream, expectedRevision, checksum };
  });
}

const CONDITION_MEMBERS = ["stream", "expectedRevision", "checksum"] as const;

function isStoredStreamKey(key: unknown, { partitionKeyBytes }: KeyLimits): key is string {
  if (typeof key !== "string" || !isWellFormed(key)) return false;
  return isStreamKey(key) && utf8Length(key) <= partitionKeyBytes;
}

/** The name and the ids of a stream's key, for errors. */
export function describeStreamKey(key: string): {
  readonly stream: string;
  readonly ids: Readonly<Record<string, string>>;
} {
  const { type = key, entities = [] } = decodeKey(key) ?? {};
  const ids = Object.fromEntries(entities.map(({ entity, id }) => [entity, id]));
  return { stream: streamNameOf(type) ?? type, ids };
}

/**
 * @throws StreamConflictError for two conditions with different revisions of one stream: an append
 *   happened between two reads.
 */
export function expectedRevisions(expect: readonly AppendCondition[]): ReadonlyMap<string, number> {
  const revisions = new Map<string, number>();
  for (const { stream, expectedRevision } of expect) {
    const other = revisions.get(stream) ?? expectedRevision;
    if (other !== expectedRevision) {
      const least = Math.min(other, expectedRevision);
      throw new StreamConflictError(describeStreamKey(stream), least, undefined);
    }
    revisions.set(stream, expectedRevision);
  }
  return revisions;
}
