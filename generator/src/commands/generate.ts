import type { EnumStyle } from "../emit/typescript/event-types.js";
import type { Reporting } from "../terminal/report.js";
import type { AppliedConfig } from "./apply-config.js";
import { type Call, type Command, defineCommand } from "./command.js";
import { runGenerate } from "./generate/run.js";
import { COMMON_OPTIONS, type Options, REPORT_OPTIONS } from "./option.js";

/** What `runGenerate` does. */
export interface GenerateRequest extends Reporting {
  /** Paths and globs. */
  readonly files: readonly string[];
  /** The config of the project. */
  readonly config: AppliedConfig | undefined;
  readonly mode: "write" | "check" | "stdout";
  /** The folder of all modules; `undefined`: as the config says, or beside each schema. */
  readonly out: string | undefined;
  /** `undefined`: as the config says, or as the nearest tsconfig.json requires. */
  readonly enumStyle: EnumStyle | undefined;
  /** Whether to generate modules again that have not changed. */
  readonly isForced: boolean;
}

const OPTIONS = {
  check: {
    type: "boolean",
    help: "Write nothing. Report modules that are missing, changed, or left over from a schema that is gone, and print the differences",
  },
  out: {
    type: "string",
    value: "folder",
    help: "Write all modules into this folder. Default: each beside its schema",
  },
  watch: {
    type: "boolean",
    help: "Generate again whenever a schema, or a file that it depends on, has changed, until the command is interrupted",
  },
  stdout: { type: "boolean", help: "Print the module of one schema, and write nothing" },
  enum: {
    type: "string",
    value: "style",
    choices: ["native", "erasable"],
    help: "Emit event types as a native enum, or as an object that survives type stripping. Default: as `erasableSyntaxOnly` of the nearest tsconfig.json requires",
  },
  force: { type: "boolean", help: "Generate every module, even if nothing has changed" },
  ...REPORT_OPTIONS,
  ...COMMON_OPTIONS,
} as const satisfies Options;

export const command: Command = defineCommand({
  name: "generate",
  summary: "Generate a typed client for each schema",
  details: [
    "Writes `<name>.generated.ts` for each `<name>.yaml`. The name of the command can be left out.",
    "Name files one by one, or by globs in quotes; globs skip `node_modules`. The command checks all schemas first, and writes nothing if one of them has an error.",
  ],
  operands: { name: "files", noun: "schema file", count: "many" },
  options: OPTIONS,
  conflicts: [
    ["--check", "--stdout"],
    ["--watch", "--check"],
    ["--watch", "--stdout"],
    ["--watch", "--format json"],
    ["--watch", "--format github"],
    ["--stdout", "--out"],
    ["--stdout", "--format json"],
    ["--stdout", "--format github"],
  ],
  examples: [
    { line: "ddb-pattern-gen events.yaml", effect: "Write events.generated.ts" },
    {
      line: 'ddb-pattern-gen "schemas/**/*.yaml" --out src/generated',
      effect: "Write the modules of all schemas into one folder",
    },
    {
      line: "ddb-pattern-gen events.yaml --check",
      effect: "Fail if events.generated.ts is not up to date, as a step of CI",
    },
    {
      line: "ddb-pattern-gen --watch",
      effect: "Keep the modules of all schemas of the config up to date while you edit",
    },
  ],
  printsData: ({ stdout }) => stdout,
  run: async (call, terminal) => {
    const request = requestOf(call);
    if (!call.options.watch) return runGenerate(request, terminal);
    const { runWatch } = await import("./generate/run-watch.js");
    return runWatch(request, call, terminal);
  },
});

/** What a command line asks for. */
function requestOf({
  operands,
  options,
  config,
}: Pick<Call<typeof OPTIONS>, "operands" | "options" | "config">): GenerateRequest {
  const { check, stdout, out, enum: enumStyle, force, format, color, quiet } = options;
  return {
    files: operands,
    config,
    mode: check ? "check" : stdout ? "stdout" : "write",
    out,
    enumStyle,
    isForced: force,
    format,
    color,
    isQuiet: quiet,
  };
}
