import { type CheckedEvent, checkEvent, type UncheckedEvent } from "./check.js";
import type { DecodeEvent } from "./decode.js";
import type { PlainDescriptor } from "./descriptor.js";
import { InvalidQuestionError, RetriesExhaustedError } from "./errors.js";
import type { PlainEvent } from "./event.js";
import type { MintEventId } from "./event-id.js";
import { MAX_TRANSACTION_BYTES, MAX_TRANSACTION_ITEMS } from "./item-size.js";
import { mapBounded } from "./map-bounded.js";
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

/** @throws InvalidQuestionError for options that JavaScript alone can give. */
function checkOptions(options: ImportOptions<PlainEvent>): void {
  const { parallel = DEFAULT_PARALLEL } = options;
  if (!(Number.isInteger(parallel) && parallel >= 1)) {
    throw new InvalidQuestionError('"parallel" must be a whole number from 1.');
  }
  // To pass over a condition would be to save what must not be saved.
  if ((options as { expect?: unknown }).expect !== undefined) {
    throw new InvalidQuestionError('"expect" goes with a save that is all or nothing.');
  }
}

interface ImportContext extends ImportOptions<PlainEvent> {
  readonly mint: MintEventId;
  readonly retry: RetryPolicy;
  readonly decode: DecodeEvent;
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
): Promise<ImportOutcome<PlainEvent>[]> {
  checkOptions(context);
  const outcomes: ImportOutcome<PlainEvent>[] = [];
  let done = 0;
  function settle(settled: readonly (readonly [place: number, ImportOutcome<PlainEvent>])[]) {
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

/** One transaction; if it is refused, each of its events alone, so that one cannot spoil the others. */
async function saveTogether(
  table: EventTable,
  entries: readonly Entry[],
  context: ImportContext,
): Promise<(readonly [number, ImportOutcome<PlainEvent>])[]> {
  const { mint, retry, signal, decode } = context;
  const options = { mint, retry, signal, decode, expect: [] };
  const checked = entries.map((entry) => entry.checked);
  try {
    const saved = await writeEvents(table, checked, options);
    return entries.map(({ place }, index) => {
      return [place, { status: "saved", event: saved[index] as PlainEvent }] as const;
    });
  } catch (error) {
    // What may have been written must not be written again under other ids; and DynamoDB is not to be
    // asked for every event, if it could not be reached for all.
    const isRefused = !(error instanceof RetriesExhaustedError) && signal?.aborted !== true;
    if (entries.length > 1 && isRefused) {
      const apart: (readonly [number, ImportOutcome<PlainEvent>])[] = [];
      for (const entry of entries) apart.push(...(await saveTogether(table, [entry], context)));
      return apart;
    }
    return entries.map(({ place }) => [place, { status: "failed", error }]);
  }
}

function transactionsOf(entries: readonly Entry[]): Entry[][] {
  const transactions: Entry[][] = [];
  let heads = new Set<string>();
  let copies = Number.POSITIVE_INFINITY;
  let bytes = 0;
  for (const entry of entries) {
    const { keys } = entry.checked;
    // Events of one stream move its head together.
    for (const head of keys.heads) heads.add(head);
    copies += keys.copies.length;
    bytes += entry.checked.bytes;
    if (copies + heads.size > MAX_TRANSACTION_ITEMS || bytes > MAX_TRANSACTION_BYTES) {
      transactions.push([]);
      heads = new Set(keys.heads);
      copies = keys.copies.length;
      bytes = entry.checked.bytes;
    }
    transactions.at(-1)?.push(entry);
  }
  return transactions;
}
