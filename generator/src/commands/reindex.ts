import { DEFAULT_PRICES } from "../cost/prices/prices.js";
import type { Reporting } from "../terminal/report.js";
import { type Command, defineCommand } from "./command.js";
import { COLOR_OPTION, COMMON_OPTIONS, numberOf, type Options } from "./option.js";
import {
  AWS_PARAGRAPH,
  LINES_OPTIONS,
  NUMBER_ABOVE_0,
  POLICY_OPTION,
  TABLE_OPTIONS,
  UPCASTERS_OPTION,
  WRITE_OPTIONS,
} from "./table-options.js";
import { missingTable } from "./tables/missing-table.js";

const OPTIONS = {
  ...TABLE_OPTIONS,
  "dry-run": {
    type: "boolean",
    help: "Write nothing. Read the table, and print what would be added and what it costs",
  },
  all: {
    type: "boolean",
    help: "Look for all copies of all events, also those that the contract of the table says are complete",
  },
  "append-late": {
    type: "boolean",
    help: "Add an event to a consistent stream that has later events already, after those. Default: report it",
  },
  ...WRITE_OPTIONS,
  price: {
    type: "string",
    value: "dollars",
    rule: NUMBER_ABOVE_0,
    help: `The price of a million write units, for --dry-run. Default: ${DEFAULT_PRICES.writeUnits}, the price on demand in ${DEFAULT_PRICES.region} since ${DEFAULT_PRICES.date}`,
  },
  ...UPCASTERS_OPTION,
  ...POLICY_OPTION,
  ...LINES_OPTIONS,
  ...COLOR_OPTION,
  ...COMMON_OPTIONS,
} as const satisfies Options;

export const command: Command = defineCommand({
  name: "reindex",
  summary: "Add the copies of stored events that a schema needs",
  details: [
    "After a key field, a lookup or a stream was added, the events that are stored already lack its copies. `release --table` says which; this command adds them, and then says in the contract of the table that they are complete. It never overwrites or removes anything.",
    "It may run beside programs on the same schema, be interrupted, and be repeated. Stop the programs on earlier schemas first: what they save later lacks the copies. In a consistent stream, stored events get their revisions in the order of their ids.",
    "Fails if a copy cannot be added, and prints the event's id, the key and the reason.",
    AWS_PARAGRAPH,
  ],
  operands: { name: "file", noun: "schema file", count: "one" },
  options: OPTIONS,
  conflicts: [["--dry-run", "--rate"]],
  examples: [
    {
      line: "ddb-pattern-gen reindex events.yaml --table events --dry-run",
      effect: "Print what would be added, and what it costs",
    },
    {
      line: "ddb-pattern-gen reindex events.yaml --table events --rate 100",
      effect: "Add what is missing, at 100 write units a second",
    },
    {
      line: "ddb-pattern-gen reindex events.yaml --table events --format json",
      effect: "Add what is missing, and print lines for a program",
    },
  ],
  printsData: (options) => options["print-policy"],
  run: async ({ operands, options }, terminal) => {
    const { table, endpoint, format, color, quiet: isQuiet, rate, segments, price } = options;
    if (table === undefined) return missingTable(terminal);
    if (options["print-policy"]) {
      const { printPolicy } = await import("./tables/print-policy.js");
      return printPolicy(options["dry-run"] ? "planReindex" : "reindex", table, operands, terminal);
    }
    const reporting: Reporting = { format, color, isQuiet };
    const { runReindex } = await import("./reindex/run.js");
    const request = {
      files: operands,
      table: { table, endpoint },
      isDryRun: options["dry-run"],
      everything: options.all,
      appendsLate: options["append-late"],
      rate: numberOf(rate),
      segments: numberOf(segments),
      price: numberOf(price),
      upcasters: options.upcasters,
      reporting,
    };
    return runReindex(request, terminal);
  },
});
