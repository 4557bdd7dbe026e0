import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from "node:fs";

/** Paths of files that a shell has opened, such as /dev/stdin. Some of the files can be read only once. */
export const OPENED: RegExp = /^\/(dev|proc)\//;

/**
 * The bytes of a regular file of at most `limit` bytes; `undefined` for everything else. Never waits:
 * pipes and devices are not read.
 */
export function readRegularFile(path: string, limit: number): Buffer | undefined {
  try {
    return readUpTo(path, limit, limit);
  } catch {
    return undefined;
  }
}

/** The first `count` bytes of a regular file, however large it is; `undefined` for everything else. */
export function readBeginning(path: string, count: number): Buffer | undefined {
  try {
    return readUpTo(path, count, Number.MAX_SAFE_INTEGER);
  } catch {
    return undefined;
  }
}

function readUpTo(path: string, count: number, limit: number): Buffer | undefined {
  if (OPENED.test(path)) return undefined;
  // Without O_NONBLOCK, opening a pipe waits for a writer. Windows has no such flag.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = fstatSync(file);
    if (!found.isFile() || found.size > limit) return undefined;
    const bytes = Buffer.allocUnsafe(Math.min(found.size, count));
    let length = 0;
    while (length < bytes.length) {
      const read = readSync(file, bytes, length, bytes.length - length, null);
      if (read === 0) break;
      length += read;
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

/** Whether the path leads to a regular file. */
export function isRegularFile(path: string): boolean {
  return statOf(path)?.isFile() ?? false;
}

/** What the path leads to; `undefined` for nothing, and for a path that the system refuses. */
export function statOf(path: string): Stats | undefined {
  try {
    // A missing file is the usual case, and throwing is slow.
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** The path with its links resolved; `undefined` if it leads to nothing. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
