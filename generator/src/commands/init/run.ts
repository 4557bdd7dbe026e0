import { relative, resolve } from "node:path";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { printable } from "../../diagnostics/render/printable.js";
import { detect, type Obstacle } from "../../init/detect.js";
import type { Extras } from "../../init/files.js";
import { inOrderOfWriting, planInit, type Step } from "../../init/plan.js";
import { readInitTemplates } from "../../init/templates.js";
import type { ColorChoice } from "../../terminal/color.js";
import { EXIT, type ExitCode } from "../../terminal/exit-code.js";
import { type Reporting, report } from "../../terminal/report.js";
import type { Terminal } from "../../terminal/terminal.js";
import { statOf } from "../../workspace/regular-file.js";
import { unwritable } from "../../workspace/unwritable.js";
import { writeAtomically } from "../../workspace/write-file.js";
import { applyConfig } from "../apply-config.js";
import { command as generate } from "../generate.js";
import { install } from "./install.js";
import { planJson, planText, stepText } from "./words.js";

export interface InitRequest {
  /** As the command line names it. */
  readonly folder: string;
  readonly isDryRun: boolean;
  /** Whether to run the package manager. */
  readonly installs: boolean;
  readonly extras: Extras;
  readonly format: "text" | "json";
  readonly color: ColorChoice;
}

/** Sets up a project: prints the plan, and carries it out. */
export async function runInit(
  request: InitRequest,
  terminal: Terminal,
): Promise<ExitCode | number> {
  const { isDryRun, installs, extras, format } = request;
  const reporting: Reporting = { format, color: request.color, isQuiet: false };
  const folder = resolve(terminal.cwd, request.folder);
  const found = statOf(folder);
  if (found !== undefined && !found.isDirectory()) {
    return fail({ file: request.folder, reason: "it is not a folder" }, reporting, terminal);
  }
  const facts = await detect(folder, terminal.env.npm_config_user_agent);
  if ("reason" in facts) return fail(nameHere(facts, folder, terminal), reporting, terminal);
  const plan = planInit(facts, extras, readInitTemplates());
  const inTheWay = plan.steps.find(
    ({ action, path }) => action === "create" && statOf(resolve(folder, path)) !== undefined,
  );
  if (inTheWay !== undefined) {
    const reason = "it is not a regular file, or it is larger than 1 MB";
    return fail(nameHere({ file: inTheWay.path, reason }, folder, terminal), reporting, terminal);
  }
  const named = { ...plan, folder: relative(terminal.cwd, folder) };
  const say = (text: string) => terminal.stderr.write(text.split("\n").map(printable).join("\n"));
  if (format === "text") say(planText(facts, named, isDryRun));
  if (!isDryRun) {
    for (const step of inOrderOfWriting(plan.steps)) {
      const failure = await write(step, folder, reporting, terminal);
      if (failure !== undefined) return failure;
    }
    if (plan.generates !== undefined) {
      const exit = await generateModule(plan.generates, folder, request.color, terminal);
      if (exit !== EXIT.ok) return exit;
    }
    if (installs) {
      const exit = await install(facts.manager, folder, terminal);
      if (exit !== EXIT.ok) return exit;
    }
  }
  if (format === "json") terminal.stdout.write(planJson(facts, named));
  else say(stepText(named, isDryRun, installs));
  return EXIT.ok;
}

async function write(
  { path, text }: Step,
  folder: string,
  reporting: Reporting,
  terminal: Terminal,
): Promise<ExitCode | undefined> {
  if (text === undefined) return undefined;
  try {
    await writeAtomically(resolve(folder, path), text);
    return undefined;
  } catch (error) {
    const output = relative(terminal.cwd, resolve(folder, path));
    const diagnostic = unwritable(output, output, error);
    return report([diagnostic], new Map(), reporting, terminal);
  }
}

/** Generates the client of the new schema, so that the program compiles as soon as the packages are installed. */
async function generateModule(
  schema: string,
  folder: string,
  color: ColorChoice,
  terminal: Terminal,
): Promise<ExitCode | number> {
  const here = { ...terminal, cwd: folder };
  const options = { check: false, stdout: false, force: false, watch: false, quiet: true };
  const call = {
    operands: [schema],
    options: { ...options, format: "text", color },
    given: new Set<string>(),
  };
  const applied = await applyConfig(generate, call, here);
  return applied.kind === "call" ? generate.run(applied.call, here) : EXIT.errors;
}

function nameHere(obstacle: Obstacle, folder: string, { cwd }: Terminal): Obstacle {
  return { ...obstacle, file: relative(cwd, resolve(folder, obstacle.file)) };
}

function fail({ file, reason }: Obstacle, reporting: Reporting, terminal: Terminal): ExitCode {
  const help = "Check the file, or run the command in another folder.";
  const diagnostic = newDiagnostic("file-unreadable", { file }, { reason, help });
  return report([diagnostic], new Map(), reporting, terminal);
}
