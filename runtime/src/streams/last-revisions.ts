/**
 * The number of streams whose last revision a client remembers. An append to any other stream reads
 * it first.
 */
const MAX_STREAMS = 1_000;

/**
 * The last revision of each stream that a client read or appended to. The table can have later
 * revisions; it has earlier ones only if it was emptied or restored in the meantime.
 */
export class LastRevisions {
  readonly #revisions = new Map<string, number>();

  get(stream: string): number | undefined {
    return this.#revisions.get(stream);
  }

  /** Records that the stream has this revision, and may have later ones. */
  recordAtLeast(stream: string, revision: number): void {
    this.record(stream, Math.max(revision, this.#revisions.get(stream) ?? 0));
  }

  /**
   * Records that the stream ends at this revision. Drops the stream that was recorded least
   * recently.
   */
  record(stream: string, revision: number): void {
    this.#revisions.delete(stream);
    this.#revisions.set(stream, revision);
    if (this.#revisions.size <= MAX_STREAMS) return;
    const [oldest] = this.#revisions.keys();
    if (oldest !== undefined) this.#revisions.delete(oldest);
  }
}
