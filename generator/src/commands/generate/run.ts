import { printable } from "../../diagnostics/render/printable.js";
import { EXIT, type ExitCode } from "../../terminal/exit-code.js";
import type { Terminal } from "../../terminal/terminal.js";
import { Cache } from "../../workspace/cache.js";
import { expandFiles } from "../../workspace/expand-files.js";
import { outputKey, targetOf } from "../../workspace/targets.js";
import { outputOf } from "../apply-config.js";
import type { GenerateRequest } from "../generate.js";
import { usageError } from "../usage-error.js";
import type { Job } from "./job.js";

/**
 * Generates, prints or checks modules. Projects run it before every build: so if all modules are current,
 * it ends before it loads the rest of the generator.
 */
export async function runGenerate(request: GenerateRequest, terminal: Terminal): Promise<ExitCode> {
  const { cwd } = terminal;
  const { mode } = request;
  const inputs = await expandFiles(request.files, cwd);
  if (mode === "stdout" && inputs.length > 1) {
    return usageError("--stdout takes one schema file.", terminal);
  }
  // Only a run that writes uses the cache: --check must not trust it, and --stdout writes no module.
  const cache = mode === "write" ? new Cache(cwd) : undefined;
  const jobs = inputs.map((input): Job => {
    const target = targetOf(input, request, cwd, outputOf(request.config, input, cwd));
    const current = request.isForced ? undefined : cache?.find({ cwd, target });
    return { target, current };
  });
  if (request.format === "text" && canStopEarly(jobs)) {
    if (!request.isQuiet) terminal.stderr.write(jobs.map(currentLine).join(""));
    return EXIT.ok;
  }
  const { generateModules } = await import("./modules.js");
  return generateModules(jobs, cache, request, terminal);
}

/** Whether every module is current, and no two share a name of a schema or an output file. */
function canStopEarly(jobs: readonly Job[]): boolean {
  const current = jobs.flatMap((job) => job.current ?? []);
  const names = current.flatMap(({ name }) => name ?? []);
  const modules = jobs.filter((job) => job.current?.hasOnlyTypes === false);
  return (
    current.length === jobs.length &&
    areDistinct(names) &&
    areDistinct(modules.map(({ target }) => outputKey(target)))
  );
}

function areDistinct(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

/** Both words take the same columns. */
function currentLine({ target, current }: Job): string {
  const line = current?.hasOnlyTypes ? `only types ${target.input}` : `unchanged  ${target.output}`;
  return `${printable(line)}\n`;
}
