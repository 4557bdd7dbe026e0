import { resolve } from "node:path";
import { type Diagnostic, isError } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { printable } from "../../diagnostics/render/printable.js";
import { historyOf, newestParts } from "../../evolution/lock/history.js";
import { readLock } from "../../evolution/lock/read.js";
import { shapesOf } from "../../evolution/lock/shapes.js";
import { addRelease, type NewRelease } from "../../evolution/lock/write.js";
import { MAX_FILE_BYTES, sourceFile } from "../../language/source-file.js";
import type { ExitCode } from "../../terminal/exit-code.js";
import { type Reporting, report } from "../../terminal/report.js";
import type { Terminal } from "../../terminal/terminal.js";
import { type FoundLock, findLock, releaseCommand } from "../../workspace/lock-file.js";
import { systemReason, systemRemedy } from "../../workspace/system-errors.js";
import { writeAtomically } from "../../workspace/write-file.js";
import { readSchemas } from "../read-schemas.js";
import { describeChanges } from "./describe.js";
import { type Plan, planOf } from "./plan.js";

export interface ReleaseRequest {
  /** Paths and globs. */
  readonly files: readonly string[];
  /** Whether to write nothing. */
  readonly isCheck: boolean;
  readonly reporting: Reporting;
}

/** Adds a release to the lock of each schema that has changed. One error stops all writing. */
export async function runRelease(
  { files, isCheck, reporting }: ReleaseRequest,
  terminal: Terminal,
): Promise<ExitCode> {
  const { schemas, problems, sources } = await readSchemas(files, terminal);
  const diagnostics = [...problems];
  const steps = schemas.map((schema) => {
    const found = findLock(schema.file, terminal.cwd);
    if (found.text !== undefined) sources.set(found.path, found.text);
    return { file: schema.file, plan: planOf(schema, found) };
  });
  for (const { plan } of steps) if (plan.kind === "report") diagnostics.push(...plan.diagnostics);
  const say = (words: string) => {
    if (!reporting.isQuiet) terminal.stderr.write(`${printable(words)}\n`);
  };
  const isWriting = !isCheck && !diagnostics.some(isError);
  for (const { file, plan } of steps) {
    if (plan.kind === "say") say(plan.words);
    if (plan.kind !== "write") continue;
    if (isCheck) diagnostics.push(outdated(file, plan.found));
    if (!isWriting) continue;
    const failure = await write(file, plan, terminal.cwd);
    if (failure === undefined) say(wordsOf(plan));
    else diagnostics.push(failure);
  }
  return report(diagnostics, sources, reporting, terminal);
}

function outdated(file: string, { path, lock }: FoundLock): Diagnostic {
  const about = { lock: path, isMissing: lock === undefined, release: releaseCommand(file) };
  return newDiagnostic("lock-outdated", { file }, about);
}

async function write(
  file: string,
  { release, found: { path, text } }: Plan & { readonly kind: "write" },
  cwd: string,
): Promise<Diagnostic | undefined> {
  const lock = addRelease(text, file, release);
  if (Buffer.byteLength(lock) > MAX_FILE_BYTES) {
    return newDiagnostic("file-too-large", { file: path }, { limit: MAX_FILE_BYTES });
  }
  checkLock(lock, release);
  try {
    await writeAtomically(resolve(cwd, path), lock);
    return undefined;
  } catch (error) {
    const about = { output: path, reason: systemReason(error), remedy: systemRemedy(error) };
    return newDiagnostic("output-unwritable", { file }, about);
  }
}

/** @throws Error if a lock would not give back its newest release: a lock is for good. */
function checkLock(text: string, { shapes }: NewRelease): void {
  const read = readLock(sourceFile("lock", text), "");
  const history = "lock" in read ? historyOf(read.lock) : read;
  const newest = "versions" in history ? history.versions.at(-1) : undefined;
  if (newest === undefined || shapesOf(newest.model) !== shapes) {
    throw new Error("the new release cannot be read again");
  }
}

function wordsOf({ release, found: { path, lock } }: Plan & { readonly kind: "write" }): string {
  const older = lock === undefined ? {} : newestParts(lock);
  return `${path}: release ${release.number}: ${describeChanges(older, release.changes)}`;
}
