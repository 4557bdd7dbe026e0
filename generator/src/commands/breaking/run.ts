import { type Diagnostic, isError } from "../../diagnostics/diagnostic.js";
import { printable } from "../../diagnostics/render/printable.js";
import type { SchemaVersion } from "../../evolution/version.js";
import type { ExitCode } from "../../terminal/exit-code.js";
import { type Reporting, report } from "../../terminal/report.js";
import type { Terminal } from "../../terminal/terminal.js";
import { releaseCommand } from "../../workspace/lock-file.js";
import { lockPathOf } from "../../workspace/lock-names.js";
import { currentVersion } from "../current-version.js";
import { readSchemas } from "../read-schemas.js";
import { baselineOf, lockBaseline } from "./baseline.js";
import { changesBetween } from "./findings.js";

export interface BreakingRequest {
  /** Paths and globs. */
  readonly files: readonly string[];
  /** What to compare with; `undefined`: the lock of each schema. */
  readonly against: string | undefined;
  /** The address of a local engine; see `Against`. */
  readonly endpoint: string | undefined;
  readonly reporting: Reporting;
}

/** Compares schemas with older versions. Without anything to compare with, the command line is wrong. */
export async function runBreaking(
  { files, against, endpoint, reporting }: BreakingRequest,
  terminal: Terminal,
): Promise<ExitCode | { readonly usageError: string }> {
  const { cwd, stderr } = terminal;
  const { schemas, problems, sources } = await readSchemas(files, terminal);
  const diagnostics: Diagnostic[] = [...problems];
  const current = schemas.flatMap((schema) => {
    const version = currentVersion(schema.file, schema.analyzed);
    for (const found of schema.analyzed.diagnostics) if (isError(found)) diagnostics.push(found);
    return version === undefined ? [] : [{ file: schema.file, version }];
  });
  const baseline =
    against === undefined
      ? lockBaseline(cwd)
      : baselineOf(
          { against, endpoint },
          current.map(({ file }) => file),
          cwd,
        );
  const say = (words: string) => {
    if (!reporting.isQuiet) stderr.write(`${printable(words)}\n`);
  };
  for (const schema of current) {
    const { file, version } = schema;
    const older = await baseline(schema);
    if (older.kind === "nothing") {
      if (against === undefined) return { usageError: nothingToCompareWith(file) };
      say(`${file}: compared with nothing, as ${older.reason}`);
      continue;
    }
    for (const { file: name, text } of older.sources) sources.set(name, text);
    if (older.kind === "problem") {
      diagnostics.push(older.diagnostic);
      continue;
    }
    const found = [...changesBetween(older.versions, version), ...(older.diagnostics ?? [])];
    for (const finding of found) diagnostics.push(finding);
    if (!found.some(isError)) say(`${file}: ${verdict(older.versions, found.length)}`);
  }
  return report(diagnostics, sources, reporting, terminal);
}

/** What is said of a schema without errors. */
function verdict(older: readonly SchemaVersion[], warnings: number): string {
  const since = older.at(-1)?.name;
  return warnings === 0
    ? `no breaking changes since ${since}`
    : `nothing that breaks stored events since ${since}; ${warnings} warning${warnings === 1 ? "" : "s"}`;
}

function nothingToCompareWith(file: string): string {
  return `${lockPathOf(file)} does not exist, so there is nothing to compare with. Run "${releaseCommand(file)}" to record the shapes that are in production; or compare with another version of the schema, as in "--against main".`;
}
