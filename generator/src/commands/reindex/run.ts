import type {
  MissingCopyProblem,
  ReindexOptions,
  ReindexPlan,
  ReindexProgress,
  ReindexResult,
} from "ddb-pattern-runtime/maintenance";
import { type Table, type TableName, withTable } from "../../tables/connect.js";
import { problemOf } from "../../tables/table-problem.js";
import {
  type CompleteUpcasters,
  completeUpcasters,
  loadUpcasters,
} from "../../tables/upcasters.js";
import { EXIT, type ExitCode } from "../../terminal/exit-code.js";
import type { Reporting } from "../../terminal/report.js";
import type { Terminal } from "../../terminal/terminal.js";
import { shellWord } from "../../workspace/targets.js";
import { tableCommand } from "../tables/command-line.js";
import { count } from "../tables/count.js";
import { interruptible } from "../tables/interruptible.js";
import { Lines } from "../tables/lines.js";
import { readTableSchema, type TableSchema } from "../tables/read-schema.js";
import { costOf, type Price, priceOf } from "./price.js";
import { goalLines, planLines, problemLine, resultLines } from "./words.js";

export interface ReindexRequest {
  /** Paths and globs. */
  readonly files: readonly string[];
  readonly table: TableName;
  readonly isDryRun: boolean;
  /** Whether to look for copies that the contract says are complete. */
  readonly everything: boolean;
  readonly appendsLate: boolean;
  /** Write units a second. */
  readonly rate: number | undefined;
  readonly segments: number | undefined;
  /** Dollars for a million write units. */
  readonly price: number | undefined;
  /** The module that exports them. */
  readonly upcasters: string | undefined;
  readonly reporting: Reporting;
}

/** Adds the copies that stored events lack, or plans it. */
export async function runReindex(request: ReindexRequest, terminal: Terminal): Promise<ExitCode> {
  const lines = new Lines(terminal, request.reporting);
  const read = await readTableSchema(request.files, terminal);
  if (read.kind === "usage-error") {
    terminal.stderr.write(`${read.message}\n`);
    return EXIT.usage;
  }
  if (read.kind === "problems") return lines.report(read.diagnostics, read.sources);
  const { schema, sources } = read;
  const { cwd } = terminal;
  const { table: name, upcasters: module } = request;
  try {
    const given = module === undefined ? undefined : await loadUpcasters(module, cwd);
    const upcasters = completeUpcasters(schema.descriptor, given);
    const outcome = await interruptible(terminal, (signal) =>
      withTable(name, schema.file, cwd, (table) =>
        reindexTable(table, schema, { request, upcasters, signal, lines }),
      ),
    );
    lines.endProgress();
    if (typeof outcome === "number") return outcome;
    const again = commandOf(request, schema);
    lines.text(`Stopped. What was added stays. To add the rest, run: ${again}`);
    return outcome.interrupted;
  } catch (error) {
    return lines.report([problemOf(error, schema.file)], sources);
  }
}

interface Run {
  readonly request: ReindexRequest;
  readonly upcasters: CompleteUpcasters;
  readonly signal: AbortSignal;
  readonly lines: Lines;
}

async function reindexTable(
  { maintenance, client, name }: Table,
  schema: TableSchema,
  { request, upcasters: { upcasters, check }, signal, lines }: Run,
): Promise<ExitCode> {
  const { descriptor } = schema;
  const contract = await maintenance.readContract(client, name, descriptor.name, { signal });
  if (contract !== undefined) {
    const { incomplete } = maintenance.compareContract(contract, descriptor);
    for (const line of goalLines(schema, name, incomplete)) lines.note(line);
  }
  const options: ReindexOptions = {
    upcasters,
    everything: request.everything,
    lateEvents: request.appendsLate ? "append" : "report",
    ...(request.segments === undefined ? {} : { segments: request.segments }),
    onProgress: ({ items, copies }: ReindexProgress) => {
      const verb = request.isDryRun ? "missing" : "added";
      lines.progress(`${count(items, "item")} read, ${count(copies, "copy", "copies")} ${verb}`);
    },
    onProblem: (problem: MissingCopyProblem) => {
      check();
      lines.json("problem", problem);
      lines.text(problemLine(problem));
    },
    signal,
  };
  if (request.isDryRun) {
    const plan = await maintenance.planReindex(client, name, descriptor, options);
    reportPlan(plan, priceOf(request.price), commandOf(request, schema), lines);
    return exitOf(plan);
  }
  const { rate } = request;
  const result = await maintenance.reindex(client, name, descriptor, {
    ...options,
    ...(rate === undefined ? {} : { maxWriteUnitsPerSecond: rate }),
  });
  reportResult(result, lines);
  return exitOf(result);
}

function reportPlan(plan: ReindexPlan, price: Price, command: string, lines: Lines): void {
  lines.json("plan", { ...plan, price, dollars: costOf(plan.writeUnits, price) });
  for (const line of planLines(plan, price)) lines.text(line);
  if (plan.copies + plan.guards > 0) lines.text(`To add them, run: ${command}`);
}

function reportResult(result: ReindexResult, lines: Lines): void {
  lines.json("result", result);
  for (const line of resultLines(result)) lines.note(line);
}

function exitOf({ problems }: ReindexPlan): ExitCode {
  return problems > 0 ? EXIT.errors : EXIT.ok;
}

/** The command without `--dry-run`. */
function commandOf(request: ReindexRequest, { file }: TableSchema): string {
  const { everything, appendsLate, rate, segments, upcasters } = request;
  const options = [
    ...(everything ? ["--all"] : []),
    ...(appendsLate ? ["--append-late"] : []),
    ...(rate === undefined ? [] : [`--rate ${rate}`]),
    ...(segments === undefined ? [] : [`--segments ${segments}`]),
    ...(upcasters === undefined ? [] : [`--upcasters ${shellWord(upcasters)}`]),
  ];
  return tableCommand("reindex", file, request.table, ...options);
}
