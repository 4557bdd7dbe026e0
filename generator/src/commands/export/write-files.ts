import { join, resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { printable } from "../../diagnostics/render/printable.js";
import { type ExportFile, GENERATED } from "../../exporters/export-file.js";
import type { ExitCode } from "../../terminal/exit-code.js";
import { type Reporting, report } from "../../terminal/report.js";
import type { Terminal } from "../../terminal/terminal.js";
import { readRegularFile, statOf } from "../../workspace/regular-file.js";
import { unwritable } from "../../workspace/unwritable.js";
import { writeAtomically } from "../../workspace/write-file.js";

export interface Writing {
  readonly out: string;
  /** The schema that reports name. */
  readonly source: string;
  readonly reporting: Reporting;
}

/** Writes the files of an export into its folder. A file of another origin stops all writing. */
export async function writeFiles(
  files: readonly ExportFile[],
  { out, source, reporting }: Writing,
  terminal: Terminal,
): Promise<ExitCode> {
  const { cwd, stderr } = terminal;
  const targets = files.map(({ path, text }) => {
    const output = join(out, path);
    return { output, text, path: resolve(cwd, output) };
  });
  const foreign = targets.filter(({ path }) => isForeign(path));
  const refused = foreign.map(({ output }) =>
    newDiagnostic("output-not-generated", { file: source }, { output }),
  );
  if (refused.length > 0) return report(refused, new Map(), reporting, terminal);
  const failures: Diagnostic[] = [];
  let written = 0;
  for (const { output, text, path } of targets) {
    try {
      await writeAtomically(path, text);
      written += 1;
    } catch (error) {
      failures.push(unwritable(output, source, error));
      break;
    }
  }
  if (!reporting.isQuiet) {
    const noun = written === 1 ? "file" : "files";
    stderr.write(printable(`exported  ${written} ${noun} into ${out}`).concat("\n"));
  }
  return report(failures, new Map(), reporting, terminal);
}

/** No file of an export is as large. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Whether another program or a person has written a file. An empty one is what a full disk leaves. */
function isForeign(path: string): boolean {
  if (statOf(path) === undefined) return false;
  const text = readRegularFile(path, MAX_BYTES)?.toString("utf8");
  return text === undefined || (text.trim() !== "" && !text.includes(GENERATED));
}
