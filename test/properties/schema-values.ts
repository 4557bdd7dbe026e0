import fc from "fast-check";
import { build } from "../../generator/src/analysis/build.js";
import { isError } from "../../generator/src/diagnostics/diagnostic.js";
import type { RawField, SchemaDocument } from "../../generator/src/language/document.js";
import { load } from "../../generator/src/language/load.js";
import { sourceFile } from "../../generator/src/language/source-file.js";
import { typesByName } from "../../generator/src/model/aliases.js";
import type { Field, MetadataField } from "../../generator/src/model/model.js";
import { isIdField } from "../../generator/src/model/names.js";
import { legalSchema, yamlOf } from "./emit-schemas.js";
import { validValue } from "./values.js";

/** Any legal schema, with values that fit: examples of its fields, and defaults of some. */
export const schemaWithValues: fc.Arbitrary<SchemaDocument> = fc
  .tuple(legalSchema, fc.integer())
  .map(([document, seed]) => withValues(document, seed));

function withValues(document: SchemaDocument, seed: number): SchemaDocument {
  const { checked, imports } = load(sourceFile("events.yaml", yamlOf(document)));
  if (checked === undefined) throw new Error("The schema is not legal");
  const { model, diagnostics } = build(checked, imports);
  if (diagnostics.some(isError)) return document;

  const types = typesByName(model.types);
  const sample = ({ type }: MetadataField) =>
    fc.sample(validValue(type, types), { numRuns: 1, seed })[0];
  const long = (raw: RawField, more: object): RawField =>
    ({ ...(typeof raw === "string" ? { type: raw } : raw), ...more }) as RawField;
  const event = (raw: Readonly<Record<string, RawField>>, fields: readonly Field[]) =>
    Object.entries(raw).map(([key, field], index) => {
      const known = fields.find(({ name }) => name === key.replace(/\?$/, "")) as Field;
      if (isIdField(known.name, model.idSuffix) || known.modelKey !== undefined)
        return [key, field];
      const value = sample(known);
      const fallback = index % 2 === 0 ? { default: value } : {};
      return [key, long(field, { examples: [value], ...fallback })];
    });
  const events = Object.entries(document.events ?? {}).map(([type, raw]) => {
    const fields = model.events.find((candidate) => candidate.type === type)?.fields ?? [];
    return [type, { ...raw, data: Object.fromEntries(event(raw.data, fields)) }];
  });
  const groups = Object.entries(document.groups ?? {}).map(([name, raw]) => {
    const fields = model.groups.find((candidate) => candidate.name === name)?.fields ?? [];
    return [name, Object.fromEntries(event(raw, fields))];
  });
  const metadata = Object.entries(document.metadata ?? {}).map(([name, raw]) => {
    const field = model.metadata.find((candidate) => candidate.name === name) as MetadataField;
    return [name, long(raw as RawField, { examples: [sample(field)] })];
  });
  return {
    ...document,
    events: Object.fromEntries(events),
    ...(document.groups && { groups: Object.fromEntries(groups) }),
    ...(document.metadata && { metadata: Object.fromEntries(metadata) }),
  };
}
