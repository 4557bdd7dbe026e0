import type { EventTable, ItemKey, KeyRangeQuery, TableItem } from "../storage/table.js";
import type { Deadline } from "../util/retry.js";
import { LAST_REVISION, revisionKey, revisionOf } from "./revision.js";

/** Reads that saves make: of one item, and of the end of a stream. All are strongly consistent. */

/** The item under a key. */
export async function readItem(
  deadline: Deadline,
  table: EventTable,
  { pk, sk }: ItemKey,
): Promise<TableItem | undefined> {
  const query: KeyRangeQuery = { pk, from: sk, to: sk, order: "asc", consistentRead: true };
  const page = await deadline.call((options) => table.queryPage(query, options));
  return page.items[0];
}

function fromTheEnd(pk: string): KeyRangeQuery {
  const [from, to] = [revisionKey(1), revisionKey(LAST_REVISION)];
  return { pk, from, to, order: "desc", consistentRead: true };
}

/** The revision of a stream's last event; 0 for an empty stream. */
export async function lastRevision(
  deadline: Deadline,
  table: EventTable,
  stream: string,
): Promise<number> {
  const query = { ...fromTheEnd(stream), limit: 1 };
  const page = await deadline.call((options) => table.queryPage(query, options));
  return revisionOf(page.items[0]?.sk ?? "") ?? 0;
}

/** Looks for an event in a stream, from the end on, and for the stream's last revision. */
export async function findInStream(
  deadline: Deadline,
  table: EventTable,
  stream: string,
  eventId: string,
): Promise<{ readonly item: TableItem | undefined; readonly lastRevision: number }> {
  let last: number | undefined;
  let query: KeyRangeQuery | undefined = fromTheEnd(stream);
  while (query !== undefined) {
    const asked: KeyRangeQuery = query;
    const page = await deadline.call((options) => table.queryPage(asked, options));
    last ??= revisionOf(page.items[0]?.sk ?? "") ?? 0;
    const item = page.items.find(({ id }) => id === eventId);
    if (item !== undefined) return { item, lastRevision: last };
    query = page.next === undefined ? undefined : { ...asked, start: page.next };
  }
  return { item: undefined, lastRevision: last ?? 0 };
}
