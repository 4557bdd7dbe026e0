import { printable } from "../../diagnostics/render/printable.js";
import { awsCli } from "../../infrastructure/aws-cli.js";
import { cdk } from "../../infrastructure/cdk.js";
import { cloudFormation } from "../../infrastructure/cloudformation.js";
import type { Plan } from "../../infrastructure/plan.js";
import { POLICY_NAMES, type PolicyName, policyJson } from "../../infrastructure/policies.js";
import { terraform } from "../../infrastructure/terraform.js";
import type { Model } from "../../model/model.js";
import { createTable } from "../../tables/create-table.js";
import { problemOf } from "../../tables/table-problem.js";
import { EXIT, type ExitCode } from "../../terminal/exit-code.js";
import { type Reporting, report } from "../../terminal/report.js";
import { Progress, type Terminal } from "../../terminal/terminal.js";
import { readModels } from "../read-schemas.js";
import { missingTable } from "../tables/missing-table.js";
import { usageError } from "../usage-error.js";
import { readConsumers } from "./consumers.js";

/** The tools that a table is printed for. */
const FORMATS = { cloudformation: cloudFormation, cdk, terraform, "aws-cli": awsCli } as const;

export interface TableRequest {
  readonly files: readonly string[];
  readonly table: string | undefined;
  readonly task: keyof typeof FORMATS | PolicyName | "create" | undefined;
  /** Values of `--consumer`. */
  readonly consumers: readonly string[];
  readonly projections: string | undefined;
  readonly hasOwnKey: boolean;
  readonly endpoint: string | undefined;
  readonly reporting: Reporting;
}

/** Prints a table for a tool or one of its policies, or creates it. */
export async function runTable(request: TableRequest, terminal: Terminal): Promise<ExitCode> {
  const { table, task, projections } = request;
  if (table === undefined) return missingTable(terminal);
  if (task === undefined) {
    return usageError("Choose one of --to <tool>, --policy <of> and --create.", terminal);
  }
  if (!isPolicy(task) && table.startsWith("arn:")) {
    return usageError("--table must be a name here, not an ARN.", terminal);
  }
  if (projections === table) {
    return usageError("--projections must be another table than that of --table.", terminal);
  }
  const read = await modelsOf(request, terminal);
  if (typeof read === "number") return read;
  const consumers = readConsumers(request.consumers, read);
  if (typeof consumers === "string") return usageError(consumers, terminal);
  const plan: Plan = { table, hasOwnKey: request.hasOwnKey, projections, consumers };
  const { stdout } = terminal;
  if (isPolicy(task)) {
    stdout.write(policyJson(task, plan));
    return EXIT.ok;
  }
  if (task !== "create") {
    stdout.write(FORMATS[task](plan));
    return EXIT.ok;
  }
  return createTables(plan, request, terminal);
}

async function createTables(
  { table, projections, consumers }: Plan,
  { files: [file = "package.json"], endpoint, reporting }: TableRequest,
  terminal: Terminal,
): Promise<ExitCode> {
  const { stderr, cwd } = terminal;
  const progress = new Progress(terminal);
  for (const name of [table, ...(projections === undefined ? [] : [projections])]) {
    const hasStream = name === table && consumers.length > 0;
    const waiting = setInterval(() => progress.show(printable(`Creating ${name}`)), WAIT_MS);
    try {
      await createTable({ table: name, endpoint, hasStream }, file, cwd);
    } catch (error) {
      progress.clear();
      return report([problemOf(error, name)], new Map(), reporting, terminal);
    } finally {
      clearInterval(waiting);
    }
    progress.clear();
    stderr.write(`The table ${printable(name)} is ready.\n`);
  }
  return EXIT.ok;
}

/** How often a terminal shows that a table is being created. */
const WAIT_MS = 250;

function isPolicy(task: TableRequest["task"]): task is PolicyName {
  return POLICY_NAMES.some((name) => name === task);
}

/** The models of the schemas, which only filters are made from; or the exit code of a run that ends here. */
async function modelsOf(
  { files, consumers, reporting }: TableRequest,
  terminal: Terminal,
): Promise<Model[] | ExitCode> {
  if (consumers.length === 0) return [];
  const { models, errors, sources } = await readModels(files, terminal);
  if (errors.length > 0) return report(errors, sources, reporting, terminal);
  return models.map(({ model }) => model);
}
