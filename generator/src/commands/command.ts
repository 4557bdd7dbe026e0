import type { ExitCode } from "../terminal/exit-code.js";
import type { Terminal } from "../terminal/terminal.js";
import type { Options, Values } from "./option.js";

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
  /** Whether stdout is data for a program, and so must not be changed. Without it, `--format json` is. */
  readonly printsData?: (options: Values<Declared>) => boolean;
  run(call: Call<Declared>, terminal: Terminal): Promise<ExitCode>;
}

/** The arguments of a command that are no options. */
export interface Operands {
  /** Its name in a line of usage: "files". */
  readonly name: string;
  /** One of them, in a sentence: "schema file". */
  readonly noun: string;
  /** "many" is one or more. */
  readonly count: "optional" | "one" | "many";
  /** The only values that are accepted. Operands without choices are paths of files. */
  readonly choices?: () => readonly string[];
  /** Values that shells offer, where others are accepted, too. */
  readonly offers?: () => readonly string[];
  /** The operands after the first one; there may be none. */
  readonly rest?: { readonly name: string };
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
}

/** A record whose `run` knows the types of its own options. */
export function defineCommand<const Declared extends Options>(command: Command<Declared>): Command {
  // The parser gives each command the values of the options that it declares.
  return command as unknown as Command;
}
