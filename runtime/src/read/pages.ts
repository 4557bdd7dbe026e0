import { readError } from "../storage/call-errors.js";
import { type CheckedRetryPolicy, withDeadline } from "../storage/retry.js";
import type { EventTable, ItemKey, ItemPage, KeyRangeQuery, TableItem } from "../storage/table.js";
import type { ReadPlan } from "./options.js";

/** The table of a client's reads, and its retry policy. */
export interface ReadContext {
  readonly table: EventTable;
  readonly retry: CheckedRetryPolicy;
}

/** Reads one page within the policy's deadline. */
export async function readPage(
  { table, retry }: ReadContext,
  query: KeyRangeQuery,
  signal: AbortSignal | undefined,
): Promise<ItemPage> {
  try {
    return await withDeadline(retry, signal, (deadline) =>
      deadline.call((options) => table.queryPage(query, options)),
    );
  } catch (error) {
    throw readError(error);
  }
}

/** Whether a read leaves out an item, without counting it for its limit. */
export type LeavesOut = (item: TableItem) => boolean;

/**
 * The pages under one key, until they have `limit` items that are not left out. As many more items
 * are fetched as were left out so far: few of them cost few units, and many cost few requests.
 */
export async function* pagesOf(
  context: ReadContext,
  pk: string,
  { from, to, order, consistentRead, signal, ...plan }: ReadPlan,
  leavesOut: LeavesOut,
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
      const leftOut = countIf(page.items, leavesOut);
      left -= page.items.length - leftOut;
      skipped += leftOut;
    }
    start = left === undefined || left > 0 ? page.next : undefined;
    yield page.items;
  } while (start !== undefined);
}

export function countIf<Item>(items: readonly Item[], isCounted: (item: Item) => boolean): number {
  return items.reduce((count, item) => count + (isCounted(item) ? 1 : 0), 0);
}
