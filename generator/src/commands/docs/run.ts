import { dirname, relative, resolve, sep } from "node:path";
import { type CatalogueSource, catalogueOf } from "../../catalogue/build.js";
import { htmlPage } from "../../catalogue/html/page.js";
import { markdownPage } from "../../catalogue/markdown/page.js";
import { type Diagnostic, isError } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { printable } from "../../diagnostics/render/printable.js";
import type { ExitCode } from "../../terminal/exit-code.js";
import { type Reporting, report } from "../../terminal/report.js";
import type { Terminal } from "../../terminal/terminal.js";
import { readCatalogueFile } from "../../workspace/catalogue-file.js";
import { systemReason, systemRemedy } from "../../workspace/system-errors.js";
import { writeAtomically } from "../../workspace/write-file.js";
import { type ReadSchema, readSchemas } from "../read-schemas.js";
import { type CatalogueOutput, docsCommand, type OutputOptions, outputOf } from "./output.js";

export interface DocsRequest extends OutputOptions {
  /** Paths and globs. */
  readonly files: readonly string[];
  readonly mode: "write" | "check" | "stdout";
  readonly reporting: Reporting;
}

/** Writes, prints or checks the catalogue of some schemas. One error in one of them stops all writing. */
export async function runDocs(request: DocsRequest, terminal: Terminal): Promise<ExitCode> {
  const { files, mode, reporting } = request;
  const { schemas, problems, sources } = await readSchemas(files, terminal);
  const found = schemas.flatMap(({ analyzed }) => analyzed.diagnostics);
  const diagnostics: Diagnostic[] = [...problems, ...found.filter(isError)];
  if (diagnostics.length > 0) return report(diagnostics, sources, reporting, terminal);

  const output = outputOf(
    schemas.map(({ file }) => file),
    request,
  );
  const text = catalogueText(schemas, output, mode === "stdout" ? "." : dirname(output.path));
  if (mode === "stdout") terminal.stdout.write(text);
  else diagnostics.push(...(await deliver(text, output, request, terminal)));
  return report(diagnostics, sources, reporting, terminal);
}

/** @param folder From where the paths of schemas count. */
function catalogueText(
  schemas: readonly ReadSchema[],
  { form }: CatalogueOutput,
  folder: string,
): string {
  const sources = schemas.flatMap(({ file, analyzed: { model } }): CatalogueSource[] =>
    // A file that only declares types is a part of the schemas that import it.
    model === undefined ? [] : [{ model, file: relative(folder, file).split(sep).join("/") }],
  );
  const catalogue = catalogueOf(sources);
  return form === "html" ? htmlPage(catalogue) : markdownPage(catalogue);
}

/** Writes a catalogue, or compares it with its file. */
async function deliver(
  text: string,
  { path }: CatalogueOutput,
  request: DocsRequest,
  { cwd, stderr }: Terminal,
): Promise<Diagnostic[]> {
  const { files, mode, reporting } = request;
  const at = { file: path };
  const say = (word: string) => {
    if (!reporting.isQuiet) stderr.write(`${printable(`${word} ${path}`)}\n`);
  };
  const file = readCatalogueFile(resolve(cwd, path));
  if (file.kind === "unreadable") {
    return [newDiagnostic("output-unwritable", at, { output: path, reason: file.reason })];
  }
  if (file.kind === "foreign") return [newDiagnostic("output-not-generated", at, { output: path })];
  if (file.kind === "catalogue" && file.text === text) {
    say("unchanged ");
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
    const about = { output: path, reason: systemReason(error), remedy: systemRemedy(error) };
    return [newDiagnostic("output-unwritable", at, about)];
  }
  say("written   ");
  return [];
}
