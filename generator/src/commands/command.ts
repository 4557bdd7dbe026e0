import type { ExitCode } from "../terminal/exit-code.js";
import type { Terminal } from "../terminal/terminal.js";
import type { Applied, AppliedConfig } from "./apply-config.js";
import { CONFIG_OPTION, type Options, type Values } from "./option.js";

/**
 * A command of `ddb-pattern-gen`, as data. The parser of arguments, `--help`, shell completion and the
 * reference page are made from it; nothing else knows the command.
 *
 * The module that holds the record is loaded for help and completion, too. So it imports light modules
 * only, and `run` imports what is slow.
 */
export interface Command<Declared extends Options = Options> {
  readonly name: string;
  /** One line without a period, in the imperative: "Report mistakes in schemas". */
  readonly summary: string;
  /** Paragraphs of `--help` and of the reference page, in plain text with code in backticks. */
  readonly details: readonly string[];
  readonly operands: Operands;
  readonly options: Declared;
  /** Pairs of options that cannot be used together, as a user writes them: `--format json`. */
  readonly conflicts?: readonly (readonly [string, string])[];
  readonly examples: readonly Example[];
  /** Whether the arguments after "--" are a program that the command runs. Else they are operands. */
  readonly takesProgram?: boolean;
  /** Whether stdout is data for a program, and so must not be changed. Without it, `--format json` is. */
  readonly printsData?: (options: Values<Declared>) => boolean;
  /** Returns an exit code of `EXIT`, or that of the program that it ran. */
  run(call: Call<Declared>, terminal: Terminal): Promise<ExitCode | number>;
}

/** The arguments of a command that are no options. */
export interface Operands {
  /** Its name in a line of usage: "files". */
  readonly name: string;
  /** One of them, in a sentence: "schema file". */
  readonly noun: string;
  /** "many" is one or more, "any" is none or more. */
  readonly count: "optional" | "one" | "many" | "any";
  /** The only values that are accepted. Operands without choices are paths. */
  readonly choices?: () => readonly string[];
  /** Values that shells offer, where others are accepted, too. */
  readonly offers?: () => readonly string[];
  /** The operands after the first one, which are schemas; there may be none. */
  readonly rest?: { readonly name: string };
  /** The kind of the paths; by default schemas. A command without operands takes the schemas of the config. */
  readonly paths?: "schemas" | "files" | "folders";
}

export interface Example {
  /** A whole command line. */
  readonly line: string;
  /** What the line does, without a period. */
  readonly effect: string;
}

/** Arguments that fit the command's record. */
export interface Call<Declared extends Options = Options> {
  readonly operands: readonly string[];
  readonly options: Values<Declared>;
  /** The program that the command runs, with its arguments. */
  readonly program?: readonly string[];
  /** The config of the project, for a command on schemas; `undefined` if there is none. */
  readonly config?: AppliedConfig;
  /** Reads the config again, for a command that goes on: the call as it is now. */
  readonly reload?: () => Promise<Applied>;
}

/** A record whose `run` knows the types of its own options. Commands on schemas accept `--config`, too. */
export function defineCommand<const Declared extends Options>(command: Command<Declared>): Command {
  const { help, version, ...own }: Options = command.options;
  const options =
    schemasFrom(command) !== undefined
      ? { ...own, ...CONFIG_OPTION, ...(help && { help }), ...(version && { version }) }
      : command.options;
  // The parser gives each command the values of the options that it declares.
  return { ...command, options } as unknown as Command;
}

/** The index of the first operand that is a schema; `undefined` for a command without schemas. */
export function schemasFrom({ operands }: Pick<Command, "operands">): 0 | 1 | undefined {
  if (operands.rest !== undefined) return 1;
  const isSchemas = operands.choices === undefined && (operands.paths ?? "schemas") === "schemas";
  return isSchemas ? 0 : undefined;
}
