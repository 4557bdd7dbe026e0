import { type Command, defineCommand } from "./command.js";
import { COLOR_OPTION, COMMON_OPTIONS, type Options } from "./option.js";
import { usageError } from "./usage-error.js";

/** The forms that `--to` names. */
const EXPORT_FORMATS = ["json-schema", "asyncapi", "cloudevents", "eventcatalog"] as const;

const OPTIONS = {
  to: {
    type: "string",
    value: "form",
    choices: EXPORT_FORMATS,
    help: "The form of the export. Required",
  },
  out: {
    type: "string",
    value: "folder",
    help: "Write files into this folder, which is created. Default: print one document on stdout",
  },
  base: {
    type: "string",
    value: "uri",
    rule: {
      words: "an absolute URI that ends in / or :",
      isValid: (value: string) =>
        /^[A-Za-z][A-Za-z0-9+.-]*:[^\s#?"<>\\^`{|}\p{Cc}]*[/:]$/u.test(value),
    },
    default: "urn:ddb-pattern:",
    help: "The beginning of the ids of schemas; the path of a file follows. Serve the folder at this address to let programs find them",
  },
  "document-version": {
    type: "string",
    value: "version",
    rule: {
      words: "a version such as 1.0.0",
      isValid: (value: string) =>
        /^\d{1,9}\.\d{1,9}\.\d{1,9}(?:-[0-9A-Za-z.-]{1,64})?$/.test(value),
    },
    default: "1.0.0",
    help: "The version of an AsyncAPI document, and of services and channels in EventCatalog. Events have the versions of their data",
  },
  owner: {
    type: "string",
    value: "id",
    help: "The user or team that owns the pages in EventCatalog, which its linter requires",
  },
  format: {
    type: "string",
    value: "how",
    choices: ["yaml", "json"],
    default: "yaml",
    help: "Write an AsyncAPI document as YAML or as JSON. The other forms are the same with both",
  },
  ...COLOR_OPTION,
  quiet: { type: "boolean", help: "Print nothing but errors on stderr" },
  ...COMMON_OPTIONS,
} as const satisfies Options;

export const command: Command = defineCommand({
  name: "export",
  summary: "Write schemas in the forms of other tools",
  details: [
    "`json-schema` (2020-12) describes events as readers see them: `id`, `type`, `timestamp`, `data`, `metadata` and, in consistent streams, `revision`. With `--out`, each version of an event type is a file `<Name>/<EVENT>.v<version>.json`; earlier versions describe stored events. Without it, one document holds the newest versions.",
    "`asyncapi` (3.0) is one document: a message for each event type, and a channel for the change stream of the table and for each stream.",
    "`cloudevents` (1.0) describes the JSON of each event type as a CloudEvent. `type` is the stored type, `time` the timestamp, `subject` the id of what the event is about, `sequence` the revision, and metadata are extension attributes. `dataschema` names the schema of the data, which is a file beside it.",
    "`eventcatalog` (3) writes a service, its events with their earlier versions, and channels into the folder of a catalogue.",
    "The same schema always gives the same files. Files of earlier runs are replaced, but not removed; other files are never replaced.",
  ],
  operands: { name: "files", noun: "schema file", count: "many" },
  options: OPTIONS,
  examples: [
    {
      line: "ddb-pattern-gen export events.yaml --to asyncapi",
      effect: "Print an AsyncAPI document as YAML",
    },
    {
      line: "ddb-pattern-gen export events.yaml --to json-schema --out schemas",
      effect: "Write a JSON Schema of each event type into schemas/",
    },
    {
      line: "ddb-pattern-gen export events.yaml --to cloudevents --out schemas",
      effect: "Write schemas of the events as CloudEvents into schemas/",
    },
    {
      line: "ddb-pattern-gen export events.yaml --to eventcatalog --out catalog",
      effect: "Write the pages of a catalogue into catalog/",
    },
  ],
  printsData: (options) => options.out === undefined,
  run: async ({ operands, options }, terminal) => {
    const { to, out, base, owner, quiet: isQuiet, color } = options;
    if (to === undefined) {
      return usageError(
        `Name the form: --to <form>. Values: ${EXPORT_FORMATS.join(", ")}.`,
        terminal,
      );
    }
    const exported = {
      base,
      owner,
      documentVersion: options["document-version"],
      isJson: options.format === "json",
    };
    const { runExport } = await import("./export/run.js");
    const request = { files: operands, to, out, exported };
    return runExport({ ...request, reporting: { format: "text", color, isQuiet } }, terminal);
  },
});
