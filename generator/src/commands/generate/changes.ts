import { setTimeout } from "node:timers/promises";

/** A change waits for others for so long: editors write a file in several steps. */
const QUIET_MS = 10;
/** Changes that go on wait no longer than this. */
const LONGEST_WAIT_MS = 50;

/** Counts changes. */
export class Changes {
  #count = 0;
  #wake = () => {};

  notify(): void {
    this.#count++;
    this.#wake();
  }

  /** Waits until there are more changes than these. */
  async after(count: number): Promise<void> {
    while (this.#count === count) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Waits until changes have come to rest, and returns how many there were. */
  async settle(): Promise<number> {
    const since = performance.now();
    let before: number;
    do {
      before = this.#count;
      await setTimeout(QUIET_MS);
    } while (this.#count !== before && performance.now() - since < LONGEST_WAIT_MS);
    return this.#count;
  }
}
