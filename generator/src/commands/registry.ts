import type { Command } from "./command.js";
import * as generate from "./generate.js";

type Load = () => Promise<{ readonly command: Command }>;

/**
 * Every command by its name. Commands are loaded on use. `generate` is imported statically, because every build
 * runs it.
 */
export const COMMANDS: Readonly<Record<string, Load>> = {
  generate: async () => generate,
  init: () => import("./init.js"),
  dev: () => import("./dev.js"),
  lint: () => import("./lint.js"),
  breaking: () => import("./breaking.js"),
  release: () => import("./release.js"),
  reindex: () => import("./reindex.js"),
  verify: () => import("./verify.js"),
  docs: () => import("./docs.js"),
  import: () => import("./import.js"),
  export: () => import("./export.js"),
  table: () => import("./table.js"),
  cost: () => import("./cost.js"),
  explain: () => import("./explain.js"),
  completion: () => import("./completion.js"),
};

/** The command that runs where the first operand names no command. */
export const DEFAULT_COMMAND = "generate";

/** The commands' names, in the order of help. */
export const COMMAND_NAMES: readonly string[] = Object.keys(COMMANDS);

/** Whether a word is the name of a command. A file of this name is written `./name`. */
export function isCommandName(word: string): boolean {
  return Object.hasOwn(COMMANDS, word);
}

/** @throws Error if there is no such command. */
export async function loadCommand(name: string): Promise<Command> {
  const load = isCommandName(name) ? COMMANDS[name] : undefined;
  if (load === undefined) throw new Error(`there is no command ${name}`);
  return (await load()).command;
}

export async function loadCommands(): Promise<readonly Command[]> {
  return Promise.all(COMMAND_NAMES.map(loadCommand));
}
