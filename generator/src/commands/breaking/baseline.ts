import { join, relative, resolve } from "node:path";
import { analyze } from "../../analyze.js";
import { isError } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { versionOf } from "../../evolution/version.js";
import type { ImportReader } from "../../language/imports.js";
import { decodeUtf8, type SourceFile, sourceFile } from "../../language/source-file.js";
import {
  findRevision,
  pathInRepository,
  type Revision,
  readAtRevision,
} from "../../workspace/git.js";
import { nameAtRevision, revisionImportReader } from "../../workspace/git-imports.js";
import { importReader } from "../../workspace/import-reader.js";
import { readInput } from "../../workspace/inputs.js";
import { findLock, parseLock, readLockText } from "../../workspace/lock-file.js";
import { isLockPath } from "../../workspace/lock-names.js";
import { realPath, statOf } from "../../workspace/regular-file.js";
import { TABLE_NAME } from "../table-options.js";
import { type Baseline, type Older, releasesIn } from "./older.js";
import { tableBaseline } from "./table-baseline.js";

/** The releases in the lock of each schema. */
export function lockBaseline(cwd: string): Baseline {
  return async ({ file }) => releasesIn(findLock(file, cwd));
}

/** The options of what to compare with. */
export interface Against {
  readonly against: string;
  /** The address of a local engine. */
  readonly endpoint: string | undefined;
}

/** What `--against` names; or why it names nothing, as a diagnostic about the first of the schemas. */
export function baselineOf(
  { against, endpoint }: Against,
  schemas: readonly string[],
  cwd: string,
): Baseline {
  const table = /^table:(.*)/s.exec(against)?.[1];
  if (table !== undefined) {
    if (TABLE_NAME.isValid(table)) return tableBaseline({ table, endpoint }, cwd);
    return failing({ problem: `"${table}" is not ${TABLE_NAME.words}` }, against);
  }
  const [first = "."] = schemas;
  const path = resolve(cwd, against);
  const found = statOf(path);
  // Only a path can begin so.
  const isPath = /^\.{0,2}(?:[/\\]|$)|^[A-Za-z]:/.test(against);
  const revision = isPath ? undefined : findRevision(against, resolve(cwd, first, ".."));
  const isRevision = revision !== undefined && "commit" in revision;
  if (found !== undefined && isRevision) {
    const reason = "it is both a path and a name in Git";
    const help = `Write "./${against}" for the path, or "refs/heads/${against}" for the branch.`;
    return failing({ problem: reason, help }, against);
  }
  if (isRevision) return ({ file }) => atRevision(revision, file, cwd);
  if (found?.isDirectory()) return folderBaseline(against, schemas, cwd);
  if (found === undefined) {
    const problem = revision?.problem ?? "there is no such file or folder";
    const reason = isPath
      ? problem
      : `it is no file and no folder; and as a name in Git, ${problem}`;
    return failing({ problem: reason, help: revision?.help }, against);
  }
  if (schemas.length > 1) {
    const help = "Name one schema, or give a folder.";
    return failing({ problem: "it is one file, and the schemas are several", help }, against);
  }
  if (isLockPath(against)) {
    return async ({ file }) => releasesIn(parseLock(readLockText(against, cwd), file));
  }
  return ({ file }) => inFile(against, file, cwd);
}

interface Reason {
  readonly problem: string;
  readonly help?: string | undefined;
}

function failing(reason: Reason, against: string): Baseline {
  return async ({ file }) => unreadable(file, against, reason);
}

function unreadable(file: string, what: string, { problem, help }: Reason): Older {
  const diagnostic = newDiagnostic(
    "baseline-unreadable",
    { file },
    { what, reason: problem, help },
  );
  return { kind: "problem", diagnostic, sources: [] };
}

async function atRevision(revision: Revision, schema: string, cwd: string): Promise<Older> {
  const path = pathInRepository(revision, resolve(cwd, schema));
  if (path === undefined) {
    const reason = { problem: `the schema is not in the repository ${revision.top}` };
    return unreadable(schema, revision.ref, reason);
  }
  const name = nameAtRevision(revision, path);
  const read = readAtRevision(revision, path);
  if (read === undefined) return { kind: "nothing", reason: `${name} does not exist` };
  if ("problem" in read) return unreadable(schema, name, read);
  const text = decodeUtf8(read.bytes);
  if (text === undefined) return unreadable(schema, name, { problem: "it is not UTF-8" });
  return olderSchema(sourceFile(name, text), revisionImportReader(revision, path), schema);
}

/** A schema can be new; but a folder that has none of them is the wrong one, and would prove nothing. */
function folderBaseline(folder: string, schemas: readonly string[], cwd: string): Baseline {
  const pathOf = (schema: string) => join(folder, relative(cwd, resolve(cwd, schema)));
  const exists = (schema: string) => statOf(resolve(cwd, pathOf(schema))) !== undefined;
  const [first] = schemas;
  if (first !== undefined && !schemas.some(exists)) {
    const problem = `the folder has none of the schemas; ${pathOf(first)} does not exist`;
    const help = "Give a folder with the files at the same paths, seen from the current folder.";
    return failing({ problem, help }, folder);
  }
  return async ({ file }) =>
    exists(file)
      ? inFile(pathOf(file), file, cwd)
      : { kind: "nothing", reason: `${pathOf(file)} does not exist` };
}

async function inFile(file: string, schema: string, cwd: string): Promise<Older> {
  if (realPath(resolve(cwd, file)) === realPath(resolve(cwd, schema))) {
    return unreadable(schema, file, { problem: "it is the schema itself" });
  }
  const read = await readInput(file, resolve(cwd, file));
  if ("problem" in read) return { kind: "problem", diagnostic: read.problem, sources: [] };
  return olderSchema(sourceFile(file, read.text), importReader(file, cwd), schema);
}

async function olderSchema(
  source: SourceFile,
  reader: ImportReader,
  schema: string,
): Promise<Older> {
  const { model, documents, imports, diagnostics } = await analyze(source, reader);
  const sources = [source, ...imports];
  const wrong = diagnostics.find(isError);
  if (wrong !== undefined) {
    const related =
      wrong.location === undefined ? [] : [{ location: wrong.location, message: "here" }];
    const about = { what: source.file, reason: wrong.message };
    const diagnostic = newDiagnostic("baseline-invalid", { file: schema, related }, about);
    return { kind: "problem", diagnostic, sources };
  }
  const [own, ...others] = documents;
  if (model === undefined || own === undefined) {
    return { kind: "nothing", reason: `${source.file} has only types` };
  }
  return { kind: "versions", versions: [versionOf(source.file, model, [own, ...others])], sources };
}
