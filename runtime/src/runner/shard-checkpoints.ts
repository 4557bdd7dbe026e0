import type { CheckpointStore } from "../consumers/checkpoints.js";
import { ChangeStreamError } from "../errors.js";

/** How far a shard has been read. */
export interface ShardPosition {
  /** The sequence number of the last record that was handled; `undefined` at the beginning. */
  readonly after: string | undefined;
  /** When the change of that record happened, in milliseconds since 1970. */
  readonly at: number | undefined;
  /** Whether the shard has been read to its end. */
  readonly isClosed: boolean;
}

export const SHARD_BEGINNING: ShardPosition = {
  after: undefined,
  at: undefined,
  isClosed: false,
};

const CLOSED = "closed";

/** The checkpoints of a consumer in the shards of a change stream. */
export class ShardCheckpoints {
  readonly #store: CheckpointStore;
  readonly #consumer: string;
  readonly #stored = new Map<string, string | undefined>();

  constructor(store: CheckpointStore, consumer: string) {
    this.#store = store;
    this.#consumer = consumer;
  }

  /** The ARN of the stream that was read last; `undefined` at the first run. */
  async stream(signal: AbortSignal): Promise<string | undefined> {
    return this.#read("stream", signal);
  }

  async setStream(arn: string, signal: AbortSignal): Promise<void> {
    await this.#write("stream", arn, signal);
  }

  /** `undefined` for a shard that was never read. */
  async shard(id: string, signal: AbortSignal): Promise<ShardPosition | undefined> {
    const stored = await this.#read(shardKey(id), signal);
    if (stored === undefined) return undefined;
    const [after = "", at] = stored.split(" ");
    const time = at === undefined ? Number.NaN : Number(at);
    return {
      after: after === CLOSED || after === "" ? undefined : after,
      at: Number.isFinite(time) ? time : undefined,
      isClosed: after === CLOSED,
    };
  }

  async setShard(
    id: string,
    { after, at, isClosed }: ShardPosition,
    signal: AbortSignal,
  ): Promise<void> {
    const value = [isClosed ? CLOSED : (after ?? ""), ...(at === undefined ? [] : [at])].join(" ");
    await this.#write(shardKey(id), value, signal);
  }

  async #read(key: string, signal: AbortSignal): Promise<string | undefined> {
    const value = await this.#store.read(this.#consumer, key, signal);
    this.#stored.set(key, value);
    return value;
  }

  /** @throws ChangeStreamError if another process writes the same checkpoints. */
  async #write(key: string, value: string, signal: AbortSignal): Promise<void> {
    if (!this.#stored.has(key)) await this.#read(key, signal);
    const expected = this.#stored.get(key);
    if (expected === value) return;
    if (!(await this.#store.compareAndSet(this.#consumer, key, expected, value, signal))) {
      // An answer may have been lost after the write.
      if ((await this.#read(key, signal)) !== value) throw anotherRunner(this.#consumer);
    }
    this.#stored.set(key, value);
  }
}

function shardKey(id: string): string {
  return `shard::${id}`;
}

function anotherRunner(consumer: string): ChangeStreamError {
  return new ChangeStreamError(
    `Another process runs the consumer "${consumer}". Run one process for each consumer, or use Lambda, which shares ` +
      "the shards of a stream among functions.",
  );
}
