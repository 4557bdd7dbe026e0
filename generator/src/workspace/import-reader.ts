import { realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { limitedSuggest } from "../diagnostics/suggest/suggest.js";
import type { FoundImport, ImportProblem, ImportReader } from "../language/imports.js";
import {
  decodeUtf8,
  MAX_FILE_BYTES,
  type SourceFile,
  sourceFile,
} from "../language/source-file.js";
import { upwards } from "./folders.js";
import { namesIn, nearestName } from "./missing-file.js";
import { Observer } from "./observations.js";
import { realPath } from "./regular-file.js";
import { NOT_REGULAR, systemError, systemReason } from "./system-errors.js";

/**
 * Reads the files that a schema imports: by relative paths, and only below its root. The root is the
 * folder of the nearest package.json above the schema, or else the folder of the schema.
 */
export function importReader(
  input: string,
  cwd: string,
  observer: Observer = new Observer(),
): ImportReader {
  const given = resolve(cwd, input);
  // A pipe has no real path.
  const inputPath = observer.realPath(given) ?? given;
  const root = rootOf(dirname(inputPath), observer);
  const realCwd = realPath(cwd) ?? cwd;
  const known = new Set([inputPath]);
  const nearestFile = fileSuggester(root, known);
  return {
    rootId: inputPath,
    find: (fromPath, path) => {
      const found = findImport(fromPath, path, root, realCwd, nearestFile, observer);
      if ("id" in found) known.add(found.id);
      return found;
    },
    read: (found) => readImport(found, observer),
  };
}

function rootOf(folder: string, observer: Observer): string {
  for (const above of upwards(folder)) {
    if (observer.isFile(join(above, "package.json"))) return above;
  }
  return folder;
}

/** The file of an import. Diagnostics name one file by one path, however it was imported. */
function findImport(
  fromPath: string,
  path: string,
  root: string,
  cwd: string,
  nearestFile: NearestFile,
  observer: Observer,
): FoundImport | ImportProblem {
  const illegal = illegalReason(path);
  if (illegal !== undefined) return { problem: "import-path", reason: illegal };
  const wanted = resolve(dirname(fromPath), path);
  const outside = {
    problem: "import-path",
    reason: "it is outside of the folder that imports may come from",
  } as const;
  if (!isWithin(root, wanted)) return outside;
  // Links can lead out of the root, so they are resolved before the file is read.
  const id = observer.realPath(wanted);
  if (id === undefined) return unreadable(pathProblem(wanted), nearestFile(wanted, path));
  return isWithin(root, id) ? { id, file: relative(cwd, wanted) } : outside;
}

/** The reason why a path leads to nothing. */
function pathProblem(path: string): string {
  try {
    realpathSync(path);
    return systemReason(undefined);
  } catch (error) {
    return systemReason(error);
  }
}

function unreadable(reason: string, suggestion?: string): ImportProblem {
  return { problem: "import-unreadable", reason, suggestion };
}

/** The path of the file with the name that is nearest to a missing one. */
type NearestFile = (wanted: string, path: string) => string | undefined;

/**
 * The suggestions for one schema. Lists each folder once, however many files of it are missing, and does
 * not suggest a file that is imported already.
 */
function fileSuggester(root: string, known: ReadonlySet<string>): NearestFile {
  const suggest = limitedSuggest();
  const listed = new Map<string, readonly string[]>();
  return (wanted, path) => {
    const folder = dirname(wanted);
    const names = listed.get(folder) ?? namesInside(folder, root);
    listed.set(folder, names);
    const near = nearestName(basename(wanted), names, suggest);
    if (near === undefined || known.has(realPath(join(folder, near)) ?? "")) return undefined;
    return path.slice(0, path.lastIndexOf("/") + 1) + near;
  };
}

/** Names outside of the root are not shown. */
function namesInside(folder: string, root: string): readonly string[] {
  return isWithin(root, realPath(folder) ?? folder) ? namesIn(folder) : [];
}

export function illegalReason(path: string): string | undefined {
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(path)) return "only files of this project can be imported";
  if (isAbsolute(path)) return "the path must be relative";
  if (/[\\\p{Cc}]/u.test(path)) return "the path has a backslash or a control character in it";
  return undefined;
}

function isWithin(root: string, path: string): boolean {
  const below = relative(root, path);
  return below !== ".." && !below.startsWith(`..${sep}`) && !isAbsolute(below);
}

function readImport(
  { id: path, file }: FoundImport,
  observer: Observer,
): SourceFile | ImportProblem {
  const bytes = observer.read(path);
  if (bytes === undefined) return unreadable(readProblem(path));
  const text = decodeUtf8(bytes);
  return text === undefined ? unreadable("it is not UTF-8") : sourceFile(file, text);
}

/** The reason why a file cannot be read. */
export function readProblem(path: string): string {
  try {
    const found = statSync(path);
    if (!found.isFile()) throw systemError(NOT_REGULAR);
    if (found.size > MAX_FILE_BYTES) return `it has more than ${MAX_FILE_BYTES} bytes`;
    return systemReason({ code: "EACCES" });
  } catch (error) {
    return systemReason(error);
  }
}
