import type { Reporting } from "../terminal/report.js";
import { type Command, defineCommand } from "./command.js";
import { COMMON_OPTIONS, type Options, REPORT_OPTIONS } from "./option.js";
import { TABLE_OPTIONS } from "./table-options.js";
import { usageError } from "./usage-error.js";

const OPTIONS = {
  against: {
    type: "string",
    value: "what",
    help: "Compare with the schema of a Git branch, tag or commit; with a file; with the file of the same path in another folder; with another lock; or with the contract of a DynamoDB table, as `table:events`. Default: all releases in the lock beside the schema",
  },
  endpoint: TABLE_OPTIONS.endpoint,
  ...REPORT_OPTIONS,
  ...COMMON_OPTIONS,
} as const satisfies Options;

export const command: Command = defineCommand({
  name: "breaking",
  summary: "Report changes of schemas that break stored events",
  details: [
    "Compares each schema with its releases, and reports each change that does harm: where it is in both, why it does harm, and what to do.",
    "STORED (stored events cannot be read, or are read otherwise) and LOOKUP (stored events are not found) are errors. ROLLING (the old and the new program side by side) and SOURCE (code that uses the client) are warnings.",
    "To accept a change, list its path under `accept`, with a reason.",
  ],
  operands: { name: "files", noun: "schema file", count: "many" },
  options: OPTIONS,
  examples: [
    {
      line: "ddb-pattern-gen breaking events.yaml",
      effect: "Compare events.yaml with all releases in events.lock.yaml",
    },
    {
      line: "ddb-pattern-gen breaking events.yaml --against main",
      effect: "Compare events.yaml with that of the branch main",
    },
    {
      line: 'ddb-pattern-gen breaking "schemas/*.yaml" --against ../before --format github',
      effect: "Compare with the files of the same paths in a folder, in a workflow",
    },
  ],
  run: async ({ operands, options }, terminal) => {
    const { against, endpoint, format, color, quiet: isQuiet } = options;
    const reporting: Reporting = { format, color, isQuiet };
    const { runBreaking } = await import("./breaking/run.js");
    const result = await runBreaking({ files: operands, against, endpoint, reporting }, terminal);
    if (typeof result === "number") return result;
    return usageError(result.usageError, terminal);
  },
});
