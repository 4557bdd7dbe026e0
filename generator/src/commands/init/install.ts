import { spawn } from "node:child_process";
import type { PackageManager } from "../../init/package-manager.js";
import { EXIT, type ExitCode } from "../../terminal/exit-code.js";
import type { Terminal } from "../../terminal/terminal.js";

/** Runs `npm install`, or that of another package manager. What it prints goes to stderr. */
export async function install(
  manager: PackageManager,
  folder: string,
  { stderr }: Terminal,
): Promise<ExitCode> {
  // On Windows, package managers are scripts, which only a shell runs.
  const isWindows = process.platform === "win32";
  const child = spawn(manager, ["install"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    shell: isWindows,
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => stderr.write(text));
  }
  const problem = await new Promise<string | undefined>((resolve) => {
    child.on("error", ({ message }) => resolve(message));
    child.on("close", (code) => resolve(code === 0 ? undefined : `exit code ${code}`));
  });
  if (problem === undefined) return EXIT.ok;
  stderr.write(`"${manager} install" failed: ${problem}.\n`);
  return EXIT.errors;
}
