import { resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { decodeUtf8 } from "../../language/source-file.js";
import { readRegularFile, statOf } from "../../workspace/regular-file.js";
import { unwritable } from "../../workspace/unwritable.js";
import { writeAtomically } from "../../workspace/write-file.js";

const MAX_BYTES = 1_000_000;

/**
 * Reads a file of the command; a diagnostic if it cannot be used.
 *
 * @param read Returns what the text holds, or why it is wrong.
 */
export function readCostFile<Content extends object>(
  file: string,
  cwd: string,
  help: string,
  read: (text: string) => Content | { readonly reason: string },
): Content | Diagnostic {
  const fail = (reason: string) =>
    newDiagnostic("cost-file-unreadable", { file }, { name: file, reason, help });
  const path = resolve(cwd, file);
  const bytes = readRegularFile(path, MAX_BYTES);
  if (bytes === undefined) return fail(unreadable(path));
  const text = decodeUtf8(bytes);
  if (text === undefined) return fail("is not UTF-8");
  const content = read(text);
  return "reason" in content ? fail(content.reason) : content;
}

function unreadable(path: string): string {
  const found = statOf(path);
  if (found === undefined) return "does not exist";
  if (!found.isFile()) return "is not a regular file";
  return found.size > MAX_BYTES ? "is larger than 1 MB" : "cannot be read";
}

/**
 * Writes a file of the command; a diagnostic if it cannot be written, or if a person or another program has written what
 * is there.
 *
 * @param isOwn Whether a text is that of such a file.
 */
export async function writeCostFile(
  file: string,
  text: string,
  cwd: string,
  isOwn: (before: string) => boolean,
): Promise<Diagnostic | undefined> {
  const path = resolve(cwd, file);
  const before = readRegularFile(path, MAX_BYTES)?.toString("utf8");
  const isForeign =
    before === undefined ? statOf(path)?.isFile() === true : before.trim() !== "" && !isOwn(before);
  if (isForeign) {
    const remedy = "Move or remove the file, or name another one.";
    return newDiagnostic("output-not-generated", { file }, { output: file, remedy });
  }
  try {
    await writeAtomically(path, text);
    return undefined;
  } catch (error) {
    return unwritable(file, file, error);
  }
}
