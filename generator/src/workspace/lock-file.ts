import { resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { newDiagnostic } from "../diagnostics/messages.js";
import { type Lock, readLock } from "../evolution/lock/read.js";
import { decodeUtf8, sourceFile } from "../language/source-file.js";
import { readProblem } from "./import-reader.js";
import { lockPathOf } from "./lock-names.js";
import { Observer } from "./observations.js";
import { statOf } from "./regular-file.js";
import { shellPath } from "./targets.js";

/** The lock of a schema, or why it cannot be used. */
export interface FoundLock {
  readonly path: string;
  /** `undefined` if there is no file, or a wrong one. */
  readonly lock?: Lock;
  /** The text of the file, if it could be read. */
  readonly text?: string;
  readonly problem?: Diagnostic;
}

/** Reads the lock beside a schema. */
export function findLock(schema: string, cwd: string): FoundLock {
  return parseLock(readLockText(lockPathOf(schema), cwd), schema);
}

/** Parses a lock that could be read. `schema` is its schema, for the help. */
export function parseLock(found: FoundLock, schema: string): FoundLock {
  const { path, text } = found;
  if (text === undefined) return found;
  return { ...found, ...readLock(sourceFile(path, text), releaseCommand(schema)) };
}

/** Reads a lock, and does not parse it. */
export function readLockText(
  path: string,
  cwd: string,
  observer: Observer = new Observer(),
): FoundLock {
  const absolute = resolve(cwd, path);
  const bytes = observer.read(absolute);
  if (bytes === undefined) {
    if (statOf(absolute) === undefined) return { path };
    const about = { reason: readProblem(absolute), help: undefined };
    return { path, problem: newDiagnostic("file-unreadable", { file: path }, about) };
  }
  const text = decodeUtf8(bytes);
  if (text === undefined) {
    return { path, problem: newDiagnostic("not-utf8", { file: path }, {}) };
  }
  return { path, text };
}

/** The command that adds a release to the lock of a schema. */
export function releaseCommand(schema: string): string {
  return `npx ddb-pattern-gen release ${shellPath(schema)}`;
}
