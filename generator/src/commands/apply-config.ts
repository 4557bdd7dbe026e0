import { dirname, isAbsolute, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { findSchemas } from "../project-config/configured-schemas.js";
import { findConfig } from "../project-config/find-config.js";
import { loadConfig } from "../project-config/load-config.js";
import type { SchemaSettings } from "../project-config/project-config.js";
import type { ExitCode } from "../terminal/exit-code.js";
import type { Terminal } from "../terminal/terminal.js";
import type { ConfiguredOutput } from "../workspace/targets.js";
import { type Call, type Command, schemasFrom } from "./command.js";
import { choicesOf } from "./option.js";

/** The config of a call. */
export interface AppliedConfig {
  /** The absolute path. */
  readonly path: string;
  /** The value of `--config`; `undefined` if the config was found. */
  readonly named: string | undefined;
  /** By the absolute paths of the schemas. */
  readonly settings: ReadonlyMap<string, SchemaSettings>;
  /** The globs of the config, for a command without operands. */
  readonly globs: readonly string[];
  /** Those whose modules are beside the schemas. */
  readonly besideGlobs: readonly string[];
}

const NO_SETTINGS: SchemaSettings = { out: undefined, enumStyle: undefined, table: undefined };

/** What the config of a call says of a schema. */
export function settingsOf(
  config: AppliedConfig | undefined,
  schema: string,
  cwd: string,
): SchemaSettings {
  return config?.settings.get(resolve(cwd, schema)) ?? NO_SETTINGS;
}

/** What the config of a call says of the module of a schema. */
export function outputOf(
  config: AppliedConfig | undefined,
  schema: string,
  cwd: string,
): ConfiguredOutput {
  const isFoundFrom = (folder: string) =>
    config === undefined || findConfig(resolve(cwd, folder)) === config.path;
  return { ...settingsOf(config, schema, cwd), isFoundFrom };
}

/** A call as the command line has it. */
export interface GivenCall extends Call {
  /** The names of the options that it gives; others have their defaults. */
  readonly given: ReadonlySet<string>;
}

/** A call with its config, or the reason why there is none. */
export type Applied =
  | { readonly kind: "call"; readonly call: Call }
  | { readonly kind: "usage-error"; readonly message: string }
  /** Mistakes in the config were reported. `files` may mend them: the config, and the files that it names. */
  | { readonly kind: "end"; readonly exit: ExitCode; readonly files: readonly string[] };

/**
 * Adds to a call what the config of the project says: the schemas of a command without operands, and the values of
 * options that the command line leaves out. Reports mistakes in the config.
 */
export async function applyConfig(
  command: Command,
  call: GivenCall,
  terminal: Terminal,
): Promise<Applied> {
  const reload = () => applyConfig(command, call, terminal);
  const first = schemasFrom(command);
  const asGiven: Applied = { kind: "call", call: { ...call, reload } };
  if (first === undefined || isComplete(command, call)) return asGiven;
  const { cwd } = terminal;
  const named = call.options.config === undefined ? undefined : String(call.options.config);
  const path = named === undefined ? findConfig(cwd) : resolve(cwd, named);
  const given = call.operands.slice(first);
  const { count, noun } = command.operands;
  if (path === undefined) {
    return given.length > 0 || count === "optional" || count === "any"
      ? asGiven
      : { kind: "usage-error", message: noSchemas(command) };
  }
  const loaded = await loadConfig(path, cwd);
  const found =
    loaded.config === undefined
      ? { diagnostics: loaded.diagnostics }
      : await findSchemas(loaded.config, path, cwd);
  if (!("files" in found) || found.diagnostics.length > 0) {
    const sources = new Map(loaded.text === undefined ? [] : [[loaded.file, loaded.text]]);
    const exit = await reportConfig(found.diagnostics, sources, command, call, terminal);
    const entries = loaded.config?.schemas ?? [];
    const files = [path, ...entries.map(({ file }) => resolve(dirname(path), file))];
    return { kind: "end", exit, files };
  }
  const isGiven = given.length > 0;
  const files = isGiven ? given : found.files.map(asPath);
  if (!isGiven && files.length > 1 && count === "one") {
    const message = `Name one ${noun} of ${loaded.file}: ${files.join(", ")}.`;
    return { kind: "usage-error", message };
  }
  const globs = isGiven ? { globs: [], besideGlobs: [] } : found;
  const config: AppliedConfig = {
    path,
    named,
    settings: found.settings,
    globs: globs.globs,
    besideGlobs: globs.besideGlobs,
  };
  const operands = [...call.operands.slice(0, first), ...files];
  const tables = files.map((file) => settingsOf(config, file, cwd).table);
  const options = withTable(command, call, tables);
  return { kind: "call", call: { ...call, operands, config, options, reload } };
}

/** Whether a call needs no schemas: its first operand is another word that the command knows. */
function isComplete({ operands: { rest, offers } }: Command, { operands }: Call): boolean {
  const [word] = operands;
  return rest !== undefined && (word === undefined || offers?.().includes(word) === true);
}

/** A path that no command takes for a glob or an option. */
function asPath(file: string): string {
  return isAbsolute(file) || !file.startsWith("-") ? file : `./${file}`;
}

function noSchemas({ operands: { noun, count } }: Command): string {
  const article = count === "many" ? "at least one" : "a";
  return `Name ${article} ${noun}, or let "ddb-pattern-gen init" write one and a config.`;
}

/** The options of a call, with the table of the config where all schemas have the same. */
function withTable(
  command: Command,
  call: GivenCall,
  tables: readonly (string | undefined)[],
): Call["options"] {
  const names = Object.entries(command.options).flatMap(([name, option]) =>
    option.type === "string" && option.configKey === "table" ? [name] : [],
  );
  const [table, ...others] = new Set(tables);
  const [name] = names;
  if (name === undefined || table === undefined || others.length > 0) return call.options;
  if (call.given.has(name) || isExcluded(name, command, call)) return call.options;
  return { ...call.options, [name]: table };
}

/** Whether a given option cannot be used together with this one. */
function isExcluded(name: string, { conflicts = [] }: Command, { options }: Call): boolean {
  return conflicts
    .filter((pair) => pair.includes(`--${name}`))
    .flat()
    .some((other) => other !== `--${name}` && Boolean(options[other.slice("--".length)]));
}

/** Reports mistakes in the config: in the format of the call, if the command prints diagnostics in it, else as text. */
async function reportConfig(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  command: Command,
  { options: { format, color } }: Call,
  terminal: Terminal,
): Promise<ExitCode> {
  const { report } = await import("../terminal/report.js");
  const isOfDiagnostics = choicesOf(command.options.format).includes("github");
  const reporting = {
    format: isOfDiagnostics && (format === "json" || format === "github") ? format : "text",
    color: color === "always" || color === "never" ? color : "auto",
    isQuiet: false,
  } as const;
  return report(diagnostics, sources, reporting, terminal);
}
