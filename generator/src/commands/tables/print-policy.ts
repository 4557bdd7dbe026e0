import type { MaintenancePolicies } from "ddb-pattern-runtime/maintenance";
import { policyText } from "../../tables/policy.js";
import { loadPackages } from "../../tables/runtime.js";
import { problemOf } from "../../tables/table-problem.js";
import { EXIT, type ExitCode } from "../../terminal/exit-code.js";
import { report } from "../../terminal/report.js";
import type { Terminal } from "../../terminal/terminal.js";

/** Prints the IAM policy of a command on a table. The schema is not read: only its folder matters. */
export function printPolicy(
  task: keyof MaintenancePolicies,
  table: string,
  [file = "."]: readonly string[],
  terminal: Terminal,
): ExitCode {
  const { stdout, cwd } = terminal;
  try {
    stdout.write(policyText(task, table, loadPackages(file, cwd)));
    return EXIT.ok;
  } catch (error) {
    const reporting = { format: "text", color: "auto", isQuiet: false } as const;
    return report([problemOf(error, file)], new Map(), reporting, terminal);
  }
}
