import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { newDiagnostic } from "../diagnostics/messages.js";
import { systemReason, systemRemedy } from "./system-errors.js";

/**
 * The diagnostic about a file that cannot be written.
 *
 * @param file The file that it is reported at: what the other one is made of.
 */
export function unwritable(output: string, file: string, error: unknown): Diagnostic {
  const about = { output, reason: systemReason(error), remedy: systemRemedy(error) };
  return newDiagnostic("output-unwritable", { file }, about);
}
