import { readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { importAsyncApi } from "../../importers/asyncapi/import-asyncapi.js";
import { ImportError } from "../../importers/imported.js";
import { Documents } from "../../importers/json-schema/documents.js";
import { importJsonSchemas } from "../../importers/json-schema/import-json-schema.js";
import { MAX_FILE_BYTES } from "../../language/limits.js";
import { decodeUtf8 } from "../../language/source-file.js";
import { readInput } from "../../workspace/inputs.js";
import { readRegularFile, statOf } from "../../workspace/regular-file.js";
import type { ReadSource, Source } from "./read-source.js";

/** The most files of a folder. */
const MAX_FILES = 1_000;

/** Reads documents of JSON or YAML. References lead to files at or below the current folder, or beside the document. */
export async function readDocuments({ kind, path }: Source, cwd: string): Promise<ReadSource> {
  const absolute = resolve(cwd, path);
  const isFolder = statOf(absolute)?.isDirectory() === true;
  const folder = isFolder ? absolute : dirname(absolute);
  const documents = new Documents(readText, [folder, cwd]);
  if (isFolder && kind === "json-schema") {
    const imported = importJsonSchemas(filesIn(absolute, path), basename(absolute), documents);
    return { imported };
  }
  // Reports what is wrong with the file in the words of every command.
  const read = await readInput(path, absolute);
  if ("problem" in read) return read;
  const imported =
    kind === "asyncapi"
      ? importAsyncApi(absolute, documents)
      : importJsonSchemas([absolute], basename(folder), documents);
  return { imported };
}

/** The text of a file; `undefined` for one that is too large or no UTF-8. */
function readText(path: string): string | undefined {
  const bytes = readRegularFile(path, MAX_FILE_BYTES);
  return bytes === undefined ? undefined : decodeUtf8(bytes);
}

/** The documents in a folder and below, in the order of their paths. Folders that begin with "_" or "." have parts of them. */
function filesIn(folder: string, name: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.(?:json|ya?ml)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/[\\/](?:[._]|node_modules[\\/])/.test(path.slice(folder.length)))
    .sort();
  if (files.length === 0)
    throw new ImportError(
      "the folder has no .json, .yaml or .yml files",
      `Give a folder of JSON Schemas, or a file.`,
    );
  if (files.length > MAX_FILES) {
    throw new ImportError(
      `${name} has more than ${MAX_FILES} files`,
      "Give a folder with fewer files.",
    );
  }
  return files;
}
