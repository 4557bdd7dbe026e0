import type { Reporting } from "../terminal/report.js";
import { type Command, defineCommand } from "./command.js";
import { COLOR_OPTION, COMMON_OPTIONS, numberOf, type Options } from "./option.js";
import {
  AWS_PARAGRAPH,
  LINES_OPTIONS,
  POLICY_OPTION,
  TABLE_OPTIONS,
  UPCASTERS_OPTION,
  WRITE_OPTIONS,
} from "./table-options.js";
import { usageError } from "./usage-error.js";

const OPTIONS = {
  ...TABLE_OPTIONS,
  export: {
    type: "string",
    value: "folder",
    help: "Read an export that DynamoDB wrote to S3 in the format DYNAMODB_JSON, from a folder with its manifest-files.json. No table is read",
  },
  repair: {
    type: "boolean",
    help: "Add copies that are missing. Nothing is overwritten or removed",
  },
  ...WRITE_OPTIONS,
  ...UPCASTERS_OPTION,
  ...POLICY_OPTION,
  ...LINES_OPTIONS,
  ...COLOR_OPTION,
  ...COMMON_OPTIONS,
} as const satisfies Options;

export const command: Command = defineCommand({
  name: "verify",
  summary: "Find stored events with faults",
  details: [
    "Reads a whole table, or an export of one, and reports each fault: a copy that is missing, that differs, or that has a key of no release; an event that is invalid in every release of the lock, or that cannot be read; revisions that are missing; items that belong to no schema. Run it after a restore, and before a program relies on a table.",
    "With `--repair`, adds the copies that are missing. Copies that the contract of the table says are not complete are left to `reindex`.",
    "Text shows the first faults of each kind, and counts all. JSON has a line for each fault, as soon as it is found, and a last one with the counts.",
    "Fails if a fault remains. It may run beside programs.",
    AWS_PARAGRAPH,
  ],
  operands: { name: "file", noun: "schema file", count: "one" },
  options: OPTIONS,
  conflicts: [
    ["--export", "--table"],
    ["--export", "--endpoint"],
    ["--export", "--repair"],
    ["--export", "--rate"],
    ["--export", "--segments"],
    ["--export", "--print-policy"],
  ],
  examples: [
    {
      line: "ddb-pattern-gen verify events.yaml --table events",
      effect: "Report the faults of a table",
    },
    {
      line: "ddb-pattern-gen verify events.yaml --table events --repair --rate 100",
      effect: "Add what is missing, at 100 write units a second",
    },
    {
      line: "ddb-pattern-gen verify events.yaml --export ./export --format json",
      effect: "Print the faults of an export as lines of JSON",
    },
  ],
  printsData: (options) => options["print-policy"],
  run: async ({ operands, options }, terminal) => {
    const { table, endpoint, repair, format, color, quiet: isQuiet, upcasters } = options;
    const folder = options.export;
    if (table !== undefined && options["print-policy"]) {
      const { printPolicy } = await import("./tables/print-policy.js");
      return printPolicy(repair ? "repair" : "verify", table, operands, terminal);
    }
    const source = folder !== undefined ? { folder } : table && { table, endpoint };
    if (!source) {
      const help = "Name the table: --table <name>, or the folder of an export: --export <folder>.";
      return usageError(help, terminal);
    }
    const reporting: Reporting = { format, color, isQuiet };
    const { runVerify } = await import("./verify/run.js");
    const request = {
      files: operands,
      source,
      repairs: repair,
      rate: numberOf(options.rate),
      segments: numberOf(options.segments),
      upcasters,
      reporting,
    };
    return runVerify(request, terminal);
  },
});
