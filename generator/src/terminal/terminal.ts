import type { Environment } from "./environment.js";
import type { ExitCode } from "./exit-code.js";

/** The surroundings of a command: those of the process, or those of a test. */
export interface Terminal {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly cwd: string;
  readonly env: Environment;
  /**
   * From now on, the first SIGINT or SIGTERM calls a function, with the exit code of the signal, instead of ending the
   * process. A second one ends it. Returns a function that ends this.
   */
  readonly onSignal: (stop: (code: ExitCode) => void) => () => void;
}

export interface Sink {
  write(text: string): void;
  readonly isTTY: boolean;
}

/** A shorter run shows no progress. */
const QUIET_MS = 1000;

/** A line on a terminal that says what the command is doing, if the command takes over a second. */
export class Progress {
  readonly #sink: Sink;
  readonly #canOverwrite: boolean;
  readonly #since: number = uptime();
  #isShown = false;

  constructor({ stderr, env }: Terminal) {
    this.#sink = stderr;
    this.#canOverwrite = stderr.isTTY && env.TERM !== "dumb";
  }

  show(text: string): void {
    if (!this.#canOverwrite || uptime() - this.#since < QUIET_MS) return;
    this.#sink.write(`\r\u001b[K${text}`);
    this.#isShown = true;
  }

  clear(): void {
    if (this.#isShown) this.#sink.write("\r\u001b[K");
    this.#isShown = false;
  }
}

/** The age of the process in milliseconds. Unlike `performance`, it loads nothing. */
function uptime(): number {
  return process.uptime() * 1000;
}
