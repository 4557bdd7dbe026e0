import { basename, dirname, join, relative, sep } from "node:path";
import { finding } from "../diagnostics/catalogue.js";
import type { Finding } from "../diagnostics/finding.js";
import type { EnumStyle } from "../emit/event-types.js";

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
  const words = ["npx", "ddb-pattern-gen", shellWord(source)];
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

/** A word as a POSIX shell reads it back. */
export function shellWord(word: string): string {
  return /^[\w./@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
