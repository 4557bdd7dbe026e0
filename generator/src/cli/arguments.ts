import { parseArgs } from "node:util";
import type { Call, Command } from "../commands/command.js";
import type { Options } from "../commands/option.js";
import { DEFAULT_COMMAND, isCommandName, loadCommand } from "../commands/registry.js";
import { type OptionToken, operandError, optionError } from "./usage-errors.js";

/** What a command line asks for. `command` is absent where the line names none; `run` always has one. */
export type Request =
  | { readonly kind: "help"; readonly command?: Command }
  | { readonly kind: "version"; readonly options: Call["options"] }
  | { readonly kind: "usage-error"; readonly command?: Command; readonly message: string }
  | {
      readonly kind: "run";
      readonly command: Command;
      readonly call: Call;
      /** Whether the line names the command. */
      readonly isNamed: boolean;
      /** The names of the options that the line has. */
      readonly given: ReadonlySet<string>;
    };

/** Reads a command line, without the paths of Node and of the script. Loads only the named command. */
export async function parseArguments(argv: readonly string[]): Promise<Request> {
  const standard = await loadCommand(DEFAULT_COMMAND);
  const word = commandWord(argv, standard.options);
  const command = word === undefined ? standard : await loadCommand(word.name);
  const named = word === undefined ? {} : { command };
  const rest = word === undefined ? argv : argv.toSpliced(word.index, 1);

  const { own, program } = split(rest, command);
  const { values, positionals: operands, tokens } = tokenize(own, command.options);
  const given = tokens.filter((token) => token.kind === "option") as OptionToken[];
  const wrongOption = optionError(given, command, standard);
  if (wrongOption !== undefined) return { kind: "usage-error", ...named, message: wrongOption };
  if (values.help === true) return { kind: "help", ...named };
  const options = withFlags(values, command.options);
  if (values.version === true) return { kind: "version", options };
  const wrongOperand = operandError(operands, command);
  if (wrongOperand !== undefined) return { kind: "usage-error", ...named, message: wrongOperand };
  return {
    kind: "run",
    command,
    call: { operands, options, ...(program && { program }) },
    isNamed: word !== undefined,
    given: new Set(given.map(({ name }) => name)),
  };
}

/** Splits arguments at "--", for a command that runs a program. */
function split(
  argv: readonly string[],
  { takesProgram = false, options }: Command,
): { readonly own: readonly string[]; readonly program?: readonly string[] } {
  const end = tokenize(argv, options).tokens.find(({ kind }) => kind === "option-terminator");
  if (!takesProgram || end === undefined) return { own: argv };
  return { own: argv.slice(0, end.index), program: argv.slice(end.index + 1) };
}

/** The first operand, if it names a command. After "--", every operand is a file. */
function commandWord(
  argv: readonly string[],
  options: Options,
): { readonly name: string; readonly index: number } | undefined {
  const first = tokenize(argv, options).tokens.find(({ kind }) => kind !== "option");
  if (first?.kind !== "positional" || !isCommandName(first.value)) return undefined;
  return { name: first.value, index: first.index };
}

function tokenize(argv: readonly string[], options: Options) {
  const config = { options, allowPositionals: true, strict: false, tokens: true } as const;
  return parseArgs({ args: [...argv], ...config });
}

/** The values of options, with `false` for the flags that are not given. */
function withFlags(
  values: ReturnType<typeof tokenize>["values"],
  options: Options,
): Call["options"] {
  const entries = Object.entries(options).map(([name, { type }]) => [
    name,
    type === "boolean" ? values[name] === true : values[name],
  ]);
  return Object.fromEntries(entries);
}
