import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { analyze } from "../../generator/src/analyze.js";
import type { ExportOptions, ExportSource } from "../../generator/src/exporters/export-file.js";
import { sourceFile } from "../../generator/src/language/source-file.js";
import { typesByName } from "../../generator/src/model/aliases.js";
import type { DataShape, Field, Model } from "../../generator/src/model/model.js";
import { importReader } from "../../generator/src/workspace/import-reader.js";
import { readInput } from "../../generator/src/workspace/inputs.js";
import { validObject } from "../properties/values.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Every schema of the examples, one that uses the whole language, and one of hostile strings. */
export const SCHEMAS = [
  ...["store", "todo", "orders", "cart", "hotel", "consumer"].map(exampleOf),
  ...["billing/2024", "billing/2025", "billing/2026"].map(exampleOf),
  "test/cases/whole-language/events.yaml",
  "test/cases/evolution/events.yaml",
  "test/exporters/hostile.yaml",
] as const;

function exampleOf(name: string): string {
  return `schemas-example/${name}/events.yaml`;
}

/** The model of a schema, by its path in the repository. */
export async function sourceOf(file: string): Promise<ExportSource> {
  const read = await readInput(file, resolve(ROOT, file));
  if ("problem" in read) throw new Error(read.problem.message);
  const { model, diagnostics } = await analyze(
    sourceFile(file, read.text),
    importReader(file, ROOT),
  );
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return { file, model };
}

export const OPTIONS: ExportOptions = {
  base: "https://example.com/schemas/",
  documentVersion: "1.2.3",
  isJson: false,
  owner: "commerce",
};

/** Data that a reader may see: fields with a default are there. */
export function dataOf(shape: DataShape, model: Model): Record<string, unknown>[] {
  const read = (field: Field) =>
    field.default === undefined ? field : { ...field, isOptional: false };
  const arbitrary = validObject(shape.fields.map(read), shape.isOpen, typesByName(model.types));
  return fc.sample(arbitrary, { numRuns: 10, seed: 13 });
}

/** Metadata that an event may have. */
export function metadataOf(model: Model): Record<string, unknown>[] {
  const arbitrary = validObject(model.metadata, false, typesByName(model.types));
  return fc.sample(arbitrary, { numRuns: 10, seed: 13 });
}
