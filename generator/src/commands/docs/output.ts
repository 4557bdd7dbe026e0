import { basename, dirname, join } from "node:path";
import { shellPath } from "../../workspace/targets.js";

export type CatalogueForm = "html" | "markdown";

export interface OutputOptions {
  /** `undefined`: as the name in `out` ends, else HTML. */
  readonly to: CatalogueForm | undefined;
  /** A file or a folder. */
  readonly out: string | undefined;
  /** The folder of a catalogue of several schemas: that of the project's config, else the working folder. */
  readonly root: string;
}

/** The file of a catalogue. */
export interface CatalogueOutput {
  readonly path: string;
  readonly form: CatalogueForm;
}

const ENDINGS: Readonly<Record<CatalogueForm, RegExp>> = {
  html: /\.html?$/i,
  markdown: /\.(?:md|markdown)$/i,
};

const ENDING: Readonly<Record<CatalogueForm, string>> = { html: ".html", markdown: ".md" };

/** The name of a catalogue of several schemas. */
const SHARED_NAME = "catalogue";

/** @param files The schemas, at least one. */
export function outputOf(
  files: readonly string[],
  { to, out, root }: OutputOptions,
): CatalogueOutput {
  const ending = out === undefined ? undefined : formOf(out);
  const form = to ?? ending ?? "html";
  if (out !== undefined && ending !== undefined) return { path: out, form };
  const [first = ""] = files;
  const isOne = files.length === 1;
  const name = isOne ? basename(first).replace(/\.ya?ml$/i, "") : SHARED_NAME;
  const folder = out ?? (isOne ? dirname(first) : root);
  return { path: join(folder, name + ENDING[form]), form };
}

function formOf(path: string): CatalogueForm | undefined {
  return (["html", "markdown"] as const).find((form) => ENDINGS[form].test(path));
}

/** The command that writes a catalogue again, as it was run. */
export function docsCommand(
  operands: readonly string[],
  { to, out }: Omit<OutputOptions, "root">,
): string {
  const words = ["npx ddb-pattern-gen docs", ...operands.map(shellPath)];
  if (out !== undefined) words.push("--out", shellPath(out));
  if (to !== undefined) words.push("--to", to);
  return words.join(" ");
}
