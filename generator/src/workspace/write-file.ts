import { randomBytes } from "node:crypto";
import * as nodeFs from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { codeOf, LOCKED, NOT_REGULAR, systemError } from "./system-errors.js";

/** The parts of the system that writing uses. Tests pass a system that fails. */
export interface WritingSystem {
  readonly fs: typeof nodeFs;
  readonly platform: NodeJS.Platform;
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

export const SYSTEM: WritingSystem = {
  fs: nodeFs,
  platform: process.platform,
  wait: setTimeout,
};

/**
 * Writes a file in one step: readers see the old text or the new text, and never a part; a failure leaves
 * the old text. Makes the folders above the file, follows links, and keeps the mode of the file.
 *
 * @throws the system's error; one with the code `LOCKED` for a file that is read-only, and `NOT_REGULAR` for a device or
 *   a pipe.
 */
export async function writeAtomically(
  path: string,
  text: string,
  system: WritingSystem = SYSTEM,
): Promise<void> {
  const target = await followLinks(path, system);
  await makeFolders(dirname(target), system);
  const mode = await writableMode(target, system);
  const temporary = await createTemporary(dirname(target), system);
  try {
    await fill(temporary.file, text, mode);
    await replace(target, temporary.path, system);
  } catch (error) {
    await system.fs.unlink(temporary.path).catch(() => undefined);
    throw error;
  }
}

/**
 * Makes a folder and those above it. The recursive `mkdir` of Node never ends where the system refuses a new name in a
 * folder that exists with ENOENT, as it does in /proc.
 */
async function makeFolders(path: string, system: WritingSystem): Promise<void> {
  const { fs } = system;
  try {
    await fs.mkdir(path);
  } catch (error) {
    const isThere = await fs.stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (isThere) return;
    if (codeOf(error) !== "ENOENT" || path === dirname(path)) throw error;
    await makeFolders(dirname(path), system);
    await makeFolder(path, system);
  }
}

/** Another process may have made the folder. */
async function makeFolder(path: string, { fs }: WritingSystem): Promise<void> {
  await fs.mkdir(path).catch((error) => {
    if (codeOf(error) !== "EEXIST") throw error;
  });
}

/** Linux follows as many. */
const MAX_LINKS = 40;

/** The file that a path leads to. Unlike with `realpath`, the file need not exist. */
async function followLinks(path: string, { fs }: WritingSystem): Promise<string> {
  let target = path;
  for (let links = 0; links <= MAX_LINKS; links++) {
    const found = await fs.lstat(target).catch(() => undefined);
    if (found?.isSymbolicLink() !== true) return target;
    target = resolve(await fs.realpath(dirname(target)), await fs.readlink(target));
  }
  throw systemError("ELOOP");
}

/** The mode of a file that may be replaced; `undefined` if there is no file yet. */
async function writableMode(path: string, { fs }: WritingSystem): Promise<number | undefined> {
  try {
    const found = await fs.stat(path);
    // A rename would replace a device or a pipe by a file, wherever a link to it is.
    if (!found.isFile()) throw systemError(found.isDirectory() ? "EISDIR" : NOT_REGULAR);
    const { mode } = found;
    // The system lets root write to such a file, but version control locks it for root, too.
    if ((mode & 0o222) === 0) throw systemError(LOCKED);
    await fs.access(path, fs.constants.W_OK);
    return mode & 0o7777;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

interface Temporary {
  readonly path: string;
  readonly file: nodeFs.FileHandle;
}

/** With working random numbers, the first name is free. */
const MAX_NAMES = 10;

/** A new file with a random name. A process id is no unique name: processes in containers share ids. */
async function createTemporary(folder: string, { fs }: WritingSystem): Promise<Temporary> {
  for (let tried = 1; ; tried++) {
    const path = join(folder, `.ddb-pattern-gen-${randomBytes(8).toString("hex")}.tmp`);
    try {
      return { path, file: await fs.open(path, "wx") };
    } catch (error) {
      if (codeOf(error) !== "EEXIST" || tried === MAX_NAMES) throw error;
    }
  }
}

async function fill(
  file: nodeFs.FileHandle,
  text: string,
  mode: number | undefined,
): Promise<void> {
  try {
    await file.writeFile(text);
    // Some file systems have no modes.
    if (mode !== undefined) await file.chmod(mode).catch(() => undefined);
  } finally {
    await file.close();
  }
}

/** Milliseconds between attempts. Virus scanners and editors release a file within their sum. */
const PAUSES: readonly number[] = [10, 20, 50, 100, 200, 400, 800];

/** Windows fails with these codes while another program has the file open. */
const HELD: readonly unknown[] = ["EACCES", "EBUSY", "EPERM"];

async function replace(target: string, temporary: string, system: WritingSystem): Promise<void> {
  const pauses = system.platform === "win32" ? PAUSES : [];
  for (const pause of pauses) {
    try {
      return await system.fs.rename(temporary, target);
    } catch (error) {
      if (!HELD.includes(codeOf(error))) throw error;
    }
    await system.wait(pause);
  }
  return system.fs.rename(temporary, target);
}
