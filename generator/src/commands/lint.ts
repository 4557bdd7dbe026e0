import { type Reporting, report } from "../terminal/report.js";
import { nameClashes, type SchemaName } from "../workspace/schema-names.js";
import { type Command, defineCommand } from "./command.js";
import { COMMON_OPTIONS, REPORT_OPTIONS } from "./option.js";
import { readSchemas } from "./read-schemas.js";

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
    const { schemas, problems, sources } = await readSchemas(operands, terminal);
    const diagnostics = [...problems];
    const names: SchemaName[] = [];
    for (const { file, analyzed } of schemas) {
      for (const found of analyzed.diagnostics) diagnostics.push(found);
      if (analyzed.name !== undefined) names.push({ file, ...analyzed.name });
    }
    diagnostics.push(...nameClashes(names));
    return report(diagnostics, sources, reporting, terminal);
  },
});
