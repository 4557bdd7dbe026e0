import { defined, type JsonSchema } from "../../json-schema/json-schema.js";
import type { Model, NamedType } from "../../model/model.js";
import { GENERATED } from "../export-file.js";
import { type EventVersion, newestVersions, typeSchemas, typesOf } from "./event-schema.js";
import type { Dialect } from "./value-schema.js";

const DRAFT = "https://json-schema.org/draft/2020-12/schema";

/** Documents of JSON Schema have their types in `$defs`, and no member that JSON Schema does not know. */
export const DOCUMENT: Dialect = { refTo: (name) => `#/$defs/${name}`, hasExtensions: false };

/** The path of the document of a version, from the folder of the export: `Shop/ORDER_PLACED.v1.json`. */
export function versionPath(
  { event, version }: EventVersion,
  { name }: Pick<Model, "name">,
  kind = "",
): string {
  return `${name}/${event.type}.v${version}${kind}.json`;
}

/** The beginning of a document. */
export function documentHead(id: string): JsonSchema {
  return { $schema: DRAFT, $id: id, $comment: GENERATED };
}

/** The types that a document refers to, as the member `$defs`; none where it refers to none. */
export function definitions(types: readonly NamedType[]): JsonSchema {
  return types.length === 0 ? {} : { $defs: typeSchemas(types, DOCUMENT) };
}

/** The name of an event type in `$defs`. A type can have the name of an event type, but no name has a dot. */
export function definitionName({ event }: EventVersion): string {
  return `event.${event.type}`;
}

/** One document for all event types: a value of it is one of their events. */
export function unionDocument(
  id: string,
  title: string,
  schemas: readonly (readonly [name: string, schema: JsonSchema])[],
  model: Model,
): JsonSchema {
  return defined({
    ...documentHead(id),
    title,
    description: model.description?.trim() || undefined,
    oneOf: schemas.map(([name]) => ({ $ref: DOCUMENT.refTo(name) })),
    $defs: {
      ...Object.fromEntries(schemas),
      ...typeSchemas(typesOf(newestVersions(model), model), DOCUMENT),
    },
  });
}
