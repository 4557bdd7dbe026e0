/**
 * Keeps the checkpoints of consumers: short strings by the name of the consumer and a key. Keys are
 * partition keys of streams, and names of shards.
 *
 * Every write is a comparison: no process can set back what another has written.
 */
export interface CheckpointStore {
  /** The stored value, read consistently; `undefined` if there is none. */
  read(consumer: string, key: string, signal?: AbortSignal): Promise<string | undefined>;
  /**
   * Stores a value if the stored one is as expected.
   *
   * @param expected - `undefined`: there is none yet.
   * @returns Whether the stored value was as expected.
   */
  compareAndSet(
    consumer: string,
    key: string,
    expected: string | undefined,
    value: string,
    signal?: AbortSignal,
  ): Promise<boolean>;
}

/** Checkpoints in memory, for tests. A new process begins with none. */
export class MemoryCheckpoints implements CheckpointStore {
  readonly #values = new Map<string, string>();

  async read(consumer: string, key: string): Promise<string | undefined> {
    return this.#values.get(JSON.stringify([consumer, key]));
  }

  async compareAndSet(
    consumer: string,
    key: string,
    expected: string | undefined,
    value: string,
  ): Promise<boolean> {
    const place = JSON.stringify([consumer, key]);
    if (this.#values.get(place) !== expected) return false;
    this.#values.set(place, value);
    return true;
  }
}
