import { InvalidArgumentError, StreamConflictError } from "../errors.js";
import { decodeKey } from "../keys/key.js";
import type { KeyLimits } from "../keys/query-keys.js";
import { isRevision, LAST_REVISION } from "../keys/revision.js";
import { utf8Length } from "../storage/item-size.js";
import { checksum as checksumOf } from "../util/checksum.js";
import { readMembers } from "../util/members.js";
import { quote } from "../util/quote.js";
import { isWellFormed } from "../validation/storable.js";

/**
 * How far a consistent stream had come when it was read. Give it to `unchangedSince` to save only if
 * nothing was appended since; give its revision to `read({ after })` to go on from it. It is plain data:
 * it can be kept, sent to a browser and come back, as JSON.
 */
export interface StreamHead {
  /** The key of the stream that it was read from. */
  readonly stream: string;
  /** The revision of the last event; 0 for an empty stream. */
  readonly revision: number;
  /** Refuses mistakes: a changed head, or one of another stream or table. It is no protection against intent. */
  readonly checksum: string;
}

/** "Save only if this stream is as I saw it": what `unchangedSince` and `empty` make, for `expect`. */
export interface AppendCondition {
  /** The key of the stream. */
  readonly stream: string;
  /** The revision that must be the last; 0 for a stream that must be empty. */
  readonly expectedRevision: number;
  /** Refuses mistakes, as the checksum of a head does. */
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
 * The revision of a head, if it was read from this stream of this table.
 *
 * @throws InvalidArgumentError otherwise, whatever it is.
 */
export function headRevision(head: unknown, tableName: string, stream: string): number {
  const { stream: key, revision, checksum: sum } = readMembers(head, "The head", HEAD_MEMBERS);
  if (typeof key !== "string" || !isRevision(revision) || typeof sum !== "string") {
    throw new InvalidArgumentError('The head is not one that "read" of a stream returned.');
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
 * The conditions of a save, as a caller gave them.
 *
 * @throws InvalidArgumentError for what no stream made.
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
      throw new InvalidArgumentError(`${what} is a head; give stream.unchangedSince(head).`);
    }
    const members = readMembers(condition, what, CONDITION_MEMBERS);
    const { stream, expectedRevision, checksum } = members;
    const isCondition = isStreamKey(stream, limits) && isRevision(expectedRevision);
    if (!isCondition || expectedRevision >= LAST_REVISION) {
      throw new InvalidArgumentError(
        `${what} is not a condition that unchangedSince or empty of a stream made.`,
      );
    }
    if (checksum !== headChecksum(tableName, stream, expectedRevision)) {
      throw new InvalidArgumentError(`${what} was changed, or is of a stream of another table.`);
    }
    return { stream, expectedRevision, checksum };
  });
}

const CONDITION_MEMBERS = ["stream", "expectedRevision", "checksum"] as const;

function isStreamKey(key: unknown, { partitionKeyBytes }: KeyLimits): key is string {
  if (typeof key !== "string" || !isWellFormed(key)) return false;
  return decodeKey(key)?.type.startsWith("@") === true && utf8Length(key) <= partitionKeyBytes;
}

/** What a stream's key says, for errors. */
export function describeStreamKey(key: string): {
  readonly stream: string;
  readonly ids: Readonly<Record<string, string>>;
} {
  const { type = key, entities = [] } = decodeKey(key) ?? {};
  const ids = Object.fromEntries(entities.map(({ entity, id }) => [entity, id]));
  return { stream: type.replace(/^@/, ""), ids };
}

/** @throws StreamConflictError for two conditions on one stream that differ: it moved between two reads. */
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
