import type { IncompleteCopies } from "ddb-pattern-runtime/maintenance";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { type Table, type TableName, withTable } from "../../tables/connect.js";
import { descriptorOf } from "../../tables/descriptor.js";
import { problemOf } from "../../tables/table-problem.js";
import { addTo } from "../../util/add-to.js";
import { findLock } from "../../workspace/lock-file.js";
import { unknownContract } from "../release/table.js";
import { tableCommand } from "../tables/command-line.js";
import { type Baseline, type CurrentSchema, type Older, releasesIn } from "./older.js";

/** The releases in the lock up to the one whose contract a table has, and the copies that its events may lack. */
export function tableBaseline(name: TableName, cwd: string): Baseline {
  return async (schema) => {
    const { file } = schema;
    try {
      return await withTable(name, file, cwd, (table) => releasesOf(table, name, schema, cwd));
    } catch (error) {
      return problem(problemOf(error, file));
    }
  };
}

async function releasesOf(
  { client, maintenance }: Table,
  name: TableName,
  { file, version: { model } }: CurrentSchema,
  cwd: string,
): Promise<Older> {
  const { table } = name;
  const contract = await maintenance.readContract(client, table, model.name);
  const found = findLock(file, cwd);
  if (contract === undefined) {
    const command = tableCommand("release", file, name);
    const about = { table, schema: model.name, command };
    return problem(newDiagnostic("contract-outdated", { file }, about));
  }
  const unknown = found.problem ?? unknownContract(contract, name, file, cwd);
  if (unknown !== undefined) return problem(unknown);
  const older = releasesIn(found);
  if (older.kind !== "versions") return older;
  const versions = older.versions.slice(0, contract.release);
  const { incomplete } = maintenance.compareContract(contract, descriptorOf(model));
  return { ...older, versions, diagnostics: missingCopies(incomplete, name, file) };
}

/** The copies of keys of the schema that the contract says to be incomplete. */
function missingCopies(
  incomplete: readonly IncompleteCopies[],
  name: TableName,
  file: string,
): Diagnostic[] {
  const keys = new Map<string, string[]>();
  for (const { storedType, key } of incomplete) addTo(keys, storedType, key);
  const command = tableCommand("reindex", file, name);
  return Array.from(keys, ([event, list]) => {
    const about = { table: name.table, event, keys: list.join(", "), command };
    return newDiagnostic("copies-missing", { file }, about);
  });
}

function problem(diagnostic: Diagnostic): Older {
  return { kind: "problem", diagnostic, sources: [] };
}
