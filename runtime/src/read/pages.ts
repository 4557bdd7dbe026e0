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

/** The pages under one key. Fetches at most `limit` items in total. */
export async function* pagesOf(
  context: ReadContext,
  pk: string,
  { from, to, order, consistentRead, signal, ...plan }: ReadPlan,
): AsyncGenerator<readonly TableItem[], void, undefined> {
  if (plan.isEmpty) return;
  let limit = plan.limit;
  let start: ItemKey | undefined;
  do {
    const query: KeyRangeQuery = { pk, from, to, order, consistentRead, limit, start };
    const page = await readPage(context, query, signal);
    if (limit !== undefined) limit -= page.items.length;
    start = limit === undefined || limit > 0 ? page.next : undefined;
    yield page.items;
  } while (start !== undefined);
}
