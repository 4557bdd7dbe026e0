/**
 * Limits the number of concurrent calls; the others wait in order.
 *
 * The SDK queues requests for its sockets too, but it cannot tell whether a request that was
 * aborted in the queue was never sent.
 */
export class CallGate {
  readonly #limit: () => number;
  #running = 0;
  #waiting: WaitingCall[] = [];
  /** The index of the first call in `#waiting` that still waits. */
  #first = 0;

  /**
   * @param limit - Returns the maximum number of concurrent calls. It is called for each call,
   *   because the maximum may change.
   */
  constructor(limit: () => number) {
    this.#limit = limit;
  }

  /** Starts the call now or later. Each started call must `leave`. */
  enter(call: WaitingCall): void {
    if (this.#first === this.#waiting.length && this.#running < this.#limit()) this.#admit(call);
    else this.#waiting.push(call);
  }

  leave(): void {
    this.#running--;
    while (this.#first < this.#waiting.length && this.#running < this.#limit()) {
      const next = this.#waiting[this.#first++] as WaitingCall;
      if (!next.isEnded) this.#admit(next);
    }
    this.#dropStarted();
  }

  #admit(call: WaitingCall): void {
    this.#running++;
    call.start();
  }

  /** Drops started calls from the array, at constant amortized cost. */
  #dropStarted(): void {
    if (this.#first * 2 <= this.#waiting.length) return;
    this.#waiting = this.#waiting.slice(this.#first);
    this.#first = 0;
  }
}

export interface WaitingCall {
  /** Whether the call ended while it waited; it is then not started. */
  readonly isEnded: boolean;
  start(): void;
}
