import { EventIdReusedError, TransactionLimitError } from "./errors.js";
import { type EventBase, type EventItem, eventOf } from "./event.js";
import { MAX_TRANSACTION_BYTES, MAX_TRANSACTION_ITEMS } from "./item-size.js";
import type { PreparedEvent } from "./prepare.js";
import { type RetryPolicy, underPolicy } from "./retry.js";
import { isSameValue } from "./storable.js";
import { type EventTable, ItemsExistError } from "./storage/table.js";

export interface WriteOptions {
  readonly retry: RetryPolicy;
  readonly signal: AbortSignal | undefined;
}

/**
 * Writes all copies of all events, or nothing. An event that is stored already with the same content
 * counts as written: a save that is repeated, by whomever, succeeds once.
 *
 * @returns The stored events, in the order given.
 * @throws TransactionLimitError before any call if the events do not fit one transaction.
 * @throws EventIdReusedError if an id is taken by another content; then nothing was written.
 */
export async function writeEvents(
  table: EventTable,
  prepared: readonly PreparedEvent[],
  options: WriteOptions,
): Promise<EventBase[]> {
  checkLimits(prepared);
  let missing = prepared;
  while (missing.length > 0) {
    const existing = await insertAll(table, missing, options);
    if (existing === undefined) break;
    missing = missing.filter((candidate) => !existing.has(candidate));
  }
  return prepared.map(({ event }) => event);
}

/** Inserts, or returns the events that were in the way, each with the same content. */
async function insertAll(
  table: EventTable,
  prepared: readonly PreparedEvent[],
  options: WriteOptions,
): Promise<ReadonlySet<PreparedEvent> | undefined> {
  const items = prepared.flatMap(({ copies }) => copies);
  const ids = prepared.map(({ event }) => event.id);
  try {
    await underPolicy((call) => table.insert(items, call), options.retry, options.signal, ids);
    return undefined;
  } catch (error) {
    if (!(error instanceof ItemsExistError)) throw error;
    const owners = prepared.flatMap((owner) => owner.copies.map((copy) => ({ owner, copy })));
    const existing = new Set<PreparedEvent>();
    for (const index of error.indexes) {
      const { owner, copy } = owners[index] as (typeof owners)[number];
      if (existing.has(owner)) continue;
      await requireSameContent(table, copy, options);
      existing.add(owner);
    }
    return existing;
  }
}

async function requireSameContent(
  table: EventTable,
  wanted: EventItem,
  { retry, signal }: WriteOptions,
): Promise<void> {
  const { pk, sk } = wanted;
  const range = { pk, from: sk, to: sk, order: "asc", consistentRead: true } as const;
  const page = await underPolicy((call) => table.queryPage(range, call), retry, signal);
  const [stored] = page.items;
  if (stored !== undefined && isSameValue(eventOf(stored), eventOf(wanted))) return;
  throw new EventIdReusedError(
    wanted.id,
    `Event id ${wanted.id} is taken by another event. Nothing was written. ` +
      "Mint a new id for a new event; repeat an id only to repeat the same save.",
  );
}

function checkLimits(prepared: readonly PreparedEvent[]): void {
  const ids = new Set<string>();
  for (const { event } of prepared) {
    if (ids.has(event.id)) {
      throw new EventIdReusedError(event.id, `Two events of one save have the id ${event.id}.`);
    }
    ids.add(event.id);
  }
  const items = prepared.reduce((sum, { copies }) => sum + copies.length, 0);
  if (items > MAX_TRANSACTION_ITEMS) {
    throw new TransactionLimitError(
      `${prepared.length} events make ${items} items; one transaction of DynamoDB takes ` +
        `${MAX_TRANSACTION_ITEMS}. Save fewer events at once.`,
    );
  }
  const bytes = prepared.reduce((sum, event) => sum + event.bytes, 0);
  if (bytes > MAX_TRANSACTION_BYTES) {
    throw new TransactionLimitError(
      `${prepared.length} events make ${bytes} bytes; one transaction of DynamoDB takes ` +
        `${MAX_TRANSACTION_BYTES} (4 MB). Save fewer events at once.`,
    );
  }
}
