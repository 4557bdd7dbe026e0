import type { Deadline } from "../storage/retry.js";
import type { EventTable, ItemKey, KeyRangeQuery, TableItem } from "../storage/table.js";

/** Reads the item under a key, strongly consistently. */
export async function readItem(
  deadline: Deadline,
  table: EventTable,
  { pk, sk }: ItemKey,
): Promise<TableItem | undefined> {
  const query: KeyRangeQuery = { pk, from: sk, to: sk, order: "asc", consistentRead: true };
  const page = await deadline.call((options) => table.queryPage(query, options));
  return page.items[0];
}
