import { basename, dirname, join, relative, sep } from "node:path";
import type { Finding } from "../diagnostics/diagnostic.js";
import { finding } from "../diagnostics/messages.js";
import type { EnumStyle } from "../emit/typescript/event-types.js";

/** One schema and the file that it becomes. */
export interface Target {
  /** As the user named it. */
  readonly input: string;
  readonly output: string;
  /** The way from the output's folder to the input, with forward slashes. */
  readonly source: string;
  /** What makes the file again, run in the output's folder. */
  readonly command: string;
}

export interface OutputOptions {
  /** The folder for all output; without it, each file goes beside its schema. */
  readonly out: string | undefined;
  /** As the user asked for it; `undefined` where it is inferred. */
  readonly enumStyle: EnumStyle | undefined;
}

export const GENERATED_SUFFIX = ".generated.ts";

export function targetOf(input: string, options: OutputOptions): Target {
  const folder = options.out ?? dirname(input);
  const name = basename(input).replace(/\.ya?ml$/i, "");
  const source = wayTo(input, folder);
  const words = ["npx", "ddb-pattern-gen", shellPath(source)];
  if (options.out !== undefined) words.push("--out", ".");
  if (options.enumStyle !== undefined) words.push("--enum", options.enumStyle);
  return { input, output: join(folder, name + GENERATED_SUFFIX), source, command: words.join(" ") };
}

/** The way from a folder to a file, with forward slashes. */
export function wayTo(file: string, folder: string): string {
  return relative(folder, file).split(sep).join("/");
}

/** Two schemas must not become one file. */
export function outputClashes(targets: readonly Target[]): Finding[] {
  const owners = new Map<string, string>();
  return targets.flatMap(({ input, output }) => {
    // Compared without case: some systems' files are the same under both.
    const key = output.toLowerCase();
    const other = owners.get(key);
    if (other === undefined) {
      owners.set(key, input);
      return [];
    }
    return [finding("output-clash", { file: input }, { output, other })];
  });
}

/** A path as an operand of the command, written for a shell: it is neither an option nor a subcommand. */
export function shellPath(path: string): string {
  return shellWord(/^(-|lint$)/.test(path) ? `./${path}` : path);
}

/** What ends a line, hides or changes the direction of reading. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A word as a shell reads it back, on one line and printable; bytes in octal are bash's, zsh's and ksh's. */
function shellWord(word: string): string {
  if (/^[\w./@%+=,-]+$/.test(word)) return word;
  if (word.search(UNPRINTABLE) === -1) return `'${word.replaceAll("'", "'\\''")}'`;
  const escaped = word
    .replace(/[\\']/g, "\\$&")
    .replace(UNPRINTABLE, (sign) =>
      Array.from(Buffer.from(sign), (byte) => `\\${byte.toString(8).padStart(3, "0")}`).join(""),
    );
  return `$'${escaped}'`;
}
