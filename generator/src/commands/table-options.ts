import { TABLE_NAME_PATTERN } from "../project-config/keys.js";
import type { Option, Options, ValueRule } from "./option.js";

/** The paragraph of help about the packages and the account of commands on tables. */
export const AWS_PARAGRAPH =
  "Commands on tables use the packages `ddb-pattern-runtime`, `@aws-sdk/client-dynamodb` and `@aws-sdk/lib-dynamodb` of the project, and the Region and the credentials that the AWS SDK finds, as in `AWS_REGION` and `AWS_PROFILE`.";

export const NUMBER_ABOVE_0: ValueRule = {
  words: "a number above 0",
  isValid: (value) => /^\d+(?:\.\d+)?$/.test(value) && Number(value) > 0,
};

const WHOLE_NUMBER: ValueRule = {
  words: "a whole number above 0",
  isValid: (value) => /^\d{1,6}$/.test(value) && Number(value) > 0,
};

export const TABLE_NAME: ValueRule = {
  words: "the name or the ARN of a table",
  isValid: (value) => TABLE_NAME_PATTERN.test(value),
};

/** A name alone, for what takes no ARN. */
export const PLAIN_TABLE_NAME: ValueRule = {
  words: "the name of a table",
  isValid: (value) => TABLE_NAME.isValid(value) && !value.startsWith("arn:"),
};

/** The name of a table. Commands that can do without one do not take it from the config. */
export const TABLE_OPTION = {
  type: "string",
  value: "name",
  rule: TABLE_NAME,
  help: "The name or the ARN of the table",
} as const satisfies Option;

/** The options of commands on tables. */
export const TABLE_OPTIONS = {
  table: {
    ...TABLE_OPTION,
    configKey: "table",
    help: "The name or the ARN of the table. Default: the `table` of the schema in the config",
  },
  endpoint: {
    type: "string",
    value: "URL",
    rule: {
      words: 'a URL, such as "http://localhost:8000"',
      isValid: (value: string) => /^https?:/i.test(value) && URL.canParse(value),
    },
    help: "The address of a local engine. The Region and the credentials may then be missing. Default: DynamoDB in the Region that the AWS SDK finds",
  },
} as const satisfies Options;

/** The options of commands that read a whole table, and write. */
export const WRITE_OPTIONS = {
  rate: {
    type: "string",
    value: "units",
    rule: NUMBER_ABOVE_0,
    help: "Consume at most this number of write units a second. Default: no limit",
  },
  segments: {
    type: "string",
    value: "number",
    rule: WHOLE_NUMBER,
    help: "Scan the table in this number of segments in parallel. Default: 4",
  },
} as const satisfies Options;

export const POLICY_OPTION = {
  "print-policy": {
    type: "boolean",
    help: "Print the IAM policy with the least permissions for the command, and do nothing else",
  },
} as const satisfies Options;

export const UPCASTERS_OPTION = {
  upcasters: {
    type: "string",
    value: "file",
    help: "The module that exports the client's `upcasters`, for stored events of earlier versions that only they convert. Node 22.18 and newer load TypeScript",
  },
} as const satisfies Options;

/** The format of commands that print a line for each event at fault. */
export const LINES_OPTIONS = {
  format: {
    type: "string",
    value: "how",
    choices: ["text", "json"],
    default: "text",
    help: "Report as text on stderr, or as lines of JSON on stdout, each an object with one member",
  },
  quiet: { type: "boolean", help: "Print nothing but errors" },
} as const satisfies Options;
