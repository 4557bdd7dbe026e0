import { dirname, relative, resolve, sep } from "node:path";
import { type CatalogueSource, catalogueOf } from "../../catalogue/build.js";
import { htmlPage } from "../../catalogue/html/page.js";
import { markdownPage } from "../../catalogue/markdown/page.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { printable } from "../../diagnostics/render/printable.js";
import type { ExitCode } from "../../terminal/exit-code.js";
import { type Reporting, report } from "../../terminal/report.js";
import type { Terminal } from "../../terminal/terminal.js";
import { readCatalogueFile } from "../../workspace/catalogue-file.js";
import { unwritable } from "../../workspace/unwritable.js";
import { writeAtomically } from "../../workspace/write-file.js";
import { readModels } from "../read-schemas.js";
import {
  type CatalogueForm,
  type CatalogueOutput,
  docsCommand,
  type OutputOptions,
  outputOf,
} from "./output.js";

export interface DocsRequest extends OutputOptions {
  /** Paths and globs. */
  readonly files: readonly string[];
  readonly mode: "write" | "check" | "stdout";
  readonly reporting: Reporting;
}

/** Writes, prints or checks the catalogue of some schemas. One error in one of them stops all writing. */
export async function runDocs(request: DocsRequest, terminal: Terminal): Promise<ExitCode> {
  const { files, mode, reporting } = request;
  const { models, onlyTypes, errors, sources } = await readModels(files, terminal);
  if (errors.length > 0) return report(errors, sources, reporting, terminal);

  const say = (line: string) => {
    if (!reporting.isQuiet) terminal.stderr.write(`${printable(line)}\n`);
  };
  // A file that only declares types is described with the schemas that import it.
  for (const file of onlyTypes) say(`only types ${file}`);
  const diagnostics: Diagnostic[] = [];
  if (models.length === 0) return report(diagnostics, sources, reporting, terminal);

  const output = outputOf(
    models.map(({ file }) => file),
    request,
  );
  const { cwd } = terminal;
  const textIn = (folder: string) =>
    catalogueText(
      models.map(({ file, model }) => ({ model, file: pathFrom(folder, resolve(cwd, file)) })),
      output.form,
    );
  if (mode === "stdout") terminal.stdout.write(textIn(cwd));
  else {
    const text = textIn(dirname(resolve(cwd, output.path)));
    diagnostics.push(...(await deliver(text, output, request, cwd, say)));
  }
  return report(diagnostics, sources, reporting, terminal);
}

function catalogueText(sources: readonly CatalogueSource[], form: CatalogueForm): string {
  const catalogue = catalogueOf(sources);
  return form === "html" ? htmlPage(catalogue) : markdownPage(catalogue);
}

/** The path from a folder to a file, both absolute, with forward slashes. */
function pathFrom(folder: string, file: string): string {
  return relative(folder, file).split(sep).join("/");
}

/** Writes a catalogue, or compares it with its file. */
async function deliver(
  text: string,
  { path }: CatalogueOutput,
  request: DocsRequest,
  cwd: string,
  say: (line: string) => void,
): Promise<Diagnostic[]> {
  const { files, mode } = request;
  const at = { file: path };
  const file = readCatalogueFile(resolve(cwd, path));
  if (file.kind === "unreadable") {
    return [newDiagnostic("output-unwritable", at, { output: path, reason: file.reason })];
  }
  if (file.kind === "foreign") return [newDiagnostic("output-not-generated", at, { output: path })];
  if (file.kind === "catalogue" && file.text === text) {
    say(`unchanged  ${path}`);
    return [];
  }
  if (mode === "check") {
    const about = { output: path, command: docsCommand(files, request) };
    const isMissing = file.kind === "missing";
    return [newDiagnostic("catalogue-outdated", at, { ...about, isMissing })];
  }
  try {
    await writeAtomically(resolve(cwd, path), text);
  } catch (error) {
    return [unwritable(path, path, error)];
  }
  say(`written    ${path}`);
  return [];
}
