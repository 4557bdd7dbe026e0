/** The streams whose last revision a client remembers; an append to any other asks the table first. */
const MOST_STREAMS = 1_000;

/**
 * The last revision of each stream as a client saw it, by reading or by appending. It can be behind the
 * table; ahead of it only if the table was emptied or restored meanwhile.
 */
export class LastRevisions {
  readonly #revisions = new Map<string, number>();

  get(stream: string): number | undefined {
    return this.#revisions.get(stream);
  }

  /** The stream has this revision, and perhaps later ones. */
  saw(stream: string, revision: number): void {
    this.ends(stream, Math.max(revision, this.#revisions.get(stream) ?? 0));
  }

  /** The stream ended at this revision. Forgets the stream that was not seen for the longest time. */
  ends(stream: string, revision: number): void {
    this.#revisions.delete(stream);
    this.#revisions.set(stream, revision);
    if (this.#revisions.size <= MOST_STREAMS) return;
    const [oldest] = this.#revisions.keys();
    if (oldest !== undefined) this.#revisions.delete(oldest);
  }
}
