import { type DecodeEvent, type KnownTypes, knownItems } from "../events/decode.js";
import type { EventItem, PlainEvent, WithRevision } from "../events/event.js";
import { revisionKey, revisionOf } from "../keys/revision.js";
import type { ReadPlan, RevisionReadPlan } from "../read/options.js";
import { type ReadContext, readPage } from "../read/pages.js";
import type { TableItem } from "../storage/table.js";
import { revisionPages } from "./revision-pages.js";
import { firstRevision, fromTheEnd } from "./stream-items.js";

/** One consistent stream, and what its events are read as. */
export interface RevisionSource {
  readonly key: string;
  readonly known: KnownTypes;
  readonly decode: DecodeEvent;
}

/** What was read of a consistent stream. */
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
  // Not even the revision that the caller knew of is there: it was of another table, or its event was
  // removed. Where the stream ends has to be asked then, or an append would leave a gap. What was appended
  // beyond that revision since has not been read, so the head must not cover it.
  if (last === 0 && after > 0) last = Math.min(after, await readLast(context, source.key, plan));
  return { events, lastRevision: last };
}

/** The same plan, and with it the revision that it begins after, which shows that the stream comes so far. */
function withRevisionAfter(plan: RevisionReadPlan): ReadPlan {
  const { after, limit, order } = plan;
  if (after === 0) return plan;
  const isOneMore = limit !== undefined && order === "asc";
  const from = revisionKey(after);
  const isEmpty = plan.to !== undefined && from > plan.to;
  return { ...plan, from, isEmpty, limit: isOneMore ? limit + 1 : limit };
}

/** The events one by one, page by page as they are consumed. */
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
    // Decoded one by one: an event that is wrong does not hide those before it.
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
  const query = { ...fromTheEnd(pk, 0), limit: 1, consistentRead };
  const { items } = await readPage(context, query, signal);
  return firstRevision(items);
}
