import { cpSync, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "../cli/support.js";
import { LARGE_INPUTS } from "./large-inputs.js";

export const CASES: string = fileURLToPath(new URL(".", import.meta.url));

/** What is no input of a case: its command line, and what must come of it. */
const GOLDEN = ["args", "stdout", "stderr", "exit", "expected"];

export const names: readonly string[] = readdirSync(CASES).filter((name) =>
  statSync(join(CASES, name)).isDirectory(),
);

/** The paths of a case's input: files, and folders of files. */
function inputsOf(name: string): string[] {
  return readdirSync(join(CASES, name)).filter((file) => !GOLDEN.includes(file));
}

/** A temporary folder with a case's input. */
export function inputFolder(name: string): string {
  const cwd = temporaryFolder(LARGE_INPUTS[name]);
  for (const file of inputsOf(name)) {
    cpSync(join(CASES, name, file), join(cwd, file), { recursive: true });
  }
  return cwd;
}

/** A case's command line. */
export function argsOf(name: string): string[] {
  const args = read(join(CASES, name, "args")).trim() || "events.yaml";
  return args.split(/\s+/);
}

/** The text of a file; none where there is no file. */
export function read(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
