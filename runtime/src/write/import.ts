import { DdbPatternError, InvalidArgumentError, type SaveOutcome, withOutcome } from "../errors.js";
import type { PlainEvent } from "../events/event.js";
import { type GenerateEventId, isEventId } from "../events/event-id.js";
import { mapBounded } from "../util/map-bounded.js";
import { checkedSignal, readMembers } from "../util/members.js";
import { quoteUnlessWord } from "../util/quote.js";
import { type CheckContext, checkEvent } from "../validation/check-event.js";
import { type IdentifiedEvent, type NewSave, type SaveContext, saveEvents } from "./save.js";

export interface ImportOptions<Event> {
  /** Each event all or nothing, but not all of them together. */
  readonly atomic: false;
  /** Transactions under way at a time. Default 4; 1 where events belong to consistent streams. */
  readonly parallel?: number;
  /** Called after each transaction, and for each event that is refused before. What it throws ends nothing; it is reported once, as a process warning. */
  readonly onProgress?: (progress: ImportProgress<Event>) => void;
  /** Ends the import early: what was not begun is `"not-written"`. */
  readonly signal?: AbortSignal;
}

export interface ImportProgress<Event> {
  /** Events whose outcome is known. */
  readonly done: number;
  readonly total: number;
  /** What became of the events of the last transaction. */
  readonly outcomes: readonly ImportOutcome<Event>[];
}

/**
 * What became of one event, and the id that it has or would have. To try one again that is
 * `"not-written"` or `"unknown"`, save it under this id: it is then stored once.
 */
export type ImportOutcome<Event> =
  | { readonly status: "saved"; readonly id: string; readonly event: Event }
  | { readonly status: SaveOutcome; readonly id: string; readonly error: unknown };

const DEFAULT_PARALLEL = 4;

/** What an import needs beside its events. */
export interface ImportContext {
  readonly save: SaveContext;
  readonly check: CheckContext;
  readonly generateId: GenerateEventId;
  readonly make: NewSave | undefined;
}

/** An event of the import, at its place in the list. */
interface Entry extends IdentifiedEvent {
  readonly place: number;
}

type Settled = readonly [place: number, ImportOutcome<PlainEvent>];

/**
 * Saves events in transactions of as many whole events as fit.
 *
 * @throws InvalidArgumentError for options that JavaScript alone can give.
 */
export async function importEvents(
  context: ImportContext,
  events: readonly unknown[],
  options: unknown,
): Promise<ImportOutcome<PlainEvent>[]> {
  const { parallel, signal, onProgress } = checkedOptions(options);
  const report = callbackOf(onProgress);
  const outcomes: ImportOutcome<PlainEvent>[] = [];
  let done = 0;
  function settle(settled: readonly Settled[]) {
    for (const [place, outcome] of settled) outcomes[place] = outcome;
    done += settled.length;
    report({ done, total: events.length, outcomes: settled.map(([, outcome]) => outcome) });
  }

  const entries: Entry[] = [];
  // Not forEach, which passes over the holes of a list.
  for (const [place, event] of events.entries()) {
    try {
      const checked = checkEvent(context.check, event, place);
      entries.push({ place, checked, id: checked.givenId ?? context.generateId("save") });
    } catch (error) {
      const id = givenId(event) ?? context.generateId("save");
      withOutcome(error, "not-written", [id]);
      settle([[place, { status: "not-written", id, error }]]);
    }
  }
  const isOrdered = entries.some(({ checked }) => checked.places.streams.length > 0);
  const transactions = transactionsOf(entries, context);
  await mapBounded(transactions, isOrdered ? 1 : parallel, async (together) => {
    settle(await saveTogether(context, together, signal));
  });
  return outcomes;
}

const IMPORT_OPTIONS = ["atomic", "expect", "parallel", "onProgress", "signal"] as const;

function checkedOptions(options: unknown) {
  const members = readMembers(options, "The options", IMPORT_OPTIONS);
  const { parallel = DEFAULT_PARALLEL, onProgress, expect } = members;
  if (!(Number.isInteger(parallel) && (parallel as number) >= 1)) {
    throw new InvalidArgumentError('"parallel" must be a whole number from 1.');
  }
  if (onProgress !== undefined && typeof onProgress !== "function") {
    throw new InvalidArgumentError('"onProgress" must be a function.');
  }
  // To pass over a condition would be to save what must not be saved.
  if (expect !== undefined) {
    throw new InvalidArgumentError(
      '"expect" needs a save that is all or nothing: leave out "atomic: false".',
    );
  }
  return {
    parallel: parallel as number,
    onProgress: onProgress as ImportOptions<PlainEvent>["onProgress"],
    signal: checkedSignal(members.signal),
  };
}

/** The callback, whose faults must not end the import: its outcomes are not to be lost. */
function callbackOf(onProgress: ImportOptions<PlainEvent>["onProgress"]) {
  let hasWarned = false;
  const warn = (error: unknown) => {
    if (hasWarned) return;
    hasWarned = true;
    const name = error instanceof Error ? error.name : typeof error;
    globalThis.process?.emitWarning?.(
      `onProgress failed with ${quoteUnlessWord(name)}. The import went on.`,
      {
        code: "DDB_PATTERN_ON_PROGRESS",
      },
    );
  };
  return (progress: ImportProgress<PlainEvent>): void => {
    try {
      // A function that returns a promise can be given, too.
      Promise.resolve(onProgress?.(progress)).catch(warn);
    } catch (error) {
      warn(error);
    }
  };
}

function givenId(event: unknown): string | undefined {
  try {
    const { id } = event as { id?: unknown };
    return isEventId(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

/** One transaction; if it is refused, each of its events alone, so that one cannot spoil the others. */
async function saveTogether(
  context: ImportContext,
  entries: readonly Entry[],
  signal: AbortSignal | undefined,
): Promise<Settled[]> {
  try {
    const saved = await saveEvents(context.save, entries, signal, context.make);
    return entries.map(({ place, id }, index) => {
      return [place, { status: "saved", id, event: saved[index] as PlainEvent }] as const;
    });
  } catch (error) {
    if (entries.length > 1 && isOfOneEvent(error)) {
      const apart: Settled[] = [];
      for (const entry of entries) apart.push(...(await saveTogether(context, [entry], signal)));
      return apart;
    }
    const status = error instanceof DdbPatternError ? (error.outcome ?? "unknown") : "unknown";
    return entries.map(({ place, id }) => [place, { status, id, error }]);
  }
}

/**
 * Whether one of the events is the reason, so that the others can be saved without it. What may have been
 * written is not tried again; and the table is not asked for every event where it refuses all.
 */
function isOfOneEvent(error: unknown): boolean {
  if (!(error instanceof DdbPatternError) || error.outcome !== "not-written") return false;
  return error.code === "event-id-reused" || error.code === "event-too-large";
}

function transactionsOf(entries: readonly Entry[], { save }: ImportContext): Entry[][] {
  const { limits } = save.table;
  const transactions: Entry[][] = [];
  let items = Number.POSITIVE_INFINITY;
  let bytes = 0;
  for (const entry of entries) {
    items += entry.checked.items;
    bytes += entry.checked.bytes;
    if (items > limits.actions || bytes > limits.writeBytes) {
      transactions.push([]);
      items = entry.checked.items;
      bytes = entry.checked.bytes;
    }
    transactions.at(-1)?.push(entry);
  }
  return transactions;
}
