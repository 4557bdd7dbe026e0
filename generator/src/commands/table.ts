import { POLICY_NAMES } from "../infrastructure/policies.js";
import type { Reporting } from "../terminal/report.js";
import { type Command, defineCommand } from "./command.js";
import { COLOR_OPTION, COMMON_OPTIONS, type Options } from "./option.js";
import { AWS_PARAGRAPH, PLAIN_TABLE_NAME, TABLE_OPTIONS } from "./table-options.js";

const OPTIONS = {
  table: TABLE_OPTIONS.table,
  to: {
    type: "string",
    value: "tool",
    choices: ["cloudformation", "cdk", "terraform", "aws-cli"],
    help: "Print the table for a tool: a template in YAML, a construct in TypeScript, a configuration, or a script for bash",
  },
  consumer: {
    type: "string",
    value: "function",
    multiple: true,
    help: "A Lambda function that handles the change stream: its name, and after an equals sign the event types and consistent streams that it handles, as in shipping=ORDER_PAID,order. Without them, it gets all copies that a handler or a projection of the schema can follow. Adds the stream, the event source mapping with filters, and a queue for records that are given up. Repeat it for each function",
  },
  projections: {
    type: "string",
    value: "name",
    rule: PLAIN_TABLE_NAME,
    help: "Add a table of this name, for the items of projections and the checkpoints of consumers",
  },
  encryption: {
    type: "string",
    value: "key",
    choices: ["customer-managed", "aws-owned"],
    default: "customer-managed",
    help: "The key of the tables: one of the account in KMS, or one that AWS owns, which costs nothing",
  },
  policy: {
    type: "string",
    value: "of",
    choices: [...POLICY_NAMES],
    help: "Print the IAM policy of these programs alone, as JSON",
  },
  create: {
    type: "boolean",
    help: "Create the table now, unless it exists: on DynamoDB, or on the local engine of --endpoint",
  },
  endpoint: TABLE_OPTIONS.endpoint,
  ...COLOR_OPTION,
  ...COMMON_OPTIONS,
} as const satisfies Options;

export const command: Command = defineCommand({
  name: "table",
  summary: "Declare or create the table of events",
  details: [
    "Prints a table of events for a tool: on-demand, with point-in-time recovery, deletion protection and a key that zero-ETL integrations accept; and IAM policies for writers, readers, consumers and operators. None of them allows to update or delete an event.",
    "The functions of `--consumer` are declared elsewhere. Their roles get the policy of consumers.",
    "Save the output beside the rest of your infrastructure, and change it as you like.",
    "Schemas are read for the filters of `--consumer`, and for nothing else.",
    AWS_PARAGRAPH,
  ],
  operands: { name: "files", noun: "schema file", count: "any" },
  options: OPTIONS,
  conflicts: [
    ["--to", "--policy"],
    ["--to", "--create"],
    ["--policy", "--create"],
    ["--to", "--endpoint"],
    ["--policy", "--endpoint"],
  ],
  examples: [
    {
      line: "ddb-pattern-gen table --table events --to cloudformation",
      effect: "Print a template with the table and the policies",
    },
    {
      line: "ddb-pattern-gen table events.yaml --table events --to cdk --consumer shipping",
      effect: "Print a construct for CDK, with a stream and a mapping to a function",
    },
    {
      line: "ddb-pattern-gen table --table events --policy writer",
      effect: "Print the policy of programs that save",
    },
    {
      line: "ddb-pattern-gen table --table events --create --endpoint http://localhost:8000",
      effect: "Create the table on a local engine",
    },
  ],
  printsData: () => true,
  run: async ({ operands, options }, terminal) => {
    const { table, to, consumer = [], projections, encryption, policy, create, endpoint } = options;
    const reporting: Reporting = { format: "text", color: options.color, isQuiet: false };
    const { runTable } = await import("./table/run.js");
    const request = {
      files: operands,
      table,
      task: create ? "create" : (to ?? policy),
      consumers: consumer,
      projections,
      hasOwnKey: encryption === "customer-managed",
      endpoint,
      reporting,
    } as const;
    return runTable(request, terminal);
  },
});
