import type { Reporting } from "../terminal/report.js";
import { type Command, defineCommand } from "./command.js";
import { COMMON_OPTIONS, type Options, REPORT_OPTIONS } from "./option.js";

const OPTIONS = {
  check: {
    type: "boolean",
    help: "Write nothing. Fail if a lock lacks the shapes of its schema, as a step of CI",
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
  ],
  operands: { name: "files", noun: "schema file", count: "many" },
  options: OPTIONS,
  examples: [
    { line: "ddb-pattern-gen release events.yaml", effect: "Add a release to events.lock.yaml" },
    {
      line: "ddb-pattern-gen release events.yaml --check",
      effect: "Fail if events.yaml has changed since its last release",
    },
  ],
  run: async ({ operands, options: { check, format, color, quiet: isQuiet } }, terminal) => {
    const reporting: Reporting = { format, color, isQuiet };
    const { runRelease } = await import("./release/run.js");
    return runRelease({ files: operands, isCheck: check, reporting }, terminal);
  },
});
