import { relative, resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { ImportError, type Imported } from "../../importers/imported.js";
import { readInput } from "../../workspace/inputs.js";

/** What is imported. */
export interface Source {
  readonly kind: "typescript" | "json-schema" | "asyncapi";
  /** As the command line names it. */
  readonly path: string;
}

export type ReadSource = { readonly imported: Imported } | { readonly problem: Diagnostic };

/** Reads a source. */
export async function readSource(source: Source, cwd: string): Promise<ReadSource> {
  try {
    if (source.kind === "typescript") return await readTypeScript(source.path, cwd);
    const { readDocuments } = await import("./read-documents.js");
    return await readDocuments(source, cwd);
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    const about = { reason: error.message, help: error.help };
    const file = error.file === undefined ? source.path : relative(cwd, error.file);
    return { problem: newDiagnostic("import-failed", { file }, about) };
  }
}

async function readTypeScript(path: string, cwd: string): Promise<ReadSource> {
  const read = await readInput(path, resolve(cwd, path));
  if ("problem" in read) return read;
  const { importTypeScript } = await import("../../importers/typescript/import-typescript.js");
  return { imported: await importTypeScript(resolve(cwd, path), cwd) };
}
