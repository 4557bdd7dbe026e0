/** Where the command writes; the process's own streams, or a test's. */
export interface Terminal {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly cwd: string;
  readonly env: Environment;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Sink {
  write(text: string): void;
  readonly isTTY: boolean;
}

const QUIET_MS = 1000;

/** A line on the terminal that tells what is under way, once that takes over a second. */
export class Progress {
  readonly #sink: Sink;
  readonly #since: number = performance.now();
  #isShown = false;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  show(text: string): void {
    if (!this.#sink.isTTY || performance.now() - this.#since < QUIET_MS) return;
    this.#sink.write(`\r\u001b[K${text}`);
    this.#isShown = true;
  }

  clear(): void {
    if (this.#isShown) this.#sink.write("\r\u001b[K");
    this.#isShown = false;
  }
}
