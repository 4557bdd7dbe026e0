import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { suggest } from "../diagnostics/suggest.js";
import type { ImportedFile, ImportReader } from "../schema/imports.js";
import { decodeUtf8, MAX_FILE_BYTES, sourceFile } from "../schema/source-file.js";
import { systemReason } from "./inputs.js";

/**
 * Reads the files that a schema imports: by relative paths only, and never outside of its root, which is
 * the folder of the nearest package.json above the schema or, without one, the schema's own folder.
 */
export function importReader(input: string, cwd: string): ImportReader {
  const inputPath = realPath(resolve(cwd, input));
  const root = rootOf(dirname(inputPath));
  return {
    rootId: inputPath,
    read: (fromPath, path) => readImport(fromPath, path, root, realPath(cwd)),
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

/** What a file imports. One file has one name in findings, by whatever way it was reached. */
function readImport(fromPath: string, path: string, root: string, cwd: string): ImportedFile {
  const illegal = illegalReason(path);
  if (illegal !== undefined) return { problem: "import-path", reason: illegal };
  const wanted = resolve(dirname(fromPath), path);
  try {
    // Links are followed before anything is read: they can lead anywhere.
    if (!isWithin(root, wanted) || !isWithin(root, realpathSync(wanted))) {
      const reason = "it lies outside of the folder that imports may come from";
      return { problem: "import-path", reason };
    }
    return readFile(realpathSync(wanted), relative(cwd, wanted));
  } catch (error) {
    const reason = systemReason(error);
    return { problem: "import-unreadable", reason, suggestion: nearestFile(wanted, path, root) };
  }
}

/** In a larger folder, a suggestion takes too long. */
const MAX_NAMES = 1000;

/** The path to the file whose name is most like that of the one that could not be read. */
function nearestFile(wanted: string, path: string, root: string): string | undefined {
  try {
    // What lies outside is not even named.
    if (!isWithin(root, realpathSync(dirname(wanted)))) return undefined;
    const names = readdirSync(dirname(wanted));
    if (names.length > MAX_NAMES) return undefined;
    const near = suggest(basename(wanted), names);
    return near && path.slice(0, path.lastIndexOf("/") + 1) + near;
  } catch {
    return undefined;
  }
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

function readFile(path: string, file: string): ImportedFile {
  const unreadable = (reason: string) => ({ problem: "import-unreadable", reason }) as const;
  const found = statSync(path);
  // A pipe or a device would keep the tool waiting.
  if (!found.isFile()) return unreadable("it is no file");
  if (found.size > MAX_FILE_BYTES) return unreadable(`it has more than ${MAX_FILE_BYTES} bytes`);
  const text = decodeUtf8(readFileSync(path));
  if (text === undefined) return unreadable("it is not UTF-8");
  return { id: path, source: sourceFile(file, text) };
}
