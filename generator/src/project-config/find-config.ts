import { join } from "node:path";
import { isRepositoryRoot, upwards } from "../workspace/folders.js";
import { CONFIG_FILE } from "../workspace/lock-names.js";
import { isRegularFile } from "../workspace/regular-file.js";

/**
 * The config that is nearest to a folder: in it, or in a folder above it, up to the root of the Git repository.
 * `undefined` if there is none.
 */
export function findConfig(folder: string): string | undefined {
  for (const above of upwards(folder)) {
    const path = join(above, CONFIG_FILE);
    if (isRegularFile(path)) return path;
    if (isRepositoryRoot(above)) return undefined;
  }
  return undefined;
}
