import { jsonText } from "../../diagnostics/render/json.js";
import type { Model } from "../../model/model.js";
import { channelsOf, type ExportedChannel } from "../asyncapi/channels.js";
import type { Exporter, ExportFile, ExportOptions } from "../export-file.js";
import { eventDocument } from "../json-schema/json-schema-exporter.js";
import { type EventVersion, versionsOf } from "../schema/event-schema.js";
import { descriptionOf } from "../schema/facts.js";
import { fieldTable } from "./field-table.js";
import { type FrontMatter, page } from "./front-matter.js";
import { mdxCode, mdxText } from "./markdown.js";
import { channelId, channelPointer, eventPointer, semanticVersion } from "./resources.js";

/**
 * Files of EventCatalog 3: a service for the schema, in it an event for each event type with its earlier versions, and channels
 * for the change stream and each stream. A catalogue can hold several schemas, so ids begin with the name of the schema.
 */
export const eventCatalogExporter: Exporter = {
  files: ({ model }, options) => [
    servicePage(model, options),
    ...channelsOf(model).map((channel) => channelPage(channel, model, options)),
    ...model.events.flatMap(versionsOf).flatMap((version) => eventFiles(version, model, options)),
  ],
};

function servicePage(model: Model, options: ExportOptions): ExportFile {
  const channels = channelsOf(model);
  const description = model.description?.trim() || `The events of ${model.name}.`;
  const frontMatter = {
    id: model.name,
    name: model.name,
    version: options.documentVersion,
    summary: description,
    ...ownersOf(options),
    sends: model.events.map((event) => ({
      ...eventPointer(event, model),
      to: channels
        .filter(({ events }) => events.includes(event))
        .map((channel) => channelPointer(channel, model, options)),
    })),
  };
  const body = [mdxText(description), "<NodeGraph />"];
  return { path: `services/${model.name}/index.mdx`, text: page(frontMatter, body) };
}

function channelPage(channel: ExportedChannel, model: Model, options: ExportOptions): ExportFile {
  const { id, title, description, address, parameters } = channel;
  const described = parameters.map(
    (name) => [name, { description: `The id ${name}, encoded as in keys.` }] as const,
  );
  const frontMatter = {
    id: channelId(channel, model),
    name: title,
    version: options.documentVersion,
    summary: description,
    ...ownersOf(options),
    ...(address === null ? {} : { address }),
    protocols: ["dynamodb"],
    ...(described.length === 0 ? {} : { parameters: Object.fromEntries(described) }),
  };
  const body = [mdxText(description), "<NodeGraph />"];
  return { path: `services/${model.name}/channels/${id}/index.mdx`, text: page(frontMatter, body) };
}

function eventFiles(version: EventVersion, model: Model, options: ExportOptions): ExportFile[] {
  const { event, isNewest } = version;
  const newest = `services/${model.name}/events/${event.type}`;
  const folder = isNewest ? newest : `${newest}/versioned/${semanticVersion(version.version)}`;
  return [
    { path: `${folder}/index.mdx`, text: eventPage(version, model, options) },
    { path: `${folder}/schema.json`, text: jsonText(eventDocument(version, model, options)) },
  ];
}

function eventPage(version: EventVersion, model: Model, options: ExportOptions): string {
  const { event, isNewest } = version;
  const description = event.description?.trim() || `The event ${event.type} of ${model.name}.`;
  const channels = channelsOf(model).filter(({ events }) => events.includes(event));
  const frontMatter: FrontMatter = {
    id: eventPointer(event, model).id,
    name: event.type,
    version: semanticVersion(version.version),
    summary: description,
    ...ownersOf(options),
    schemaPath: "schema.json",
    ...(event.deprecated === undefined ? {} : { deprecated: { message: event.deprecated } }),
    ...(event.isDraft ? { draft: true } : {}),
    channels: channels.map((channel) => channelPointer(channel, model, options)),
  };
  const names = isNewest ? [event.storedType] : [event.storedType, ...event.aliases];
  return page(frontMatter, [
    mdxText(descriptionOf(event) ?? description),
    `Stored as ${names.map(mdxCode).join(" or ")}, in version ${version.version} of the data.`,
    "## Data",
    fieldTable(version.fields),
    ...(model.metadata.length === 0 ? [] : ["## Metadata", fieldTable(model.metadata)]),
    "## Schema",
    '<SchemaViewer file="schema.json" title="JSON Schema" />',
    "<NodeGraph />",
  ]);
}

function ownersOf({ owner }: ExportOptions): FrontMatter {
  return owner === undefined ? {} : { owners: [owner] };
}
