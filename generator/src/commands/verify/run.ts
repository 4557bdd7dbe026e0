import { resolve } from "node:path";
import type {
  Descriptor,
  Finding,
  VerifyExportOptions,
  VerifyProgress,
  VerifyResult,
} from "ddb-pattern-runtime/maintenance";
import { type TableName, withPackages, withTable } from "../../tables/connect.js";
import { EXIT, type ExitCode } from "../../terminal/exit-code.js";
import type { Terminal } from "../../terminal/terminal.js";
import { count } from "../../util/count.js";
import { findLock } from "../../workspace/lock-file.js";
import { shellWord } from "../../workspace/targets.js";
import { tableCommand } from "../tables/command-line.js";
import { type LinesRequest, runLines, type Work } from "../tables/run-lines.js";
import { releasedDescriptors } from "./released.js";
import { FaultLines, incompleteLines, resultLines } from "./words.js";

export interface VerifyRequest extends LinesRequest {
  /** A table, or the folder of an export. */
  readonly source: TableName | { readonly folder: string };
  readonly repairs: boolean;
  /** Write units a second. */
  readonly rate: number | undefined;
  readonly segments: number | undefined;
}

/** Reports the faults of a table or an export, and repairs what can be. */
export function runVerify(request: VerifyRequest, terminal: Terminal): Promise<ExitCode> {
  const kept = request.repairs ? " What was added stays." : "";
  return runLines(
    request,
    terminal,
    (work) => verify(request, work),
    () => `Stopped: not all events were read.${kept}`,
  );
}

async function verify(request: VerifyRequest, work: Work): Promise<ExitCode> {
  const { schema, lines, cwd } = work;
  const lock = findLock(schema.file, cwd);
  const released = releasedDescriptors(schema, lock);
  if ("problem" in released) {
    return lines.report([released.problem], new Map([[lock.path, lock.text ?? ""]]));
  }
  const result = await readAll(request, released.descriptors, work);
  lines.json("result", result);
  const { source } = request;
  const repair = "table" in source ? repairCommand(request, source, schema.file) : undefined;
  const hasFaults = result.findings > result.repaired;
  for (const line of resultLines(result, repair)) {
    if (hasFaults) lines.text(line);
    else lines.note(line);
  }
  const reindex = "table" in source ? reindexCommand(request, source, schema.file) : undefined;
  for (const line of incompleteLines(result.incomplete, reindex)) lines.note(line);
  return hasFaults ? EXIT.errors : EXIT.ok;
}

function readAll(
  { source, repairs, rate, segments }: VerifyRequest,
  released: readonly Descriptor[],
  { schema: { file, descriptor }, upcasters: { upcasters, check }, lines, cwd, signal }: Work,
): Promise<VerifyResult> {
  const faults = new FaultLines();
  const options: VerifyExportOptions = {
    released,
    upcasters,
    onFinding: (finding: Finding) => {
      check();
      lines.json("finding", finding);
      for (const line of faults.add(finding)) lines.text(line);
    },
    onProgress: ({ items, findings }: VerifyProgress) => {
      lines.progress(`${count(items, "item")} read, ${count(findings, "fault")}`);
    },
    signal,
  };
  if ("folder" in source) {
    return withPackages(file, cwd, ({ maintenance }) =>
      maintenance.verifyExport(resolve(cwd, source.folder), descriptor, options),
    );
  }
  return withTable(source, file, cwd, ({ maintenance, client, name }) =>
    maintenance.verifyTable(client, name, descriptor, {
      ...options,
      repair: repairs,
      ...(rate === undefined ? {} : { maxWriteUnitsPerSecond: rate }),
      ...(segments === undefined ? {} : { segments }),
    }),
  );
}

/** The command that repairs; `undefined` if this one has. */
function repairCommand(
  { repairs, upcasters }: VerifyRequest,
  table: TableName,
  file: string,
): string | undefined {
  if (repairs) return undefined;
  return tableCommand("verify", file, table, "--repair", ...upcastersOption(upcasters));
}

/** The command that adds the copies that are not looked for. */
function reindexCommand({ upcasters }: VerifyRequest, table: TableName, file: string): string {
  return tableCommand("reindex", file, table, ...upcastersOption(upcasters));
}

function upcastersOption(module: string | undefined): string[] {
  return module === undefined ? [] : [`--upcasters ${shellWord(module)}`];
}
