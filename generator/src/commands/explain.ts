import { usesColor } from "../terminal/color.js";
import { EXIT } from "../terminal/exit-code.js";
import { type Command, defineCommand } from "./command.js";
import { codeSections } from "./explain/code-sections.js";
import { COLOR_OPTION, COMMON_OPTIONS, type Options } from "./option.js";

const OPTIONS = {
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
  summary: "Explain the code of a diagnostic, or a rule of breaking",
  details: [
    "Prints the section of the reference about a code, or about a rule of `breaking`, with examples. Without a code, lists all codes and rules.",
  ],
  operands: {
    name: "code",
    noun: "diagnostic code",
    count: "optional",
    choices: () => codeSections().map(({ code }) => code),
  },
  options: OPTIONS,
  examples: [
    { line: "ddb-pattern-gen explain unknown-field-type", effect: "Print the section of a code" },
    { line: "ddb-pattern-gen explain FIELD_NO_DELETE", effect: "Print the section of a rule" },
    { line: "ddb-pattern-gen explain", effect: "List all codes and rules" },
    { line: "ddb-pattern-gen explain --format json", effect: "List all codes and rules as JSON" },
  ],
  run: async ({ operands: [code], options: { format, color } }, { stdout, env }) => {
    const { codeJson, codeText, listJson, listText } = await import("./explain/render.js");
    const sections = codeSections();
    const section = sections.find((candidate) => candidate.code === code);
    const isColored = usesColor(color, stdout, env);
    if (format === "json") stdout.write(section ? codeJson(section) : listJson(sections));
    else stdout.write(section ? codeText(section, isColored) : listText(sections, isColored));
    return EXIT.ok;
  },
});
