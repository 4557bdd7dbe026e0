import { jsonText } from "../../diagnostics/render/json.js";
import type { JsonSchema } from "../../json-schema/json-schema.js";
import type { Model } from "../../model/model.js";
import type { Exporter, ExportOptions } from "../export-file.js";
import {
  DOCUMENT,
  definitionName,
  definitions,
  documentHead,
  unionDocument,
  versionPath,
} from "../schema/documents.js";
import {
  dataSchema,
  type EventVersion,
  eventFacts,
  eventSchema,
  metadataSchema,
  newestVersions,
  typesOf,
  versionsOf,
} from "../schema/event-schema.js";

/** JSON Schema 2020-12: a document for each version of an event type, or one document for the newest of all. */
export const jsonSchemaExporter: Exporter = {
  files: ({ model }, options) =>
    model.events.flatMap(versionsOf).map((version) => {
      const text = jsonText(eventDocument(version, model, options));
      return { path: versionPath(version, model), text };
    }),
  document: ({ model }, { base }) => {
    const schemas = newestVersions(model).map(
      (version) => [definitionName(version), schemaOf(version, model)] as const,
    );
    return jsonText(unionDocument(`${base}${model.name}.json`, model.name, schemas, model));
  },
};

/** The document of a version of an event type, as readers see it or, if it is not the newest, as it is stored. */
export function eventDocument(
  version: EventVersion,
  model: Model,
  { base }: Pick<ExportOptions, "base">,
): JsonSchema {
  return {
    ...documentHead(`${base}${versionPath(version, model)}`),
    ...schemaOf(version, model),
    ...definitions(typesOf([version], model)),
  };
}

function schemaOf(version: EventVersion, model: Model): JsonSchema {
  const parts = {
    data: dataSchema(version, DOCUMENT),
    metadata: metadataSchema(model, DOCUMENT),
  };
  return { ...eventFacts(version, DOCUMENT), ...eventSchema(version, parts, model) };
}
