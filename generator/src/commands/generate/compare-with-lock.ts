import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { historyOf } from "../../evolution/lock/history.js";
import { newestShapesIn } from "../../evolution/lock/read.js";
import { shapesOf } from "../../evolution/lock/shapes.js";
import { type SourceFile, sourceFile } from "../../language/source-file.js";
import type { Model } from "../../model/model.js";
import { parseLock, readLockText } from "../../workspace/lock-file.js";
import { lockPathOf } from "../../workspace/lock-names.js";
import type { Observer } from "../../workspace/observations.js";
import { shellPath } from "../../workspace/targets.js";

/** What comparing a schema with its lock has found. */
export interface ComparedWithLock {
  readonly diagnostics: readonly Diagnostic[];
  /** The lock, if a diagnostic is about it. */
  readonly sources: readonly SourceFile[];
}

/** The result for a schema without a lock, and for one that has not changed since its newest release. */
export const NOT_COMPARED: ComparedWithLock = { diagnostics: [], sources: [] };

/** Warns of a schema that breaks what was released, in one line: `breaking` says what it breaks. */
export async function compareWithLock(
  input: string,
  model: Model,
  cwd: string,
  observer: Observer,
): Promise<ComparedWithLock> {
  const found = readLockText(lockPathOf(input), cwd, observer);
  const { path, text } = found;
  if (found.problem !== undefined) return { diagnostics: [found.problem], sources: [] };
  if (text === undefined || newestShapesIn(text) === shapesOf(model)) return NOT_COMPARED;
  const { lock, problem } = parseLock(found, input);
  const history = lock === undefined ? undefined : historyOf(lock);
  const wrong =
    problem ?? (history !== undefined && "problem" in history ? history.problem : undefined);
  if (wrong !== undefined) return { diagnostics: [wrong], sources: [sourceFile(path, text)] };
  if (history === undefined || "problem" in history) return NOT_COMPARED;
  // The rules are loaded only for a schema that has changed.
  const { compareWithHistory } = await import("../../evolution/index.js");
  const models = history.versions.map((version) => version.model);
  const { findings } = compareWithHistory(models, model);
  const breaking = findings.filter(({ severity }) => severity === "error");
  const count = breaking.length;
  const oldest = Math.min(...breaking.map(({ release }) => release));
  const since = history.versions[oldest]?.name;
  if (since === undefined) return NOT_COMPARED;
  const command = `npx ddb-pattern-gen breaking ${shellPath(input)}`;
  const warning = newDiagnostic("breaking-changes", { file: input }, { count, since, command });
  return { diagnostics: [warning], sources: [] };
}
