import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { analyze } from "../../generator/src/analyze.js";
import { catalogueOf } from "../../generator/src/catalogue/build.js";
import type { Catalogue, SchemaEntry } from "../../generator/src/catalogue/catalogue.js";
import { isError } from "../../generator/src/diagnostics/diagnostic.js";
import { sourceFile } from "../../generator/src/language/source-file.js";
import type { Model } from "../../generator/src/model/model.js";

/** The model of a schema that must have no errors. */
export async function modelOf(yaml: string): Promise<Model> {
  const { model, diagnostics } = await analyze(sourceFile("events.yaml", yaml));
  expect(diagnostics.filter(isError)).toEqual([]);
  return model as Model;
}

/** The catalogue of schemas. */
export async function catalogue(...schemas: readonly string[]): Promise<Catalogue> {
  const models = await Promise.all(schemas.map(modelOf));
  return catalogueOf(models.map((model) => ({ model, file: "events.yaml" })));
}

/** The catalogue of one schema. */
export async function schemaEntry(yaml: string): Promise<SchemaEntry> {
  const { schemas } = await catalogue(yaml);
  return schemas[0] as SchemaEntry;
}

/** A file of the repository. */
export function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
}
