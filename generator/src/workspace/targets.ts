import { basename, dirname, join, relative, sep } from "node:path";
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
}

export interface OutputOptions {
  /** The folder of all modules; `undefined`: each module is beside its schema. */
  readonly out: string | undefined;
  /** `undefined` if a tsconfig decides. */
  readonly enumStyle: EnumStyle | undefined;
}

export const GENERATED_SUFFIX = ".generated.ts";

/** Larger than any module. */
export const MAX_MODULE_BYTES: number = 64 * 1024 * 1024;

/** The module of a schema: `<name>.generated.ts` for `<name>.yaml`. */
export function targetOf(input: string, options: OutputOptions): Target {
  const folder = options.out ?? dirname(input);
  const name = basename(input).replace(/\.ya?ml$/i, "");
  const source = pathFrom(folder, input);
  const out = options.out === undefined ? undefined : ".";
  const command = commandFor(source, { ...options, out });
  return { input, output: join(folder, name + GENERATED_SUFFIX), source, command };
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
