import { stringify } from "yaml";
import { jsonText } from "../../diagnostics/render/json.js";
import { defined, type JsonSchema } from "../../json-schema/json-schema.js";
import type { Model } from "../../model/model.js";
import { type Exporter, type ExportOptions, type ExportSource, GENERATED } from "../export-file.js";
import {
  dataSchema,
  type EventVersion,
  eventFacts,
  eventSchema,
  metadataSchema,
  typeSchemas,
  typesOf,
  versionsOf,
} from "../schema/event-schema.js";
import { descriptionOf, withFacts } from "../schema/facts.js";
import type { Dialect } from "../schema/value-schema.js";
import { channelsOf, type ExportedChannel } from "./channels.js";

/**
 * One document of AsyncAPI 3.0: a channel for the table's change stream and one for each stream, a message for each event
 * type, and what its program sends. Schemas are in `components/schemas`, in words of draft-07, which AsyncAPI's own schemas
 * extend.
 */
export const asyncApiExporter: Exporter = {
  files: (source, options) => {
    const extension = options.isJson ? "json" : "yaml";
    return [{ path: `${source.model.name}.asyncapi.${extension}`, text: text(source, options) }];
  },
  document: text,
};

function text({ model }: ExportSource, options: ExportOptions): string {
  const document = asyncApiDocument(model, options);
  return options.isJson ? jsonText(document) : `# ${GENERATED}\n${yamlText(document)}`;
}

/** Strings in quotes, so that no reader of an older YAML takes one for a date or a truth. Lines are not folded. */
export function yamlText(document: JsonSchema): string {
  return stringify(document, {
    defaultStringType: "QUOTE_DOUBLE",
    defaultKeyType: "PLAIN",
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}

/** AsyncAPI has `#/components/schemas` for types, and lets members begin with `x-`. */
const DIALECT: Dialect = { refTo: (name) => `#/components/schemas/${name}`, hasExtensions: true };

function asyncApiDocument(model: Model, { documentVersion }: ExportOptions): JsonSchema {
  const channels = channelsOf(model);
  return {
    asyncapi: "3.0.0",
    info: defined({
      title: model.name,
      version: documentVersion,
      description: model.description?.trim() || undefined,
      "x-generator": GENERATED,
    }),
    defaultContentType: "application/json",
    channels: Object.fromEntries(channels.map((channel) => [channel.id, channelObject(channel)])),
    operations: Object.fromEntries(
      channels.map(({ id, operation }) => [
        operation,
        { action: "send", channel: { $ref: `#/channels/${id}` } },
      ]),
    ),
    components: { messages: componentMessages(model), schemas: componentSchemas(model) },
  };
}

function channelObject(channel: ExportedChannel): JsonSchema {
  const { title, description, address, parameters, events } = channel;
  const described = parameters.map(
    (id) => [id, { description: `The id \`${id}\`, encoded as in keys.` }] as const,
  );
  return defined({
    address,
    title,
    description,
    messages: Object.fromEntries(
      events.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }]),
    ),
    parameters: described.length === 0 ? undefined : Object.fromEntries(described),
  });
}

function componentMessages({ events }: Model): JsonSchema {
  return Object.fromEntries(
    events.map((event) => [
      event.type,
      defined({
        name: event.storedType,
        title: event.type,
        description: descriptionOf(event),
        contentType: "application/json",
        payload: reference(eventName(event.type)),
        "x-data-version": event.version,
        "x-deprecated": event.deprecated === undefined ? undefined : true,
        "x-former-types": event.aliases.length === 0 ? undefined : event.aliases,
        "x-draft": event.isDraft ? true : undefined,
      }),
    ]),
  );
}

function componentSchemas(model: Model): JsonSchema {
  const versions = model.events.flatMap(versionsOf);
  const metadata = metadataSchema(model, DIALECT);
  return {
    ...Object.fromEntries(versions.flatMap((version) => versionSchemas(version, model))),
    ...(metadata && { [METADATA]: metadata }),
    ...typeSchemas(typesOf(versions, model), DIALECT),
  };
}

/** The data of a version and, for the newest one, the event. */
function versionSchemas(
  version: EventVersion,
  model: Model,
): (readonly [name: string, schema: JsonSchema])[] {
  const { event, isNewest } = version;
  const data = dataSchema(version, DIALECT);
  if (!isNewest) {
    const name = `${event.type}.v${version.version}.data`;
    return [[name, withFacts(data, eventFacts(version, DIALECT))]];
  }
  const name = `${event.type}.data`;
  const metadata = model.metadata.length === 0 ? undefined : reference(METADATA);
  const schema = eventSchema(version, { data: reference(name), metadata }, model);
  return [
    [eventName(event.type), { ...eventFacts(version, DIALECT), ...schema }],
    [name, data],
  ];
}

/** No type and no event type has a dot in its name. */
const METADATA = "event.metadata";

function eventName(type: string): string {
  return `${type}.event`;
}

function reference(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}
