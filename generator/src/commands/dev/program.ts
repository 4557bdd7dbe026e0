import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { EXIT } from "../../terminal/exit-code.js";
import type { Terminal } from "../../terminal/terminal.js";
import { shellWord } from "../../workspace/targets.js";
import type { Variables } from "./environment.js";

/**
 * Runs a program with an environment, and with the terminal of this process. Returns its exit code; for a program that a
 * signal has ended, 128 and the number of the signal, as shells do.
 *
 * @param until - Ends the program, with this exit code for the command.
 */
export async function runProgram(
  [program = "", ...args]: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  environment: Variables,
  until: Promise<number>,
  { stderr, cwd }: Terminal,
): Promise<number> {
  // On Windows, npm and its like are scripts, which only a shell runs.
  const isWindows = process.platform === "win32";
  const child = spawn(program, isWindows ? args.map(shellWord) : args, {
    cwd,
    env: { ...env, ...environment },
    stdio: "inherit",
    shell: isWindows,
  });
  let problem: string | undefined;
  const ended = new Promise<number>((resolve) => {
    child.on("error", ({ message }) => {
      problem = message;
      resolve(EXIT.errors);
    });
    child.on("close", (code, signal) => resolve(code ?? exitCodeOf(signal)));
  });
  const first = await Promise.race([
    ended.then((code) => ({ code, isEnded: true })),
    until.then((code) => ({ code, isEnded: false })),
  ]);
  if (!first.isEnded) {
    end(child, first.code, stderr.isTTY);
    await ended;
  }
  if (problem !== undefined) stderr.write(`The command cannot be run: ${problem}.\n`);
  return first.code;
}

/** Ctrl-C in a terminal reaches all its programs, and two of them might stop a program that is about to end. */
function end(child: ChildProcess, code: number, isTerminal: boolean): void {
  if (code === EXIT.interrupted && isTerminal) return;
  child.kill(code === EXIT.interrupted ? "SIGINT" : "SIGTERM");
}

function exitCodeOf(signal: NodeJS.Signals | null): number {
  return 128 + (signal === null ? 0 : constants.signals[signal]);
}
