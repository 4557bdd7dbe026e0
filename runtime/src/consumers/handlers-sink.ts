import { ChangeStreamError, DdbPatternError, type DdbPatternErrorCode } from "../errors.js";
import type { PlainEvent } from "../events/event.js";
import { isRevision } from "../keys/revision.js";
import { pause } from "../util/pause.js";
import type { CheckpointStore } from "./checkpoints.js";
import { publishParked } from "./publish-parked.js";
import {
  type DeliveredEvent,
  type Delivery,
  PositionMovedError,
  type Run,
  RunError,
  type Sink,
} from "./sink.js";

/** The stream of an event, as handlers see it. */
export interface HandledStream {
  /** The stream's name in the schema. */
  readonly name: string;
  /** The ids that identify the stream: `{ order_id: "…" }`. */
  readonly ids: Readonly<Record<string, string>>;
}

/** What a handler gets besides the event. */
export interface HandlerContext {
  /** The event's consistent stream; `undefined` for an event without a revision. */
  readonly stream: HandledStream | undefined;
  /**
   * The event's revision in `stream`. Use it to make a write idempotent: "unless this stream's row is at
   * this revision or a later one".
   */
  readonly revision: number | undefined;
  /** 1 for the first attempt of this delivery, 2 for the next one … */
  readonly attempt: number;
  /** Whether the event is older than the consumer's `since`. */
  readonly isReplay: boolean;
  /** Aborts when the batch must end: pass it to what the handler calls. */
  readonly signal: AbortSignal;
  /**
   * Runs a side effect, such as sending a letter, unless the event is a replay.
   *
   * @returns What the function returns; `undefined` for a replay.
   */
  readonly effect: <Result>(run: () => Result | Promise<Result>) => Promise<Result | undefined>;
}

/** The context of a handler of a consistent stream. */
export interface StreamHandlerContext extends HandlerContext {
  readonly stream: HandledStream;
  readonly revision: number;
}

/** A handler whose types have been checked by the compiler of the user. */
export type AnyHandler = (event: PlainEvent, context: HandlerContext) => unknown;

/** The handlers of a consumer, and how failures are treated. */
export interface HandlersSinkOptions {
  readonly name: string | undefined;
  /** By event type. */
  readonly types: ReadonlyMap<string, AnyHandler>;
  /** By the stream's name in the schema. */
  readonly streams: ReadonlyMap<string, AnyHandler>;
  readonly checkpoints: CheckpointStore | undefined;
  readonly attempts: number;
  readonly onParked:
    | ((event: PlainEvent, error: unknown, context: HandlerContext) => unknown)
    | undefined;
  /** Milliseconds since 1970: earlier events are replays. */
  readonly since: number;
}

/** A run is saved as far as it was handled after so many events. */
const EVENTS_PER_CHECKPOINT = 100;

/** The pause after the first attempt; it doubles with each further one. */
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;

/** Calls the handlers of a consumer, and keeps its checkpoints. */
export class HandlersSink implements Sink {
  readonly #options: HandlersSinkOptions;
  /** For handlers of a batch without a signal: making one takes longer than all else of an event. */
  readonly #never = new AbortController().signal;

  constructor(options: HandlersSinkOptions) {
    this.#options = options;
  }

  async position(stream: string, signal?: AbortSignal): Promise<number> {
    const { name, checkpoints } = this.#options;
    const stored = name === undefined ? undefined : await checkpoints?.read(name, stream, signal);
    if (stored === undefined) return 0;
    const revision = stored === "" ? Number.NaN : Number(stored);
    if (isRevision(revision)) return revision;
    throw new ChangeStreamError(
      "The checkpoint of a stream is not a revision. Another program wrote it: give the consumer a name " +
        "that nothing else uses.",
    );
  }

  async deliver(run: Run, signal?: AbortSignal): Promise<Delivery> {
    const { stream, after, through, events } = run;
    let saved = after;
    let handled = after;
    let parked = 0;
    // Without the signal: what was handled before an abort would be handled again, and a stream whose
    // events take longer than a function may would never get on.
    const save = async (revision: number) => {
      if (stream === undefined || revision === saved) return;
      await this.#advance(stream, saved, revision);
      saved = revision;
    };
    for (const [index, event] of events.entries()) {
      try {
        if (await this.#handle(event, signal)) parked++;
      } catch (error) {
        await save(handled);
        throw new RunError(handled, error);
      }
      handled = event.revision ?? after;
      if ((index + 1) % EVENTS_PER_CHECKPOINT === 0) await save(handled);
    }
    await save(through);
    return { parked };
  }

  /** @throws PositionMovedError */
  async #advance(stream: string, from: number, to: number): Promise<void> {
    const { name, checkpoints } = this.#options;
    if (name === undefined || checkpoints === undefined) return;
    const expected = from === 0 ? undefined : String(from);
    const isSet = await checkpoints.compareAndSet(name, stream, expected, String(to));
    if (!isSet) throw new PositionMovedError();
  }

  /** @returns Whether the event was parked. */
  async #handle(event: DeliveredEvent, signal: AbortSignal | undefined): Promise<boolean> {
    const { types, streams } = this.#options;
    const byType = event.canonical ? types.get(event.type) : undefined;
    const byStream = event.stream && streams.get(event.stream.name);
    let isParked = false;
    for (const handler of [byType, byStream]) {
      if (handler === undefined) continue;
      isParked = (await this.#attempt(event, handler, signal)) || isParked;
    }
    return isParked;
  }

  async #attempt(
    event: DeliveredEvent,
    handler: AnyHandler,
    signal: AbortSignal = this.#never,
  ): Promise<boolean> {
    const { attempts, onParked } = this.#options;
    let decoded = event.stored;
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      const context = this.#contextOf(event, attempt, signal);
      try {
        decoded = event.decode();
        // A handler that changes its event changes neither the next attempt nor another handler's.
        await handler(structuredClone(decoded), context);
        return false;
      } catch (error) {
        // A deployment of the newer schema can handle the event.
        if (codeOf(error) === "unknown-event-version") throw error;
        signal.throwIfAborted();
        const isFinal = attempt >= attempts || codeOf(error) === "upcast-failed";
        if (isFinal && onParked === undefined) throw error;
        if (isFinal) {
          await onParked?.(decoded, error, context);
          publishParked(event, error, { consumer: this.#options.name, attempts: attempt });
          return true;
        }
      }
      const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
      await pause(Math.random() * longest, signal);
    }
  }

  #contextOf(event: DeliveredEvent, attempt: number, signal: AbortSignal): HandlerContext {
    const { stream, revision } = event;
    const { since } = this.#options;
    const isReplay =
      event.isReplay || (since > Number.NEGATIVE_INFINITY && Date.parse(event.timestamp) < since);
    return {
      stream: stream && { name: stream.name, ids: stream.ids },
      revision,
      attempt,
      isReplay,
      signal,
      effect: async (run) => (isReplay ? undefined : await run()),
    };
  }
}

function codeOf(error: unknown): DdbPatternErrorCode | undefined {
  return error instanceof DdbPatternError ? error.code : undefined;
}
