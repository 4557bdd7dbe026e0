import { type Command, schemasFrom } from "../commands/command.js";
import { choicesOf } from "../commands/option.js";
import { suggest } from "../diagnostics/suggest/suggest.js";

/** An option as the parser found it on the command line. */
export interface OptionToken {
  readonly name: string;
  /** With its dashes. */
  readonly rawName: string;
  readonly value: string | undefined;
  /** Whether the value follows an equals sign. */
  readonly inlineValue: boolean | undefined;
}

/** More choices than these are not listed in a message. */
const MAX_LISTED = 6;

/** What is wrong with the given options; `undefined` where nothing is. */
export function optionError(
  given: readonly OptionToken[],
  command: Command,
  /** The command of a line that names none. Users know its options best. */
  standard: Command,
): string | undefined {
  for (const token of given) {
    const message = nameError(token, command, standard) ?? valueError(token, command);
    if (message !== undefined) return message;
  }
  const written = new Set(given.flatMap(spellings));
  const conflict = command.conflicts?.find((pair) => pair.every((option) => written.has(option)));
  return conflict && `${conflict.join(" and ")} cannot be used together.`;
}

/** What is wrong with the given operands; `undefined` where nothing is. */
export function operandError(operands: readonly string[], command: Command): string | undefined {
  const {
    name,
    operands: { noun, count, choices, rest },
  } = command;
  if (operands.length === 0) {
    // The config may name them.
    if (schemasFrom(command) === 0) return undefined;
    if (count === "many") return `Name at least one ${noun}.`;
    if (count === "one") return `Name a ${noun}${listOf(choices?.() ?? [], ": ")}.`;
    return undefined;
  }
  const isList = count === "many" || count === "any" || rest !== undefined;
  if (!isList && operands.length > 1) {
    return `\`${name}\` takes one ${noun}, got ${operands.length}.`;
  }
  const known = choices?.();
  const wrong = operands.find((operand) => known?.includes(operand) === false);
  if (known === undefined || wrong === undefined) return undefined;
  const near = suggest(wrong, known);
  const hint = near === undefined ? listOf(known, " Expected ", ".") : ` Did you mean "${near}"?`;
  return `"${wrong}" is not a ${noun}.${hint}`;
}

function nameError(
  { name, rawName }: OptionToken,
  { name: commandName, options }: Command,
  standard: Command,
): string | undefined {
  if (Object.hasOwn(options, name)) return undefined;
  if (Object.hasOwn(standard.options, name))
    return `\`${commandName}\` does not accept ${rawName}.`;
  const near = suggest(name, Object.keys(options));
  return `Unknown option ${rawName}.${near === undefined ? "" : ` Did you mean --${near}?`}`;
}

function valueError(
  { name, rawName, value, inlineValue }: OptionToken,
  { options }: Command,
): string | undefined {
  const option = options[name];
  if (option?.type === "boolean") {
    return value === undefined ? undefined : `${rawName} does not take a value.`;
  }
  // A word that looks like an option is an option. A value with a dash is written --out=-x.
  if (!value || (value.startsWith("-") && inlineValue !== true))
    return `${rawName} requires a value.`;
  const wrong = (expected: string) => `${rawName} must be ${expected}, got "${value}".`;
  if (option?.rule?.isValid(value) === false) return wrong(option.rule.words);
  const choices = choicesOf(option);
  if (choices.length === 0 || choices.includes(value)) return undefined;
  return wrong(alternatives(choices));
}

/** How conflicts name an option: alone, and with its value. */
function spellings({ name, value }: OptionToken): string[] {
  return value === undefined ? [`--${name}`] : [`--${name}`, `--${name} ${value}`];
}

function listOf(words: readonly string[], before: string, after = ""): string {
  const isShort = words.length > 0 && words.length <= MAX_LISTED;
  return isShort ? `${before}${alternatives(words)}${after}` : "";
}

function alternatives(words: readonly string[]): string {
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
