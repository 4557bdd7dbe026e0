import { type ChildProcess, spawn } from "node:child_process";

/**
 * Waits for the end of stdin, which is a pipe from the process that it guards for: the system closes it, however that
 * process ends. Then it ends the process with the id in its arguments.
 */
const PROGRAM = `
process.stdin.on("error", () => {}).on("close", () => {
  try { process.kill(Number(process.argv[1]), "SIGKILL"); } catch {}
}).resume();`;

/**
 * Starts a process that ends another one by force as soon as this process ends, also by SIGKILL, which runs no handler.
 * Returns a function that takes the guard away, for a process that has ended.
 */
export function guard({ pid }: ChildProcess): () => void {
  if (pid === undefined) return () => {};
  const { NODE_OPTIONS, ...env } = process.env;
  const child = spawn(process.execPath, ["-e", PROGRAM, String(pid)], {
    env,
    stdio: ["pipe", "ignore", "ignore"],
    // In a group of its own, it does not get the signals that a terminal sends to this process.
    detached: true,
    windowsHide: true,
  });
  child.on("error", () => {});
  child.unref();
  return () => child.kill("SIGKILL");
}
