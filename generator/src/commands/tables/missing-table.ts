import type { ExitCode } from "../../terminal/exit-code.js";
import type { Terminal } from "../../terminal/terminal.js";
import { usageError } from "../usage-error.js";

/** The error of a command line that lacks its table. */
export function missingTable(terminal: Terminal): ExitCode {
  return usageError("Name the table: --table <name>.", terminal);
}
