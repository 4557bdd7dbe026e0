import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** The command as users run it: built, in a process of its own. */
export const BIN: string = fileURLToPath(
  new URL("../../generator/bin/ddb-pattern-gen.js", import.meta.url),
);

/** A command that runs until it is ended. */
export interface Background {
  readonly child: ChildProcess;
  /** All that it has written so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Waits until stderr has something after what the last call found. Returns it. */
  readonly until: (wanted: RegExp) => Promise<string>;
  /** Sends a signal, and waits for the exit code. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
  /** The exit code, when it has ended. */
  readonly exit: Promise<number | null>;
}

/** Long enough for the slowest machine; a test that works never waits for it. */
const GIVE_UP_MS = 20_000;

/** Starts the command, and ends it after the test. */
export function inBackground(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Background {
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const texts = { stdout: "", stderr: "" };
  let wake = () => {};
  let found = 0;
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      texts[name] += text;
      wake();
    });
  }
  const exit = new Promise<number | null>((resolve) => child.on("close", resolve));
  child.on("close", () => wake());
  async function until(wanted: RegExp): Promise<string> {
    const giveUp = Date.now() + GIVE_UP_MS;
    for (;;) {
      const match = wanted.exec(texts.stderr.slice(found));
      if (match !== null) {
        found += match.index + match[0].length;
        return match[0];
      }
      if (Date.now() > giveUp || child.exitCode !== null) {
        throw new Error(`No ${wanted} in:\n${texts.stderr.slice(found)}`);
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, 500);
      });
    }
  }
  return {
    child,
    stdout: () => texts.stdout,
    stderr: () => texts.stderr,
    until,
    exit,
    end: (signal) => {
      child.kill(signal);
      return exit;
    },
  };
}
