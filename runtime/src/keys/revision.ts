/** The sort keys of consistent streams: revisions, and guards of ids beside them. */

/** The digits of a revision as a sort key, so that text order is number order. */
const DIGITS = 16;

/** The greatest revision: what JavaScript counts exactly, which is 16 digits long, too. */
export const LAST_REVISION: number = Number.MAX_SAFE_INTEGER;

/** `7` → `0000000000000007`. */
export function revisionKey(revision: number): string {
  return String(revision).padStart(DIGITS, "0");
}

/** The revision that a sort key says; `undefined` for every other sort key. */
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
 * The item that shows that an id is taken, for an event that has no copy under its id. Its revision says
 * where the event is, so that a repeated save finds it with one read.
 */
export interface GuardItem {
  readonly pk: string;
  readonly sk: string;
  readonly revision: number;
}
