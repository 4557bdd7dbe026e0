import { EXIT, type ExitCode } from "../../terminal/exit-code.js";
import type { Terminal } from "../../terminal/terminal.js";

/** The error of a command line that lacks its table. */
export function missingTable({ stderr }: Terminal): ExitCode {
  stderr.write("Name the table: --table <name>.\n");
  return EXIT.usage;
}
