import { usesColor } from "../terminal/color.js";
import { EXIT } from "../terminal/exit-code.js";
import { type Command, defineCommand } from "./command.js";
import { codeSections } from "./explain/code-sections.js";
import { COLOR_OPTION, COMMON_OPTIONS, type Options } from "./option.js";
import { PLAIN_TABLE_NAME } from "./table-options.js";

const OPTIONS = {
  id: {
    type: "string",
    value: "field=id",
    multiple: true,
    help: "An id of the event or the stream, to print its exact keys. Repeat the option for each id field, and for each id of a list. Default: the names of the fields, in braces",
  },
  table: {
    type: "string",
    value: "name",
    default: "events",
    configKey: "table",
    rule: PLAIN_TABLE_NAME,
    help: "The name of the table, for the statements that read the keys. The config may have another default",
  },
  format: {
    type: "string",
    value: "how",
    choices: ["text", "json"],
    default: "text",
    help: "Print text or JSON",
  },
  ...COLOR_OPTION,
  ...COMMON_OPTIONS,
} as const satisfies Options;

export const command: Command = defineCommand({
  name: "explain",
  summary: "Explain an event type, a stream, or a code",
  details: [
    "Of an event type, prints the keys of the items that it is stored as, the calls that find it and those that do not, statements that read the items in the AWS console and with the AWS CLI, and the cost of a save. Of a stream, the same for its keys. Name the schema file after it. An event type can be named as it is stored.",
    "Of a code, or of a rule of `breaking`, prints its section of the reference, with examples. Without any name, lists all codes and rules.",
  ],
  operands: {
    name: "what",
    noun: "event type, stream or code",
    count: "optional",
    offers: () => codeSections().map(({ code }) => code),
    rest: { name: "files" },
  },
  options: OPTIONS,
  examples: [
    {
      line: "ddb-pattern-gen explain PRICE_LOWERED events.yaml",
      effect: "Print the keys, calls and statements of an event type",
    },
    {
      line: "ddb-pattern-gen explain PRICE_LOWERED events.yaml --id store_id=s1",
      effect: "Print the exact keys of one event",
    },
    {
      line: "ddb-pattern-gen explain product_prices events.yaml --format json",
      effect: "Print the keys of a stream as JSON",
    },
    { line: "ddb-pattern-gen explain unknown-field-type", effect: "Print the section of a code" },
    { line: "ddb-pattern-gen explain FIELD_NO_DELETE", effect: "Print the section of a rule" },
    { line: "ddb-pattern-gen explain", effect: "List all codes and rules" },
  ],
  run: async ({ operands: [name, ...files], options }, terminal) => {
    const { id: ids = [], format, color } = options;
    const table = nameOfTable(options.table);
    if (name !== undefined) {
      const { runExplain } = await import("./explain/run.js");
      return runExplain({ name, files, ids, table, format, color }, terminal);
    }
    const { listJson, listText } = await import("./explain/render.js");
    const { stdout, env } = terminal;
    const sections = codeSections();
    stdout.write(
      format === "json" ? listJson(sections) : listText(sections, usesColor(color, stdout, env)),
    );
    return EXIT.ok;
  },
});

/** The config may have an ARN. Statements are run in the account and the Region of the table, where its name is enough. */
function nameOfTable(table: string): string {
  return table.replace(/^arn:.*:table\//, "");
}
