import { isError } from "../../diagnostics/diagnostic.js";
import { printable } from "../../diagnostics/render/printable.js";
import { report } from "../../terminal/report.js";
import type { Terminal } from "../../terminal/terminal.js";
import { Cache } from "../../workspace/cache.js";
import { expandFiles } from "../../workspace/expand-files.js";
import { targetOf } from "../../workspace/targets.js";
import { outputOf } from "../apply-config.js";
import type { GenerateRequest } from "../generate.js";
import type { Job } from "./job.js";
import { runJobs } from "./modules.js";
import { isUpToDate, type Remembered, remember } from "./remembered.js";

/** Runs that generate only what has changed since the one before. */
export class Passes {
  readonly #terminal: Terminal;
  readonly #cache: Cache;
  request: GenerateRequest;
  remembered: readonly Remembered[] = [];

  constructor(first: GenerateRequest, terminal: Terminal) {
    this.request = first;
    this.#terminal = terminal;
    this.#cache = new Cache(terminal.cwd);
  }

  async run(request: GenerateRequest): Promise<void> {
    this.request = request;
    const since = performance.now();
    const { cwd } = this.#terminal;
    const held = new Map<string, boolean>();
    const inputs = await expandFiles(request.files, cwd);
    const jobs = inputs.map((input): Job => {
      const target = targetOf(input, request, cwd, outputOf(request.config, input, cwd));
      const before = this.remembered.find((one) => one.target.input === input);
      const isCurrent = before !== undefined && isUpToDate(before, target, cwd, held);
      return { target, current: undefined, known: isCurrent ? before.outcome : undefined };
    });
    const stale = jobs.filter(({ known }) => known === undefined);
    if (stale.length === 0 && jobs.length === this.remembered.length) return;
    const quiet = { ...request, isQuiet: true };
    const result = await runJobs(jobs, this.#cache, quiet, this.#terminal);
    this.remembered = jobs.flatMap(({ target }, index) => {
      const outcome = result.outcomes[index];
      return outcome === undefined ? [] : [remember(target, outcome)];
    });
    report(result.diagnostics, result.sources, request, this.#terminal);
    const isFailed = result.diagnostics.some(isError);
    const { written } = result;
    const milliseconds = Math.round(performance.now() - since);
    const names = isFailed
      ? stale.map(({ target }) => target.input)
      : written.length > 0
        ? written
        : stale.map(({ target }) => target.output);
    const word = isFailed ? "failed   " : written.length > 0 ? "generated" : "unchanged";
    // A schema was removed.
    if (names.length === 0) return;
    this.#say(`${word}  ${listOf(names)} (${milliseconds} ms)`);
  }

  #say(line: string): void {
    this.#terminal.stderr.write(`${printable(line)}\n`);
  }
}

/** More files are counted. */
const MAX_NAMES = 3;

function listOf(names: readonly string[]): string {
  return names.length > MAX_NAMES ? `${names.length} schemas` : names.join(", ");
}
