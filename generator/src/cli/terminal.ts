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

/** A line on a terminal that tells what is under way, once that takes over a second. */
export class Progress {
  readonly #sink: Sink;
  readonly #canOverwrite: boolean;
  readonly #since: number = performance.now();
  #isShown = false;

  constructor({ stderr, env }: Terminal) {
    this.#sink = stderr;
    this.#canOverwrite = stderr.isTTY && env.TERM !== "dumb";
  }

  show(text: string): void {
    if (!this.#canOverwrite || performance.now() - this.#since < QUIET_MS) return;
    this.#sink.write(`\r\u001b[K${text}`);
    this.#isShown = true;
  }

  clear(): void {
    if (this.#isShown) this.#sink.write("\r\u001b[K");
    this.#isShown = false;
  }
}
