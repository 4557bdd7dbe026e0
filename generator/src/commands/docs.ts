import { dirname, relative } from "node:path";
import { type Command, defineCommand } from "./command.js";
import { COMMON_OPTIONS, type Options, REPORT_OPTIONS } from "./option.js";

const OPTIONS = {
  to: {
    type: "string",
    value: "form",
    choices: ["html", "markdown"],
    help: "Write one HTML page or one Markdown file. Default: as the name in `--out` ends, else HTML",
  },
  out: {
    type: "string",
    value: "path",
    help: "Write this file, if the path ends in `.html` or `.md`, else a file in this folder. Default: a file beside the schema; of several schemas, `catalogue.html` or `catalogue.md` in the folder of the config, else in the current one",
  },
  check: {
    type: "boolean",
    help: "Write nothing. Report a catalogue that is missing, or is not that of the schemas as they are now",
  },
  stdout: { type: "boolean", help: "Print the catalogue, and write nothing" },
  ...REPORT_OPTIONS,
  ...COMMON_OPTIONS,
} as const satisfies Options;

export const command: Command = defineCommand({
  name: "docs",
  summary: "Write a catalogue of events",
  details: [
    "Describes every event of the schemas for people: fields, rules, types, examples, keys, streams, versions and deprecations, and a diagram of events, entities and streams. Several schemas make one catalogue.",
    "The HTML page is one file. It loads nothing and stores nothing, so it can be opened from a disk and published anywhere. The same schemas give the same file, so it can be committed.",
    "Write `./docs` for a file of this name.",
  ],
  operands: { name: "files", noun: "schema file", count: "many" },
  options: OPTIONS,
  conflicts: [
    ["--check", "--stdout"],
    ["--stdout", "--out"],
    ["--stdout", "--format json"],
    ["--stdout", "--format github"],
  ],
  examples: [
    { line: "ddb-pattern-gen docs events.yaml", effect: "Write events.html" },
    {
      line: 'ddb-pattern-gen docs "schemas/*.yaml" --out docs/events.md',
      effect: "Write one Markdown file about all schemas",
    },
    {
      line: "ddb-pattern-gen docs events.yaml --check",
      effect: "Fail if events.html is not up to date, as a step of CI",
    },
  ],
  printsData: ({ stdout }) => stdout,
  run: async ({ operands, options, config }, terminal) => {
    const { to, out, check, stdout, format, color, quiet: isQuiet } = options;
    const { runDocs } = await import("./docs/run.js");
    const reporting = { format, color, isQuiet };
    const mode = check ? "check" : stdout ? "stdout" : "write";
    const root = config === undefined ? "." : relative(terminal.cwd, dirname(config.path));
    return runDocs({ files: operands, to, out, root, mode, reporting }, terminal);
  },
});
