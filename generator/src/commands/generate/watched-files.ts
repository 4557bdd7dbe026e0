import { dirname, relative, resolve } from "node:path";
import { isGlob } from "../../workspace/expand-files.js";
import type { Watched } from "../../workspace/file-watcher.js";
import { isRepositoryRoot, upwards } from "../../workspace/folders.js";
import { globFolders } from "../../workspace/glob-folders.js";
import { CONFIG_FILE } from "../../workspace/lock-names.js";
import { realPath } from "../../workspace/regular-file.js";
import type { GenerateRequest } from "../generate.js";
import type { Remembered } from "./remembered.js";

/** The files that the modules of a run depend on: schemas, imports, locks, tsconfigs and the config. */
export function watchedFiles(
  { files, config }: Pick<GenerateRequest, "files" | "config">,
  remembered: readonly Remembered[],
  cwd: string,
): Watched {
  const paths = new Set<string>();
  const folders = new Set<string>();
  const root = projectRoot(cwd);
  const add = (path: string) => {
    paths.add(path);
    const real = realPath(path);
    if (real !== undefined) paths.add(real);
  };
  add(config?.path ?? resolve(cwd, CONFIG_FILE));
  const isPattern = (file: string) => isGlob(file, cwd);
  for (const file of files) if (!isPattern(file)) add(resolve(cwd, file));
  for (const glob of [...files.filter(isPattern), ...(config?.globs ?? [])]) {
    for (const folder of globFolders(glob, cwd)) folders.add(folder);
  }
  for (const { target, outcome } of remembered) {
    add(resolve(cwd, target.input));
    for (const { look, path, saw } of outcome.observer.observations) {
      // Files that are missing are looked for up to the root of the file system.
      if (look === "resolved" || (saw === null && !isWithin(root, path))) continue;
      paths.add(path);
      if (look === "link" && saw !== null) paths.add(saw);
    }
  }
  return { files: paths, folders };
}

/** Whether a file of this name in the folder of a glob can matter: a schema, or a folder. */
export function isSchemaOrFolder(name: string): boolean {
  return /\.ya?ml$/i.test(name) || (!name.includes(".") && name !== "node_modules");
}

/** The root of the repository, or else the working folder. */
function projectRoot(cwd: string): string {
  for (const folder of upwards(cwd)) {
    if (isRepositoryRoot(folder)) return folder;
  }
  return cwd;
}

function isWithin(folder: string, path: string): boolean {
  return !relative(folder, dirname(path)).startsWith("..");
}
