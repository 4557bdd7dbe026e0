import { readFileSync } from "node:fs";
import { EXIT, type ExitCode } from "../../terminal/exit-code.js";
import type { Terminal } from "../../terminal/terminal.js";

/** Asking the system for the parent takes microseconds. */
const INTERVAL_MS = 500;

/**
 * Resolves when the package manager that runs this process has ended, as by `npm run dev`. Nobody could end this process
 * any more: npm does not pass on every signal, and nobody passes on SIGKILL. A process that a shell of the user has
 * started goes on after that shell, as other programs in the background do.
 */
export function parentEnded({ env }: Terminal): {
  readonly ended: Promise<ExitCode>;
  readonly stop: () => void;
} {
  // npm, pnpm, Yarn and Bun set it for the programs that they run.
  if (env.npm_config_user_agent === undefined) {
    return { ended: new Promise(() => {}), stop: () => {} };
  }
  const manager = managerId();
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<ExitCode>((resolve) => {
    timer = setInterval(() => {
      if (managerId() === manager) return;
      clearInterval(timer);
      resolve(EXIT.terminated);
    }, INTERVAL_MS);
  });
  return { ended, stop: () => clearInterval(timer) };
}

/**
 * The id of the process that runs this one, past the shell in which npm runs scripts. That shell outlives npm. On macOS it
 * replaces itself by the script, so only Linux is asked for more than the parent.
 */
function managerId(): number {
  const parent = process.ppid;
  if (process.platform !== "linux") return parent;
  try {
    // proc(5): the id, the name in parentheses, the state, the id of the parent.
    const [, name = "", above] =
      /\((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${parent}/stat`, "latin1")) ?? [];
    return /^(?:ba|da|a)?sh$/.test(name) ? Number(above) : parent;
  } catch {
    return parent;
  }
}
