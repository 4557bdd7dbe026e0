import { resolve } from "node:path";
import { type Diagnostic, isError } from "../../diagnostics/diagnostic.js";
import { withHeader } from "../../emit/typescript/header.js";
import { type SourceFile, sourceFile } from "../../language/source-file.js";
import { inferEnumStyle } from "../../workspace/enum-style.js";
import { importReader } from "../../workspace/import-reader.js";
import { readInput } from "../../workspace/inputs.js";
import { Observer } from "../../workspace/observations.js";
import type { SchemaName } from "../../workspace/schema-names.js";
import type { Target } from "../../workspace/targets.js";
import { compareWithLock, NOT_COMPARED } from "./compare-with-lock.js";
import { suggestCommand } from "./suggest-command.js";
import type { Generated } from "./verdict.js";

/** The outcome of generating one module, and all that it depends on. */
export interface ModuleOutcome {
  readonly generated: Generated;
  readonly diagnostics: readonly Diagnostic[];
  /** The schema and its imports, without those that could not be read. */
  readonly sources: readonly SourceFile[];
  readonly name: SchemaName | undefined;
  /** The bytes of the schema; `undefined` if it could not be read. */
  readonly schema: Uint8Array | undefined;
  /** Has seen all other files that the module depends on. */
  readonly observer: Observer;
}

/** Reads a schema and generates its module. */
export async function generateModule(target: Target, cwd: string): Promise<ModuleOutcome> {
  const { input, output, source, command } = target;
  const observer = new Observer();
  const read = await readInput(input, resolve(cwd, input), suggestCommand);
  if ("problem" in read) {
    return {
      generated: { kind: "nothing" },
      diagnostics: [read.problem],
      sources: [],
      name: undefined,
      schema: undefined,
      observer,
    };
  }
  const enumStyle = target.enumStyle ?? inferEnumStyle(resolve(cwd, output), observer);
  const schema = sourceFile(input, read.text);
  // The parser and the emitter are slow to load.
  const { generate } = await import("../../generate.js");
  const { name, body, model, diagnostics, imports } = await generate(
    schema,
    enumStyle,
    importReader(input, cwd, observer),
  );
  const compared =
    model === undefined ? NOT_COMPARED : await compareWithLock(input, model, cwd, observer);
  const generated: Generated =
    body !== undefined && name !== undefined
      ? { kind: "module", text: withHeader(body, { source, command, name: name.name }) }
      : { kind: diagnostics.some(isError) ? "nothing" : "only-types" };
  return {
    generated,
    diagnostics: [...diagnostics, ...compared.diagnostics],
    sources: [schema, ...imports, ...compared.sources],
    name: name && { file: input, ...name },
    schema: read.bytes,
    observer,
  };
}
