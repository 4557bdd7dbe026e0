import type { RawField, SchemaDocument } from "../language/document.js";
import type { MetadataField } from "../model/model.js";
import { documentation, fieldType, type TypeContext } from "./fields.js";

/** The fields that `metadata:` declares. Their names have no meaning: none of them is an id field. */
export function buildMetadata(
  { metadata = {} }: SchemaDocument,
  context: TypeContext,
): MetadataField[] {
  return Object.entries(metadata).map(([name, raw]) =>
    plainField(name, raw, ["metadata", name], context),
  );
}

/** What a field of `metadata` and one of `data` have in common. */
export function plainField(
  name: string,
  raw: RawField,
  path: readonly string[],
  context: TypeContext,
): MetadataField {
  return {
    name,
    type: fieldType(raw, path, context),
    isPii: typeof raw === "object" && raw.pii === true,
    ...documentation(raw),
  };
}
