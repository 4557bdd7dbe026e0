import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fixedPart } from "./expand-files.js";

/** More folders than these are not watched: systems limit their number. */
const MAX_FOLDERS = 2000;

/** The folders in which a glob can find files, with absolute paths. */
export function globFolders(pattern: string, cwd: string): string[] {
  const start = resolve(cwd, fixedPart(pattern));
  const rest = pattern.slice(fixedPart(pattern) === "." ? 0 : fixedPart(pattern).length + 1);
  if (!rest.includes("/") && !rest.includes("**")) return [start];
  const folders = [start];
  // The loop also visits the folders that it adds.
  for (const folder of folders) {
    if (folders.length >= MAX_FOLDERS) break;
    for (const name of foldersIn(folder)) folders.push(join(folder, name));
  }
  return folders;
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !["node_modules", ".git"].includes(entry.name))
      .map(({ name }) => name);
  } catch {
    return [];
  }
}
