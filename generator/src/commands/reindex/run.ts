import type {
  MissingCopyProblem,
  ReindexOptions,
  ReindexPlan,
  ReindexProgress,
} from "ddb-pattern-runtime/maintenance";
import { type Table, type TableName, withTable } from "../../tables/connect.js";
import { EXIT, type ExitCode } from "../../terminal/exit-code.js";
import type { Terminal } from "../../terminal/terminal.js";
import { count } from "../../util/count.js";
import { shellWord } from "../../workspace/targets.js";
import { tableCommand } from "../tables/command-line.js";
import { type LinesRequest, runLines, type Work } from "../tables/run-lines.js";
import { costOf, priceOf } from "./price.js";
import { goalLines, ProblemLines, planLines, resultLines } from "./words.js";

export interface ReindexRequest extends LinesRequest {
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
}

/** Adds the copies that stored events lack, or plans it. */
export function runReindex(request: ReindexRequest, terminal: Terminal): Promise<ExitCode> {
  return runLines(
    request,
    terminal,
    (work) =>
      withTable(request.table, work.schema.file, work.cwd, (table) =>
        reindexTable(table, request, work),
      ),
    ({ file }) =>
      `Stopped. What was added stays. To add the rest, run: ${commandOf(request, file)}`,
  );
}

async function reindexTable(
  { maintenance, client, name }: Table,
  request: ReindexRequest,
  { schema, upcasters: { upcasters, check }, signal, lines }: Work,
): Promise<ExitCode> {
  const { descriptor } = schema;
  const { isDryRun, everything, appendsLate, segments, rate } = request;
  const contract = await maintenance.readContract(client, name, descriptor.name, { signal });
  if (contract !== undefined) {
    const { incomplete, addedTypes, addedKeys } = maintenance.compareContract(contract, descriptor);
    const isReleased = addedTypes.length + addedKeys.length === 0;
    const goal = isReleased ? goalLines(schema, name, incomplete, everything) : [];
    for (const line of goal) lines.note(line);
  }
  const problems = new ProblemLines();
  const appending = appendsLate
    ? undefined
    : commandOf({ ...request, appendsLate: true }, schema.file);
  const options: ReindexOptions = {
    upcasters,
    everything,
    lateEvents: appendsLate ? "append" : "report",
    ...(segments === undefined ? {} : { segments }),
    onProgress: ({ items, copies }: ReindexProgress) => {
      const verb = isDryRun ? "missing" : "added";
      lines.progress(`${count(items, "item")} read, ${count(copies, "copy", "copies")} ${verb}`);
    },
    onProblem: (problem: MissingCopyProblem) => {
      check();
      lines.json("problem", problem);
      for (const line of problems.add(problem)) lines.text(line);
    },
    signal,
  };
  if (isDryRun) {
    const plan = await maintenance.planReindex(client, name, descriptor, options);
    const price = priceOf(request.price);
    lines.json("plan", { ...plan, price, dollars: costOf(plan.writeUnits, price) });
    for (const line of planLines(plan, price, everything)) lines.text(line);
    for (const line of problems.end(appending)) lines.text(line);
    const isAdding = plan.copies + plan.guards > 0;
    const them = plan.problems > 0 ? "the others" : "them";
    if (isAdding) lines.text(`To add ${them}, run: ${commandOf(request, schema.file)}`);
    return exitOf(plan);
  }
  const result = await maintenance.reindex(client, name, descriptor, {
    ...options,
    ...(rate === undefined ? {} : { maxWriteUnitsPerSecond: rate }),
  });
  lines.json("result", result);
  for (const line of resultLines(result, everything)) lines.note(line);
  for (const line of problems.end(appending)) lines.text(line);
  return exitOf(result);
}

function exitOf({ problems }: ReindexPlan): ExitCode {
  return problems > 0 ? EXIT.errors : EXIT.ok;
}

/** The command without `--dry-run`. */
function commandOf(request: ReindexRequest, file: string): string {
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
