import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { normalize, resolve } from "node:path";
import type { Finding } from "../diagnostics/diagnostic.js";
import { finding } from "../diagnostics/messages.js";
import { decodeUtf8, MAX_FILE_BYTES } from "../language/source-file.js";
import { wayToFile } from "./missing-file.js";

/** The matcher breaks down at much longer ones; what is longer is taken for a name, and names no file. */
const MAX_PATTERN = 1000;

/** The files that the arguments name, each once, in the order given; those of a glob sorted. */
export async function expandFiles(patterns: readonly string[], cwd: string): Promise<string[]> {
  const files: string[] = [];
  for (const pattern of patterns) {
    // The matcher is loaded only where the shell has not matched already.
    if (isPattern(pattern) && !(await isFile(pattern, cwd))) {
      const { glob } = await import("tinyglobby");
      const found = await glob(pattern, {
        cwd,
        expandDirectories: false,
        ignore: "**/node_modules/**",
      });
      files.push(...(found.length === 0 ? [pattern] : found.sort()));
    } else {
      files.push(pattern);
    }
  }
  // One file can have several names; the first is the one that it goes by.
  const byPath = new Map<string, string>();
  for (const file of files) {
    const path = resolve(cwd, file);
    if (!byPath.has(path)) byPath.set(path, normalize(file));
  }
  return [...byPath.values()];
}

function isPattern(text: string): boolean {
  return /[*?[\]{}!]/.test(text) && text.length <= MAX_PATTERN;
}

async function isFile(path: string, cwd: string): Promise<boolean> {
  return stat(resolve(cwd, path)).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** What the shell or the system keeps open, as /dev/stdin; elsewhere, nobody may ever write to a pipe. */
const OPENED = /^\/(dev|proc)\//;

/** A schema's text, or why there is none. */
export async function readInput(
  file: string,
  path: string,
): Promise<{ readonly text: string } | { readonly problem: Finding }> {
  let bytes: Uint8Array;
  try {
    const found = await stat(path);
    const isOther = !found.isFile() && !found.isDirectory();
    if (isOther && !OPENED.test(path)) return unreadable(file, "it is no file");
    bytes = await readUpTo(MAX_FILE_BYTES + 1, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && isPattern(file)) return unreadable(file, undefined);
    return unreadable(file, systemReason(error), wayToFile(file, path, code));
  }
  if (bytes.length > MAX_FILE_BYTES) {
    return { problem: finding("file-too-large", { file }, { limit: MAX_FILE_BYTES }) };
  }
  const text = decodeUtf8(bytes);
  return text === undefined ? { problem: finding("not-utf8", { file }, {}) } : { text };
}

function unreadable(
  file: string,
  reason: string | undefined,
  wayOut?: string,
): { readonly problem: Finding } {
  return { problem: finding("file-unreadable", { file }, { reason, wayOut }) };
}

/** The beginning of a file. Its size is not asked for: that of a device says nothing. */
async function readUpTo(limit: number, path: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of createReadStream(path, { end: limit - 1 })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What a failed system call says, without its path. */
export function systemReason(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  const reasons: Record<string, string> = {
    EACCES: "permission denied",
    EEXIST: "something of that name stands in the way",
    EFBIG: "it is too large",
    EISDIR: "it is a folder",
    ELOOP: "its links go in a circle",
    ENAMETOOLONG: "its name is too long",
    ENOENT: "there is no such file",
    ENOSPC: "the disk is full",
    ENOTDIR: "a part of its path is no folder",
    EPERM: "permission denied",
    EROFS: "the file system is read-only",
  };
  if (code === undefined) return "an unknown reason";
  return reasons[code] ?? code;
}
