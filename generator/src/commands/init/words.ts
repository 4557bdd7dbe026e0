import { jsonText } from "../../diagnostics/render/json.js";
import type { Facts } from "../../init/facts.js";
import { layoutOf } from "../../init/layout.js";
import type { Plan } from "../../init/plan.js";
import { twoColumns } from "../../terminal/wrap.js";
import { shellPath } from "../../workspace/targets.js";

/** A plan for a folder, which is "" for the working folder. */
export interface NamedPlan extends Plan {
  readonly folder: string;
}

const RUNNERS = {
  vitest: "vitest",
  jest: "jest",
  node: "the test runner of Node",
  bun: "the test runner of Bun",
} as const;

/** The plan, before it is carried out. */
export function planText(facts: Facts, { steps, folder }: NamedPlan, isDryRun: boolean): string {
  const { manager, isEsm, runner } = facts;
  const where = folder === "" ? "This folder" : folder;
  const modules = isEsm ? "ES modules" : "CommonJS";
  const rows = steps.map(({ action, path, about }) => `  ${action.padEnd(6)}  ${path}: ${about}`);
  const isDone = steps.every(({ action }) => action === "keep");
  const head = `${where}: ${manager}, ${modules}, ${RUNNERS[runner]}`;
  const end = isDone ? ["Nothing to do."] : isDryRun ? ["Nothing was written."] : [];
  return `${[head, ...rows, ...end].join("\n")}\n`;
}

/** What the user does next. */
export function stepText(
  { next, notes, folder }: NamedPlan,
  isDryRun: boolean,
  isInstalled: boolean,
): string {
  const commands = isInstalled ? next.slice(1) : next;
  const enter = folder === "" ? [] : [[`cd ${shellPath(folder)}`, "Enter the folder"] as const];
  const rows = [...enter, ...commands.map(({ line, effect }) => [line, effect] as const)];
  const title = isDryRun ? "After it:" : "Next:";
  return `\n${[title, ...twoColumns(rows), ...notes.flatMap((note) => ["", note])].join("\n")}\n`;
}

/** The plan as JSON. */
export function planJson(facts: Facts, { steps, notes, next, folder }: NamedPlan): string {
  const { manager, isEsm, runner } = facts;
  const { out, kind } = layoutOf(facts);
  const document = {
    version: 1,
    folder: folder === "" ? "." : folder,
    project: {
      packageManager: manager,
      modules: isEsm ? "esm" : "commonjs",
      testRunner: runner,
      out,
      kind,
    },
    steps: steps.map(({ action, path, about }) => ({ action, path, about })),
    next,
    notes,
  };
  return jsonText(document);
}
