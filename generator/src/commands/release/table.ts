import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import type { NewRelease } from "../../evolution/lock/write.js";
import type { Model } from "../../model/model.js";
import { openTable, type ProjectTable, tableProblem } from "../../workspace/project-table.js";
import { shellPath, shellWord } from "../../workspace/targets.js";

/** A schema whose newest release is in its lock. */
export interface ReleasedSchema {
  readonly file: string;
  readonly model: Model;
  readonly release: Pick<NewRelease, "number" | "shapes">;
}

/** Writes or checks the contract of a schema in a table. The result is what to say, or what is wrong. */
export async function releaseToTable(
  name: string,
  schema: ReleasedSchema,
  isCheck: boolean,
  cwd: string,
): Promise<string | Diagnostic> {
  const { file } = schema;
  const table = openTable(name, file, cwd);
  if ("problem" in table) {
    return newDiagnostic("table-unusable", { file }, { table: name, ...table });
  }
  try {
    return await (isCheck ? checkContract(table, schema) : writeContract(table, schema));
  } catch (error) {
    return newDiagnostic("table-unusable", { file }, { table: name, ...tableProblem(error) });
  }
}

async function writeContract(
  table: ProjectTable,
  { file, model, release: { number, shapes } }: ReleasedSchema,
): Promise<string | Diagnostic> {
  const result = await table.releaseContract(model, { release: number, shapes });
  const { status, contract } = result;
  if (status === "overtaken") {
    const problem = `Another process wrote its contract of ${model.name} at the same time: release ${contract.release}.`;
    const help = "Make sure that one process at a time releases, and run the command again.";
    return newDiagnostic("table-unusable", { file }, { table: table.name, problem, help });
  }
  const has = status === "written" ? "has now" : "already has";
  const { incomplete } = table.compareContract(contract, model);
  const kinds = incomplete.length === 1 ? "1 kind of copy" : `${incomplete.length} kinds of copies`;
  const lack =
    incomplete.length === 0 ? "" : `; stored events may lack ${kinds}, which reindex adds`;
  return `table ${table.name}: ${has} the contract of release ${number} of ${model.name}${lack}`;
}

async function checkContract(
  table: ProjectTable,
  { file, model, release: { number, shapes } }: ReleasedSchema,
): Promise<string | Diagnostic> {
  const contract = await table.readContract(model.name);
  const isCurrent = contract?.release === number && contract.shapes === shapes;
  if (isCurrent)
    return `table ${table.name}: has the contract of release ${number} of ${model.name}`;
  const found =
    contract === undefined ? "no contract" : `the contract of release ${contract.release}`;
  return newDiagnostic(
    "contract-outdated",
    { file },
    {
      table: table.name,
      schema: model.name,
      found,
      wanted: `release ${number}`,
      command: tableCommand(file, table.name),
    },
  );
}

/** The command that writes the contract of a schema. */
export function tableCommand(file: string, table: string): string {
  return `npx ddb-pattern-gen release ${shellPath(file)} --table ${shellWord(table)}`;
}
