import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { newDiagnostic } from "../diagnostics/messages.js";

/** A command cannot do its work on a table. The message and the help are for the user. */
export class TableProblem extends Error {
  override readonly name = "TableProblem";
  readonly code: "table-unusable" | "upcasters-unusable";
  /** What to do; `undefined` if the message says it. */
  readonly help: string | undefined;

  constructor(message: string, help?: string, code: TableProblem["code"] = "table-unusable") {
    super(message);
    this.help = help;
    this.code = code;
  }
}

/**
 * The diagnostic about a schema for a problem with its table.
 *
 * @throws any other error, which is a bug.
 */
export function problemOf(error: unknown, file: string): Diagnostic {
  if (!(error instanceof TableProblem)) throw error;
  const { code, message: reason, help } = error;
  return newDiagnostic(code, { file }, { reason, help });
}
