import { asyncApiExporter } from "./asyncapi/asyncapi-exporter.js";
import { cloudEventsExporter } from "./cloudevents/cloudevents-exporter.js";
import { eventCatalogExporter } from "./eventcatalog/eventcatalog-exporter.js";
import type { Exporter } from "./export-file.js";
import { jsonSchemaExporter } from "./json-schema/json-schema-exporter.js";

/** Every kind of export by the value of `--to`. */
export const EXPORTERS = {
  "json-schema": jsonSchemaExporter,
  asyncapi: asyncApiExporter,
  cloudevents: cloudEventsExporter,
  eventcatalog: eventCatalogExporter,
} as const satisfies Readonly<Record<string, Exporter>>;

export type ExportFormat = keyof typeof EXPORTERS;
