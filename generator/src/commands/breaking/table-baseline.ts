import type { Contract } from "ddb-pattern-runtime/maintenance";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import type { Model } from "../../model/model.js";
import { addTo } from "../../util/add-to.js";
import { findLock } from "../../workspace/lock-file.js";
import { openTable, type ProjectTable, tableProblem } from "../../workspace/project-table.js";
import { shellPath, shellWord } from "../../workspace/targets.js";
import { tableCommand } from "../release/table.js";
import { type Baseline, type CurrentSchema, type Older, releasesIn } from "./older.js";

/** The releases in the lock up to the one whose contract a table has, and the copies that its events may lack. */
export function tableBaseline(name: string, cwd: string): Baseline {
  return async (schema) => {
    const { file } = schema;
    const table = openTable(name, file, cwd);
    if ("problem" in table) {
      return problem(newDiagnostic("table-unusable", { file }, { table: name, ...table }));
    }
    try {
      return await releasesOf(table, schema, cwd);
    } catch (error) {
      const about = { table: name, ...tableProblem(error) };
      return problem(newDiagnostic("table-unusable", { file }, about));
    }
  };
}

async function releasesOf(
  table: ProjectTable,
  { file, version: { model } }: CurrentSchema,
  cwd: string,
): Promise<Older> {
  const contract = await table.readContract(model.name);
  const found = findLock(file, cwd);
  if (contract === undefined) {
    const command = tableCommand(file, table.name);
    const wanted = "the newest release";
    const about = { table: table.name, schema: model.name, found: "no contract", wanted, command };
    return problem(newDiagnostic("contract-outdated", { file }, about));
  }
  const { release, shapes } = contract;
  if (found.lock?.releases[release - 1]?.shapes !== shapes && found.problem === undefined) {
    const about = { table: table.name, release, lock: found.path };
    return problem(newDiagnostic("contract-unknown", { file }, about));
  }
  const older = releasesIn(found);
  if (older.kind !== "versions") return older;
  const versions = older.versions.slice(0, release);
  return { ...older, versions, diagnostics: missingCopies(table, contract, model, file) };
}

/** The copies of keys of the schema that the contract says to be incomplete. */
function missingCopies(
  table: ProjectTable,
  contract: Contract,
  model: Model,
  file: string,
): Diagnostic[] {
  const keys = new Map<string, string[]>();
  for (const { storedType, key } of table.compareContract(contract, model).incomplete) {
    addTo(keys, storedType, key);
  }
  const command = `npx ddb-pattern-gen reindex ${shellPath(file)} --table ${shellWord(table.name)}`;
  return Array.from(keys, ([event, list]) => {
    const about = { table: table.name, event, keys: list.join(", "), command };
    return newDiagnostic("copies-missing", { file }, about);
  });
}

function problem(diagnostic: Diagnostic): Older {
  return { kind: "problem", diagnostic, sources: [] };
}
