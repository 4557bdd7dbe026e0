import { ChangeStreamError } from "../errors.js";
import { revisionOf } from "../keys/revision.js";
import type { ReadContext } from "../read/pages.js";
import { pause } from "../util/pause.js";
import { type Copy, unknownTypeError } from "./copies.js";
import type { EventConsumer } from "./event-consumer.js";
import { type DeliveredEvent, isPositionMoved, isRunError } from "./sink.js";
import { streamItems } from "./stream-gap.js";

/** A consistent stream in a batch. */
export interface StreamBatch {
  /** The partition key. */
  readonly stream: string;
  /** The copies of the batch, by revision, each revision once. */
  readonly copies: readonly Copy[];
  /** When the newest of them was stored, in milliseconds since 1970, if that is known. */
  readonly newestAt: number | undefined;
}

/** The result of a batch of one stream. */
export interface LaneResult {
  /** The last revision that was handled. */
  readonly through: number;
  /** The events that were handed to the sink and did not fail. */
  readonly events: number;
  /** Of the copies of the batch, those that had been handled before. */
  readonly duplicates: number;
  /** The events that were read from the table. */
  readonly filled: number;
  readonly parked: number;
  /** Why copies after `through` were not handled. */
  readonly error?: unknown;
}

/**
 * The most events of a run. Long runs make few checkpoints; the events of a run that is interrupted may
 * be handled again.
 */
const MAX_RUN_EVENTS = 1000;

/** Other processes can overtake a batch so often before it fails. */
const MAX_MOVES = 20;
const MAX_PAUSE_MS = 50;

/**
 * The time for which a revision that the table lacks is waited for, though a later one is there. In the
 * Region of the write it is there at once, unless the event was deleted by hand; a replica of a global
 * table can get it later.
 */
export const MISSING_REVISION_MS = 60_000;

/** The next revision of a stream, and its copy; `undefined` for an item that is of no interest. */
interface Step {
  readonly revision: number;
  readonly copy: Copy | undefined;
  readonly isFilled: boolean;
}

/** Handles the events of one consistent stream that a batch has, in the order of their revisions. */
export class StreamLane {
  readonly #consumer: EventConsumer;
  readonly #batch: StreamBatch;
  readonly #signal: AbortSignal | undefined;
  readonly #now: () => number;
  #through = 0;
  #events = 0;
  #filled = 0;
  #parked = 0;

  constructor(
    consumer: EventConsumer,
    batch: StreamBatch,
    { signal, now }: { readonly signal: AbortSignal | undefined; readonly now: () => number },
  ) {
    this.#consumer = consumer;
    this.#batch = batch;
    this.#signal = signal;
    this.#now = now;
  }

  /** Never throws. */
  async handle(): Promise<LaneResult> {
    const { copies } = this.#batch;
    let duplicates = 0;
    try {
      const { table } = this.#consumer;
      if (table === undefined) {
        this.#through = (copies[0]?.revision ?? 1) - 1;
        await this.#deliver(asSteps(copies));
      } else {
        await this.#readPosition();
        duplicates = copies.filter(({ revision }) => revision <= this.#through).length;
        await this.#followPosition(table);
      }
      return { ...this.#counts(), duplicates };
    } catch (error) {
      if (!isRunError(error)) return { ...this.#counts(), duplicates, error };
      this.#through = error.through;
      return { ...this.#counts(), duplicates, error: error.cause };
    }
  }

  #counts() {
    return {
      through: this.#through,
      events: this.#events,
      filled: this.#filled,
      parked: this.#parked,
    };
  }

  async #readPosition(): Promise<void> {
    this.#through = await this.#consumer.sink.position(this.#batch.stream, this.#signal);
  }

  /** Begins again at the new position whenever another process has moved it. */
  async #followPosition(table: ReadContext): Promise<void> {
    for (let moves = 1; ; moves++) {
      try {
        await this.#deliver(this.#steps(table));
        return;
      } catch (error) {
        if (!isPositionMoved(error) || moves > MAX_MOVES) throw error;
      }
      await pause(Math.random() * MAX_PAUSE_MS, this.#signal);
      await this.#readPosition();
    }
  }

  /** The copies after the position. Those that the batch lacks are read from the table. */
  async *#steps(table: ReadContext): AsyncGenerator<Step, void, undefined> {
    const { stream, copies } = this.#batch;
    const pending = copies.filter(({ revision }) => revision > this.#through);
    const gap = gapIn(pending, this.#through + 1);
    if (gap === undefined) {
      yield* asSteps(pending);
      return;
    }
    const [from, to] = gap;
    yield* asSteps(pending.filter(({ revision }) => revision < from));
    // One query for all gaps, even if it reads copies between them again.
    const between = pending.filter(({ revision }) => revision > from && revision < to);
    let next = 0;
    for await (const items of streamItems(table, stream, from, to, this.#signal)) {
      for (const item of items) {
        const revision = revisionOf(item.sk) as number;
        for (; (between[next]?.revision ?? revision) < revision; next++) {
          yield* asSteps([between[next] as Copy]);
        }
        const isFilled = between[next]?.revision !== revision;
        if (!isFilled) next++;
        yield { revision, copy: this.#consumer.copies.read(item), isFilled };
      }
    }
    yield* asSteps(between.slice(next));
    yield* asSteps(pending.filter(({ revision }) => revision > to));
  }

  /** Delivers steps in runs. */
  async #deliver(steps: AsyncIterable<Step> | Iterable<Step>): Promise<void> {
    let events: DeliveredEvent[] = [];
    let last = this.#through;
    let filled = 0;
    const flush = async () => {
      if (last === this.#through) return;
      await this.#deliverRun(last, events);
      this.#filled += filled;
      [events, filled] = [[], 0];
    };
    for await (const { revision, copy, isFilled } of steps) {
      if (revision > last + 1 && this.#consumer.table !== undefined && this.#isRecent()) {
        await flush();
        throw missingRevision(last + 1);
      }
      const content = copy?.content;
      if (typeof content === "string") {
        await flush();
        throw unknownTypeError(this.#consumer.copies, content);
      }
      last = revision;
      if (content === undefined) continue;
      events.push(content);
      if (isFilled) filled++;
      if (events.length >= MAX_RUN_EVENTS) await flush();
    }
    await flush();
  }

  async #deliverRun(through: number, events: readonly DeliveredEvent[]): Promise<void> {
    this.#signal?.throwIfAborted();
    const { sink } = this.#consumer;
    const run = { stream: this.#batch.stream, after: this.#through, through, events };
    const result = await sink.deliver(run, this.#signal);
    this.#through = through;
    this.#events += events.length;
    this.#parked += result?.parked ?? 0;
  }

  #isRecent(): boolean {
    const { newestAt } = this.#batch;
    // The time of an id that a caller gave can be far in the future, and would be waited for.
    return newestAt !== undefined && Math.abs(this.#now() - newestAt) < MISSING_REVISION_MS;
  }
}

function* asSteps(copies: readonly Copy[]): Generator<Step, void, undefined> {
  for (const copy of copies) yield { revision: copy.revision, copy, isFilled: false };
}

/** The first and the last revision that the copies lack, from `first` to the last copy. */
function gapIn(copies: readonly Copy[], first: number): readonly [number, number] | undefined {
  let next = first;
  let gap: readonly [number, number] | undefined;
  for (const { revision } of copies) {
    if (revision > next) gap = [gap?.[0] ?? next, revision - 1];
    next = revision + 1;
  }
  return gap;
}

/** The error for a revision that may still arrive. */
export function missingRevision(revision: number): ChangeStreamError {
  return new ChangeStreamError(
    `The table lacks revision ${revision} of a stream whose later events it has. If the table is a replica of a ` +
      "global table, the event will arrive. If the event was deleted, it is left out after a minute.",
  );
}
