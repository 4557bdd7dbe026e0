import type { Reporting } from "../terminal/report.js";
import { type Command, defineCommand } from "./command.js";
import { COMMON_OPTIONS, type Options, REPORT_OPTIONS } from "./option.js";

const OPTIONS = {
  check: {
    type: "boolean",
    help: "Write nothing. Fail if a lock lacks the shapes of its schema, as a step of CI",
  },
  table: {
    type: "string",
    value: "name",
    help: "Also append the release to the contract of this DynamoDB table, which clients with `contract: check` read. Region, credentials and endpoint are those that the AWS SDK finds. With --check, fail if the table has another contract",
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
    "Use `--table` after the programs that save by this schema were deployed, and those that save by an earlier one have stopped: what these save lacks the copies for new lookups and streams. It uses the `ddb-pattern-runtime` and the AWS SDK that the project has installed.",
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
  run: async ({ operands, options: { check, table, format, color, quiet: isQuiet } }, terminal) => {
    const reporting: Reporting = { format, color, isQuiet };
    const { runRelease } = await import("./release/run.js");
    return runRelease({ files: operands, isCheck: check, table, reporting }, terminal);
  },
});
