import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { newDiagnostic } from "../diagnostics/messages.js";
import { decodeUtf8, MAX_FILE_BYTES } from "../language/source-file.js";
import { isPattern } from "./expand-files.js";
import { isConfigPath, isLockPath, schemaPathOf } from "./lock-names.js";
import { suggestFile } from "./missing-file.js";
import { OPENED } from "./regular-file.js";
import { codeOf, NOT_REGULAR, systemError, systemReason } from "./system-errors.js";
import { shellPath } from "./targets.js";

/** The contents of a schema file. */
export interface Input {
  readonly text: string;
  readonly bytes: Uint8Array;
}

/** The help for an argument that is a plain word and no file. */
export type SuggestCommand = (word: string) => string | undefined;

/** Reads a schema file. `suggestCommand` helps with an argument that looks like a command. */
export async function readInput(
  file: string,
  path: string,
  suggestCommand?: SuggestCommand,
): Promise<Input | { readonly problem: Diagnostic }> {
  if (isLockPath(file) && !isPattern(file)) {
    const schema = shellPath(schemaPathOf(file));
    return { problem: newDiagnostic("lock-as-schema", { file }, { schema }) };
  }
  if (isConfigPath(file)) return { problem: newDiagnostic("config-as-schema", { file }, {}) };
  let bytes: Uint8Array;
  try {
    const found = await stat(path);
    const isOther = !found.isFile() && !found.isDirectory();
    // A pipe that no shell has opened may never have a writer.
    if (isOther && !OPENED.test(path)) throw systemError(NOT_REGULAR);
    bytes = await readUpTo(MAX_FILE_BYTES + 1, path);
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT" && isPattern(file)) return unreadable(file, undefined);
    return unreadable(file, systemReason(error), suggestFile(file, path, code, suggestCommand));
  }
  if (bytes.length > MAX_FILE_BYTES) {
    return { problem: newDiagnostic("file-too-large", { file }, { limit: MAX_FILE_BYTES }) };
  }
  const text = decodeUtf8(bytes);
  return text === undefined
    ? { problem: newDiagnostic("not-utf8", { file }, {}) }
    : { text, bytes };
}

function unreadable(
  file: string,
  reason: string | undefined,
  help?: string,
): { readonly problem: Diagnostic } {
  return { problem: newDiagnostic("file-unreadable", { file }, { reason, help }) };
}

/** The beginning of a file. A device has no size, so this does not rely on it. */
async function readUpTo(limit: number, path: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of createReadStream(path, { end: limit - 1 })) chunks.push(chunk);
  return Buffer.concat(chunks);
}
