/**
 * Lets a bounded number of calls through at a time; the others wait in order.
 *
 * The SDK queues requests for its sockets, too, but cannot say of a request that ended in the queue that
 * it was never sent.
 */
export class CallGate {
  readonly #limit: () => number;
  #inside = 0;
  #waiting: WaitingCall[] = [];
  /** The first of `#waiting` that still waits. */
  #first = 0;

  /** @param limit - Calls let through at a time; asked again for each call, as it may change. */
  constructor(limit: () => number) {
    this.#limit = limit;
  }

  /** Lets the call in at once, or later by its `start`. Each call that was let in must leave. */
  enter(call: WaitingCall): void {
    if (this.#first === this.#waiting.length && this.#inside < this.#limit()) this.#admit(call);
    else this.#waiting.push(call);
  }

  leave(): void {
    this.#inside--;
    while (this.#first < this.#waiting.length && this.#inside < this.#limit()) {
      const next = this.#waiting[this.#first++] as WaitingCall;
      if (!next.isEnded) this.#admit(next);
    }
    this.#forgetStarted();
  }

  #admit(call: WaitingCall): void {
    this.#inside++;
    call.start();
  }

  /** Keeps the array as long as the queue, at constant cost a call. */
  #forgetStarted(): void {
    if (this.#first * 2 <= this.#waiting.length) return;
    this.#waiting = this.#waiting.slice(this.#first);
    this.#first = 0;
  }
}

export interface WaitingCall {
  /** Whether the call ended while it waited; then it is not started. */
  readonly isEnded: boolean;
  start(): void;
}
