import { type Command, schemasFrom } from "../commands/command.js";
import { choicesOf, type Option } from "../commands/option.js";
import { DEFAULT_COMMAND, loadCommand, loadCommands } from "../commands/registry.js";
import { PACKAGE_NAME, pageLink } from "../project/links.js";
import { EXIT_MEANINGS } from "../terminal/exit-code.js";
import { twoColumns, WIDTH, wrap } from "../terminal/wrap.js";

const TITLE = "Typed event-sourcing clients for Amazon DynamoDB, generated from YAML";

/** What `--help` prints: for one command, or for the whole tool. */
export async function helpText(command?: Command): Promise<string> {
  const parts = command === undefined ? await overview() : commandHelp(command);
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

async function overview(): Promise<string[][]> {
  const [commands, standard] = [await loadCommands(), await loadCommand(DEFAULT_COMMAND)];
  return [
    [TITLE],
    ["Usage", ...commands.map((command) => `  ${usageOf(command)}`)],
    ["Commands", ...twoColumns(commands.map(({ name, summary }) => [name, summary]))],
    section(`"${PACKAGE_NAME} <command> --help" describes a command.`),
    optionLines(standard, `Options of ${standard.name}`),
    ["Exit codes", ...twoColumns(Object.entries(EXIT_MEANINGS))],
    ["Examples", ...commands.flatMap(({ examples }) => examples.slice(0, 1)).flatMap(exampleLines)],
    ["Documentation", `  ${pageLink("command-line.md")}`],
  ];
}

function commandHelp(command: Command): string[][] {
  const { name, summary, details, examples } = command;
  return [
    [`${PACKAGE_NAME} ${name}: ${summary}`],
    ["Usage", `  ${usageOf(command)}`],
    ...details.map(section),
    optionLines(command, "Options"),
    ["Examples", ...examples.flatMap(exampleLines)],
    ["Documentation", `  ${pageLink(`command-line.md#${name}`)}`],
  ];
}

/** A line of usage. The name of the default command can be left out. */
export function usageOf(command: Command): string {
  const { name } = command;
  const word = name === DEFAULT_COMMAND ? `[${name}]` : name;
  const program = command.takesProgram === true ? " [-- command...]" : "";
  return `${PACKAGE_NAME} ${word} ${operandText(command)} [options]${program}`;
}

/** Schemas can be left out where a config names them. */
function operandText(command: Command): string {
  const { name, count, rest } = command.operands;
  const others = rest === undefined ? "" : ` [${rest.name}...]`;
  const isOptional = count === "optional" || schemasFrom(command) === 0;
  if (count === "many" || count === "any") return isOptional ? `[${name}...]` : `<${name}...>`;
  return (isOptional ? `[${name}]` : `<${name}>`) + others;
}

/** An option as a user writes it: `--out <folder>`, `-h, --help`. */
export function optionUsage(name: string, option: Option): string {
  const long = option.type === "boolean" ? `--${name}` : `--${name} <${option.value}>`;
  return option.short === undefined ? long : `-${option.short}, ${long}`;
}

/** What an option does, with its values and its default, in one paragraph. */
export function optionEffect(option: Option): string {
  const choices = choicesOf(option);
  const values = choices.length === 0 ? [] : [`Values: ${choices.join(", ")}`];
  const standard = option.type === "string" ? option.default : undefined;
  const defaults = standard === undefined ? [] : [`Default: ${standard}`];
  return [option.help, ...values, ...defaults].map((sentence) => `${sentence}.`).join(" ");
}

function optionLines({ options }: Command, title: string): string[] {
  const rows = Object.entries(options).map(
    ([name, option]) => [optionUsage(name, option), optionEffect(option)] as const,
  );
  return [title, ...twoColumns(rows)];
}

function exampleLines({ line, effect }: Command["examples"][number]): string[] {
  return [`  ${line}`, `      ${effect}`];
}

function section(paragraph: string): string[] {
  return wrap(paragraph, WIDTH);
}
