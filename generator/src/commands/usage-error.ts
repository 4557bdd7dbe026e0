import { printable } from "../diagnostics/render/printable.js";
import { EXIT, type ExitCode } from "../terminal/exit-code.js";
import type { Terminal } from "../terminal/terminal.js";

/** Reports what is wrong with a command line, where only the command itself can find it. */
export function usageError(message: string, { stderr }: Pick<Terminal, "stderr">): ExitCode {
  stderr.write(`${printable(message)}\n`);
  return EXIT.usage;
}
