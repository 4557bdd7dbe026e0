import { pause } from "../util/pause.js";

/** The time, for tests. */
export interface Time {
  now(): number;
  pause(ms: number, signal: AbortSignal | undefined): Promise<void>;
}

const REAL_TIME: Time = { now: () => performance.now(), pause };

/**
 * Spreads write units over time: after some units were spent, the next ones wait until the rate
 * allows them. Units that are not spent are not saved up for later.
 */
export class RateLimit {
  readonly #msPerUnit: number;
  readonly #time: Time;
  /** The time from which the next units may be spent. */
  #free = Number.NEGATIVE_INFINITY;

  /** @param unitsPerSecond - `undefined` for no limit. */
  constructor(unitsPerSecond: number | undefined, time: Time = REAL_TIME) {
    this.#msPerUnit = unitsPerSecond === undefined ? 0 : 1000 / unitsPerSecond;
    this.#time = time;
  }

  /** Waits until units may be spent, and spends them. Ends early if the signal aborts. */
  async spend(units: number, signal: AbortSignal | undefined): Promise<void> {
    if (this.#msPerUnit === 0) return;
    const now = this.#time.now();
    const start = Math.max(now, this.#free);
    this.#free = start + units * this.#msPerUnit;
    if (start > now) await this.#time.pause(start - now, signal);
  }

  /** Corrects units that were spent to those that were really consumed. */
  correct(spent: number, consumed: number): void {
    this.#free += (consumed - spent) * this.#msPerUnit;
  }
}
