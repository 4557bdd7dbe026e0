import { mkdir, readdir, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { sourceOf } from "../emit/typescript/header.js";
import { decodeUtf8, MAX_FILE_BYTES } from "../language/source-file.js";
import { GENERATED_SUFFIX } from "./targets.js";

/** More than any module has. */
const MAX_MODULE_BYTES = 64 * MAX_FILE_BYTES;

/** The text of a generated file; `undefined` where there is none. */
export async function readIfExists(path: string): Promise<string | undefined> {
  try {
    const found = await stat(path);
    // A pipe or a device would keep the tool waiting.
    if (!found.isFile() && !found.isDirectory()) throw systemError("EEXIST");
    if (found.size > MAX_MODULE_BYTES) throw systemError("EFBIG");
    return await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function systemError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}

/** The texts of files below a folder; `undefined` where one of them is not to be had. */
export async function readTexts(
  folder: string,
  paths: readonly string[],
): Promise<{ readonly path: string; readonly text: string }[] | undefined> {
  const texts = await Promise.all(
    paths.map(async (path) => ({
      path,
      text: await readSmallFile(join(folder, path)).catch(() => undefined),
    })),
  );
  const found = texts.flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }]));
  return found.length === texts.length ? found : undefined;
}

/** A header can name anything, also what has no end. */
async function readSmallFile(path: string): Promise<string | undefined> {
  const found = await stat(path);
  return found.isFile() && found.size <= MAX_FILE_BYTES
    ? decodeUtf8(await readFile(path))
    : undefined;
}

/**
 * Writes a file in one step: readers see the old text or the new one, never a part, and a failure leaves
 * the old one.
 */
export async function writeAtomically(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    await writeFile(temporary, text, { flag: "wx" });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Where the links to a folder lead, though it may still have to be made. */
export async function realFolder(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(await realFolder(above), basename(path));
  }
}

export interface Orphan {
  readonly output: string;
  readonly source: string;
}

/** Generated files in the folders whose schema is gone. */
export async function findOrphans(folders: Iterable<string>): Promise<Orphan[]> {
  const orphans: Orphan[] = [];
  for (const folder of new Set(folders)) {
    for (const name of (await listFolder(folder)).sort()) {
      if (!name.endsWith(GENERATED_SUFFIX)) continue;
      const output = join(folder, name);
      // What cannot be read is no file of ours.
      const source = sourceOf((await readIfExists(output).catch(() => undefined)) ?? "");
      if (source !== undefined && !(await exists(join(folder, source)))) {
        orphans.push({ output, source });
      }
    }
  }
  return orphans;
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function isMissing(error: unknown): boolean {
  // ENOTDIR: a part of the path is a file, so there is nothing below it.
  return ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "");
}
