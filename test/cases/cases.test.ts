import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { CODES } from "../diagnostics/codes.js";
import { argsOf, CASES, inputFolder, names, read, startTables } from "./support.js";

const run = await startTables();
afterAll(() => run.close());

const isUpdate = process.env.UPDATE === "1";

/**
 * One folder a case. `args` is the command line (default: `events.yaml`); `stdout`, `stderr`, `exit` and
 * `expected/` are what must come of it, and every other file is input. A golden file that is not there
 * stands for nothing. `UPDATE=1 npx vitest run test/cases` writes them anew.
 */
test.each(names)("%s", async (name) => {
  const folder = join(CASES, name);
  const cwd = inputFolder(name);
  const given = filesOf(cwd);

  const result = await run(argsOf(name), cwd);

  const made = filesOf(cwd).filter((file) => !given.includes(file));
  const wanted = filesOf(join(folder, "expected"));
  await golden(join(folder, "stdout"), result.stdout);
  await golden(join(folder, "stderr"), result.stderr);
  await golden(join(folder, "exit"), result.exit === 0 ? "" : `${result.exit}\n`);
  for (const file of made) await golden(join(folder, "expected", file), read(join(cwd, file)));
  if (!isUpdate) expect(made).toEqual(wanted);
});

test("every code has a case", () => {
  const shown = names.flatMap((name) => {
    const stderr = read(join(CASES, name, "stderr"));
    return Array.from(
      stderr.matchAll(/^(?:error|warning) ([a-z0-9-]+) {2}/gm),
      (match) => match[1],
    );
  });
  const without = CODES.filter((code) => !shown.includes(code));
  expect(without).toEqual([]);
});

async function golden(file: string, actual: string): Promise<void> {
  if (!isUpdate) return expect(actual, file).toBe(read(file));
  if (actual === read(file)) return;
  await mkdir(dirname(file), { recursive: true });
  writeFileSync(file, actual);
}

function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
