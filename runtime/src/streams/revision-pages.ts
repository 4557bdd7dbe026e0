import { revisionKey, revisionOf } from "../keys/revision.js";
import type { ReadPlan } from "../read/options.js";
import { type Counts, pagesOf, type ReadContext } from "../read/pages.js";
import type { TableItem } from "../storage/table.js";

/**
 * The pages of a consistent stream, without gaps caused by a transaction that committed during a
 * query.
 *
 * A query is not isolated from a transaction that commits while it runs: it can miss the first
 * events of a batch and return the last ones. A decision based on such a read would not conflict
 * when it is saved. So if a revision is missing, its surroundings are read again; the transaction
 * has committed by then. A gap that remains is an event that was deleted.
 *
 * If the plan has a limit, a page can exceed it.
 */
export async function* revisionPages(
  context: ReadContext,
  stream: string,
  plan: ReadPlan,
  counts: Counts,
): AsyncGenerator<readonly TableItem[], void, undefined> {
  // Eventually consistent reads may have gaps.
  if (!plan.consistentRead || plan.from === undefined) {
    yield* pagesOf(context, stream, plan, counts);
    return;
  }
  if (plan.order === "desc") {
    yield* newestFirst(context, stream, plan, counts);
    return;
  }
  let next = revisionOf(plan.from) ?? 1;
  for await (const page of pagesOf(context, stream, plan, counts)) {
    const last = page.at(-1);
    if (last === undefined) continue;
    const gap = gapIn(page, next, context.table.limits.actions);
    if (gap === undefined) {
      yield page;
    } else {
      const { index, from } = gap;
      const rest = { ...plan, from: revisionKey(from), to: last.sk, limit: undefined };
      const again: TableItem[] = page.slice(0, index);
      for await (const items of pagesOf(context, stream, rest, counts)) again.push(...items);
      yield again;
    }
    next = (revisionOf(last.sk) ?? 0) + 1;
  }
}

/**
 * Reads in descending order, in which only the first page can contain a transaction that has just
 * committed.
 */
async function* newestFirst(
  context: ReadContext,
  stream: string,
  plan: ReadPlan,
  counts: Counts,
): AsyncGenerator<readonly TableItem[], void, undefined> {
  let isFirst = true;
  for await (const page of pagesOf(context, stream, plan, counts)) {
    const ascending = [...page].reverse();
    const [oldest, newest] = [ascending[0], page[0]];
    const start = revisionOf(oldest?.sk ?? "") ?? 1;
    const hasGap = isFirst && gapIn(ascending, start, context.table.limits.actions) !== undefined;
    isFirst = false;
    if (hasGap && oldest !== undefined && newest !== undefined) {
      const again = { ...plan, from: oldest.sk, to: newest.sk, limit: undefined };
      yield* pagesOf(context, stream, again, counts);
    } else {
      yield page;
    }
  }
}

/**
 * The first gap that a transaction can have caused. The missing events of a transaction are no
 * further from the page's end than the maximum length of a transaction.
 */
function gapIn(
  page: readonly TableItem[],
  first: number,
  longest: number,
): { readonly index: number; readonly from: number } | undefined {
  const earliest = (revisionOf(page.at(-1)?.sk ?? "") ?? 0) - longest;
  let next = first;
  for (const [index, { sk }] of page.entries()) {
    const revision = revisionOf(sk);
    if (revision === undefined) continue;
    if (revision > Math.max(next, earliest)) return { index, from: Math.max(next, earliest) };
    next = revision + 1;
  }
  return undefined;
}
