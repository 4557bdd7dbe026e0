import { resolve } from "node:path";
import { type Diagnostic, isError } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { printable } from "../../diagnostics/render/printable.js";
import { historyOf, newestParts } from "../../evolution/lock/history.js";
import { readLock } from "../../evolution/lock/read.js";
import { shapesOf } from "../../evolution/lock/shapes.js";
import { addRelease, type NewRelease } from "../../evolution/lock/write.js";
import { MAX_FILE_BYTES, sourceFile } from "../../language/source-file.js";
import type { TableName } from "../../tables/connect.js";
import type { ExitCode } from "../../terminal/exit-code.js";
import { type Reporting, report } from "../../terminal/report.js";
import type { Terminal } from "../../terminal/terminal.js";
import { type FoundLock, findLock, releaseCommand } from "../../workspace/lock-file.js";
import { lockPathOf } from "../../workspace/lock-names.js";
import { unwritable } from "../../workspace/unwritable.js";
import { writeAtomically } from "../../workspace/write-file.js";
import { type ReadSchema, readSchemas } from "../read-schemas.js";
import { describeChanges } from "./describe.js";
import { planOf, type Write } from "./plan.js";
import { releaseToTable, tableFault } from "./table.js";

export interface ReleaseRequest {
  /** Paths and globs. */
  readonly files: readonly string[];
  /** Whether to write nothing. */
  readonly isCheck: boolean;
  /** The table whose contract to write or to check. */
  readonly table: TableName | undefined;
  readonly reporting: Reporting;
}

/**
 * Adds a release to the lock of each schema that has changed, and to its table. One error stops all writing, also
 * one of the table, and no table is written before all locks are.
 */
export async function runRelease(
  { files, isCheck, table, reporting }: ReleaseRequest,
  terminal: Terminal,
): Promise<ExitCode> {
  const { cwd, stderr } = terminal;
  const { schemas, problems, sources } = await readSchemas(files, terminal);
  const diagnostics = [...problems];
  const say = (words: string) => {
    if (!reporting.isQuiet) stderr.write(`${printable(words)}\n`);
  };
  const steps = schemas.map((schema) => {
    const found = findLock(schema.file, cwd);
    if (found.text !== undefined) sources.set(found.path, found.text);
    return { file: schema.file, plan: planOf(schema, found) };
  });
  diagnostics.push(...lockClashes(schemas));
  for (const { file, plan } of steps) {
    if (plan.kind === "report") diagnostics.push(...plan.diagnostics);
    if (plan.kind === "write" && isCheck) diagnostics.push(outdated(file, plan.found));
  }
  if (table !== undefined && !diagnostics.some(isError)) {
    // A release in a lock is for good, so the table is looked at first.
    for (const { file, plan } of steps) {
      if (plan.kind !== "released" && plan.kind !== "write") continue;
      const fault = await tableFault(table, { file, model: plan.model }, cwd);
      if (fault !== undefined) diagnostics.push(fault);
    }
  }
  const isWriting = !isCheck && !diagnostics.some(isError);
  for (const { file, plan } of steps) {
    if (plan.kind === "nothing" || plan.kind === "released") say(plan.words);
    if (plan.kind !== "write" || !isWriting) continue;
    const failure = await write(file, plan, cwd);
    if (failure === undefined) say(wordsOf(plan));
    else diagnostics.push(failure);
  }
  if (table !== undefined && !diagnostics.some(isError)) {
    for (const { file, plan } of steps) {
      if (plan.kind !== "released" && plan.kind !== "write") continue;
      const result = await releaseToTable(table, { file, ...plan }, isCheck, cwd);
      if ("code" in result) diagnostics.push(result);
      else for (const line of result) say(line);
    }
  }
  return report(diagnostics, sources, reporting, terminal);
}

/** Reports schemas whose locks are one file: the releases of the one would be those of the other. */
function lockClashes(schemas: readonly ReadSchema[]): Diagnostic[] {
  const owners = new Map<string, string>();
  return schemas.flatMap(({ file }) => {
    const lock = lockPathOf(file);
    const other = owners.get(lock);
    owners.set(lock, file);
    return other === undefined ? [] : [newDiagnostic("lock-clash", { file }, { lock, other })];
  });
}

function outdated(file: string, { path, lock }: FoundLock): Diagnostic {
  const about = { lock: path, isMissing: lock === undefined, release: releaseCommand(file) };
  return newDiagnostic("lock-outdated", { file }, about);
}

async function write(
  file: string,
  { release, found: { path, text } }: Write,
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
    return unwritable(path, file, error);
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

function wordsOf({ release, found: { path, lock } }: Write): string {
  const older = lock === undefined ? {} : newestParts(lock);
  return `${path}: release ${release.number}: ${describeChanges(older, release.changes)}`;
}
