import type { PlainDescriptor } from "./descriptor.js";
import type { EventBase } from "./event.js";
import type { MintEventId } from "./event-id.js";
import { MAX_TRANSACTION_BYTES, MAX_TRANSACTION_ITEMS } from "./item-size.js";
import { mapBounded } from "./map-bounded.js";
import { type CheckedEvent, checkEvent, type UncheckedEvent } from "./prepare.js";
import type { RetryPolicy } from "./retry.js";
import type { EventTable } from "./storage/table.js";
import { writeEvents } from "./write.js";

export interface ImportOptions<Event> {
  /** Each event all or nothing, but not all of them together. */
  readonly atomic: false;
  /** Transactions under way at a time. Default 4; 1 where events belong to consistent streams. */
  readonly parallel?: number;
  /** Called after each transaction. */
  readonly onProgress?: (progress: ImportProgress<Event>) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface ImportProgress<Event> {
  /** Events whose outcome is known. */
  readonly done: number;
  readonly total: number;
  /** What became of the events of the last transaction. */
  readonly outcomes: readonly ImportOutcome<Event>[];
}

/** What became of one event. */
export type ImportOutcome<Event> =
  | { readonly status: "saved"; readonly event: Event }
  | { readonly status: "failed"; readonly error: unknown };

const DEFAULT_PARALLEL = 4;

interface ImportContext extends ImportOptions<EventBase> {
  readonly mint: MintEventId;
  readonly retry: RetryPolicy;
}

/** An event of the import, at its place in the list. */
interface Entry {
  readonly place: number;
  readonly checked: CheckedEvent;
}

/** Saves events in transactions of as many whole events as fit. */
export async function importEvents(
  descriptor: PlainDescriptor,
  table: EventTable,
  events: readonly UncheckedEvent[],
  context: ImportContext,
): Promise<ImportOutcome<EventBase>[]> {
  const outcomes: ImportOutcome<EventBase>[] = [];
  let done = 0;
  function settle(settled: readonly (readonly [place: number, ImportOutcome<EventBase>])[]) {
    for (const [place, outcome] of settled) outcomes[place] = outcome;
    done += settled.length;
    const progress = {
      done,
      total: events.length,
      outcomes: settled.map(([, outcome]) => outcome),
    };
    context.onProgress?.(progress);
  }

  const entries = events.flatMap((event, place): Entry[] => {
    try {
      // Ids are minted here, so that they grow in the order given, whichever transaction is first.
      const checked = checkEvent(descriptor, event);
      const isFree = checked.givenId === undefined && checked.keys.heads.length === 0;
      return [{ place, checked: isFree ? { ...checked, givenId: context.mint() } : checked }];
    } catch (error) {
      settle([[place, { status: "failed", error }]]);
      return [];
    }
  });
  const hasHeads = entries.some(({ checked }) => checked.keys.heads.length > 0);
  const parallel = hasHeads ? 1 : (context.parallel ?? DEFAULT_PARALLEL);
  await mapBounded(transactionsOf(entries), parallel, async (entriesTogether) => {
    settle(await saveTogether(table, entriesTogether, context));
  });
  return outcomes;
}

/** One transaction; if it fails, each of its events alone, so that one cannot spoil the others. */
async function saveTogether(
  table: EventTable,
  entries: readonly Entry[],
  context: ImportContext,
): Promise<(readonly [number, ImportOutcome<EventBase>])[]> {
  const { mint, retry, signal } = context;
  const options = { mint, retry, signal, expect: [] };
  const checked = entries.map((entry) => entry.checked);
  try {
    const saved = await writeEvents(table, checked, options);
    return entries.map(({ place }, index) => {
      return [place, { status: "saved", event: saved[index] as EventBase }] as const;
    });
  } catch (error) {
    const [first] = entries;
    if (entries.length > 1 && signal?.aborted !== true) {
      const apart: (readonly [number, ImportOutcome<EventBase>])[] = [];
      for (const entry of entries) apart.push(...(await saveTogether(table, [entry], context)));
      return apart;
    }
    return first === undefined
      ? []
      : entries.map(({ place }) => [place, { status: "failed", error }]);
  }
}

function transactionsOf(entries: readonly Entry[]): Entry[][] {
  const transactions: Entry[][] = [];
  let items = Number.POSITIVE_INFINITY;
  let bytes = 0;
  for (const entry of entries) {
    const { keys } = entry.checked;
    const more = keys.copies.length + keys.heads.length;
    items += more;
    bytes += entry.checked.bytes;
    if (items > MAX_TRANSACTION_ITEMS || bytes > MAX_TRANSACTION_BYTES) {
      transactions.push([]);
      items = more;
      bytes = entry.checked.bytes;
    }
    transactions.at(-1)?.push(entry);
  }
  return transactions;
}
