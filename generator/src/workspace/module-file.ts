import { dirname, join, resolve } from "node:path";
import { type FoundHeader, hasConflictMarkers, readHeader } from "../emit/typescript/header.js";
import { readOutputFile } from "./output-file.js";
import { realPath } from "./regular-file.js";
import type { Target } from "./targets.js";

/** The file in the place of a module. */
export type ModuleFile =
  | { readonly kind: "missing" }
  /** A full disk leaves such a file. */
  | { readonly kind: "empty" }
  | { readonly kind: "unreadable"; readonly reason: string }
  /** Written by hand, or by another tool. */
  | { readonly kind: "foreign" }
  | GeneratedFile;

export interface GeneratedFile extends FoundHeader {
  readonly kind: "generated";
  readonly text: string;
  /** Whether the file has an unresolved merge conflict. */
  readonly isConflicted: boolean;
}

/** Reads the file in the place of a module. Never waits for a pipe. */
export function readModuleFile(path: string): ModuleFile {
  const file = readOutputFile(path);
  if (file.kind !== "file") return file;
  const { text } = file;
  if (text.trim() === "") return { kind: "empty" };
  const header = readHeader(text);
  if (header === undefined) return { kind: "foreign" };
  return { kind: "generated", text, isConflicted: hasConflictMarkers(text), ...header };
}

/** The schema of a module that another schema of the run would overwrite. */
export interface OtherSource {
  /** The path from the folder in which the command runs. */
  readonly path: string;
  readonly exists: boolean;
}

/** The schema that the file was generated from; `undefined` if that is the schema of the target. */
export function otherSource(
  file: ModuleFile,
  { input, output, source }: Target,
  cwd: string,
): OtherSource | undefined {
  if (file.kind !== "generated") return undefined;
  const [first] = file.sources;
  if (first === undefined || file.sources.includes(source)) return undefined;
  // Links give one schema, and one folder, several paths.
  const schema = realPath(resolve(cwd, input));
  const folder = dirname(resolve(cwd, output));
  const folders = [folder, realPath(folder) ?? folder];
  const leadsHere = (named: string) =>
    folders.some((base) => schema !== undefined && realPath(join(base, named)) === schema);
  if (file.sources.some(leadsHere)) return undefined;
  return {
    path: join(dirname(output), first),
    exists: realPath(join(folder, first)) !== undefined,
  };
}
