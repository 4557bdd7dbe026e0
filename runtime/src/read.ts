import { InvalidQuestionError } from "./errors.js";
import { type EventBase, eventOf } from "./event.js";
import { isEventId, nextEventId, previousEventId } from "./event-id.js";
import { type RetryPolicy, underPolicy } from "./retry.js";
import type { EventTable, KeyRangeQuery, PagePosition } from "./storage/table.js";

/** Which events of those found are wanted, and how. */
export interface ReadOptions {
  /** Only events after this id, itself left out. */
  readonly after?: string | undefined;
  /** Only events before this id, itself left out. */
  readonly before?: string | undefined;
  /** At most this many events; no more of a lookup are fetched. Default: all. */
  readonly limit?: number | undefined;
  /** `"asc"`, the default, is oldest first. */
  readonly order?: "asc" | "desc" | undefined;
  /** Sees every save that was answered before; costs twice the read units. Default: the client's setting, else false. */
  readonly consistentRead?: boolean | undefined;
  /** Ends the call early, with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Read options with nothing left to default. */
export interface ReadPlan {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly limit: number | undefined;
  readonly order: "asc" | "desc";
  readonly consistentRead: boolean;
  readonly retry: RetryPolicy;
  readonly signal: AbortSignal | undefined;
  /** No id can lie in the range, so there is nothing to ask. */
  readonly isEmpty: boolean;
}

/** How many lookups of one stream are queried at the same time. */
const PARALLEL_QUERIES = 8;

/** @throws InvalidQuestionError for a bound that is no event id, or a limit that is no whole number from 1. */
export function planRead(
  options: ReadOptions,
  defaults: { readonly consistentRead: boolean; readonly retry: RetryPolicy },
): ReadPlan {
  const { after, before, limit, order = "asc" } = options;
  for (const [name, id] of Object.entries({ after, before })) {
    if (id !== undefined && !isEventId(id)) {
      throw new InvalidQuestionError(`"${name}" must be an event id: a ULID, upper case.`);
    }
  }
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1)) {
    throw new InvalidQuestionError('"limit" must be a whole number from 1.');
  }
  if (order !== "asc" && order !== "desc") {
    throw new InvalidQuestionError('"order" must be "asc" or "desc".');
  }
  const from = after === undefined ? undefined : nextEventId(after);
  const to = before === undefined ? undefined : previousEventId(before);
  const isEmpty =
    (after !== undefined && from === undefined) ||
    (before !== undefined && to === undefined) ||
    (from !== undefined && to !== undefined && from > to);
  return {
    from,
    to,
    limit,
    order,
    consistentRead: options.consistentRead ?? defaults.consistentRead,
    retry: defaults.retry,
    signal: options.signal,
    isEmpty,
  };
}

/** The events under one key, in order; no more than the limit are fetched. */
export async function readKey(table: EventTable, pk: string, plan: ReadPlan): Promise<EventBase[]> {
  const events: EventBase[] = [];
  if (plan.isEmpty) return events;
  const { from, to, order, consistentRead } = plan;
  let start: PagePosition | undefined;
  do {
    const limit = plan.limit === undefined ? undefined : plan.limit - events.length;
    const query: KeyRangeQuery = { pk, from, to, order, consistentRead, limit, start };
    const page = await underPolicy((call) => table.queryPage(query, call), plan.retry, plan.signal);
    for (const item of page.items) events.push(eventOf(item));
    start = page.next;
  } while (start !== undefined && (plan.limit === undefined || events.length < plan.limit));
  return events;
}

/** The events under several keys, merged into one order. */
export async function readKeys(
  table: EventTable,
  pks: readonly string[],
  plan: ReadPlan,
): Promise<EventBase[]> {
  const runs = await mapBounded(pks, PARALLEL_QUERIES, (pk) => readKey(table, pk, plan));
  const direction = plan.order === "asc" ? 1 : -1;
  // The engine's sort merges runs that are in order already, so this is the k-way merge.
  const merged = runs
    .flat()
    .sort((a, b) => (a.id < b.id ? -direction : a.id > b.id ? direction : 0));
  return plan.limit === undefined ? merged : merged.slice(0, plan.limit);
}

/** `Promise.all` with at most `bound` items under way, and none begun after one has failed. */
async function mapBounded<Item, Result>(
  items: readonly Item[],
  bound: number,
  map: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = closable(items.entries());
  async function work(): Promise<void> {
    for (const [index, item] of queue) results[index] = await map(item);
  }
  await Promise.all(Array.from({ length: Math.min(bound, items.length) }, work));
  return results;
}

/**
 * A generator, as a loop that an error leaves closes it, and that ends all other loops over it. The
 * iterator of an array has nothing to close.
 */
function* closable<Item>(items: Iterable<Item>): Generator<Item> {
  yield* items;
}
