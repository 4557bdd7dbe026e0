import { type Finding, isError } from "../diagnostics/finding.js";
import { reportOf } from "../diagnostics/report.js";
import { type Sources, textReport } from "../diagnostics/text-report.js";
import { EXIT, type ExitCode } from "./exit-code.js";
import type { Terminal } from "./terminal.js";

/** How the command line asks for findings to be told. */
export interface Reporting {
  /** Whether warnings stay unsaid. */
  readonly isQuiet: boolean;
}

/** Tells what was found; warnings alone are no failure. */
export function report(
  findings: readonly Finding[],
  sources: Sources,
  { isQuiet }: Reporting,
  terminal: Terminal,
): ExitCode {
  const told = reportOf(isQuiet ? findings.filter(isError) : findings);
  terminal.stderr.write(textReport(told, sources));
  return told.errors > 0 ? EXIT.findings : EXIT.ok;
}
