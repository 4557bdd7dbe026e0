/** Queues work by key, so that appends of one client to one stream do not race for a revision. */
export class Turns {
  /** For each key, the promise that the next work waits for. */
  readonly #last = new Map<string, Promise<void>>();

  /**
   * Runs the work when all earlier work on any of the keys has ended.
   *
   * @throws The signal's reason if it aborts before the work's turn; the work is then not started.
   */
  async take<Result>(
    keys: readonly string[],
    signal: AbortSignal,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const before = keys.flatMap((key) => this.#last.get(key) ?? []);
    let finish = () => {};
    // Aborted work must not let the next work start before the earlier work has ended.
    const done = Promise.all([new Promise<void>((resolve) => (finish = resolve)), ...before]).then(
      () => {},
    );
    for (const key of keys) this.#last.set(key, done);
    try {
      if (before.length > 0) await untilAborted(Promise.all(before), signal);
      return await work();
    } finally {
      finish();
      void done.then(() => {
        for (const key of keys) if (this.#last.get(key) === done) this.#last.delete(key);
      });
    }
  }
}

async function untilAborted(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort);
  });
  try {
    signal.throwIfAborted();
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
