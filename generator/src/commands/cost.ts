import { DEFAULT_PRICES } from "../cost/prices/prices.js";
import { type Command, defineCommand } from "./command.js";
import { COLOR_OPTION, COMMON_OPTIONS, type Options } from "./option.js";

const OPTIONS = {
  rate: {
    type: "string",
    value: "name=number",
    multiple: true,
    help: "Saves of an event type, or reads of a stream, in a second. Prints which keys take more than 1,000 write units or 3,000 read units a second, and the price of a month. Repeat it for each name",
  },
  size: {
    type: "string",
    value: "name=bytes",
    multiple: true,
    help: "The bytes of the data of an event type. Default: those of an event whose values are the schema's examples and defaults, or usual ones. Repeat it for each event type",
  },
  length: {
    type: "string",
    value: "events",
    default: "10",
    rule: {
      words: "a whole number from 1 to 100000",
      isValid: (value: string) => /^[1-9]\d{0,5}$/.test(value) && Number(value) <= 100_000,
    },
    help: "The number of events of a stream, for its reads",
  },
  prices: {
    type: "string",
    value: "file",
    help: `Prices in YAML, for another Region or another day. Default: those of ${DEFAULT_PRICES.region} since ${DEFAULT_PRICES.date}`,
  },
  budget: {
    type: "string",
    value: "file",
    help: "Fail if a save of an event type costs more write units than this file allows",
  },
  "write-budget": {
    type: "boolean",
    help: "Write the present costs to the file of --budget, and do not fail",
  },
  infracost: {
    type: "string",
    value: "file",
    help: "Write a usage file for Infracost with a month of the rates",
  },
  resource: {
    type: "string",
    value: "address",
    default: "aws_dynamodb_table.events",
    help: "The table in Terraform, for the usage file",
  },
  format: {
    type: "string",
    value: "how",
    choices: ["text", "json", "markdown"],
    default: "text",
    help: "Print tables for a terminal, JSON, or tables in Markdown",
  },
  ...COLOR_OPTION,
  ...COMMON_OPTIONS,
} as const satisfies Options;

export const command: Command = defineCommand({
  name: "cost",
  summary: "Print the cost of events and streams",
  details: [
    "Prints the items, bytes, write units and price of each event type, beside a table that stores each event once; what each lookup and stream adds; the requests and units of reads and appends of each stream; and the lookups that no stream reads. Prices are those on demand. Taxes, free tiers and data transfer are not counted.",
    "A typical event has all of its fields, and one item in each list. The bytes are those that DynamoDB counts.",
    "With --budget, commit the file, and let CI fail when a change of the schema makes an event type dearer.",
  ],
  operands: { name: "files", noun: "schema file", count: "many" },
  options: OPTIONS,
  examples: [
    { line: "ddb-pattern-gen cost events.yaml", effect: "Print the cost of events and streams" },
    {
      line: "ddb-pattern-gen cost events.yaml --rate PRICE_LOWERED=100",
      effect: "Print the load of keys, and the price of a month",
    },
    {
      line: "ddb-pattern-gen cost events.yaml --budget cost.yaml --write-budget",
      effect: "Write the budget",
    },
    {
      line: "ddb-pattern-gen cost events.yaml --budget cost.yaml",
      effect: "Fail if an event type is dearer than its budget",
    },
  ],
  run: async ({ operands, options }, terminal) => {
    const { runCost } = await import("./cost/run.js");
    const { rate = [], size = [], length, prices, budget, infracost } = options;
    const request = {
      files: operands,
      rates: rate,
      sizes: size,
      streamLength: Number(length),
      prices,
      budget,
      isWritingBudget: options["write-budget"],
      infracost,
      resource: options.resource,
      format: options.format,
      color: options.color,
    };
    return runCost(request, terminal);
  },
});
