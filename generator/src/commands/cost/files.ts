import { resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { decodeUtf8 } from "../../language/source-file.js";
import { isRegularFile, readRegularFile } from "../../workspace/regular-file.js";
import { systemReason, systemRemedy } from "../../workspace/system-errors.js";
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
  if (bytes === undefined) {
    return fail(isRegularFile(path) ? "is larger than 1 MB" : "does not exist");
  }
  const text = decodeUtf8(bytes);
  if (text === undefined) return fail("is not UTF-8");
  const content = read(text);
  return "reason" in content ? fail(content.reason) : content;
}

/** Writes a file of the command; a diagnostic if it cannot be written. */
export async function writeCostFile(
  file: string,
  text: string,
  cwd: string,
): Promise<Diagnostic | undefined> {
  try {
    await writeAtomically(resolve(cwd, file), text);
    return undefined;
  } catch (error) {
    const about = { output: file, reason: systemReason(error), remedy: systemRemedy(error) };
    return newDiagnostic("output-unwritable", { file }, about);
  }
}
