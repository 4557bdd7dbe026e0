import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";

const SOURCE = /\.[cm]?[jt]sx?$/;
const SKIPPED = /^(?:\.|node_modules$)/;

/** Whether a folder, or one below it, has a file of JavaScript or TypeScript. Packages and hidden files do not count. */
export function hasSources(folder: string): boolean {
  const entries = entriesOf(folder)?.filter(({ name }) => !SKIPPED.test(name));
  // Nobody knows what a folder has that cannot be read.
  if (entries === undefined) return true;
  return (
    entries.some((entry) => !entry.isDirectory() && SOURCE.test(entry.name)) ||
    entries.some((entry) => entry.isDirectory() && hasSources(join(folder, entry.name)))
  );
}

function entriesOf(folder: string): Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return undefined;
  }
}
