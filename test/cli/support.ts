import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { main } from "../../generator/src/cli/main.js";
import type { Terminal } from "../../generator/src/terminal/terminal.js";

export interface Outcome {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The surroundings of a process, besides its folder. */
interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
  readonly onSignal?: Terminal["onSignal"];
}

/** Runs the command in this process, which is ten times faster than a child. */
export async function run(
  args: readonly string[],
  cwd: string,
  { env = {}, isTTY = false, onSignal = () => () => {} }: Surroundings = {},
): Promise<Outcome> {
  const texts = { stdout: "", stderr: "" };
  const sink = (name: "stdout" | "stderr") => ({
    write(text: string) {
      texts[name] += text;
    },
    isTTY,
  });
  const [stdout, stderr] = [sink("stdout"), sink("stderr")];
  const exit = await main(args, { stdout, stderr, cwd, env, onSignal });
  return { exit, ...texts };
}

/** Paths in a folder → contents of the files. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A folder with these files, removed after the test; concurrent tests pass their own `after`. */
export function temporaryFolder(
  files: Files = {},
  after: typeof onTestFinished = onTestFinished,
): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "ddb-pattern-gen-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) write(folder, name, text);
  return folder;
}

export function write(folder: string, name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** A small schema without errors. */
export const STORE = `version: 1
name: Store
lookups: [entity]
events:
  PRICE_LOWERED:
    data:
      product_id: ulid
      price: number
`;
