import { dirname, resolve } from "node:path";
import { printable } from "../../diagnostics/render/printable.js";
import { findEngine } from "../../local-engine/find-engine.js";
import { startEngine } from "../../local-engine/start-engine.js";
import { problemOf } from "../../tables/table-problem.js";
import type { ColorChoice } from "../../terminal/color.js";
import { EXIT, type ExitCode } from "../../terminal/exit-code.js";
import { report } from "../../terminal/report.js";
import { Progress, type Terminal } from "../../terminal/terminal.js";
import type { AppliedConfig } from "../apply-config.js";
import type { Call } from "../command.js";
import { reloader } from "../generate/run-watch.js";
import { watchModules } from "../generate/watch.js";
import type { GenerateRequest } from "../generate.js";
import { environmentOf, environmentText, writeEnvironment } from "./environment.js";
import { createTables, tablesOf } from "./tables.js";

export interface DevRequest {
  readonly files: readonly string[];
  readonly config: AppliedConfig | undefined;
  readonly port: number;
  readonly data: string | undefined;
  /** The address of an engine that is running. */
  readonly endpoint: string | undefined;
  readonly table: string | undefined;
  readonly envFile: string | undefined;
  readonly format: "text" | "json";
  readonly color: ColorChoice;
}

/** Runs a local engine and a watching generator, until a signal comes or the engine ends. */
export async function runDev(
  request: DevRequest,
  reload: Call["reload"],
  terminal: Terminal,
): Promise<ExitCode> {
  const { stderr, cwd } = terminal;
  const fail = (message: string): ExitCode => {
    stderr.write(`${message.split("\n").map(printable).join("\n")}\n`);
    return EXIT.errors;
  };
  let endListening = () => {};
  let interrupted: ExitCode | undefined;
  const controller = new AbortController();
  const signalled = new Promise<ExitCode>((resolve) => {
    endListening = terminal.onSignal((code) => {
      interrupted = code;
      controller.abort();
      resolve(code);
    });
  });
  const progress = new Progress(terminal);
  const onWait = () => progress.show("Starting the local engine");
  const engine = await openEngine(request, controller.signal, onWait, terminal);
  progress.clear();
  if ("problem" in engine) {
    endListening();
    return interrupted ?? fail(engine.problem);
  }
  let isStopping = false;
  try {
    const tables = await tablesOf(request, cwd);
    const started = await prepare(request, engine.endpoint, tables, terminal);
    if (started !== undefined) return started;
    stderr.write(
      `${tables.length === 1 ? "table     " : "tables    "} ${tables.join(", ")} at ${engine.endpoint}\n`,
    );
    const died = engine.ended.then((reason) =>
      isStopping ? EXIT.ok : fail(`The local engine has ended: ${reason}.`),
    );
    const until = Promise.race([signalled, died]);
    const generating = generateRequest(request);
    const watching = { reload: reloader(generating, reload), until };
    return await watchModules(generating, watching, terminal);
  } finally {
    isStopping = true;
    endListening();
    await engine.stop();
  }
}

interface OpenEngine {
  readonly endpoint: string;
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
    return { endpoint, ended: new Promise(() => {}), stop: async () => {} };
  }
  const folder = config === undefined ? cwd : dirname(config.path);
  const found = findEngine(folder, env.DDB_PATTERN_DYNOXIDE);
  if ("problem" in found) return found;
  const file = data === undefined ? undefined : resolve(cwd, data);
  return startEngine({ program: found.program, port, data: file, signal, onWait });
}

/** Creates the tables, and says where they are. Returns an exit code if that fails. */
async function prepare(
  { files, format, color, envFile, endpoint: isGiven }: DevRequest,
  endpoint: string,
  tables: readonly string[],
  terminal: Terminal,
): Promise<ExitCode | undefined> {
  const { stdout, stderr, cwd } = terminal;
  const [first = "."] = files;
  const environment = environmentOf(endpoint);
  try {
    await createTables(tables, first, endpoint, isGiven === undefined, cwd);
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
  stdout.write(environmentText(environment, tables, format));
  return undefined;
}

function generateRequest({ files, config, color }: DevRequest): GenerateRequest {
  return {
    files,
    config,
    mode: "write",
    out: undefined,
    enumStyle: undefined,
    isForced: false,
    format: "text",
    color,
    isQuiet: false,
  };
}
