import { normalize, resolve } from "node:path";
import { isConfigPath, isLockPath } from "./lock-names.js";
import { isRegularFile } from "./regular-file.js";

/** The matcher fails for much longer patterns, so a longer argument counts as a path. */
const MAX_PATTERN = 1000;

/**
 * The schema files of the command line, each once: in the order of the arguments, those of a glob sorted. Locks and
 * configs that a glob matches are left out.
 */
export async function expandFiles(patterns: readonly string[], cwd: string): Promise<string[]> {
  const files: string[] = [];
  for (const pattern of patterns) {
    if (isGlob(pattern, cwd)) {
      const found = (await globFiles(pattern, cwd)).filter(
        (file) => !isLockPath(file) && !isConfigPath(file),
      );
      files.push(...(found.length === 0 ? [pattern] : found));
    } else {
      files.push(pattern);
    }
  }
  // The first of several paths of one file is the path in messages.
  const byPath = new Map<string, string>();
  for (const file of files) {
    const path = resolve(cwd, file);
    if (!byPath.has(path)) byPath.set(path, normalize(file));
  }
  return [...byPath.values()];
}

/** The files that match a glob, sorted, without those in `node_modules`. */
export async function globFiles(pattern: string, cwd: string): Promise<string[]> {
  // Most shells expand globs, so most runs do not load the matcher.
  const { glob } = await import("tinyglobby");
  const options = { cwd, expandDirectories: false, ignore: "**/node_modules/**" };
  return (await glob(pattern, options)).sort();
}

/** Whether the argument is a glob, and not a file whose name looks like one. */
export function isGlob(argument: string, cwd: string): boolean {
  return isPattern(argument) && !isRegularFile(resolve(cwd, argument));
}

/** Whether the argument has characters of a glob. */
export function isPattern(argument: string): boolean {
  return /[*?[\]{}!]/.test(argument) && argument.length <= MAX_PATTERN;
}

/** The part of a glob before its first wildcard: the folder that contains all of its files. */
export function fixedPart(pattern: string): string {
  const names = pattern.split("/");
  const first = names.findIndex((name) => /[*?[\]{}!()\\]/.test(name));
  const folder = names.slice(0, first).join("/");
  return folder === "" ? (pattern.startsWith("/") ? "/" : ".") : folder;
}
