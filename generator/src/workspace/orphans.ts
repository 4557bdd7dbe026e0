import { readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { readHeader } from "../emit/typescript/header.js";
import { fixedPart, globFiles } from "./expand-files.js";
import { readBeginning, statOf } from "./regular-file.js";
import { GENERATED_SUFFIX } from "./targets.js";

/** A module whose schema does not exist. */
export interface Orphan {
  readonly output: string;
  /** The path of the schema, from the header of the module. */
  readonly source: string;
}

/** Enough for a header and a licence above it. */
const MAX_HEADER_BYTES = 64 * 1024;

/** The orphans in the given folders, and in the folders in which the globs look for schemas. */
export async function findOrphans(
  folders: Iterable<string>,
  globs: readonly string[],
  cwd: string,
): Promise<Orphan[]> {
  const modules = new Set([...new Set(folders)].flatMap(modulesIn));
  for (const glob of globs) {
    for (const module of await globFiles(moduleGlob(glob), cwd)) modules.add(resolve(cwd, module));
  }
  return [...modules].sort().flatMap((output) => {
    const header = readHeader(readBeginning(output, MAX_HEADER_BYTES)?.toString() ?? "");
    const sources = header?.sources.map((source) => join(dirname(output), source)) ?? [];
    const [source] = sources;
    return source === undefined || sources.some(exists) ? [] : [{ output, source }];
  });
}

/** A glob for the modules of the schemas that a glob finds: all modules in the same folders. */
export function moduleGlob(glob: string): string {
  const folder = glob.replace(/[^/]*$/, "");
  const isWhole = folder.split("{").length === folder.split("}").length;
  // A glob that ends in ** finds files in folders, too.
  const folders = isWhole ? folder + (glob.endsWith("**") ? "**/" : "") : `${fixedPart(glob)}/**/`;
  return `${folders}*${GENERATED_SUFFIX}`;
}

function modulesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(GENERATED_SUFFIX))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** A header can name anything, so that the system may refuse the path. */
function exists(path: string): boolean {
  return statOf(path) !== undefined;
}
