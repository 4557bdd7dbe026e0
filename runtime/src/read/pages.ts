import { readError } from "../storage/call-errors.js";
import { type CheckedRetryPolicy, withDeadline } from "../storage/retry.js";
import type { EventTable, ItemKey, ItemPage, KeyRangeQuery, TableItem } from "../storage/table.js";
import type { ReadPlan } from "./options.js";

/** The table of a client's reads, and its retry policy. */
export interface ReadContext {
  readonly table: EventTable;
  readonly retry: CheckedRetryPolicy;
  /** Called for each query, if the read is observed. */
  readonly onRequest?: () => void;
}

/** Reads one page within the policy's deadline. */
export async function readPage(
  { table, retry, onRequest }: ReadContext,
  query: KeyRangeQuery,
  signal: AbortSignal | undefined,
): Promise<ItemPage> {
  onRequest?.();
  try {
    return await withDeadline(retry, signal, (deadline) =>
      deadline.call((options) => table.queryPage(query, options)),
    );
  } catch (error) {
    throw readError(error);
  }
}

/** Whether an item counts for the limit of a read. The read leaves out all other items. */
export type Counts = (item: TableItem) => boolean;

/**
 * The pages under one key, until they have `limit` items that count. As many more items are fetched
 * as did not count so far: few of those cost few units, and many cost few requests.
 */
export async function* pagesOf(
  context: ReadContext,
  pk: string,
  { from, to, order, consistentRead, signal, ...plan }: ReadPlan,
  counts: Counts,
): AsyncGenerator<readonly TableItem[], void, undefined> {
  if (plan.isEmpty) return;
  let left = plan.limit;
  let skipped = 0;
  let start: ItemKey | undefined;
  do {
    const limit = left === undefined ? undefined : left + skipped;
    const query: KeyRangeQuery = { pk, from, to, order, consistentRead, limit, start };
    const page = await readPage(context, query, signal);
    if (left !== undefined) {
      const { length } = page.items.filter(counts);
      left -= length;
      skipped += page.items.length - length;
    }
    start = left === undefined || left > 0 ? page.next : undefined;
    yield page.items;
  } while (start !== undefined);
}
