import { setTimeout } from "node:timers/promises";
import { isError } from "../../diagnostics/diagnostic.js";
import { printable } from "../../diagnostics/render/printable.js";
import { EXIT, type ExitCode } from "../../terminal/exit-code.js";
import { report } from "../../terminal/report.js";
import type { Terminal } from "../../terminal/terminal.js";
import { Cache } from "../../workspace/cache.js";
import { expandFiles } from "../../workspace/expand-files.js";
import { FileWatcher } from "../../workspace/file-watcher.js";
import { codeOf } from "../../workspace/system-errors.js";
import { targetOf } from "../../workspace/targets.js";
import { type Applied, outputOf } from "../apply-config.js";
import type { GenerateRequest } from "../generate.js";
import type { Job } from "./job.js";
import { runJobs } from "./modules.js";
import { isUpToDate, type Remembered, remember } from "./remembered.js";
import { isSchemaOrFolder, watchedFiles } from "./watched-files.js";

/** What a run that watches takes besides its first request. */
export interface Watching {
  /** The request as the config says it now; else the mistakes in the config, which were reported. */
  readonly reload: () => Promise<GenerateRequest | (Applied & { readonly kind: "end" })>;
  /** Ends the run, with this exit code. */
  readonly until: Promise<ExitCode>;
}

/** A change waits for others for so long: editors write a file in several steps. */
const QUIET_MS = 10;
/** Changes that go on wait no longer than this. */
const LONGEST_WAIT_MS = 50;

/**
 * Generates modules, and again whenever a file that they depend on has changed. What is wrong is reported, and ends
 * nothing. Ends as `until` says.
 */
export async function watchModules(
  first: GenerateRequest,
  { reload, until }: Watching,
  terminal: Terminal,
): Promise<ExitCode> {
  const { stderr, cwd } = terminal;
  const passes = new Passes(first, terminal);
  const changes = new Changes();
  const watcher = new FileWatcher(() => changes.notify(), isSchemaOrFolder);
  let end: ExitCode | undefined;
  until.then((code) => {
    end = code;
    changes.notify();
  });
  /** Whether changes may have been missed, since a folder is watched anew. */
  const watchAll = (others: readonly string[] = []) => {
    const { files, folders } = watchedFiles(passes.request, passes.remembered, cwd);
    return watcher.update({ files: [...files, ...others], folders });
  };
  try {
    watchAll();
    await passes.run(first);
    const count = passes.remembered.length;
    stderr.write(`watching   ${count} schema${count === 1 ? "" : "s"}\n`);
    let seen = 0;
    let isMissed = watchAll();
    while (end === undefined) {
      if (!isMissed) await changes.after(seen);
      if (end === undefined) seen = await changes.settle();
      if (end !== undefined) break;
      const request = await reload();
      if ("kind" in request) {
        isMissed = watchAll(request.files);
      } else {
        await passes.run(request);
        isMissed = watchAll();
      }
    }
    return end;
  } catch (error) {
    if (!["ENOSPC", "EMFILE"].includes(codeOf(error) ?? "")) throw error;
    stderr.write(
      "The system watches no more folders. Raise its limit, on Linux: sysctl fs.inotify.max_user_watches=524288\n",
    );
    return EXIT.errors;
  } finally {
    watcher.close();
  }
}

/** Counts changes. */
class Changes {
  #count = 0;
  #wake = () => {};

  notify(): void {
    this.#count++;
    this.#wake();
  }

  /** Waits until there are more changes than these. */
  async after(count: number): Promise<void> {
    while (this.#count === count) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Waits until changes have come to rest, and returns how many there were. */
  async settle(): Promise<number> {
    const since = performance.now();
    let before: number;
    do {
      before = this.#count;
      await setTimeout(QUIET_MS);
    } while (this.#count !== before && performance.now() - since < LONGEST_WAIT_MS);
    return this.#count;
  }
}

/** Runs that generate only what has changed since the one before. */
class Passes {
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
