import { jsonText } from "../../diagnostics/render/json.js";
import { defined, type JsonSchema } from "../../json-schema/json-schema.js";
import { type EventModel, type Model, streamsByEvent } from "../../model/model.js";
import type { Exporter } from "../export-file.js";
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
  newestVersions,
  typesOf,
  versionsOf,
} from "../schema/event-schema.js";
import { EXPORTED_FORMATS } from "../schema/string-patterns.js";
import { extensionSchemas } from "./extensions.js";
import { subjectSchema } from "./subject.js";

/**
 * CloudEvents 1.0 in structured JSON: a schema of the envelope for each event type, and one of each version of its data, which
 * `dataschema` names. The attributes are those of section "Context Attributes" of the specification.
 */
export const cloudEventsExporter: Exporter = {
  files: ({ model }, { base }) =>
    model.events.flatMap((event) => {
      const versions = versionsOf(event);
      const data = versions.map((version) => {
        const path = versionPath(version, model, ".data");
        const schema = {
          ...documentHead(`${base}${path}`),
          ...eventFacts(version, DOCUMENT),
          ...dataSchema(version, DOCUMENT),
          ...definitions(typesOf([version], { ...model, metadata: [] })),
        };
        return { path, text: jsonText(schema) };
      });
      const envelopes = versions.slice(0, 1).map((version) => {
        const path = versionPath(version, model, ".cloudevent");
        const schema = {
          ...documentHead(`${base}${path}`),
          ...envelopeSchema(version, model, base),
          ...definitions(typesOf([version], model)),
        };
        return { path, text: jsonText(schema) };
      });
      return [...envelopes, ...data];
    }),
  document: ({ model }, { base }) => {
    const schemas = newestVersions(model).map(
      (version) => [definitionName(version), envelopeSchema(version, model, base)] as const,
    );
    const id = `${base}${model.name}.cloudevents.json`;
    return jsonText(unionDocument(id, `${model.name} as CloudEvents`, schemas, model));
  },
};

function envelopeSchema(version: EventVersion, model: Model, base: string): JsonSchema {
  const { event } = version;
  const subject = subjectSchema(event, model);
  const extensions = extensionSchemas(model.metadata);
  const dataschema = `${base}${versionPath(version, model, ".data")}`;
  return {
    ...eventFacts(version, DOCUMENT),
    type: "object",
    properties: defined({
      specversion: { type: "string", const: "1.0" },
      id: { description: "The id of the event: a ULID.", type: "string", ...EXPORTED_FORMATS.ulid },
      source: {
        description: "The context in which the event happened, such as the URI of the table.",
        type: "string",
        format: "uri-reference",
        minLength: 1,
      },
      type: {
        description: "The stored type of the event.",
        type: "string",
        const: event.storedType,
      },
      datacontenttype: { type: "string", const: "application/json" },
      dataschema: {
        description: `The schema of version ${version.version} of the data.`,
        type: "string",
        const: dataschema,
      },
      subject: subject?.schema,
      time: {
        description: "The timestamp of the event.",
        type: "string",
        ...EXPORTED_FORMATS["date-time"],
      },
      sequence: isNumbered(event, model)
        ? {
            description: "The revision of the event in its consistent stream, with leading zeros.",
            type: "string",
            pattern: "^\\d{16}$",
          }
        : undefined,
      ...extensions.properties,
      data: dataSchema(version, DOCUMENT),
    }),
    required: [
      ...["specversion", "id", "source", "type", "time"],
      ...(subject?.isRequired ? ["subject"] : []),
      ...extensions.required,
      "data",
    ],
  };
}

function isNumbered({ type }: EventModel, { streams }: Model): boolean {
  return (streamsByEvent(streams).get(type) ?? []).some(({ isConsistent }) => isConsistent);
}
