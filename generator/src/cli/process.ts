import { printable } from "../diagnostics/render/printable.js";
import { ISSUES_LINK } from "../project/links.js";
import { EXIT, type ExitCode } from "../terminal/exit-code.js";
import type { Sink, Terminal } from "../terminal/terminal.js";
import { main } from "./main.js";

/** Runs the command in this process. Only the bin file calls it. */
export async function runProcess(): Promise<void> {
  process.on("uncaughtException", crash);
  const stdout = new Stdout();
  const stderr = stderrSink();
  const cwd = workingFolder();
  if (cwd === undefined) {
    stderr.write("The working folder has been removed. Run the command in another one.\n");
    process.exitCode = EXIT.errors;
    return;
  }
  const terminal = {
    stdout,
    stderr,
    cwd,
    env: process.env,
    onSignal: signalListener(),
  };
  process.exitCode = stdout.exitCode(await main(process.argv.slice(2), terminal));
}

/** `undefined` if the folder has been removed. */
function workingFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

/** The stdout of the process. If data cannot be written to it, the command has failed. */
class Stdout implements Sink {
  readonly isTTY: boolean = process.stdout.isTTY === true;
  #hasFailed = false;

  constructor() {
    process.stdout.on("error", (error: NodeJS.ErrnoException) => this.#fail(error));
  }

  write(text: string): void {
    if (!this.#hasFailed) process.stdout.write(text);
  }

  exitCode(code: number): number {
    return this.#hasFailed ? EXIT.errors : code;
  }

  #fail({ code = "unknown error" }: NodeJS.ErrnoException): void {
    // A reader that has seen enough closes the pipe, as `head` does.
    if (code === "EPIPE" || this.#hasFailed) return;
    this.#hasFailed = true;
    const reason = code === "ENOSPC" ? "no space is left on the device" : code;
    process.stderr.write(`Cannot write to stdout: ${reason}.\n`);
    // The command may have ended: files report errors of writes afterwards.
    process.exitCode = EXIT.errors;
  }
}

/** Messages for people are lost where nobody can read them; the exit code is not. */
function stderrSink(): Sink {
  process.stderr.on("error", () => {});
  return { write: (text) => process.stderr.write(text), isTTY: process.stderr.isTTY === true };
}

const SIGNALS = [
  ["SIGINT", EXIT.interrupted],
  ["SIGTERM", EXIT.terminated],
] as const;

function listen(handle: (code: ExitCode) => void): () => void {
  const ends = SIGNALS.map(([signal, code]) => {
    const handler = () => handle(code);
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => {
    for (const end of ends) end();
  };
}

/**
 * The kernel ends a process by these signals, and shells report 130 and 143. But it ignores them for the
 * first process of a container, unless that process handles them.
 */
function exitOnSignals(): () => void {
  return process.pid === 1 ? listen((code) => process.exit(code)) : () => {};
}

function signalListener(): Terminal["onSignal"] {
  let endDefault = exitOnSignals();
  return (stop) => {
    endDefault();
    const endListening = listen((code) => {
      end();
      stop(code);
    });
    const end = () => {
      endListening();
      endDefault();
      endDefault = exitOnSignals();
    };
    return end;
  };
}

function crash(error: unknown): void {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const report = ISSUES_LINK === undefined ? "report it" : `report it at ${ISSUES_LINK}`;
  const details = process.env.DDB_PATTERN_GEN_DEBUG
    ? stack
    : "With DDB_PATTERN_GEN_DEBUG=1, the report has the stack of the error.";
  const cause = printable(`${name}: ${message}`);
  const text = `This is a bug of ddb-pattern-gen. Please ${report}: ${cause}\n${details}\n`;
  process.stderr.write(text, () => process.exit(EXIT.bug));
}
