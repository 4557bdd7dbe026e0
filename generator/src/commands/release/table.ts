import type { Contract, ReleaseResult } from "ddb-pattern-runtime/maintenance";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import type { NewRelease } from "../../evolution/lock/write.js";
import type { Model } from "../../model/model.js";
import { type Table, type TableName, withTable } from "../../tables/connect.js";
import { descriptorOf } from "../../tables/descriptor.js";
import { problemOf, TableProblem } from "../../tables/table-problem.js";
import { findLock } from "../../workspace/lock-file.js";
import { tableCommand } from "../tables/command-line.js";
import { consistentStreams, kindLines } from "../tables/copy-kinds.js";

/** A schema whose newest release is in its lock. */
export interface ReleasedSchema {
  readonly file: string;
  readonly model: Model;
  readonly release: Pick<NewRelease, "number" | "shapes">;
}

/** Lines to say, or what is wrong. */
type Outcome = readonly string[] | Diagnostic;

/** Writes or checks the contract of a schema in a table. */
export async function releaseToTable(
  name: TableName,
  schema: ReleasedSchema,
  isCheck: boolean,
  cwd: string,
): Promise<Outcome> {
  const { file } = schema;
  try {
    return await withTable(name, file, cwd, async (table) => {
      const contract = await table.maintenance.readContract(
        table.client,
        table.name,
        schema.model.name,
      );
      if (isCheck) return checkContract(contract, name, schema);
      const unknown = contract && unknownContract(contract, name, file, cwd);
      return unknown ?? (await writeContract(table, name, schema));
    });
  } catch (error) {
    return problemOf(error, file);
  }
}

/** A contract that the lock does not have is that of a newer schema, or of another branch: it is not replaced. */
export function unknownContract(
  { release, shapes }: Contract,
  { table }: TableName,
  file: string,
  cwd: string,
): Diagnostic | undefined {
  const { lock, path } = findLock(file, cwd);
  if (lock?.releases[release - 1]?.shapes === shapes) return undefined;
  return newDiagnostic("contract-unknown", { file }, { table, release, lock: path });
}

async function writeContract(
  { client, name, maintenance }: Table,
  tableName: TableName,
  { file, model, release: { number, shapes } }: ReleasedSchema,
): Promise<readonly string[]> {
  const descriptor = descriptorOf(model);
  const release = { release: number, shapes };
  const result = await maintenance.releaseContract(client, name, descriptor, release);
  if (result.status === "overtaken") {
    throw new TableProblem(
      `Another process released ${model.name} to table "${name}" at the same time, so nothing was written.`,
      "Run the command again.",
    );
  }
  const said = `table ${name}: ${describe(result)}`;
  const { incomplete } = maintenance.compareContract(result.contract, descriptor);
  if (incomplete.length === 0) return [said];
  const streams = consistentStreams(incomplete);
  return [
    said,
    "Stored events may lack copies for:",
    ...kindLines(incomplete, ({ since }) => `, saved before ${since}`),
    ...(streams.length === 0
      ? []
      : [`Until then, clients that check the contract append nothing to ${streams.join(", ")}.`]),
    `To add them, run: ${tableCommand("reindex", file, tableName)}`,
  ];
}

function describe({ status, contract: { schema, release } }: ReleaseResult): string {
  const has = status === "written" ? "has now" : "already has";
  return `${has} the contract of release ${release} of ${schema}`;
}

function checkContract(
  contract: Contract | undefined,
  name: TableName,
  { file, model, release: { number, shapes } }: ReleasedSchema,
): Outcome {
  const { table } = name;
  const isCurrent = contract?.release === number && contract.shapes === shapes;
  if (isCurrent) return [`table ${table}: has the contract of release ${number} of ${model.name}`];
  const command = tableCommand("release", file, name);
  const releases = contract === undefined ? {} : { found: contract.release, wanted: number };
  const about = { table, schema: model.name, ...releases, command };
  return newDiagnostic("contract-outdated", { file }, about);
}
