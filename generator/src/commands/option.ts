import { CONFIG_FILE } from "../workspace/lock-names.js";

/** Option names without dashes → options. */
export type Options = Readonly<Record<string, Option>>;

/** An option of a command, in the words of `util.parseArgs`, with what help needs. */
export type Option = Flag | Setting;

interface Described {
  /** One letter: `-h`. */
  readonly short?: string;
  /** What the option does: a sentence without its period, and more sentences where one is not enough. */
  readonly help: string;
}

/** `--check` */
export interface Flag extends Described {
  readonly type: "boolean";
}

/** `--out <folder>` */
export interface Setting extends Described {
  readonly type: "string";
  /** The value in a line of usage; shells complete paths of folders for "folder". */
  readonly value: string;
  /** The only values that are accepted. */
  readonly choices?: readonly string[];
  /** What a value must be, where that is not one of few. */
  readonly rule?: ValueRule;
  /** The value where the option is not given. */
  readonly default?: string;
  /** Whether it can be given several times; its value is then the list of all values. */
  readonly multiple?: true;
  /** The key of the config that has the value where the option is not given. */
  readonly configKey?: "table";
}

/** What a value of an option must be. */
export interface ValueRule {
  /** Continues "must be": "a whole number above 0". */
  readonly words: string;
  readonly isValid: (value: string) => boolean;
}

/** The values of options: flags are true or false, settings without a default may be absent. */
export type Values<Declared extends Options> = string extends keyof Declared
  ? Readonly<Record<string, string | boolean | readonly string[] | undefined>>
  : { readonly [Name in keyof Declared]: ValueOf<Declared[Name]> };

type ValueOf<Declared> = Declared extends Flag
  ? boolean
  : Declared extends { readonly multiple: true }
    ? readonly string[] | undefined
    :
        | (Declared extends { readonly choices: readonly (infer Choice)[] } ? Choice : string)
        | (Declared extends { readonly default: string } ? never : undefined);

/** The options of every command. */
export const COMMON_OPTIONS = {
  help: { type: "boolean", short: "h", help: "Print the usage, and exit" },
  version: {
    type: "boolean",
    help: "Print the version, and exit. For the report of a bug, run `ddb-pattern-gen --version --format json`",
  },
} as const satisfies Options;

export const COLOR_OPTION = {
  color: {
    type: "string",
    value: "when",
    choices: ["auto", "always", "never"],
    default: "auto",
    help: "Colour text for people. `auto`: on a terminal, and in the logs of CI services that show colours",
  },
} as const satisfies Options;

/** The option of commands on schemas. */
export const CONFIG_OPTION = {
  config: {
    type: "string",
    value: "file",
    help: `Take the schemas and their options from this config. Default: the nearest \`${CONFIG_FILE}\` in this folder or above, up to the root of the repository`,
  },
} as const satisfies Options;

/** The options of commands that report diagnostics. */
export const REPORT_OPTIONS = {
  format: {
    type: "string",
    value: "how",
    choices: ["text", "json", "github"],
    default: "text",
    help: "Report diagnostics as text on stderr, as JSON on stdout, or as GitHub annotations on stdout",
  },
  ...COLOR_OPTION,
  quiet: { type: "boolean", help: "Print nothing but errors" },
} as const satisfies Options;

/** The number that a value is, whose rule allows nothing else. */
export function numberOf(value: string | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

/** The values that an option accepts, where they are few. */
export function choicesOf(option: Option | undefined): readonly string[] {
  return option?.type === "string" ? (option.choices ?? []) : [];
}
