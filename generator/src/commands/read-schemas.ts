import { resolve } from "node:path";
import type { Analyzed } from "../analyze.js";
import { type Diagnostic, isError } from "../diagnostics/diagnostic.js";
import { printable } from "../diagnostics/render/printable.js";
import { sourceFile } from "../language/source-file.js";
import type { Model } from "../model/model.js";
import { Progress, type Terminal } from "../terminal/terminal.js";
import { expandFiles } from "../workspace/expand-files.js";
import { importReader } from "../workspace/import-reader.js";
import { readInput } from "../workspace/inputs.js";

/** A schema of the command line that could be read. */
export interface ReadSchema {
  /** As the command line names it. */
  readonly file: string;
  readonly analyzed: Analyzed;
}

export interface ReadSchemas {
  readonly schemas: readonly ReadSchema[];
  /** Why the other files could not be read. */
  readonly problems: readonly Diagnostic[];
  /** The texts of all schemas and imports, by their files. */
  readonly sources: Map<string, string>;
}

/** Reads and checks the schemas of a command line. */
export async function readSchemas(
  operands: readonly string[],
  terminal: Terminal,
): Promise<ReadSchemas> {
  // The analysis is slow to load.
  if (operands.length === 0) return { schemas: [], problems: [], sources: new Map() };
  const { analyze } = await import("../analyze.js");
  const files = await expandFiles(operands, terminal.cwd);
  const schemas: ReadSchema[] = [];
  const problems: Diagnostic[] = [];
  const sources = new Map<string, string>();
  const progress = new Progress(terminal);
  for (const [index, file] of files.entries()) {
    progress.show(printable(`Checking ${index + 1} of ${files.length}: ${file}`));
    const read = await readInput(file, resolve(terminal.cwd, file));
    if ("problem" in read) {
      problems.push(read.problem);
      continue;
    }
    sources.set(file, read.text);
    const analyzed = await analyze(sourceFile(file, read.text), importReader(file, terminal.cwd));
    for (const { file: imported, text } of analyzed.imports) sources.set(imported, text);
    schemas.push({ file, analyzed });
  }
  progress.clear();
  return { schemas, problems, sources };
}

/** A schema with its meaning. */
export interface ReadModel {
  /** As the command line names it. */
  readonly file: string;
  readonly model: Model;
}

export interface ReadModels {
  readonly models: readonly ReadModel[];
  /** Files that only declare types, which have no model. */
  readonly onlyTypes: readonly string[];
  /** Why a command should not go on. Warnings are for `generate` and `lint`. */
  readonly errors: readonly Diagnostic[];
  /** The texts of all schemas and imports, by their files. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Reads the schemas of a command that says something of their events, and nothing of mistakes that are no errors. */
export async function readModels(
  operands: readonly string[],
  terminal: Terminal,
): Promise<ReadModels> {
  const { schemas, problems, sources } = await readSchemas(operands, terminal);
  const found = [...problems, ...schemas.flatMap(({ analyzed }) => analyzed.diagnostics)];
  const models = schemas.flatMap(({ file, analyzed: { model } }) =>
    model === undefined ? [] : [{ file, model }],
  );
  const onlyTypes = schemas.filter(
    ({ analyzed: { model, diagnostics } }) => model === undefined && !diagnostics.some(isError),
  );
  return {
    models,
    onlyTypes: onlyTypes.map(({ file }) => file),
    errors: found.filter(isError),
    sources,
  };
}
