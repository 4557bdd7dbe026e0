import { type DecodeEvent, isCounted, type KnownTypes, knownItems } from "../events/decode.js";
import {
  type EventItem,
  isEventItem,
  type PlainEvent,
  type WithRevision,
} from "../events/event.js";
import { revisionKey, revisionOf } from "../keys/revision.js";
import { type NamedReadContext, observedIteration, observedRead } from "../read/observe-read.js";
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
  /** The id of the event at the revision that the read began after; `undefined` if it is missing. */
  readonly eventIdBefore: string | undefined;
}

export function readRevisions(
  context: NamedReadContext,
  source: RevisionSource,
  plan: RevisionReadPlan,
): Promise<RevisionSlice> {
  const read = (observed: ReadContext) => readSlice(observed, source, plan);
  return observedRead(context, [source.key], plan, read, ({ events }) => events.length);
}

async function readSlice(
  context: ReadContext,
  source: RevisionSource,
  plan: RevisionReadPlan,
): Promise<RevisionSlice> {
  plan.signal?.throwIfAborted();
  const { after, limit = Number.POSITIVE_INFINITY, unknownEvents } = plan;
  const events: WithRevision<PlainEvent>[] = [];
  let last = 0;
  let eventIdBefore: string | undefined;
  for await (const items of pagesOfSource(context, source, withRevisionAfter(plan))) {
    if (after > 0) eventIdBefore ??= eventIdAt(items, after);
    const later = items.filter(({ sk }) => (revisionOf(sk) ?? 0) > after);
    const found = knownItems(later, source.known, unknownEvents, limit - events.length);
    for (const item of found) events.push(withRevision(item, source.decode));
    const isComplete = events.length >= limit;
    // The head does not include events after the last one returned, even if they are left out.
    const end = isComplete ? items.findIndex(({ sk }) => sk === found.at(-1)?.sk) + 1 : undefined;
    for (const { sk } of items.slice(0, end)) last = Math.max(last, revisionOf(sk) ?? 0);
    if (isComplete) break;
  }
  // The revision `after` itself is missing: it came from another table, or its event was deleted.
  // Read where the stream ends, or an append would leave a gap. Events appended after `after` in
  // the meantime were not read, so the head must not include them.
  if (last === 0 && after > 0) last = Math.min(after, await readLast(context, source.key, plan));
  return { events, lastRevision: last, eventIdBefore };
}

function eventIdAt(items: readonly TableItem[], revision: number): string | undefined {
  const found = items.find(({ sk }) => revisionOf(sk) === revision);
  return found !== undefined && isEventItem(found) ? found.id : undefined;
}

function pagesOfSource(context: ReadContext, { key, known }: RevisionSource, plan: ReadPlan) {
  return revisionPages(context, key, plan, (item) => isCounted(item, known, plan.unknownEvents));
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
export function iterateRevisions(
  context: NamedReadContext,
  source: RevisionSource,
  plan: RevisionReadPlan,
): AsyncGenerator<WithRevision<PlainEvent>, void, undefined> {
  return observedIteration(context, [source.key], plan, (observed) =>
    iterateSlice(observed, source, plan),
  );
}

async function* iterateSlice(
  context: ReadContext,
  source: RevisionSource,
  plan: RevisionReadPlan,
): AsyncGenerator<WithRevision<PlainEvent>, void, undefined> {
  plan.signal?.throwIfAborted();
  let left = plan.limit ?? Number.POSITIVE_INFINITY;
  for await (const items of pagesOfSource(context, source, plan)) {
    const events = knownItems(items, source.known, plan.unknownEvents, left);
    left -= events.length;
    // Decoded one by one, so that an invalid event does not hide those before it.
    for (const item of events) {
      yield withRevision(item, source.decode);
      plan.signal?.throwIfAborted();
    }
    if (left <= 0) return;
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
