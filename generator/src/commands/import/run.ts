import { resolve } from "node:path";
import { type Diagnostic, isError } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { jsonText } from "../../diagnostics/render/json.js";
import { printable } from "../../diagnostics/render/printable.js";
import type { Imported } from "../../importers/imported.js";
import { schemaName } from "../../importers/names.js";
import { notesOf } from "../../importers/yaml/notes.js";
import { writeLegal } from "../../importers/yaml/repair.js";
import { entryOf, isMap } from "../../importers/yaml/tree.js";
import { EXIT, type ExitCode } from "../../terminal/exit-code.js";
import { type Reporting, report } from "../../terminal/report.js";
import type { Terminal } from "../../terminal/terminal.js";
import { statOf } from "../../workspace/regular-file.js";
import { unwritable } from "../../workspace/unwritable.js";
import { writeAtomically } from "../../workspace/write-file.js";
import { readSource, type Source } from "./read-source.js";

export interface ImportRequest {
  readonly source: Source;
  /** The file of the schema; `undefined`: stdout. */
  readonly out: string | undefined;
  readonly isForced: boolean;
  readonly name: string | undefined;
  /** In JSON, a schema that was imported is printed with what it lacks, and else the diagnostics. */
  readonly reporting: Reporting;
}

/** Imports a schema. Nothing is written unless it is legal. */
export async function runImport(request: ImportRequest, terminal: Terminal): Promise<ExitCode> {
  const { source, out, isForced, reporting } = request;
  const { cwd } = terminal;
  const isJson = reporting.format === "json";
  if (out !== undefined && !isForced && statOf(resolve(cwd, out)) !== undefined) {
    return fail(newDiagnostic("import-exists", { file: source.path }, { output: out }));
  }
  const read = await readSource(source, cwd);
  if ("problem" in read) return fail(read.problem);
  const { imported } = read;
  const named = entryOf(imported.schema, "name");
  if (named !== undefined && request.name !== undefined) named.value = schemaName(request.name);
  const events = entryOf(imported.schema, "events")?.value;
  const none = { reason: imported.reasonForNone, help: imported.helpForNone };
  if (isMap(events) && events.entries.length === 0)
    return fail(newDiagnostic("import-failed", { file: source.path }, none));

  const { text, analyzed, errors } = await writeLegal(imported.schema, headingOf(source, imported));
  if (analyzed.model === undefined) {
    const reason = errors[0]?.message ?? "nothing of it can be said in a schema";
    const help = "Remove this part from the file, and import it again.";
    const about = { reason: `the schema would be wrong: ${reason.replace(/\.$/, "")}`, help };
    return fail(newDiagnostic("import-failed", { file: source.path }, about));
  }
  return deliver(text, analyzed.model.events.length);

  function fail(problem: Diagnostic): ExitCode {
    return report([problem], new Map(), reporting, terminal);
  }

  async function deliver(schema: string, count: number): Promise<ExitCode> {
    const notes = notesOf(imported.schema);
    const warnings = analyzed.diagnostics.filter((found) => !isError(found)).length;
    if (out !== undefined) {
      try {
        await writeAtomically(resolve(cwd, out), schema);
      } catch (error) {
        return fail(unwritable(out, source.path, error));
      }
    }
    if (isJson) terminal.stdout.write(jsonText({ schema, events: count, warnings, notes }));
    else if (out === undefined) terminal.stdout.write(schema);
    if (!reporting.isQuiet) terminal.stderr.write(summaryOf(count, notes.length, warnings, out));
    return EXIT.ok;
  }
}

function headingOf({ path }: Source, { heading }: Imported): string[] {
  return [
    "yaml-language-server: $schema=./node_modules/ddb-pattern-gen/events.schema.json",
    `Imported by ddb-pattern-gen from ${printable(path)}.`,
    ...heading,
  ];
}

function summaryOf(events: number, notes: number, warnings: number, out = "stdout"): string {
  const amount = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  const parts = [`imported  ${amount(events, "event type")} into ${out}`];
  if (notes > 0) parts.push(`${amount(notes, "comment")} on what could not be imported`);
  if (warnings > 0) parts.push(`${amount(warnings, "warning")} of lint`);
  return `${printable(parts.join(", "))}\n`;
}
