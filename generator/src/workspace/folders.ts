import { dirname, join } from "node:path";
import { statOf } from "./regular-file.js";

/** The folder and all folders above it, the nearest first. */
export function* upwards(folder: string): Generator<string> {
  for (let current = folder; ; current = dirname(current)) {
    yield current;
    if (current === dirname(current)) return;
  }
}

/** Whether a folder is the root of a Git repository. In a worktree or a submodule, `.git` is a file. */
export function isRepositoryRoot(folder: string): boolean {
  return statOf(join(folder, ".git")) !== undefined;
}
