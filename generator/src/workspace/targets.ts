import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { EnumStyle } from "../emit/typescript/event-types.js";
import { UNPRINTABLE } from "../util/code-units.js";

/** One schema and its module. */
export interface Target {
  /** The path of the schema, as the user wrote it. */
  readonly input: string;
  /** The path of the module. */
  readonly output: string;
  /** The path of the schema from the folder of the module, with forward slashes. */
  readonly source: string;
  /** The command that generates the module again, for the folder of the module. */
  readonly command: string;
  /** `undefined` if a tsconfig decides. */
  readonly enumStyle: EnumStyle | undefined;
}

export interface OutputOptions {
  /** The folder of all modules; `undefined`: each module is beside its schema. */
  readonly out: string | undefined;
  /** `undefined` if a tsconfig decides. */
  readonly enumStyle: EnumStyle | undefined;
}

/** The options that a config has for a schema. */
export interface ConfiguredOutput extends OutputOptions {
  /** Whether a command that runs in a folder finds this config by itself. */
  readonly isFoundFrom: (folder: string) => boolean;
}

const NOT_CONFIGURED: ConfiguredOutput = {
  out: undefined,
  enumStyle: undefined,
  isFoundFrom: () => true,
};

export const GENERATED_SUFFIX = ".generated.ts";

/** Larger than any module. */
export const MAX_MODULE_BYTES: number = 64 * 1024 * 1024;

/** The module of a schema: `<name>.generated.ts` for `<name>.yaml`. The given options override those of a config. */
export function targetOf(
  input: string,
  given: OutputOptions,
  cwd: string,
  configured: ConfiguredOutput = NOT_CONFIGURED,
): Target {
  const out = given.out ?? configured.out;
  const enumStyle = given.enumStyle ?? configured.enumStyle;
  const folder = out ?? dirname(input);
  const name = basename(input).replace(/\.ya?ml$/i, "");
  const source = pathFrom(resolve(cwd, folder), resolve(cwd, input));
  const spelled = configured.isFoundFrom(folder)
    ? othersThan(configured, given, cwd)
    : { out, enumStyle };
  const here = spelled.out === undefined ? undefined : ".";
  const command = commandFor(source, { ...spelled, out: here });
  return { input, output: join(folder, name + GENERATED_SUFFIX), source, command, enumStyle };
}

/** The given options, without those that a config has, too. */
function othersThan(
  configured: OutputOptions,
  { out, enumStyle }: OutputOptions,
  cwd: string,
): OutputOptions {
  const isSame = (path: string) =>
    configured.out !== undefined && resolve(cwd, path) === resolve(cwd, configured.out);
  return {
    out: out === undefined || isSame(out) ? undefined : out,
    enumStyle: enumStyle === configured.enumStyle ? undefined : enumStyle,
  };
}

/** The command that generates the module of a schema, for the folder from which the paths count. */
export function commandFor(path: string, { out, enumStyle }: OutputOptions): string {
  const words = ["npx ddb-pattern-gen", shellPath(path)];
  if (out !== undefined) words.push("--out", shellPath(out));
  if (enumStyle !== undefined) words.push("--enum", enumStyle);
  return words.join(" ");
}

/** The path from a folder to a file, with forward slashes. */
function pathFrom(folder: string, file: string): string {
  return relative(folder, file).split(sep).join("/");
}

/** Equal for two targets that would be one file. Some file systems ignore case. */
export function outputKey({ output }: Target): string {
  return output.toLowerCase();
}

/** A path as an operand for a shell. `./` keeps it from being taken for an option or for a command. */
export function shellPath(path: string): string {
  return shellWord(/^(?:-|[a-z]+$)/.test(path) ? `./${path}` : path);
}

/** A word quoted for a shell, on one printable line. bash, zsh and ksh read octal bytes. */
export function shellWord(word: string): string {
  if (/^[\w./:@%+=,-]+$/.test(word)) return word;
  if (word.search(UNPRINTABLE) === -1) return `'${word.replaceAll("'", "'\\''")}'`;
  const escaped = word
    .replace(/[\\']/g, "\\$&")
    .replace(UNPRINTABLE, (sign) =>
      Array.from(Buffer.from(sign), (byte) => `\\${byte.toString(8).padStart(3, "0")}`).join(""),
    );
  return `$'${escaped}'`;
}
