import { dirname, relative, resolve } from "node:path";
import { type Diagnostic, isError } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { printable } from "../../diagnostics/render/printable.js";
import type { Sources } from "../../diagnostics/source-map.js";
import type { ExitCode } from "../../terminal/exit-code.js";
import { report } from "../../terminal/report.js";
import { Progress, type Terminal } from "../../terminal/terminal.js";
import type { Cache, Current } from "../../workspace/cache.js";
import { isGlob } from "../../workspace/expand-files.js";
import { type ModuleFile, otherSource, readModuleFile } from "../../workspace/module-file.js";
import { findOrphans } from "../../workspace/orphans.js";
import { outputClashes } from "../../workspace/output-clashes.js";
import { nameClashes, type SchemaName } from "../../workspace/schema-names.js";
import { commandFor, outputKey, shellWord, type Target } from "../../workspace/targets.js";
import { unwritable } from "../../workspace/unwritable.js";
import { writeAtomically } from "../../workspace/write-file.js";
import type { GenerateRequest } from "../generate.js";
import { generateModule, type ModuleOutcome } from "./generate-module.js";
import type { Job } from "./job.js";
import { type Result, verdictOnCheck, verdictOnWrite } from "./verdict.js";

/** Generates the modules that are not current, and writes, prints or checks all of them. */
export async function generateModules(
  jobs: readonly Job[],
  cache: Cache | undefined,
  request: GenerateRequest,
  terminal: Terminal,
): Promise<ExitCode> {
  const { diagnostics, sources } = await runJobs(jobs, cache, request, terminal);
  return report(diagnostics, sources, request, terminal);
}

/** What came of the jobs of one run. */
export interface JobsResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
  /** In the order of the jobs; `undefined` for a module that is current according to the cache. */
  readonly outcomes: readonly (ModuleOutcome | undefined)[];
  /** The modules that were written. */
  readonly written: readonly string[];
}

/** The same, and leaves the diagnostics to the caller to report. */
export function runJobs(
  jobs: readonly Job[],
  cache: Cache | undefined,
  request: GenerateRequest,
  terminal: Terminal,
): Promise<JobsResult> {
  return new Run(cache, request, terminal).run(jobs);
}

interface Step extends Result {
  readonly name: SchemaName | undefined;
  /** `undefined` for a module that is current. */
  readonly outcome: ModuleOutcome | undefined;
}

class Run {
  readonly #cache: Cache | undefined;
  readonly #request: GenerateRequest;
  readonly #terminal: Terminal;
  readonly #diagnostics: Diagnostic[] = [];
  /** File → its text. */
  readonly #sources = new Map<string, string>();
  readonly #written: string[] = [];

  constructor(cache: Cache | undefined, request: GenerateRequest, terminal: Terminal) {
    this.#cache = cache;
    this.#request = request;
    this.#terminal = terminal;
  }

  async run(jobs: readonly Job[]): Promise<JobsResult> {
    const progress = new Progress(this.#terminal);
    const steps: Step[] = [];
    for (const job of jobs) {
      const at = `${steps.length + 1} of ${jobs.length}`;
      progress.show(printable(`Generating ${at}: ${job.target.input}`));
      steps.push(await this.#step(job));
    }
    progress.clear();

    const targets = steps
      .filter(({ generated }) => generated.kind !== "only-types")
      .map(({ target }) => target);
    this.#diagnostics.push(...outputClashes(targets));
    this.#diagnostics.push(...nameClashes(steps.flatMap(({ name }) => name ?? [])));
    const results = withoutClaims(steps, targets);
    if (this.#request.mode === "check") await this.#check(results);
    else await this.#deliver(results);
    return {
      diagnostics: this.#diagnostics,
      sources: this.#sources,
      outcomes: steps.map(({ outcome }) => outcome),
      written: this.#written,
    };
  }

  async #step({ target, current, known }: Job): Promise<Step> {
    if (current !== undefined) return currentStep(target, current);
    const { cwd } = this.#terminal;
    const outcome = known ?? (await generateModule(target, cwd));
    const { generated, name } = outcome;
    // A list of any length: spread, it would be arguments on the stack.
    for (const found of outcome.diagnostics) this.#diagnostics.push(found);
    for (const { file, text } of outcome.sources) this.#sources.set(file, text);
    const isPrinted = this.#request.mode === "stdout";
    const file = isPrinted ? NO_FILE : readModuleFile(this.#path(target));
    // A schema that could not be read, as one with a misspelt name, has no claim to any module.
    const isRead = outcome.sources.length > 0;
    const claim = isRead ? otherSource(file, target, cwd) : undefined;
    return { target, generated, file, otherSource: claim, name, outcome };
  }

  /** Writes or prints the modules. One error stops all writing: modules of one project belong together. */
  async #deliver(steps: readonly Step[]): Promise<void> {
    const verdicts = steps.map((step) => ({ step, verdict: verdictOnWrite(step) }));
    for (const { verdict } of verdicts) {
      if (verdict.kind === "report") this.#diagnostics.push(verdict.diagnostic);
    }
    if (this.#diagnostics.some(isError)) return;
    for (const { step, verdict } of verdicts) {
      const { input, output } = step.target;
      if (verdict.kind === "only-types") this.#say(`only types ${input}`);
      if (verdict.kind === "unchanged") this.#say(`unchanged  ${output}`);
      if (verdict.kind !== "write") await this.#remember(step);
      else if (this.#request.mode === "stdout") this.#terminal.stdout.write(verdict.text);
      else await this.#write(step, verdict.text);
    }
  }

  async #write(step: Step, text: string): Promise<void> {
    const { input: file, output } = step.target;
    try {
      await writeAtomically(this.#path(step.target), text);
    } catch (error) {
      this.#diagnostics.push(unwritable(output, file, error));
      return;
    }
    this.#written.push(output);
    this.#say(`generated  ${output}`);
    await this.#remember(step, text);
  }

  /** Schemas with warnings are not remembered, so that every run reports the warnings. */
  async #remember({ target, file, name, outcome }: Step, written?: string): Promise<void> {
    if (outcome?.schema === undefined || outcome.diagnostics.length > 0) return;
    const { generated, schema, observer } = outcome;
    const existing = file.kind === "generated" ? file.text : undefined;
    const module = generated.kind === "only-types" ? undefined : (written ?? existing);
    const recipe = { cwd: this.#terminal.cwd, target };
    await this.#cache?.store(recipe, { name: name?.name, schema, module, observer });
  }

  /** Compares the modules. Only the text format prints differences: the others write data to stdout. */
  async #check(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      const { input, output } = step.target;
      const verdict = verdictOnCheck(step, this.#commandFor(input));
      if (verdict.kind === "only-types") this.#say(`only types ${input}`);
      if (verdict.kind === "unchanged") this.#say(`unchanged  ${output}`);
      if (verdict.kind !== "report") continue;
      this.#diagnostics.push(verdict.diagnostic);
      if (verdict.difference !== undefined && this.#request.format === "text") {
        const { diffText } = await import("./diff.js");
        this.#terminal.stdout.write(diffText(output, verdict.difference));
      }
    }
    await this.#checkOrphans(steps);
  }

  async #checkOrphans(steps: readonly Step[]): Promise<void> {
    const { cwd } = this.#terminal;
    const { out, files, config } = this.#request;
    const folders = steps.map(({ target }) => dirname(target.output));
    const given = out === undefined ? files.filter((file) => isGlob(file, cwd)) : [];
    const globs = [...given, ...(config?.besideGlobs ?? [])];
    const reported = new Set(
      steps.flatMap((step) => (step.otherSource === undefined ? [] : [this.#path(step.target)])),
    );
    const found = await findOrphans(
      folders.map((folder) => resolve(cwd, folder)),
      globs,
      cwd,
    );
    for (const { output, source } of found) {
      if (reported.has(output)) continue;
      const file = relative(cwd, output);
      const about = { output: file, source: relative(cwd, source), problem: "is gone" };
      this.#diagnostics.push(newDiagnostic("output-orphan", { file }, about));
    }
  }

  /** The command without `--check`. */
  #commandFor(input: string): string {
    const named = this.#request.config?.named;
    const config = named === undefined ? "" : ` --config ${shellWord(named)}`;
    return commandFor(input, this.#request) + config;
  }

  #say(text: string): void {
    if (!this.#request.isQuiet) this.#terminal.stderr.write(`${printable(text)}\n`);
  }

  #path({ output }: Target): string {
    return resolve(this.#terminal.cwd, output);
  }
}

const NO_FILE: ModuleFile = { kind: "missing" };

/** The cache has compared the file with the module, so it is not read again. */
function currentStep(target: Target, { name, hasOnlyTypes }: Current): Step {
  return {
    target,
    generated: { kind: hasOnlyTypes ? "only-types" : "current" },
    file: NO_FILE,
    otherSource: undefined,
    name: name === null ? undefined : { file: target.input, name, location: undefined },
    outcome: undefined,
  };
}

/** Schemas that would become one file have an error already, so the owner of the file is not reported. */
function withoutClaims(steps: readonly Step[], targets: readonly Target[]): Step[] {
  const keys = targets.map(outputKey);
  const shared = new Set(keys.filter((key, index) => keys.indexOf(key) !== index));
  return steps.map((step) =>
    shared.has(outputKey(step.target)) ? { ...step, otherSource: undefined } : step,
  );
}
