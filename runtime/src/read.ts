import type { DecodeEvent } from "./decode.js";
import { InvalidQuestionError } from "./errors.js";
import type { EventItem, PlainEvent } from "./event.js";
import { isEventId, nextEventId, previousEventId } from "./event-id.js";
import { mergeRuns, type Run } from "./merge.js";
import { type RetryPolicy, underPolicy } from "./retry.js";
import { type EventTable, isHead, type KeyRangeQuery, type PagePosition } from "./storage/table.js";

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

/** What a client's reads have in common. */
export interface ReadDefaults {
  readonly consistentRead: boolean;
  readonly retry: RetryPolicy;
  readonly decode: DecodeEvent;
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
  readonly decode: DecodeEvent;
  /** No id can lie in the range, so there is nothing to ask. */
  readonly isEmpty: boolean;
}

/** How many lookups of one question are queried at the same time. */
const PARALLEL_QUERIES = 8;

/** @throws InvalidQuestionError for a bound that is no event id, or a limit that is no whole number from 1. */
export function planRead(options: ReadOptions, defaults: ReadDefaults): ReadPlan {
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
    decode: defaults.decode,
    isEmpty,
  };
}

/** All events under the keys, in one order. */
export async function readKeys(
  table: EventTable,
  keys: readonly string[],
  plan: ReadPlan,
): Promise<PlainEvent[]> {
  return (await readItems(table, keys, plan)).map(plan.decode);
}

/** The same as they are stored, for who does not want them all decoded. */
export async function readItems(
  table: EventTable,
  keys: readonly string[],
  plan: ReadPlan,
): Promise<EventItem[]> {
  const items: EventItem[] = [];
  for await (const item of iterateItems(table, keys, plan)) items.push(item);
  return items;
}

/**
 * The events under the keys, merged into one order, page by page as they are consumed: at most one page
 * of each key is in memory, and nothing is fetched after the consumer stops.
 */
export async function* iterateKeys(
  table: EventTable,
  keys: readonly string[],
  plan: ReadPlan,
): AsyncGenerator<PlainEvent, void, undefined> {
  for await (const item of iterateItems(table, keys, plan)) yield plan.decode(item);
}

async function* iterateItems(
  table: EventTable,
  keys: readonly string[],
  plan: ReadPlan,
): AsyncGenerator<EventItem, void, undefined> {
  if (plan.isEmpty) return;
  const runs = keys.map((key): Run<EventItem> => pagesOf(table, key, plan));
  let left = plan.limit ?? Number.POSITIVE_INFINITY;
  for await (const item of mergeRuns(runs, isBefore(plan.order), PARALLEL_QUERIES)) {
    yield item;
    plan.signal?.throwIfAborted();
    if (--left <= 0) return;
  }
}

function isBefore(order: "asc" | "desc"): (a: EventItem, b: EventItem) => boolean {
  return order === "asc" ? (a, b) => a.id < b.id : (a, b) => a.id > b.id;
}

/** The pages under one key. With a limit, no more than that many items are fetched in all. */
async function* pagesOf(
  table: EventTable,
  pk: string,
  plan: ReadPlan,
): AsyncGenerator<readonly EventItem[], void, undefined> {
  // A head sorts before every id, and must not count as one of `limit` items.
  const { from = FIRST_ID, to, order, consistentRead, retry, signal } = plan;
  let limit = plan.limit;
  let start: PagePosition | undefined;
  do {
    const query: KeyRangeQuery = { pk, from, to, order, consistentRead, limit, start };
    const page = await underPolicy((call) => table.queryPage(query, call), retry, signal);
    yield page.items.flatMap((item) => (isHead(item) ? [] : [item]));
    if (limit !== undefined) limit -= page.items.length;
    start = page.next;
  } while (start !== undefined && (limit === undefined || limit > 0));
}

const FIRST_ID = "0".repeat(26);
