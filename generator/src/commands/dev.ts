import { type Command, defineCommand } from "./command.js";
import type { ValueRule } from "./option.js";
import { COLOR_OPTION, COMMON_OPTIONS, type Options } from "./option.js";
import { AWS_PARAGRAPH, TABLE_NAME, TABLE_OPTIONS } from "./table-options.js";

const PORT: ValueRule = {
  words: "a port, 0 to 65535",
  isValid: (value) => /^(?:0|[1-9]\d{0,4})$/.test(value) && Number(value) <= 65_535,
};

const DEFAULT_PORT = 8000;

const OPTIONS = {
  port: {
    type: "string",
    value: "number",
    rule: PORT,
    help: "The port of the local engine, on the loopback; 0 is any free one. Default: 8000, and 0 with a command",
  },
  data: {
    type: "string",
    value: "file",
    help: "Keep the tables in this file. Default: in memory, until the command ends",
  },
  endpoint: {
    ...TABLE_OPTIONS.endpoint,
    help: "Start no engine, and use the one at this address",
  },
  table: {
    type: "string",
    value: "name",
    rule: TABLE_NAME,
    help: "Create this table. Default: the `table` of each schema in the config, or else `events`",
  },
  "write-env": {
    type: "string",
    value: "file",
    help: "Also write the environment into this file, for `node --env-file`",
  },
  format: {
    type: "string",
    value: "how",
    choices: ["text", "json"],
    default: "text",
    help: "Print the environment on stdout as commands of a shell, or as a line of JSON with the members `environment` and `tables`",
  },
  ...COLOR_OPTION,
  ...COMMON_OPTIONS,
} as const satisfies Options;

export const command: Command = defineCommand({
  name: "dev",
  summary: "Run a local table, and generate after each change",
  details: [
    "Starts a local engine, creates the tables of the schemas, and prints the environment by which programs find them. Then it generates the clients, and again whenever a schema has changed, until it is interrupted. It ends the engine, too. A table that the config names later is created then.",
    "With a command after `--`, it generates nothing: it runs the command in that environment, ends the engine, and exits with the exit code of the command. Each run has tables of its own, so that tests in CI need no other setup.",
    "The engine is Dynoxide: the program of `DDB_PATTERN_DYNOXIDE`, or of the package `@dynoxide/linux-x64`, or the `dynoxide` on the `PATH`. Use another engine with `--endpoint`.",
    AWS_PARAGRAPH,
  ],
  operands: { name: "files", noun: "schema file", count: "many" },
  options: OPTIONS,
  conflicts: [
    ["--endpoint", "--port"],
    ["--endpoint", "--data"],
  ],
  examples: [
    {
      line: "ddb-pattern-gen dev",
      effect: "Create the tables of the config in memory, and watch its schemas",
    },
    {
      line: "ddb-pattern-gen dev --data .events.db --write-env .env.local",
      effect: "Keep the tables in a file, and write the environment for programs",
    },
    {
      line: "ddb-pattern-gen dev -- npm test",
      effect: "Run the tests with tables of their own",
    },
    {
      line: "ddb-pattern-gen dev events.yaml --endpoint http://localhost:8000",
      effect: "Use an engine that is running",
    },
  ],
  printsData: () => true,
  takesProgram: true,
  run: async ({ operands, options, config, reload, program = [] }, terminal) => {
    const { port, data, endpoint, table, format, color } = options;
    const { runDev } = await import("./dev/run.js");
    const request = {
      files: operands,
      config,
      port: Number(port ?? (program.length > 0 ? 0 : DEFAULT_PORT)),
      data,
      endpoint,
      table,
      envFile: options["write-env"],
      format,
      color,
      program,
    };
    return runDev(request, reload, terminal);
  },
});
