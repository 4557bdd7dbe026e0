import type { Descriptor } from "ddb-pattern-runtime/maintenance";
import { type Diagnostic, isError } from "../../diagnostics/diagnostic.js";
import type { Sources } from "../../diagnostics/source-map.js";
import type { Model } from "../../model/model.js";
import { descriptorOf } from "../../tables/descriptor.js";
import type { Terminal } from "../../terminal/terminal.js";
import { readSchemas } from "../read-schemas.js";

/** The schema of a command on one schema. */
export interface TableSchema {
  /** As the command line names it. */
  readonly file: string;
  readonly model: Model;
  readonly descriptor: Descriptor;
}

/** A schema, or why there is none. */
export type ReadTableSchema =
  | { readonly kind: "schema"; readonly schema: TableSchema; readonly sources: Sources }
  | {
      readonly kind: "problems";
      readonly diagnostics: readonly Diagnostic[];
      readonly sources: Sources;
    }
  | { readonly kind: "usage-error"; readonly message: string };

/** Reads the only schema of a command line. Its warnings are left to other commands. */
export async function readTableSchema(
  operands: readonly string[],
  terminal: Terminal,
): Promise<ReadTableSchema> {
  const { schemas, problems, sources } = await readSchemas(operands, terminal);
  const diagnostics = [...problems, ...schemas.flatMap(({ analyzed }) => analyzed.diagnostics)];
  const errors = diagnostics.filter(isError);
  if (errors.length > 0) return { kind: "problems", diagnostics: errors, sources };
  const [only, ...others] = schemas.flatMap(({ file, analyzed: { model } }) =>
    model === undefined ? [] : [{ file, model }],
  );
  if (only === undefined) {
    return { kind: "usage-error", message: `${schemas[0]?.file} has only types.` };
  }
  if (others.length > 0) {
    const files = [only, ...others].map(({ file }) => file).join(", ");
    return { kind: "usage-error", message: `Name one schema, got ${files}.` };
  }
  return { kind: "schema", schema: { ...only, descriptor: descriptorOf(only.model) }, sources };
}
