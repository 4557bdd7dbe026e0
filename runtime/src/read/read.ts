import { type DecodeEvent, isCounted, type KnownTypes, knownItems } from "../events/decode.js";
import type { EventItem, PlainEvent } from "../events/event.js";
import type { TableItem } from "../storage/table.js";
import { mapBounded } from "../util/map-bounded.js";
import { mergeRuns } from "./merge.js";
import { type NamedReadContext, observedIteration, observedRead } from "./observe-read.js";
import type { ReadPlan } from "./options.js";
import { type Counts, pagesOf, type ReadContext, readPage } from "./pages.js";

/** The keys to read, and the decoder of their events. */
export interface EventSource {
  /** The partition keys to read. */
  readonly keys: readonly string[];
  readonly known: KnownTypes;
  readonly decode: DecodeEvent;
}

/** The number of keys of one query that are read in parallel. */
const PARALLEL_QUERIES = 8;

/** Reads all events under the keys, merged into one order. */
export function readKeys(
  context: NamedReadContext,
  source: EventSource,
  plan: ReadPlan,
): Promise<PlainEvent[]> {
  const read = (observed: ReadContext) => readAll(observed, source, plan);
  return observedRead(context, source.keys, plan, read, (events) => events.length);
}

async function readAll(
  context: ReadContext,
  source: EventSource,
  plan: ReadPlan,
): Promise<PlainEvent[]> {
  const events: PlainEvent[] = [];
  for await (const items of knownBatches(context, source, plan)) {
    for (const item of items) events.push(source.decode(item));
  }
  return events;
}

/**
 * Yields the events of {@link readKeys} one by one. At most one page of each key is in memory, and
 * no page is fetched after the consumer stops.
 */
export function iterateKeys(
  context: NamedReadContext,
  source: EventSource,
  plan: ReadPlan,
): AsyncGenerator<PlainEvent, void, undefined> {
  return observedIteration(context, source.keys, plan, (observed) =>
    iterateAll(observed, source, plan),
  );
}

async function* iterateAll(
  context: ReadContext,
  source: EventSource,
  plan: ReadPlan,
): AsyncGenerator<PlainEvent, void, undefined> {
  for await (const items of knownBatches(context, source, plan)) {
    // Decoded one by one, so that an invalid event does not hide those before it.
    for (const item of items) {
      yield source.decode(item);
      plan.signal?.throwIfAborted();
    }
  }
}

/** The stored events under the keys, merged into one order; at most `limit` of them. */
export async function* knownBatches(
  context: ReadContext,
  { keys, known }: Pick<EventSource, "keys" | "known">,
  plan: ReadPlan,
): AsyncGenerator<readonly EventItem[], void, undefined> {
  let left = plan.limit ?? Number.POSITIVE_INFINITY;
  const counts: Counts = (item) => isCounted(item, known, plan.unknownEvents);
  for await (const items of itemBatches(context, keys, plan, counts)) {
    const events = knownItems(items, known, plan.unknownEvents, left);
    yield events;
    left -= events.length;
    if (left <= 0) return;
  }
}

const countsAll: Counts = () => true;

/**
 * The items under the keys, merged into one order. All batches together have at least `limit` items
 * that count, if there are so many; they can have more.
 */
export async function* itemBatches(
  context: ReadContext,
  keys: readonly string[],
  plan: ReadPlan,
  counts: Counts = countsAll,
): AsyncGenerator<readonly TableItem[], void, undefined> {
  plan.signal?.throwIfAborted();
  if (plan.isEmpty) return;
  const [only] = keys;
  if (only !== undefined && keys.length === 1) {
    yield* onePartition(context, only, plan, counts);
    return;
  }
  // The newest event alone is a prefix, whenever each key was read.
  const isNewestOnly = plan.order === "desc" && plan.limit === 1;
  const needsBound = plan.consistentRead && !isNewestOnly;
  const bounded = needsBound ? await boundByNewest(context, keys, plan) : plan;
  if (bounded === undefined) return;
  const runs = keys.map((key) => pagesOf(context, key, bounded, counts));
  yield* mergeRuns(runs, comparisonOf(plan.order), PARALLEL_QUERIES);
}

/**
 * The items under one key. One page is a prefix by itself. With several pages, an event saved
 * between two page reads could appear although an earlier one, in the range of the first page, is
 * missing. So if there is a second page, the first page is read again, with the newest event at
 * that time as the common end.
 */
async function* onePartition(
  context: ReadContext,
  pk: string,
  plan: ReadPlan,
  counts: Counts,
): AsyncGenerator<readonly TableItem[], void, undefined> {
  // In descending order, later pages have older events, which were already stored when the first
  // page was read.
  if (!plan.consistentRead || plan.order === "desc") {
    yield* pagesOf(context, pk, plan, counts);
    return;
  }
  const { from, to, order, limit, consistentRead, signal } = plan;
  const first = await readPage(context, { pk, from, to, order, limit, consistentRead }, signal);
  if (first.next === undefined || first.items.filter(counts).length === limit) {
    yield first.items;
    return;
  }
  const bounded = await boundByNewest(context, [pk], plan);
  if (bounded !== undefined) yield* pagesOf(context, pk, bounded, counts);
}

/**
 * Ends the plan at the newest event that is stored now, under any of the keys. Queries of several
 * keys see the table at different times. Without a common end, a later query could return an event
 * that was saved after one that an earlier query had just missed.
 *
 * @returns `undefined` if there is no event in the range.
 */
async function boundByNewest(
  context: ReadContext,
  keys: readonly string[],
  plan: ReadPlan,
): Promise<ReadPlan | undefined> {
  const { from, to, signal } = plan;
  const last = { from, to, order: "desc", consistentRead: true, limit: 1 } as const;
  const newest = await mapBounded(keys, PARALLEL_QUERIES, async (pk) => {
    const { items } = await readPage(context, { pk, ...last }, signal);
    return items[0]?.sk;
  });
  const bound = newest.reduce((a, b) => (a === undefined || (b !== undefined && b > a) ? b : a));
  return bound === undefined ? undefined : { ...plan, to: bound };
}

function comparisonOf(order: "asc" | "desc"): (a: TableItem, b: TableItem) => number {
  const sign = order === "asc" ? 1 : -1;
  return (a, b) => (a.sk < b.sk ? -sign : a.sk > b.sk ? sign : 0);
}
