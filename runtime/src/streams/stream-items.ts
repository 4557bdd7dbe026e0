import { LAST_REVISION, revisionKey, revisionOf } from "../keys/revision.js";
import type { Deadline } from "../storage/retry.js";
import type { EventTable, KeyRangeQuery, TableItem } from "../storage/table.js";

/** Reads from the end of a stream. All are strongly consistent. */

/** A query for the events of a stream after a revision, the last one first. */
export function descendingQuery(pk: string, after: number): KeyRangeQuery {
  const [from, to] = [revisionKey(after + 1), revisionKey(LAST_REVISION)];
  return { pk, from, to, order: "desc", consistentRead: true };
}

/** The revision of a stream's last event; 0 for an empty stream. */
export async function lastRevision(
  deadline: Deadline,
  table: EventTable,
  stream: string,
): Promise<number> {
  const query = { ...descendingQuery(stream, 0), limit: 1 };
  const page = await deadline.call((options) => table.queryPage(query, options));
  return firstRevision(page.items);
}

/** The revision of the first item; 0 if there is none. */
export function firstRevision([first]: readonly TableItem[]): number {
  return revisionOf(first?.sk ?? "") ?? 0;
}

/** The result of a search in a stream. */
export interface FoundEvents {
  /** The found items by event id. */
  readonly items: ReadonlyMap<unknown, TableItem>;
  /**
   * The stream's last revision, or the revision that the search started after if there is no later
   * one.
   */
  readonly lastRevision: number;
}

/**
 * Searches a stream for events, from its end back to a revision.
 *
 * A query is not isolated from a transaction that commits while it runs. So if only some of the
 * events are found, the stream is searched once more.
 */
export async function findInStream(
  deadline: Deadline,
  table: EventTable,
  stream: string,
  ids: ReadonlySet<string>,
  after: number,
): Promise<FoundEvents> {
  const found = await searchOnce(deadline, table, stream, ids, after);
  const isPartial = found.items.size > 0 && found.items.size < ids.size;
  return isPartial ? searchOnce(deadline, table, stream, ids, after) : found;
}

async function searchOnce(
  deadline: Deadline,
  table: EventTable,
  stream: string,
  ids: ReadonlySet<string>,
  after: number,
): Promise<FoundEvents> {
  const items = new Map<unknown, TableItem>();
  let last = after;
  let query: KeyRangeQuery | undefined = descendingQuery(stream, after);
  while (query !== undefined && items.size < ids.size) {
    const current: KeyRangeQuery = query;
    const page = await deadline.call((options) => table.queryPage(current, options));
    last = Math.max(last, firstRevision(page.items));
    for (const item of page.items) {
      if (ids.has(item.id as string)) items.set(item.id, item);
    }
    query = page.next === undefined ? undefined : { ...current, start: page.next };
  }
  return { items, lastRevision: last };
}
