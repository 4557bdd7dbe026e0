import { parseArgs } from "node:util";
import { suggest } from "../diagnostics/suggest/suggest.js";
import type { EnumStyle } from "../emit/typescript/event-types.js";

/** What the command line asks for. */
export type Request =
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | { readonly kind: "usage-error"; readonly message: string }
  | GenerateRequest
  | LintRequest;

/** How findings are told. */
export interface Reporting {
  readonly format: Format;
  readonly color: ColorChoice;
  /** Whether only errors are told. */
  readonly isQuiet: boolean;
}

export interface GenerateRequest extends Reporting {
  readonly kind: "generate";
  readonly files: readonly string[];
  readonly mode: "write" | "check" | "stdout";
  readonly out: string | undefined;
  readonly enumStyle: EnumStyle | undefined;
  /** Whether to generate also what its header says is current. */
  readonly isForced: boolean;
}

export interface LintRequest extends Reporting {
  readonly kind: "lint";
  readonly files: readonly string[];
}

export type ColorChoice = "auto" | "always" | "never";

export type Format = "text" | "json" | "github";

interface Option {
  readonly type: "boolean" | "string";
  readonly short?: string;
  /** The only values that a string can have. */
  readonly choices?: readonly string[];
}

type Options = Readonly<Record<string, Option>>;

const COMMON_OPTIONS = {
  format: { type: "string", choices: ["text", "json", "github"] },
  color: { type: "string", choices: ["auto", "always", "never"] },
  quiet: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const satisfies Options;

/** Every option there is. */
export const OPTIONS = {
  check: { type: "boolean" },
  out: { type: "string" },
  stdout: { type: "boolean" },
  enum: { type: "string", choices: ["native", "erasable"] },
  force: { type: "boolean" },
  ...COMMON_OPTIONS,
} as const satisfies Options;

/** The subcommands with the options that each takes; without one, all are taken. */
export const SUBCOMMANDS = { lint: COMMON_OPTIONS } as const;
type Subcommand = keyof typeof SUBCOMMANDS;

/** The values of the options; that they are of these types is checked token by token. */
type Values = {
  readonly [Name in keyof typeof OPTIONS]?: (typeof OPTIONS)[Name] extends {
    readonly choices: readonly (infer Choice)[];
  }
    ? Choice
    : (typeof OPTIONS)[Name]["type"] extends "boolean"
      ? boolean
      : string;
};

export function parseArguments(argv: readonly string[]): Request {
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const subcommand = subcommandOf(tokens);
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const problem = optionProblem(token, subcommand);
    if (problem !== undefined) return usageError(problem);
  }
  if (values.help === true) return { kind: "help" };
  if (values.version === true) return { kind: "version" };
  const files = subcommand === undefined ? positionals : positionals.slice(1);
  if (files.length === 0) return usageError("Name at least one schema file.");
  switch (subcommand) {
    case undefined:
      return generateRequest(files, values as Values);
    case "lint":
      return { kind: "lint", files, ...reporting(values as Values) };
  }
}

/** The first operand, if it is a subcommand; behind "--", and as "./lint", it is a file. */
function subcommandOf(tokens: readonly Token[]): Subcommand | undefined {
  const first = tokens.find(({ kind }) => kind !== "option");
  const isSubcommand =
    first?.kind === "positional" && Object.hasOwn(SUBCOMMANDS, first.value ?? "");
  return isSubcommand ? (first.value as Subcommand) : undefined;
}

function reporting({ format = "text", color = "auto", quiet = false }: Values): Reporting {
  return { format, color, isQuiet: quiet };
}

function generateRequest(files: readonly string[], values: Values): Request {
  const { check = false, stdout = false, force = false, format = "text" } = values;
  if (check && stdout) return exclusive("--check", "--stdout");
  if (stdout && values.out !== undefined) return exclusive("--stdout", "--out");
  if (stdout && format !== "text") return exclusive("--stdout", `--format ${format}`);
  return {
    kind: "generate",
    files,
    mode: check ? "check" : stdout ? "stdout" : "write",
    out: values.out,
    enumStyle: values.enum,
    isForced: force,
    ...reporting(values),
  };
}

interface Token {
  readonly kind: string;
  readonly value?: string | undefined;
}

interface OptionToken extends Token {
  readonly name: string;
  readonly rawName: string;
  readonly inlineValue?: boolean | undefined;
}

function optionProblem(
  { name, rawName, value, inlineValue }: OptionToken,
  subcommand: Subcommand | undefined,
): string | undefined {
  const taken = subcommand === undefined ? OPTIONS : SUBCOMMANDS[subcommand];
  if (!Object.hasOwn(OPTIONS, name)) {
    const near = suggest(name, Object.keys(taken));
    const hint = near === undefined ? "" : ` Did you mean --${near}?`;
    return `There is no option ${rawName}.${hint}`;
  }
  if (!Object.hasOwn(taken, name)) return `${rawName} has no meaning for ${subcommand}.`;
  const { type, choices }: Option = OPTIONS[name as keyof typeof OPTIONS];
  if (type === "boolean") return value === undefined ? undefined : `${rawName} takes no value.`;
  // What looks like an option is one; a value that does is written --out=-x.
  const isMissing = !value || (value.startsWith("-") && inlineValue !== true);
  if (isMissing) return `${rawName} needs a value.`;
  if (choices === undefined || choices.includes(value)) return undefined;
  return `${rawName} takes ${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}, not "${value}".`;
}

function exclusive(one: string, other: string): Request {
  return usageError(`${one} and ${other} exclude each other.`);
}

function usageError(message: string): Request {
  return { kind: "usage-error", message };
}
