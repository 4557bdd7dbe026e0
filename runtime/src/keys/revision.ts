/** The sort keys of consistent streams: revisions, and guards of event ids. */

/** The number of digits of a revision in a sort key, so that string order is number order. */
const DIGITS = 16;

/** The greatest revision: the greatest safe integer, which has 16 digits. */
export const LAST_REVISION: number = Number.MAX_SAFE_INTEGER;

/** `7` → `0000000000000007`. */
export function revisionKey(revision: number): string {
  return String(revision).padStart(DIGITS, "0");
}

/** The revision of a sort key; `undefined` for a sort key that is not a revision. */
export function revisionOf(sortKey: string): number | undefined {
  const revision = sortKey.length === DIGITS && /^\d+$/.test(sortKey) ? Number(sortKey) : 0;
  return revision >= 1 && revision <= LAST_REVISION ? revision : undefined;
}

export function isRevision(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Guards sort after all revisions. */
const GUARD_PREFIX = "id#";

/** The sort key of the guard of an event id. */
export function guardKey(eventId: string): string {
  return GUARD_PREFIX + eventId;
}

/**
 * The item that reserves the id of an event that has no copy sorted by event id. Its `revision` is
 * the event's revision, so that a repeated save finds the event with one read.
 */
export interface GuardItem {
  readonly pk: string;
  readonly sk: string;
  readonly revision: number;
}
