/** The streams whose last revision a client remembers; an append to any other asks the table first. */
const MOST_STREAMS = 1_000;

/**
 * The last revision of each stream as a client saw it, by reading or by appending. It can be behind the
 * table, never ahead of it.
 */
export class LastRevisions {
  readonly #revisions = new Map<string, number>();

  get(stream: string): number | undefined {
    return this.#revisions.get(stream);
  }

  /** Remembers a revision, and forgets the stream that was not seen for the longest time. */
  saw(stream: string, revision: number): void {
    const last = Math.max(revision, this.#revisions.get(stream) ?? 0);
    this.#revisions.delete(stream);
    this.#revisions.set(stream, last);
    if (this.#revisions.size <= MOST_STREAMS) return;
    const [oldest] = this.#revisions.keys();
    if (oldest !== undefined) this.#revisions.delete(oldest);
  }
}
