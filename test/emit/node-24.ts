import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** A Node that runs TypeScript by stripping its types, as a command; or why there is none. */
export async function nodeThatStripsTypes(): Promise<
  { readonly command: readonly string[] } | { readonly reason: string }
> {
  const candidates = [[process.execPath], ["npx", "--yes", "--package=node@24", "node"]];
  for (const command of candidates) {
    if (await stripsTypes(command)) return { command };
  }
  const { version } = process;
  return { reason: `Node ${version} does not strip types, and npx cannot bring Node 24.` };
}

async function stripsTypes([command = "", ...args]: readonly string[]): Promise<boolean> {
  // On Windows, npx is a script that only a shell runs.
  const options = { timeout: 240_000, shell: process.platform === "win32" };
  return promisify(execFile)(command, [...args, "-p", "process.features.typescript"], options).then(
    ({ stdout }) => stdout.trim() === "strip",
    () => false,
  );
}
