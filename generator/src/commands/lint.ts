import { resolve } from "node:path";
import { analyze } from "../analyze.js";
import type { LintRequest } from "../cli/arguments.js";
import type { ExitCode } from "../cli/exit-code.js";
import { report } from "../cli/report.js";
import { Progress, type Terminal } from "../cli/terminal.js";
import type { Finding } from "../diagnostics/diagnostic.js";
import { printable } from "../diagnostics/render/printable.js";
import { sourceFile } from "../language/source-file.js";
import { importReader } from "../workspace/import-reader.js";
import { expandFiles, readInput } from "../workspace/inputs.js";
import { nameClashes, type SchemaName } from "../workspace/schema-names.js";

/** The command that looks for mistakes in schemas: it generates nothing, and touches no output. */
export async function runLint(request: LintRequest, terminal: Terminal): Promise<ExitCode> {
  const files = await expandFiles(request.files, terminal.cwd);
  const findings: Finding[] = [];
  const names: SchemaName[] = [];
  const sources = new Map<string, string>();
  const progress = new Progress(terminal);
  for (const [index, file] of files.entries()) {
    progress.show(printable(`Checking ${index + 1} of ${files.length}: ${file}`));
    const read = await readInput(file, resolve(terminal.cwd, file));
    if ("problem" in read) {
      findings.push(read.problem);
      continue;
    }
    sources.set(file, read.text);
    const analyzed = await analyze(sourceFile(file, read.text), importReader(file, terminal.cwd));
    for (const { file: imported, text } of analyzed.imports) sources.set(imported, text);
    for (const found of analyzed.findings) findings.push(found);
    if (analyzed.name !== undefined) names.push({ file, ...analyzed.name });
  }
  progress.clear();
  findings.push(...nameClashes(names));
  return report(findings, sources, request, terminal);
}
