import type { CheckpointStore } from "../consumers/checkpoints.js";
import type { EventConsumer } from "../consumers/event-consumer.js";
import { onAbort } from "../util/on-abort.js";
import { pause } from "../util/pause.js";
import type { ChangeStream, Shard } from "./change-stream.js";
import { SHARD_BEGINNING, ShardCheckpoints } from "./shard-checkpoints.js";
import { type ReaderContext, readShard } from "./shard-reader.js";

export interface FollowSettings {
  readonly checkpoints: CheckpointStore;
  /** The name of the positions in the change stream. */
  readonly name: string;
  readonly pollMs: number;
  readonly stopAtEnd: boolean;
  readonly signal: AbortSignal;
  readonly onError: (error: unknown) => unknown;
  /**
   * Handles the events whose records have expired.
   *
   * @param since - The time of the last record that was handled before, in milliseconds since 1970.
   */
  readonly catchUp: (since: number | undefined) => Promise<void>;
}

/** New shards appear when one ends; as a precaution, they are looked for so often. */
const MAX_LIST_MS = 10_000;

/**
 * Reads all shards of a stream, each after its parent, until the signal aborts or, with `stopAtEnd`, no
 * shard has records any more.
 *
 * @throws ChangeStreamError if another process reads the stream for the same consumer.
 */
export async function followStream(
  consumer: EventConsumer,
  stream: ChangeStream,
  settings: FollowSettings,
): Promise<void> {
  // The failure of one reader ends the others.
  const controller = new AbortController();
  const stopListening = onAbort(settings.signal, () => controller.abort());
  if (settings.signal.aborted) controller.abort();
  const follower = new Follower(consumer, stream, settings, controller);
  try {
    await follower.follow();
  } catch (error) {
    if (!settings.signal.aborted) throw error;
  } finally {
    controller.abort();
    await follower.ended();
    stopListening();
  }
}

class Follower {
  readonly #stream: ChangeStream;
  readonly #settings: FollowSettings;
  readonly #controller: AbortController;
  readonly #context: ReaderContext;
  readonly #readers = new Map<string, Promise<void>>();
  readonly #closed = new Set<string>();
  /** The shards whose last page had no records. */
  readonly #empty = new Set<string>();
  #failure: { readonly error: unknown } | undefined;
  /** Ends the pause before the shards are listed again. */
  #wake = new AbortController();

  constructor(
    consumer: EventConsumer,
    stream: ChangeStream,
    settings: FollowSettings,
    controller: AbortController,
  ) {
    this.#stream = stream;
    this.#settings = settings;
    this.#controller = controller;
    controller.signal.addEventListener("abort", () => this.#wake.abort());
    this.#context = {
      consumer,
      stream,
      checkpoints: new ShardCheckpoints(settings.checkpoints, settings.name),
      pollMs: settings.pollMs,
      signal: controller.signal,
      onError: settings.onError,
      catchUp: settings.catchUp,
      onPage: (shard, records) => {
        if (records > 0) this.#empty.delete(shard);
        else this.#empty.add(shard);
        if (settings.stopAtEnd && this.#isAtEnd()) this.#wake.abort();
      },
    };
  }

  async follow(): Promise<void> {
    const { signal } = this.#controller;
    await this.#handleExpired(await this.#stream.shards(signal));
    while (!signal.aborted) {
      this.#wake = new AbortController();
      try {
        const started = this.#start(await this.#stream.shards(signal));
        if (this.#settings.stopAtEnd && started === 0 && this.#isAtEnd()) return;
      } catch (error) {
        if (signal.aborted) return;
        await this.#settings.onError(error);
      }
      await pause(MAX_LIST_MS, this.#wake.signal);
      if (this.#failure !== undefined) throw this.#failure.error;
    }
  }

  /** When all readers have ended, after the controller has aborted. */
  async ended(): Promise<void> {
    await Promise.all(this.#readers.values());
  }

  /** Starts a reader for each shard whose parent has been read. */
  #start(shards: readonly Shard[]): number {
    const listed = new Set(shards.map(({ id }) => id));
    const ready = shards.filter(
      ({ id, parent }) =>
        !this.#readers.has(id) &&
        (parent === undefined || !listed.has(parent) || this.#closed.has(parent)),
    );
    for (const { id } of ready) this.#readers.set(id, this.#read(id));
    return ready.length;
  }

  async #read(shard: string): Promise<void> {
    try {
      if (await readShard(this.#context, shard)) this.#closed.add(shard);
    } catch (error) {
      if (!this.#controller.signal.aborted) this.#failure ??= { error };
    } finally {
      this.#wake.abort();
    }
  }

  /** Whether each shard that was started has ended, or had no records the last time. */
  #isAtEnd(): boolean {
    return [...this.#readers.keys()].every((id) => this.#closed.has(id) || this.#empty.has(id));
  }

  /** Handles the events of records that expired since the last run, with their shards. */
  async #handleExpired(shards: readonly Shard[]): Promise<void> {
    const { checkpoints } = this.#context;
    const { signal } = this.#controller;
    const last = await checkpoints.stream(signal);
    if (last === this.#stream.arn) {
      await this.#handleExpiredShards(shards);
    } else if (last !== undefined) {
      await this.#settings.catchUp(undefined);
    }
    await checkpoints.setStream(this.#stream.arn, signal);
  }

  /** A shard whose parent has expired before it was read to its end is a gap. */
  async #handleExpiredShards(shards: readonly Shard[]): Promise<void> {
    const { checkpoints } = this.#context;
    const { signal } = this.#controller;
    const listed = new Set(shards.map(({ id }) => id));
    for (const { id, parent } of shards) {
      if (parent === undefined || listed.has(parent)) continue;
      if ((await checkpoints.shard(id, signal)) !== undefined) continue;
      const position = await checkpoints.shard(parent, signal);
      if (position?.isClosed === true) continue;
      await this.#settings.catchUp(position?.at);
      await checkpoints.setShard(parent, { ...SHARD_BEGINNING, isClosed: true }, signal);
    }
  }
}
