import { type Delivery, PositionMovedError, type Run, RunError } from "../consumers/sink.js";
import { RetriesExhaustedError, UnknownEventVersionError } from "../errors.js";
import type { ConditionalWrite, ItemCondition } from "../storage/dynamodb/conditional-writes.js";
import { itemSize } from "../storage/item-size.js";
import { CallFailure } from "../storage/retry.js";
import { type ItemKey, type TableItem, tableErrorOf } from "../storage/table.js";
import { Turns } from "../streams/turns.js";
import { onAbort } from "../util/on-abort.js";
import { quote } from "../util/quote.js";
import type { CheckedDefinition } from "./definition.js";
import {
  type Change,
  type Effect,
  EVENT_ID,
  type Folded,
  type FoldedRun,
  type FoldFailure,
  foldRuns,
  type PreparedRun,
  prepareRun,
  storedItemOf,
} from "./fold.js";
import { backOff, type FoundItems, type ItemStore } from "./item-store.js";
import { checkpointKey, itemKey, markerKey } from "./keys.js";

/** What applying runs requires. */
export interface ApplyContext {
  readonly definition: CheckedDefinition;
  readonly store: ItemStore;
  /** Whether another version of the projection is active, as far as it is known. */
  readonly isReplay: () => boolean;
  /**
   * Handles an event that failed; its run then goes on after it. `undefined`: the run ends before
   * the event.
   */
  readonly onParked: ((failure: FoldFailure) => Promise<void>) | undefined;
  /** Runs the effects of events that this process has applied. */
  readonly runEffects: (effects: readonly Effect[]) => Promise<void>;
}

/** What became of a run. */
export type Outcome =
  | { readonly kind: "applied" }
  /** Another process has applied events of the stream, after a part of the run or before it. */
  | { readonly kind: "moved"; readonly position: number }
  /** An event failed; those up to the revision were applied. */
  | { readonly kind: "failed"; readonly through: number; readonly error: unknown };

/**
 * Tries of one transaction that meets other writers of the same items. Each finds that one of them
 * has succeeded.
 */
const MAX_CONFLICTS = 32;

/** Tries of one transaction that the table does not answer; the SDK has then tried several times. */
const MAX_FAILURES = 3;

/** Applies runs to the items of a projection. An event is applied once, even if its record or an answer comes twice. */
export class Applier {
  readonly #context: ApplyContext;
  /** Runs of this process that change one item wait for each other instead of racing. */
  readonly #turns = new Turns();

  constructor(context: ApplyContext) {
    this.#context = context;
  }

  /**
   * Applies one run.
   *
   * @throws PositionMovedError, RunError
   */
  async applyRun(run: Run, signal: AbortSignal | undefined): Promise<Delivery> {
    const parked = new Set<string>();
    const [outcome] = await this.apply([run], signal, parked);
    if (outcome?.kind === "moved") throw new PositionMovedError();
    if (outcome?.kind === "failed") throw new RunError(outcome.through, outcome.error);
    return { parked: parked.size };
  }

  /**
   * Applies runs of different streams in the order given, in as few transactions as they fit.
   *
   * @param parked - The ids of events that were given up; this call adds to them.
   * @returns The outcome of each run.
   */
  async apply(
    runs: readonly Run[],
    signal: AbortSignal | undefined,
    parked: Set<string> = new Set(),
  ): Promise<Outcome[]> {
    const { definition, store } = this.#context;
    const outcomes = runs.map((): Outcome => ({ kind: "applied" }));
    let rest = runs.map((run, index) => ({ index, run: prepareRun(definition, run) }));
    while (rest.length > 0) {
      const parts = firstActions(rest, store.limits.actions);
      const changed = await this.#applyTogether(
        parts.first.map(({ run }) => run),
        parked,
        signal,
      );
      const ended = new Set<number>();
      for (const [part, outcome] of changed.entries()) {
        if (outcome.kind === "applied") continue;
        const { index } = parts.first[part] as IndexedRun;
        outcomes[index] = outcome;
        ended.add(index);
      }
      rest = parts.rest.filter(({ index }) => !ended.has(index));
    }
    return outcomes;
  }

  /** Applies runs that fit one transaction by the number of its items. */
  async #applyTogether(
    runs: readonly PreparedRun[],
    parked: Set<string>,
    signal: AbortSignal | undefined,
  ): Promise<readonly Outcome[]> {
    const keys = keysOf(runs);
    if (keys.length === 0) return this.#applyInTurn(runs, parked, signal);
    return withOwnSignal(signal, (own) =>
      this.#turns.take(keys, own, () => this.#applyInTurn(runs, parked, signal)),
    );
  }

  async #applyInTurn(
    runs: readonly PreparedRun[],
    parked: Set<string>,
    signal: AbortSignal | undefined,
  ): Promise<readonly Outcome[]> {
    const transaction = new Transaction(this.#context, runs, parked);
    const outcomes = await transaction.run(signal);
    if (outcomes !== "too-large") return outcomes;
    // Each half has other keys for its turn, but this turn lasts until both have ended.
    const [first, second] = halves(runs);
    const before = await this.#applyInTurn(first, parked, signal);
    const after = await this.#applyInTurn(second, parked, signal);
    return joinOutcomes(runs, before, after);
  }
}

/** Runs some work with a signal of its own, so that the caller's gets no listener for each. */
async function withOwnSignal<Result>(
  signal: AbortSignal | undefined,
  work: (own: AbortSignal) => Promise<Result>,
): Promise<Result> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const stop = signal && onAbort(signal, () => controller.abort(signal.reason));
  try {
    return await work(controller.signal);
  } finally {
    stop?.();
  }
}

interface IndexedRun {
  readonly index: number;
  readonly run: PreparedRun;
}

/** Takes as many events from the beginning as fit one transaction. */
function firstActions(
  runs: readonly IndexedRun[],
  maxActions: number,
): { readonly first: readonly IndexedRun[]; readonly rest: IndexedRun[] } {
  const first: IndexedRun[] = [];
  const keys = new Set<string>();
  for (const [place, { index, run }] of runs.entries()) {
    // The checkpoint of the stream, or the marker of the event.
    const owned = first.length + 1;
    if (keys.size + owned >= maxActions && first.length > 0)
      return { first, rest: runs.slice(place) };
    const end = run.events.findIndex((prepared) => {
      if (prepared.kind === "handled") keys.add(prepared.key);
      return keys.size + owned > maxActions;
    });
    if (end === -1) {
      first.push({ index, run });
      continue;
    }
    const [part, left] = cutRun(run, end);
    if (part !== undefined) first.push({ index, run: part });
    return { first, rest: [{ index, run: left }, ...runs.slice(place + 1)] };
  }
  return { first, rest: [] };
}

/** Cuts a run before one of its events. The first part is missing if it would have no event. */
function cutRun(run: PreparedRun, end: number): [PreparedRun | undefined, PreparedRun] {
  if (end === 0) return [undefined, run];
  const next = run.events[end]?.delivered.revision ?? 1;
  const through = next - 1;
  return [
    { ...run, through, events: run.events.slice(0, end) },
    { ...run, after: through, events: run.events.slice(end) },
  ];
}

/** Two halves of runs, by the number of events. */
function halves(runs: readonly PreparedRun[]): [readonly PreparedRun[], readonly PreparedRun[]] {
  if (runs.length > 1) {
    const middle = Math.ceil(runs.length / 2);
    return [runs.slice(0, middle), runs.slice(middle)];
  }
  const [run] = runs as [PreparedRun];
  const [first, second] = cutRun(run, Math.ceil(run.events.length / 2));
  return [first === undefined ? [] : [first], [second]];
}

/** The outcomes of runs whose two halves were applied. */
function joinOutcomes(
  runs: readonly PreparedRun[],
  before: readonly Outcome[],
  after: readonly Outcome[],
): readonly Outcome[] {
  if (runs.length > 1) return [...before, ...after];
  return before[0]?.kind === "applied" ? after : before;
}

function keysOf(runs: readonly PreparedRun[]): string[] {
  const keys = runs.flatMap(({ events }) =>
    events.flatMap((prepared) => (prepared.kind === "handled" ? [prepared.key] : [])),
  );
  return [...new Set(keys)];
}

/** The attribute by which a process finds what it wrote itself. */
const WRITER = "by";

/**
 * One transaction: the items that runs change, and the checkpoints of their streams. It is repeated
 * until it is known to be written, or to be impossible because another process was faster.
 */
class Transaction {
  readonly #context: ApplyContext;
  readonly #outcomes: Outcome[];
  /** The runs that are not decided yet, by their index. */
  #open: readonly IndexedRun[];
  /**
   * The same for all tries, so that a try whose answer was lost is recognized: it is written in each
   * checkpoint and marker.
   */
  readonly #writer = crypto.randomUUID();
  readonly #parked: Set<string>;

  constructor(context: ApplyContext, runs: readonly PreparedRun[], parked: Set<string>) {
    this.#context = context;
    this.#parked = parked;
    this.#outcomes = runs.map(() => ({ kind: "applied" }));
    this.#open = runs.map((run, index) => ({ index, run }));
  }

  /** @returns `"too-large"` if the items are too large for one transaction; nothing was written. */
  async run(signal: AbortSignal | undefined): Promise<readonly Outcome[] | "too-large"> {
    const { store } = this.#context;
    let found = await store.read(this.#itemKeys(), true, signal);
    let conflicts = 0;
    let failures = 0;
    for (;;) {
      const folded = await this.#fold(found);
      const writes = this.#plan(folded);
      if (writes.length === 0) return this.#end(folded);
      if (isTooLarge(writes, store.limits)) {
        const [only] = this.#open;
        if (this.#open.length > 1 || (only?.run.events.length ?? 0) > 1) return "too-large";
      }
      try {
        await store.write(writes, signal);
        return this.#end(folded);
      } catch (error) {
        if (tableErrorOf(error)?.code === "condition-failed") {
          if (++conflicts >= MAX_CONFLICTS) throw this.#contention(conflicts, error);
        } else if (!isTemporary(error) || ++failures >= MAX_FAILURES) {
          throw error;
        }
        // One conflict is common, and the next try mostly succeeds.
        const retries = conflicts + failures - 1;
        if (retries > 0) await backOff(Math.min(retries, 6), signal);
      }
      found = await store.read([...this.#itemKeys(), ...this.#ownerKeys()], true, signal);
      if (this.#isWritten(found)) return this.#end(folded);
      if (this.#removeMoved(found)) return this.#outcomes;
    }
  }

  /** Folds, and parks events that fail until none does, if there is a function for them. */
  async #fold(found: FoundItems): Promise<Folded> {
    const { definition, store, isReplay, onParked } = this.#context;
    for (;;) {
      const folded = foldRuns(
        definition,
        this.#open.map(({ run }) => run),
        (key) => storedItemOf(found.get(itemKey(definition, key))),
        {
          isReplay: isReplay(),
          parked: this.#parked,
          maxItemBytes: store.limits.itemBytes - RESERVED_BYTES,
        },
      );
      const failures = folded.runs.flatMap(({ failure }) =>
        failure === undefined || failure.error instanceof UnknownEventVersionError ? [] : [failure],
      );
      if (onParked === undefined || failures.length === 0) return folded;
      for (const failure of failures) {
        await onParked(failure);
        this.#parked.add(failure.delivered.id);
      }
    }
  }

  #plan({ changes, runs }: Folded): readonly ConditionalWrite[] {
    const { definition } = this.#context;
    return [
      ...changes.map((change) => itemWrite(itemKey(definition, change.key), change)),
      ...runs.flatMap((run) => this.#ownerWrite(run) ?? []),
    ];
  }

  /** The checkpoint of a stream, or the marker of an event. */
  #ownerWrite({ run, through, last, isMarked }: FoldedRun): ConditionalWrite | undefined {
    const { definition } = this.#context;
    const { stream, after } = run;
    if (stream === undefined) {
      if (!isMarked || last === undefined) return undefined;
      const item = { ...markerKey(definition, last.id), [WRITER]: this.#writer };
      return { kind: "put", item, condition: { kind: "absent" } };
    }
    if (through === after) return undefined;
    const item: TableItem = {
      ...checkpointKey(definition, stream),
      revision: through,
      [WRITER]: this.#writer,
      ...(last === undefined ? {} : { timestamp: last.timestamp }),
    };
    const condition: ItemCondition =
      after === 0 ? { kind: "absent" } : { kind: "equals", attribute: "revision", value: after };
    return { kind: "put", item, condition };
  }

  #itemKeys(): ItemKey[] {
    const { definition } = this.#context;
    return keysOf(this.#open.map(({ run }) => run)).map((key) => itemKey(definition, key));
  }

  #ownerKeys(): ItemKey[] {
    return this.#open.flatMap(({ run }) => ownerKey(this.#context.definition, run) ?? []);
  }

  /** Whether an earlier try of this transaction was written. One item is enough evidence. */
  #isWritten(found: FoundItems): boolean {
    return this.#ownerKeys().some((key) => found.get(key)?.[WRITER] === this.#writer);
  }

  /**
   * Removes the runs that another process has applied.
   *
   * @returns Whether none is left.
   */
  #removeMoved(found: FoundItems): boolean {
    const { definition } = this.#context;
    this.#open = this.#open.filter(({ index, run }) => {
      const key = ownerKey(definition, run);
      const owner = key && found.get(key);
      if (run.stream === undefined) return owner === undefined;
      const position = positionOf(owner);
      if (position === run.after) return true;
      this.#outcomes[index] = { kind: "moved", position };
      return false;
    });
    return this.#open.length === 0;
  }

  async #end({ runs, effects }: Folded): Promise<readonly Outcome[]> {
    for (const [place, { failure, through }] of runs.entries()) {
      const { index } = this.#open[place] as IndexedRun;
      if (failure !== undefined) {
        this.#outcomes[index] = { kind: "failed", through, error: failure.error };
      }
    }
    if (effects.length > 0) await this.#context.runEffects(effects);
    return this.#outcomes;
  }

  #contention(tries: number, cause: unknown): RetriesExhaustedError {
    const { name, version } = this.#context.definition;
    return new RetriesExhaustedError(
      `Other processes changed the items of projection ${quote(name)}, version ${version}, in each of ${tries} tries. ` +
        "Choose keys that spread the events over more items, or run fewer consumers of the projection.",
      tries,
      cause,
    );
  }
}

/** The bytes of an item besides what a handler returned: its key, and the id of an event. */
const RESERVED_BYTES = 2048 + 128;

/** The key of a run's checkpoint or marker. */
function ownerKey(
  definition: CheckedDefinition,
  { stream, events }: PreparedRun,
): ItemKey | undefined {
  if (stream !== undefined) return checkpointKey(definition, stream);
  const [only] = events;
  return only && markerKey(definition, only.delivered.id);
}

/** The revision of a checkpoint; 0 if there is none. */
export function positionOf(checkpoint: TableItem | undefined): number {
  const revision = checkpoint?.revision;
  return typeof revision === "number" ? revision : 0;
}

function itemWrite(key: ItemKey, { before, after }: Change): ConditionalWrite {
  const condition: ItemCondition =
    before === undefined
      ? { kind: "absent" }
      : { kind: "equals", attribute: EVENT_ID, value: before.eventId };
  if (after === undefined) return { kind: "delete", key, condition };
  return { kind: "put", item: { ...after.item, ...key, [EVENT_ID]: after.eventId }, condition };
}

function isTooLarge(
  writes: readonly ConditionalWrite[],
  { writeBytes, actionBytes }: ItemStore["limits"],
): boolean {
  const bytes = writes.reduce(
    (sum, write) => sum + actionBytes + (write.kind === "put" ? itemSize(write.item) : 0),
    0,
  );
  return bytes > writeBytes;
}

function isTemporary(error: unknown): boolean {
  if (!(error instanceof CallFailure)) return false;
  return ["unavailable", "unrecognized", "deadline", "contention"].includes(error.reason);
}
