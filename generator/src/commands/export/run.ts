import { isError } from "../../diagnostics/diagnostic.js";
import type { ExportFile, ExportOptions, ExportSource } from "../../exporters/export-file.js";
import { EXPORTERS, type ExportFormat } from "../../exporters/formats.js";
import { EXIT, type ExitCode } from "../../terminal/exit-code.js";
import { type Reporting, report } from "../../terminal/report.js";
import type { Terminal } from "../../terminal/terminal.js";
import { nameClashes } from "../../workspace/schema-names.js";
import { readSchemas } from "../read-schemas.js";
import { usageError } from "../usage-error.js";
import { writeFiles } from "./write-files.js";

export interface ExportRequest {
  /** Paths and globs. */
  readonly files: readonly string[];
  readonly to: ExportFormat;
  /** The folder; `undefined`: stdout. */
  readonly out: string | undefined;
  readonly exported: ExportOptions;
  readonly reporting: Reporting;
}

/** Exports all schemas, or nothing if one of them is wrong. */
export async function runExport(request: ExportRequest, terminal: Terminal): Promise<ExitCode> {
  const { to, out, exported, reporting } = request;
  const { schemas, problems, sources } = await readSchemas(request.files, terminal);
  const names = schemas.flatMap(({ file, analyzed: { name } }) =>
    name === undefined ? [] : [{ file, ...name }],
  );
  const diagnostics = [
    ...problems,
    ...schemas.flatMap(({ analyzed }) => analyzed.diagnostics),
    ...nameClashes(names),
  ];
  const errors = diagnostics.filter(isError);
  if (errors.length > 0) return report(errors, sources, reporting, terminal);
  const models = schemas.flatMap(({ file, analyzed: { model } }): ExportSource[] =>
    model === undefined ? [] : [{ file, model }],
  );
  const [only, ...others] = models;
  if (only === undefined) return usageError(`${schemas[0]?.file} has only types.`, terminal);

  const exporter = EXPORTERS[to];
  if (out === undefined) {
    const needsFolder = "Add --out <folder>";
    if (!("document" in exporter)) {
      return usageError(`${needsFolder}: ${to} is several files.`, terminal);
    }
    if (others.length > 0) return usageError(`${needsFolder}, or name one schema.`, terminal);
    terminal.stdout.write(exporter.document(only, exported));
    return EXIT.ok;
  }
  const files: ExportFile[] = models.flatMap((source) => exporter.files(source, exported));
  return writeFiles(files, { out, reporting, source: only.file }, terminal);
}
