import { dirname, resolve } from "node:path";
import { printable } from "../../diagnostics/render/printable.js";
import { findEngine } from "../../local-engine/find-engine.js";
import { startEngine } from "../../local-engine/start-engine.js";
import { problemOf } from "../../tables/table-problem.js";
import type { ColorChoice } from "../../terminal/color.js";
import { EXIT, type ExitCode } from "../../terminal/exit-code.js";
import { report } from "../../terminal/report.js";
import { Progress, type Terminal } from "../../terminal/terminal.js";
import type { Call } from "../command.js";
import { environmentOf, environmentText, writeEnvironment } from "./environment.js";
import { follow } from "./follow.js";
import { parentEnded } from "./parent.js";
import { runProgram } from "./program.js";
import { createTables, type Place, type TablesRequest, tablesOf } from "./tables.js";

export interface DevRequest extends TablesRequest {
  /** 0 is any free port. */
  readonly port: number;
  readonly data: string | undefined;
  /** The address of an engine that is running. */
  readonly endpoint: string | undefined;
  readonly envFile: string | undefined;
  readonly format: "text" | "json";
  readonly color: ColorChoice;
  /** The program to run, with its arguments; empty: generate, and watch. */
  readonly program: readonly string[];
}

/**
 * Runs a local engine with the tables, and a program or a watching generator, until that ends, a signal comes, or the
 * engine or the package manager that runs this process ends. Returns the exit code of the program.
 */
export async function runDev(
  request: DevRequest,
  reload: Call["reload"],
  terminal: Terminal,
): Promise<number> {
  const { stderr, cwd } = terminal;
  // Commands on tables change the environment of this process for themselves.
  const env = { ...terminal.env };
  const fail = (message: string): ExitCode => {
    stderr.write(`${message.split("\n").map(printable).join("\n")}\n`);
    return EXIT.errors;
  };
  const end = listen(terminal);
  const progress = new Progress(terminal);
  const onWait = () => progress.show("Starting the local engine");
  const engine = await openEngine(request, end.signal, onWait, terminal);
  progress.clear();
  if ("problem" in engine) {
    end.stop();
    return end.signal.aborted ? end.code : fail(engine.problem);
  }
  let isStopping = false;
  try {
    const tables = await tablesOf(request, cwd);
    const started = await prepare(request, engine, tables, end, terminal);
    if (started !== undefined) return started;
    stderr.write(
      `${tables.length === 1 ? "table     " : "tables    "} ${tables.join(", ")} at ${engine.endpoint}\n`,
    );
    const died = engine.ended.then((reason) =>
      isStopping ? EXIT.ok : fail(`The local engine has ended: ${reason}.`),
    );
    const until = Promise.race([end.requested, died]);
    const { program } = request;
    return program.length > 0
      ? await runProgram(program, env, environmentOf(engine.endpoint), until, terminal)
      : await follow(request, tables, engine, { reload, until }, terminal);
  } finally {
    isStopping = true;
    end.stop();
    await engine.stop();
  }
}

/** Listens for signals, and for the end of the package manager. */
function listen(terminal: Terminal) {
  const controller = new AbortController();
  const parent = parentEnded(terminal);
  const listener = { code: EXIT.ok as ExitCode, signal: controller.signal };
  let endListening = () => {};
  const signalled = new Promise<ExitCode>((resolve) => {
    endListening = terminal.onSignal(resolve);
  });
  const requested = Promise.race([signalled, parent.ended]).then((code) => {
    listener.code = code;
    controller.abort();
    return code;
  });
  const stop = () => {
    endListening();
    parent.stop();
  };
  return Object.assign(listener, { requested, stop });
}

interface OpenEngine extends Place {
  readonly ended: Promise<string>;
  readonly stop: () => Promise<void>;
}

/** Starts an engine, or takes the one that the user names. */
async function openEngine(
  { endpoint, port, data, config }: DevRequest,
  signal: AbortSignal,
  onWait: () => void,
  { cwd, env }: Terminal,
): Promise<OpenEngine | { readonly problem: string }> {
  if (endpoint !== undefined) {
    return { endpoint, isOwn: false, ended: new Promise(() => {}), stop: async () => {} };
  }
  const folder = config === undefined ? cwd : dirname(config.path);
  const found = findEngine(folder, env.DDB_PATTERN_DYNOXIDE);
  if ("problem" in found) return found;
  const file = data === undefined ? undefined : resolve(cwd, data);
  const engine = await startEngine({ program: found.program, port, data: file, signal, onWait });
  return "problem" in engine ? engine : { ...engine, isOwn: true };
}

/** Creates the tables, and says where they are. Returns an exit code if that fails. */
async function prepare(
  { files, format, color, envFile, program }: DevRequest,
  place: Place,
  tables: readonly string[],
  end: Pick<ReturnType<typeof listen>, "signal" | "code">,
  terminal: Terminal,
): Promise<ExitCode | undefined> {
  const { stdout, stderr, cwd } = terminal;
  const [first = "."] = files;
  const environment = environmentOf(place.endpoint);
  try {
    await createTables(tables, first, place, cwd, end.signal);
    if (end.signal.aborted) return end.code;
  } catch (error) {
    const diagnostics = [problemOf(error, first)];
    const reporting = { format: "text", color, isQuiet: false } as const;
    return report(diagnostics, new Map(), reporting, terminal);
  }
  const problem =
    envFile === undefined ? undefined : await writeEnvironment(envFile, cwd, environment);
  if (problem !== undefined) {
    stderr.write(`${printable(problem)}\n`);
    return EXIT.errors;
  }
  // The stdout of a program is its own.
  if (program.length === 0) stdout.write(environmentText(environment, tables, format));
  return undefined;
}
