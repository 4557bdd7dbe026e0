import { type DecodeEvent, type KnownTypes, knownItems } from "../events/decode.js";
import type { EventItem, PlainEvent, WithRevision } from "../events/event.js";
import { revisionKey, revisionOf } from "../keys/revision.js";
import { isReversed, type ReadPlan, type RevisionReadPlan } from "../read/options.js";
import { type ReadContext, readPage } from "../read/pages.js";
import type { TableItem } from "../storage/table.js";
import { revisionPages } from "./revision-pages.js";
import { descendingQuery, firstRevision } from "./stream-items.js";

/** A consistent stream to read, and the decoder of its events. */
export interface RevisionSource {
  readonly key: string;
  readonly known: KnownTypes;
  readonly decode: DecodeEvent;
}

/** The result of reading a consistent stream. */
export interface RevisionSlice {
  readonly events: WithRevision<PlainEvent>[];
  /** The last revision that the read saw; 0 if the stream has none. */
  readonly lastRevision: number;
}

export async function readRevisions(
  context: ReadContext,
  source: RevisionSource,
  plan: RevisionReadPlan,
): Promise<RevisionSlice> {
  plan.signal?.throwIfAborted();
  const { after, limit } = plan;
  const events: WithRevision<PlainEvent>[] = [];
  let given = 0;
  let last = 0;
  for await (const items of revisionPages(context, source.key, withRevisionAfter(plan))) {
    const wanted: TableItem[] = [];
    for (const item of items) {
      const revision = revisionOf(item.sk) ?? 0;
      if (revision > after && given === limit) break;
      last = Math.max(last, revision);
      if (revision <= after) continue;
      wanted.push(item);
      given++;
    }
    for (const item of knownItems(wanted, source.known, plan.unknownEvents)) {
      events.push(withRevision(item, source.decode));
    }
  }
  // The revision `after` itself is missing: it came from another table, or its event was deleted.
  // Read where the stream ends, or an append would leave a gap. Events appended after `after` in
  // the meantime were not read, so the head must not include them.
  if (last === 0 && after > 0) last = Math.min(after, await readLast(context, source.key, plan));
  return { events, lastRevision: last };
}

/** Extends a plan by the revision `after` itself, to verify that the stream has it. */
function withRevisionAfter(plan: RevisionReadPlan): ReadPlan {
  const { after, limit, order } = plan;
  if (after === 0) return plan;
  const isOneMore = limit !== undefined && order === "asc";
  const from = revisionKey(after);
  return {
    ...plan,
    from,
    isEmpty: isReversed(from, plan.to),
    limit: isOneMore ? limit + 1 : limit,
  };
}

/** Yields the events one by one; each page is fetched when it is consumed. */
export async function* iterateRevisions(
  context: ReadContext,
  source: RevisionSource,
  plan: RevisionReadPlan,
): AsyncGenerator<WithRevision<PlainEvent>, void, undefined> {
  plan.signal?.throwIfAborted();
  let left = plan.limit ?? Number.POSITIVE_INFINITY;
  for await (const items of revisionPages(context, source.key, plan)) {
    const wanted = items.slice(0, left);
    left -= wanted.length;
    // Decoded one by one, so that an invalid event does not hide those before it.
    for (const item of knownItems(wanted, source.known, plan.unknownEvents)) {
      yield withRevision(item, source.decode);
      plan.signal?.throwIfAborted();
    }
  }
}

function withRevision(item: EventItem, decode: DecodeEvent): WithRevision<PlainEvent> {
  return { ...decode(item), revision: revisionOf(item.sk) as number };
}

async function readLast(
  context: ReadContext,
  pk: string,
  { consistentRead, signal }: ReadPlan,
): Promise<number> {
  const query = { ...descendingQuery(pk, 0), limit: 1, consistentRead };
  const { items } = await readPage(context, query, signal);
  return firstRevision(items);
}
