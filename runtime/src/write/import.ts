import { DdbPatternError, InvalidArgumentError, type SaveOutcome, withOutcome } from "../errors.js";
import type { PlainEvent } from "../events/event.js";
import { type GenerateEventId, isEventId } from "../events/event-id.js";
import { mapBounded } from "../util/map-bounded.js";
import { checkedPositiveInteger, checkedSignal, readMembers } from "../util/members.js";
import { quoteUnlessWord } from "../util/quote.js";
import { type CheckContext, checkEvent } from "../validation/check-event.js";
import { type IdentifiedEvent, type NewSave, type SaveContext, saveEvents } from "./save.js";

export interface ImportOptions<Event> {
  /** Each event is atomic, but the events together are not. */
  readonly atomic: false;
  /**
   * The number of transactions that run in parallel. Default 4; always 1 if any event belongs to a
   * consistent stream.
   */
  readonly parallel?: number;
  /**
   * Called after each transaction, and for each event that is refused before any request. An error
   * that it throws does not end the import; the first one is reported as a process warning.
   */
  readonly onProgress?: (progress: ImportProgress<Event>) => void;
  /** Aborts the import: events whose transaction has not started are `"not-written"`. */
  readonly signal?: AbortSignal;
}

export interface ImportProgress<Event> {
  /** Events whose outcome is known. */
  readonly done: number;
  readonly total: number;
  /** The outcomes of the events of the last transaction. */
  readonly outcomes: readonly ImportOutcome<Event>[];
}

/**
 * The outcome of one event, with the id that it has or would have. To retry an event that is
 * `"not-written"` or `"unknown"`, save it under this id: it is then stored once.
 */
export type ImportOutcome<Event> =
  | { readonly status: "saved"; readonly id: string; readonly event: Event }
  | { readonly status: SaveOutcome; readonly id: string; readonly error: unknown };

const DEFAULT_PARALLEL = 4;

/** The dependencies of an import. */
export interface ImportContext {
  readonly save: SaveContext;
  readonly check: CheckContext;
  readonly generateId: GenerateEventId;
  readonly newSave: NewSave | undefined;
}

/** An event of the import, and its index in the list. */
interface Entry extends IdentifiedEvent {
  readonly index: number;
}

type Settled = readonly [index: number, ImportOutcome<PlainEvent>];

/**
 * Saves events in transactions that each hold as many whole events as fit.
 *
 * @throws InvalidArgumentError for invalid options, which only JavaScript callers can pass.
 */
export async function importEvents(
  context: ImportContext,
  events: readonly unknown[],
  options: unknown,
): Promise<ImportOutcome<PlainEvent>[]> {
  const { parallel, signal, onProgress } = checkedOptions(options);
  const report = safeCallback(onProgress);
  const outcomes: ImportOutcome<PlainEvent>[] = [];
  let done = 0;
  function settle(settled: readonly Settled[]) {
    for (const [index, outcome] of settled) outcomes[index] = outcome;
    done += settled.length;
    report({ done, total: events.length, outcomes: settled.map(([, outcome]) => outcome) });
  }

  const entries: Entry[] = [];
  // Not forEach, which skips the holes of an array.
  for (const [index, event] of events.entries()) {
    try {
      const checked = checkEvent(context.check, event, index);
      entries.push({ index, checked, id: checked.givenId ?? context.generateId("save") });
    } catch (error) {
      const id = givenId(event) ?? context.generateId("save");
      withOutcome(error, "not-written", [id]);
      settle([[index, { status: "not-written", id, error }]]);
    }
  }
  const isOrdered = entries.some(({ checked }) => checked.keys.streams.length > 0);
  const groups = groupsOf(entries, context);
  await mapBounded(groups, isOrdered ? 1 : parallel, async (group) => {
    settle(await saveGroup(context, group, signal));
  });
  return outcomes;
}

const IMPORT_OPTIONS = ["atomic", "expect", "parallel", "onProgress", "signal"] as const;

function checkedOptions(options: unknown) {
  const members = readMembers(options, "The options", IMPORT_OPTIONS);
  const { parallel = DEFAULT_PARALLEL, onProgress, expect } = members;
  const checkedParallel = checkedPositiveInteger("parallel", parallel);
  if (onProgress !== undefined && typeof onProgress !== "function") {
    throw new InvalidArgumentError('"onProgress" must be a function.');
  }
  // Ignoring a condition could save events that must not be saved.
  if (expect !== undefined) {
    throw new InvalidArgumentError('"expect" requires an atomic save: remove "atomic: false".');
  }
  return {
    parallel: checkedParallel,
    onProgress: onProgress as ImportOptions<PlainEvent>["onProgress"],
    signal: checkedSignal(members.signal),
  };
}

/** Wraps the callback so that its errors cannot end the import, whose outcomes would be lost. */
function safeCallback(onProgress: ImportOptions<PlainEvent>["onProgress"]) {
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
      // The callback may return a promise.
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

/**
 * Saves events in one transaction. If one of them causes its refusal, saves each event alone, so
 * that it does not stop the others.
 */
async function saveGroup(
  context: ImportContext,
  entries: readonly Entry[],
  signal: AbortSignal | undefined,
): Promise<Settled[]> {
  try {
    const saved = await saveEvents(context.save, entries, signal, context.newSave);
    return entries.map(({ index, id }, position) => {
      return [index, { status: "saved", id, event: saved[position] as PlainEvent }] as const;
    });
  } catch (error) {
    if (entries.length > 1 && isCausedByOneEvent(error)) {
      const separate: Settled[] = [];
      for (const entry of entries) separate.push(...(await saveGroup(context, [entry], signal)));
      return separate;
    }
    const status = error instanceof DdbPatternError ? (error.outcome ?? "unknown") : "unknown";
    return entries.map(({ index, id }) => [index, { status, id, error }]);
  }
}

/**
 * Whether one event caused the failure, so that the others can be saved without it. False for a
 * write that may have happened, and for errors that would refuse every event.
 */
function isCausedByOneEvent(error: unknown): boolean {
  if (!(error instanceof DdbPatternError) || error.outcome !== "not-written") return false;
  return error.code === "event-id-reused" || error.code === "event-too-large";
}

function groupsOf(entries: readonly Entry[], { save }: ImportContext): Entry[][] {
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
