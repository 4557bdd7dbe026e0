import { RetriesExhaustedError } from "./errors.js";
import type { EventItem, PlainEvent } from "./event.js";
import { type StreamHead, streamHead } from "./head.js";
import { type ReadPlan, readItems } from "./read.js";
import { underPolicy } from "./retry.js";
import {
  type EventTable,
  HEAD_SORT_KEY,
  type HeadItem,
  isHead,
  type PagePosition,
} from "./storage/table.js";

/** Where the events and the head of a consistent stream are. */
export interface ConsistentSource {
  readonly keys: readonly string[];
  readonly headKey: string;
}

export interface Snapshot {
  readonly events: PlainEvent[];
  readonly head: StreamHead;
}

/** Each try costs as much as the read itself; a stream that moves faster than that is read in vain. */
const MAX_TRIES = 20;

/**
 * Reads events with the head that they belong to.
 *
 * A query is not isolated from a transaction that commits meanwhile: it may see the new head and not yet
 * the new event. So what was read is held against the head (its last id and, of a whole stream, its
 * count), and read again until they agree.
 *
 * @throws RetriesExhaustedError if they never do.
 */
export async function readConsistent(
  table: EventTable,
  source: ConsistentSource,
  plan: ReadPlan,
): Promise<Snapshot> {
  const isWhole =
    plan.from === undefined && plan.to === undefined && plan.limit === undefined && !plan.isEmpty;
  const [key] = source.keys;
  const isOnePartition = source.keys.length === 1 && key === source.headKey;
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    const { head, items } =
      isWhole && isOnePartition && plan.order === "asc"
        ? await readPartition(table, source.headKey, plan)
        : await readApart(table, source, plan);
    const last = head?.id;
    // What was saved before the stream was made consistent has no head, and stays without.
    if (last === undefined) {
      if (items.length === 0 || (await readHead(table, source.headKey, plan)) === undefined) {
        return { events: items.map(plan.decode), head: streamHead(source.headKey, undefined) };
      }
      continue;
    }
    const upToHead = items.filter(({ id }) => id <= last);
    if (agrees(upToHead, head as HeadItem, plan, isWhole)) {
      return { events: upToHead.map(plan.decode), head: streamHead(source.headKey, head) };
    }
  }
  throw new RetriesExhaustedError(
    `The stream and its head did not agree in ${MAX_TRIES} reads: others append faster than it can be ` +
      "read, or it was made materialized after events had been saved, whose copies it lacks.",
    MAX_TRIES,
    [],
    undefined,
  );
}

function agrees(items: readonly EventItem[], head: HeadItem, plan: ReadPlan, isWhole: boolean) {
  if (isWhole && items.length < head.count) return false;
  const reachesHead =
    !plan.isEmpty &&
    (plan.from === undefined || plan.from <= head.id) &&
    (plan.to === undefined || plan.to >= head.id) &&
    (plan.limit === undefined || plan.order === "desc" || items.length < plan.limit);
  return !reachesHead || items.some(({ id }) => id === head.id);
}

/** Head and events lie in one partition, the head first: one walk reads both. */
async function readPartition(table: EventTable, pk: string, plan: ReadPlan) {
  const { consistentRead, order, retry, signal } = plan;
  const items: EventItem[] = [];
  let head: HeadItem | undefined;
  let start: PagePosition | undefined;
  do {
    const query = { pk, order, consistentRead, start };
    const page = await underPolicy((call) => table.queryPage(query, call), retry, signal);
    for (const item of page.items) {
      if (isHead(item)) head = item;
      else items.push(item);
    }
    start = page.next;
  } while (start !== undefined);
  return { head, items };
}

async function readApart(table: EventTable, { keys, headKey }: ConsistentSource, plan: ReadPlan) {
  const head = await readHead(table, headKey, plan);
  // Events that come after the head are not asked for, lest they use up the limit.
  const to = head !== undefined && (plan.to === undefined || plan.to > head.id) ? head.id : plan.to;
  const isEmpty = plan.isEmpty || (plan.from !== undefined && to !== undefined && plan.from > to);
  return { head, items: await readItems(table, keys, { ...plan, to, isEmpty }) };
}

async function readHead(table: EventTable, pk: string, { retry, signal }: ReadPlan) {
  const range = { pk, from: HEAD_SORT_KEY, to: HEAD_SORT_KEY, order: "asc" as const };
  const query = { ...range, limit: 1, consistentRead: true };
  const page = await underPolicy((call) => table.queryPage(query, call), retry, signal);
  return page.items.find(isHead);
}
