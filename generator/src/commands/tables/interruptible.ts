import type { ExitCode } from "../../terminal/exit-code.js";
import type { Terminal } from "../../terminal/terminal.js";

/** What a call was interrupted with. */
export interface Interruption {
  readonly interrupted: ExitCode;
}

/** Calls a function with a signal that SIGINT and SIGTERM abort. */
export async function interruptible<Result>(
  terminal: Terminal,
  call: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | Interruption> {
  const controller = new AbortController();
  let interruption: Interruption | undefined;
  const end = terminal.onSignal((code) => {
    interruption = { interrupted: code };
    controller.abort();
  });
  try {
    return await call(controller.signal);
  } catch (error) {
    if (interruption !== undefined && error === controller.signal.reason) return interruption;
    throw error;
  } finally {
    end();
  }
}
