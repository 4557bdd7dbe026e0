import { resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { printable } from "../diagnostics/render/printable.js";
import { sourceFile } from "../language/source-file.js";
import { type Reporting, report } from "../terminal/report.js";
import { Progress } from "../terminal/terminal.js";
import { expandFiles } from "../workspace/expand-files.js";
import { importReader } from "../workspace/import-reader.js";
import { readInput } from "../workspace/inputs.js";
import { nameClashes, type SchemaName } from "../workspace/schema-names.js";
import { type Command, defineCommand } from "./command.js";
import { COMMON_OPTIONS, REPORT_OPTIONS } from "./option.js";

export const command: Command = defineCommand({
  name: "lint",
  summary: "Report mistakes in schemas",
  details: [
    "Reports the errors and warnings of schemas, as `generate` does. Reads and writes no modules.",
    "Write `./lint` for a file of this name.",
  ],
  operands: { name: "files", noun: "schema file", count: "many" },
  options: { ...REPORT_OPTIONS, ...COMMON_OPTIONS },
  examples: [
    { line: "ddb-pattern-gen lint events.yaml", effect: "Print errors and warnings" },
    {
      line: 'ddb-pattern-gen lint "schemas/**/*.yaml" --format json',
      effect: "Print the diagnostics of all schemas as JSON",
    },
  ],
  run: async ({ operands, options: { format, color, quiet: isQuiet } }, terminal) => {
    const reporting: Reporting = { format, color, isQuiet };
    const { analyze } = await import("../analyze.js");
    const files = await expandFiles(operands, terminal.cwd);
    const diagnostics: Diagnostic[] = [];
    const names: SchemaName[] = [];
    const sources = new Map<string, string>();
    const progress = new Progress(terminal);
    for (const [index, file] of files.entries()) {
      progress.show(printable(`Checking ${index + 1} of ${files.length}: ${file}`));
      const read = await readInput(file, resolve(terminal.cwd, file));
      if ("problem" in read) {
        diagnostics.push(read.problem);
        continue;
      }
      sources.set(file, read.text);
      const analyzed = await analyze(sourceFile(file, read.text), importReader(file, terminal.cwd));
      for (const { file: imported, text } of analyzed.imports) sources.set(imported, text);
      for (const found of analyzed.diagnostics) diagnostics.push(found);
      if (analyzed.name !== undefined) names.push({ file, ...analyzed.name });
    }
    progress.clear();
    diagnostics.push(...nameClashes(names));
    return report(diagnostics, sources, reporting, terminal);
  },
});
