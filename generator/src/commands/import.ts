import { type Command, defineCommand } from "./command.js";
import { COLOR_OPTION, COMMON_OPTIONS, type Options } from "./option.js";
import { usageError } from "./usage-error.js";

const OPTIONS = {
  "json-schema": {
    type: "string",
    value: "path",
    help: "Import events that a JSON Schema describes: a file, or a folder of files",
  },
  asyncapi: {
    type: "string",
    value: "file",
    help: "Import the messages of an AsyncAPI document of version 2 or 3, as YAML or JSON",
  },
  out: {
    type: "string",
    value: "file",
    help: "Write the schema into this file. Default: print it on stdout",
  },
  force: { type: "boolean", help: "Replace the file of --out if it exists" },
  name: {
    type: "string",
    value: "name",
    help: "The name of the schema, in PascalCase. Default: that of the document or the file",
  },
  format: {
    type: "string",
    value: "how",
    choices: ["text", "json"],
    default: "text",
    help: "Print the schema, or JSON with the schema and a list of what could not be imported",
  },
  ...COLOR_OPTION,
  quiet: { type: "boolean", help: "Print nothing but errors on stderr" },
  ...COMMON_OPTIONS,
} as const satisfies Options;

export const command: Command = defineCommand({
  name: "import",
  summary: "Make a schema of TypeScript, JSON Schema or AsyncAPI",
  details: [
    "Reads a TypeScript file with a call of `createEventFunctions` of the source library, or with event types that have a literal `type` and an object `data`; or a module that this tool has generated, whose schema comes back. Nothing of the file is run. TypeScript is read with ts-morph, which your project installs: `npm i -D ts-morph`; or `npx -p ts-morph -p ddb-pattern-gen ddb-pattern-gen import events.ts`.",
    "With `--json-schema`, reads events from a document whose `oneOf`, `$defs` or root describes them, or from a folder of such documents. With `--asyncapi`, reads the messages of a document. References lead into the same document and to local files, and never to the network.",
    "The schema is legal: what the language cannot say is left out, or has the type `json`, and a comment at its place gives the reason. Names become legal, with `wire` for the original ones.",
  ],
  operands: { name: "file", noun: "TypeScript file", count: "optional", paths: "files" },
  options: OPTIONS,
  conflicts: [["--json-schema", "--asyncapi"]],
  examples: [
    { line: "ddb-pattern-gen import src/events.ts", effect: "Print a schema of a program" },
    {
      line: "ddb-pattern-gen import --json-schema schemas --out events.yaml",
      effect: "Write a schema of all JSON Schemas in schemas/",
    },
    {
      line: "ddb-pattern-gen import --asyncapi asyncapi.yaml --format json",
      effect: "Print a schema of an AsyncAPI document, and what it lacks, as JSON",
    },
  ],
  printsData: (options) => options.out === undefined,
  run: async ({ operands: [file], options }, terminal) => {
    const { asyncapi, out, name, format, color, quiet: isQuiet, force: isForced } = options;
    const sources = [
      { kind: "typescript", path: file },
      { kind: "json-schema", path: options["json-schema"] },
      { kind: "asyncapi", path: asyncapi },
    ] as const;
    const [source, ...others] = sources.flatMap(({ kind, path }) =>
      path === undefined ? [] : [{ kind, path }],
    );
    if (source === undefined || others.length > 0) {
      return usageError(
        "Name one source: a TypeScript file, --json-schema <path> or --asyncapi <file>.",
        terminal,
      );
    }
    const { runImport } = await import("./import/run.js");
    const request = { source, out, isForced, name, reporting: { format, color, isQuiet } };
    return runImport(request, terminal);
  },
});
