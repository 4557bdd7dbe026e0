import { problemOf } from "../../tables/table-problem.js";
import {
  type CompleteUpcasters,
  completeUpcasters,
  loadUpcasters,
} from "../../tables/upcasters.js";
import type { ExitCode } from "../../terminal/exit-code.js";
import type { Reporting } from "../../terminal/report.js";
import type { Terminal } from "../../terminal/terminal.js";
import { usageError } from "../usage-error.js";
import { interruptible } from "./interruptible.js";
import { Lines } from "./lines.js";
import { readTableSchema, type TableSchema } from "./read-schema.js";

export interface LinesRequest {
  /** Paths and globs. */
  readonly files: readonly string[];
  /** The module that exports them. */
  readonly upcasters: string | undefined;
  readonly reporting: Reporting;
}

/** What the work of a command gets. */
export interface Work {
  readonly schema: TableSchema;
  readonly upcasters: CompleteUpcasters;
  readonly lines: Lines;
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/**
 * Runs a command that reads a whole table and prints lines. Its schema is read first; mistakes in the schema, problems
 * with the table and interruptions become exit codes.
 *
 * @param stopped What to say after an interruption.
 */
export async function runLines(
  { files, upcasters: module, reporting }: LinesRequest,
  terminal: Terminal,
  work: (work: Work) => Promise<ExitCode>,
  stopped: (schema: TableSchema) => string,
): Promise<ExitCode> {
  const lines = new Lines(terminal, reporting);
  const read = await readTableSchema(files, terminal);
  if (read.kind === "usage-error") return usageError(read.message, terminal);
  if (read.kind === "problems") return lines.report(read.diagnostics, read.sources);
  const { schema, sources } = read;
  const { cwd } = terminal;
  try {
    const given = module === undefined ? undefined : await loadUpcasters(module, cwd);
    const upcasters = completeUpcasters(schema.descriptor, given);
    const outcome = await interruptible(terminal, (signal) =>
      work({ schema, upcasters, lines, cwd, signal }),
    );
    lines.endProgress();
    if (typeof outcome === "number") return outcome;
    lines.text(stopped(schema));
    return outcome.interrupted;
  } catch (error) {
    return lines.report([problemOf(error, schema.file)], sources);
  }
}
