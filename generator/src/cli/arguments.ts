import { parseArgs } from "node:util";
import { suggest } from "../diagnostics/suggest.js";
import type { EnumStyle } from "../emit/event-types.js";

/** What the command line asks for. */
export type Request =
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | { readonly kind: "usage-error"; readonly message: string }
  | GenerateRequest;

export interface GenerateRequest {
  readonly kind: "generate";
  readonly files: readonly string[];
  readonly mode: "write" | "check" | "stdout";
  readonly out: string | undefined;
  readonly enumStyle: EnumStyle | undefined;
  /** Whether to generate also what its header says is current. */
  readonly isForced: boolean;
  readonly isQuiet: boolean;
}

const OPTIONS = {
  check: { type: "boolean" },
  out: { type: "string" },
  stdout: { type: "boolean" },
  enum: { type: "string" },
  force: { type: "boolean" },
  quiet: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

export function parseArguments(argv: readonly string[]): Request {
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const problem = optionProblem(token);
    if (problem !== undefined) return usageError(problem);
  }
  if (values.help === true) return { kind: "help" };
  if (values.version === true) return { kind: "version" };
  if (positionals.length === 0) return usageError("Name at least one schema file.");
  if (values.check === true && values.stdout === true) {
    return usageError("--check and --stdout exclude each other.");
  }
  if (values.stdout === true && values.out !== undefined) {
    return usageError("--stdout and --out exclude each other.");
  }
  const style = values.enum as string | undefined;
  if (style !== undefined && style !== "native" && style !== "erasable") {
    return usageError(`--enum takes native or erasable, not "${style}".`);
  }
  return {
    kind: "generate",
    files: positionals,
    mode: values.check === true ? "check" : values.stdout === true ? "stdout" : "write",
    out: values.out as string | undefined,
    enumStyle: style,
    isForced: values.force === true,
    isQuiet: values.quiet === true,
  };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function optionProblem({ name, rawName, value, inlineValue }: OptionToken): string | undefined {
  if (!Object.hasOwn(OPTIONS, name)) {
    const near = suggest(name, Object.keys(OPTIONS));
    const hint = near === undefined ? "" : ` Did you mean --${near}?`;
    return `There is no option ${rawName}.${hint}`;
  }
  const { type } = OPTIONS[name as keyof typeof OPTIONS];
  // What looks like an option is one; a value that does is written --out=-x.
  const isMissing = !value || (value.startsWith("-") && inlineValue !== true);
  if (type === "string" && isMissing) return `${rawName} needs a value.`;
  if (type === "boolean" && value !== undefined) return `${rawName} takes no value.`;
  return undefined;
}

function usageError(message: string): Request {
  return { kind: "usage-error", message };
}
