import { readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { limitedSuggest } from "../diagnostics/suggest/suggest.js";
import type { FoundImport, ImportProblem, ImportReader } from "../language/imports.js";
import {
  decodeUtf8,
  MAX_FILE_BYTES,
  type SourceFile,
  sourceFile,
} from "../language/source-file.js";
import { systemReason } from "./inputs.js";
import { namesIn, nearestName } from "./missing-file.js";

/**
 * Reads the files that a schema imports: by relative paths only, and never outside of its root, which is
 * the folder of the nearest package.json above the schema or, without one, the schema's own folder.
 */
export function importReader(input: string, cwd: string): ImportReader {
  const inputPath = realPath(resolve(cwd, input));
  const root = rootOf(dirname(inputPath));
  const realCwd = realPath(cwd);
  const known = new Set([inputPath]);
  const nearestFile = fileSuggester(root, known);
  return {
    rootId: inputPath,
    find: (fromPath, path) => {
      const found = findImport(fromPath, path, root, realCwd, nearestFile);
      if ("id" in found) known.add(found.id);
      return found;
    },
    read: readImport,
  };
}

/** Where links lead; the path itself for what is no file, as a pipe. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function rootOf(folder: string): string {
  for (let above = folder; ; above = dirname(above)) {
    if (isFile(join(above, "package.json"))) return above;
    if (above === dirname(above)) return folder;
  }
}

/** What cannot be looked at is none: a link to itself, or what lies in a closed folder. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Where an import leads. One file has one name in findings, by whatever way it was reached. */
function findImport(
  fromPath: string,
  path: string,
  root: string,
  cwd: string,
  nearestFile: NearestFile,
): FoundImport | ImportProblem {
  const illegal = illegalReason(path);
  if (illegal !== undefined) return { problem: "import-path", reason: illegal };
  const wanted = resolve(dirname(fromPath), path);
  const outside = {
    problem: "import-path",
    reason: "it lies outside of the folder that imports may come from",
  } as const;
  if (!isWithin(root, wanted)) return outside;
  try {
    // Links are followed before anything is read: they can lead anywhere.
    const id = realpathSync(wanted);
    return isWithin(root, id) ? { id, file: relative(cwd, wanted) } : outside;
  } catch (error) {
    return unreadable(systemReason(error), nearestFile(wanted, path));
  }
}

function unreadable(reason: string, suggestion?: string): ImportProblem {
  return { problem: "import-unreadable", reason, suggestion };
}

/** The path to the file whose name is most like that of the one that could not be read. */
type NearestFile = (wanted: string, path: string) => string | undefined;

/**
 * For one schema: each folder is listed once, however many files of it are missing. What is imported
 * already is never meant.
 */
function fileSuggester(root: string, known: ReadonlySet<string>): NearestFile {
  const suggest = limitedSuggest();
  const listed = new Map<string, readonly string[]>();
  return (wanted, path) => {
    const folder = dirname(wanted);
    const names = listed.get(folder) ?? namesInside(folder, root);
    listed.set(folder, names);
    const near = nearestName(basename(wanted), names, suggest);
    if (near === undefined || known.has(realPath(join(folder, near)))) return undefined;
    return path.slice(0, path.lastIndexOf("/") + 1) + near;
  };
}

/** What lies outside is not even named. */
function namesInside(folder: string, root: string): readonly string[] {
  return isWithin(root, realPath(folder)) ? namesIn(folder) : [];
}

function illegalReason(path: string): string | undefined {
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(path)) return "only files of this project can be imported";
  if (isAbsolute(path)) return "the path must be relative";
  if (/[\\\p{Cc}]/u.test(path)) return "the path has a backslash or a control character in it";
  return undefined;
}

function isWithin(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function readImport({ id: path, file }: FoundImport): SourceFile | ImportProblem {
  try {
    const found = statSync(path);
    // A pipe or a device would keep the tool waiting.
    if (!found.isFile()) return unreadable("it is no file");
    if (found.size > MAX_FILE_BYTES) return unreadable(`it has more than ${MAX_FILE_BYTES} bytes`);
    const text = decodeUtf8(readFileSync(path));
    return text === undefined ? unreadable("it is not UTF-8") : sourceFile(file, text);
  } catch (error) {
    return unreadable(systemReason(error));
  }
}
