import type { Contract, ContractDifferences, ReleaseResult } from "ddb-pattern-runtime/maintenance";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { listed } from "../../diagnostics/render/list.js";
import type { NewRelease } from "../../evolution/lock/write.js";
import type { Model } from "../../model/model.js";
import { type Table, type TableName, withTable } from "../../tables/connect.js";
import { descriptorOf } from "../../tables/descriptor.js";
import { problemOf, TableProblem } from "../../tables/table-problem.js";
import { findLock } from "../../workspace/lock-file.js";
import { reindexAdvice, tableCommand } from "../tables/command-line.js";
import { consistentStreams, kindLines } from "../tables/copy-kinds.js";

/** A schema whose newest release is in its lock. */
export interface ReleasedSchema {
  readonly file: string;
  readonly model: Model;
  readonly release: Pick<NewRelease, "number" | "shapes">;
}

/** Lines to say, or what is wrong. */
type Outcome = readonly string[] | Diagnostic;

/** What is wrong with a table before a schema is released to it. */
export async function tableFault(
  name: TableName,
  { file, model }: Pick<ReleasedSchema, "file" | "model">,
  cwd: string,
): Promise<Diagnostic | undefined> {
  try {
    return await withTable(name, file, cwd, async ({ client, maintenance }) => {
      const contract = await maintenance.readContract(client, name.table, model.name);
      return contract && unknownContract(contract, name, file, cwd);
    });
  } catch (error) {
    return problemOf(error, file);
  }
}

/** Writes or checks the contract of a schema in a table. */
export async function releaseToTable(
  name: TableName,
  schema: ReleasedSchema,
  isCheck: boolean,
  cwd: string,
): Promise<Outcome> {
  const { file } = schema;
  try {
    return await withTable(name, file, cwd, (table) =>
      isCheck ? checkContract(table, name, schema) : writeContract(table, name, schema),
    );
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
  const about = { table, release, lock: path, newest: lock?.newest.number };
  return newDiagnostic("contract-unknown", { file }, about);
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
    reindexAdvice(file, tableName, descriptor),
  ];
}

function describe({ status, contract: { schema, release } }: ReleaseResult): string {
  const has = status === "written" ? "has now" : "already has";
  return `${has} the contract of release ${release} of ${schema}`;
}

async function checkContract(
  { client, maintenance }: Table,
  name: TableName,
  { file, model, release: { number, shapes } }: ReleasedSchema,
): Promise<Outcome> {
  const { table } = name;
  const contract = await maintenance.readContract(client, table, model.name);
  const isCurrent = contract?.release === number && contract.shapes === shapes;
  const drafts = isCurrent
    ? differentTypes(maintenance.compareContract(contract, descriptorOf(model)))
    : [];
  if (isCurrent && drafts.length === 0) {
    return [`table ${table}: has the contract of release ${number} of ${model.name}`];
  }
  const command = tableCommand("release", file, name);
  const releases = contract === undefined ? {} : { found: contract.release, wanted: number };
  const about = { table, schema: model.name, ...releases, drafts: listed(drafts), command };
  return newDiagnostic("contract-outdated", { file }, about);
}

/** The stored types of which a contract of the same release has other versions or copies: those of drafts. */
function differentTypes(differences: ContractDifferences): string[] {
  const { addedTypes, removedTypes, versions, addedKeys, removedKeys } = differences;
  const others = [...versions, ...addedKeys, ...removedKeys].map(({ storedType }) => storedType);
  return [...new Set([...addedTypes, ...removedTypes, ...others])].sort();
}
