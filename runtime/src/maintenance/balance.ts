import { hash64 } from "./digest.js";

/** The most buckets: more would make the detailed passes no shorter. */
const MAX_BUCKETS = 2 ** 22;
const BUCKET_BYTES = 9;

/**
 * Finds out in one pass, and in fixed memory, which groups of facts do not balance: in which a
 * required fact was not seen exactly once, or another fact was seen.
 *
 * Each group has a bucket, which it shares with others. A bucket has the sum of the hashes of all
 * facts that were seen, minus those of all that were required. The sum of a bucket without a fault
 * is 0; that of a bucket with a fault is 0 in one of 2^64 cases.
 */
export class Balance {
  readonly #low: Uint32Array;
  readonly #high: Uint32Array;
  readonly #marked: Uint8Array;

  constructor(memoryBytes: number) {
    const buckets = Math.max(1, Math.min(MAX_BUCKETS, Math.floor(memoryBytes / BUCKET_BYTES)));
    this.#low = new Uint32Array(buckets);
    this.#high = new Uint32Array(buckets);
    this.#marked = new Uint8Array(buckets);
  }

  see(group: string, fact: string): void {
    this.#add(group, fact, 1);
  }

  require(group: string, fact: string): void {
    this.#add(group, fact, -1);
  }

  #add(group: string, fact: string, sign: 1 | -1): void {
    const bucket = this.#bucketOf(group);
    const [low, high] = hash64(`${group}\n${fact}`);
    // The sums are modulo 2^32.
    this.#low[bucket] = (this.#low[bucket] as number) + sign * low;
    this.#high[bucket] = (this.#high[bucket] as number) + sign * high;
  }

  /** Makes a group unbalanced, whatever its facts. */
  mark(group: string): void {
    this.#marked[this.#bucketOf(group)] = 1;
  }

  /** Whether the group shares its bucket with a fault. */
  isSuspect(group: string): boolean {
    const bucket = this.#bucketOf(group);
    return this.#low[bucket] !== 0 || this.#high[bucket] !== 0 || this.#marked[bucket] === 1;
  }

  get hasSuspects(): boolean {
    const isSet = (value: number) => value !== 0;
    return this.#low.some(isSet) || this.#high.some(isSet) || this.#marked.some(isSet);
  }

  #bucketOf(group: string): number {
    return hash64(group)[0] % this.#low.length;
  }
}
