import type { Reporting } from "../terminal/report.js";
import { type Command, defineCommand } from "./command.js";
import { COMMON_OPTIONS, type Options, REPORT_OPTIONS } from "./option.js";
import { AWS_PARAGRAPH, TABLE_OPTION, TABLE_OPTIONS } from "./table-options.js";
import { missingTable } from "./tables/missing-table.js";

const OPTIONS = {
  check: {
    type: "boolean",
    help: "Write nothing. Fail if a lock lacks the shapes of its schema, as a step of CI",
  },
  table: {
    ...TABLE_OPTION,
    help: "Also append the release to the contract of this DynamoDB table, by its name or ARN; clients with `contract: checkContract` read it. With --check, fail if the table has another contract",
  },
  endpoint: TABLE_OPTIONS.endpoint,
  "print-policy": {
    type: "boolean",
    help: "Print the IAM policy with the least permissions for the command on the table of --table, and do nothing else",
  },
  ...REPORT_OPTIONS,
  ...COMMON_OPTIONS,
} as const satisfies Options;

export const command: Command = defineCommand({
  name: "release",
  summary: "Record the shapes of stored events in a lock",
  details: [
    "Adds a release to `<name>.lock.yaml` beside each `<name>.yaml`: the shapes that stored events have from now on. The first release creates the file. Commit it, and run the command whenever a changed schema goes into production.",
    "`generate` and `breaking` compare the schema with all releases. A schema with breaking changes is not released.",
    "Event types with `stability: draft` are left out.",
    "Use `--table` before programs on the new schema save events. The command lists the lookups and streams whose copies stored events may lack. Stop the programs on earlier schemas, and let `reindex` add them.",
    AWS_PARAGRAPH,
  ],
  operands: { name: "files", noun: "schema file", count: "many" },
  options: OPTIONS,
  examples: [
    { line: "ddb-pattern-gen release events.yaml", effect: "Add a release to events.lock.yaml" },
    {
      line: "ddb-pattern-gen release events.yaml --check",
      effect: "Fail if events.yaml has changed since its last release",
    },
    {
      line: "ddb-pattern-gen release events.yaml --table events",
      effect: "Also write the contract of the table events",
    },
  ],
  printsData: (options) => options["print-policy"],
  run: async ({ operands, options }, terminal) => {
    const { check, table: name, endpoint, format, color, quiet: isQuiet } = options;
    if (options["print-policy"]) {
      if (name === undefined) return missingTable(terminal);
      const { printPolicy } = await import("./tables/print-policy.js");
      return printPolicy(check ? "readContract" : "release", name, operands, terminal);
    }
    const table = name === undefined ? undefined : { table: name, endpoint };
    const reporting: Reporting = { format, color, isQuiet };
    const { runRelease } = await import("./release/run.js");
    return runRelease({ files: operands, isCheck: check, table, reporting }, terminal);
  },
});
