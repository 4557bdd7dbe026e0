import { LAST_REVISION, revisionKey } from "../keys/revision.js";
import type { ReadPlan } from "../read/options.js";
import type { ReadContext } from "../read/pages.js";
import type { TableItem } from "../storage/table.js";
import { revisionPages } from "../streams/revision-pages.js";

/**
 * The items of a consistent stream from one revision to another, both inclusive, page by page. Strongly
 * consistent: each event that was saved before the call is given.
 */
export function streamItems(
  table: ReadContext,
  stream: string,
  from: number,
  to: number = LAST_REVISION,
  signal?: AbortSignal,
): AsyncGenerator<readonly TableItem[], void, undefined> {
  const plan: ReadPlan = {
    from: revisionKey(from),
    to: revisionKey(to),
    limit: undefined,
    order: "asc",
    consistentRead: true,
    unknownEvents: "throw",
    signal,
    isEmpty: from > to,
  };
  return revisionPages(table, stream, plan, () => true);
}
