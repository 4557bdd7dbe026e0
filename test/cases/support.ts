import { cpSync, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run, temporaryFolder } from "../cli/support.js";
import { startStubTables } from "../engines/stub-tables.js";
import { LARGE_INPUTS } from "./large-inputs.js";
import { TABLES } from "./tables.js";

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

/** The address that cases have for the tables of `TABLES`. */
const ENDPOINT = "http://localhost:8000";

/** Runs commands on the tables of `TABLES`; their output has the address that the cases have. */
export async function startTables(): Promise<typeof run & { close(): Promise<void> }> {
  const { endpoint, close } = await startStubTables(() => TABLES);
  const onTables: typeof run = async (args, cwd, surroundings) => {
    const given = args.map((arg) => (arg === ENDPOINT ? endpoint : arg));
    const { exit, stdout, stderr } = await run(given, cwd, surroundings);
    const words = (text: string) => text.replaceAll(endpoint, ENDPOINT);
    return { exit, stdout: words(stdout), stderr: words(stderr) };
  };
  return Object.assign(onTables, { close });
}

/** The text of a file; none where there is no file. */
export function read(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
