import { type StreamKind, streamKind } from "../copies/stream-kind.js";
import { type SchemaCost, schemaCost } from "../cost/schema-cost.js";
import type { StreamCost } from "../cost/stream-cost.js";
import { keyEntity } from "../evolution/keys.js";
import {
  type EventModel,
  isCertainId,
  lookupPath,
  type Model,
  type NamedType,
  streamsByEvent,
} from "../model/model.js";
import { Anchors } from "./anchors.js";
import type {
  Catalogue,
  EntityUse,
  EventEntry,
  EventSection,
  SchemaEntry,
  StreamEntry,
  TypeEntry,
} from "./catalogue.js";
import { exampleEvent } from "./example.js";
import { fieldRows, innerRows } from "./field-rows.js";
import { jsonText } from "./json-text.js";
import { rulesOf, typeParts } from "./type-parts.js";
import { STREAM_LENGTH } from "./words.js";

/** A schema for a catalogue. */
export interface CatalogueSource {
  readonly model: Model;
  /** The path of its file from the catalogue, with forward slashes. */
  readonly file: string;
}

/** The catalogue of some schemas, in their order. */
export function catalogueOf(sources: readonly CatalogueSource[]): Catalogue {
  const anchors = new Anchors(sources.map(({ model }) => model));
  const names = sources.map(({ model }) => model.name);
  return {
    title: new Intl.ListFormat("en").format(names),
    schemas: sources.map((source) => schemaEntry(source, anchors)),
  };
}

function schemaEntry({ model, file }: CatalogueSource, anchors: Anchors): SchemaEntry {
  const link = ({ type }: EventModel) => ({ type, anchor: anchors.event(model, type) });
  const cost = schemaCost(model, { dataBytes: new Map(), streamLength: STREAM_LENGTH });
  const streams = cost.streams.map((stream) => streamEntry(stream, model, anchors));
  const events = eventEntries(cost, streams, anchors);
  return {
    model,
    file,
    anchor: anchors.schema(model),
    sections: sectionsOf(events, streams),
    streams,
    types: model.types.map((type) => typeEntry(type, model, anchors)),
    groups: model.groups.map(({ name, fields }) => ({
      name,
      anchor: anchors.part("group", model, name),
      // Here, it is said already which group has the fields.
      fields: fieldRows(fields).map((row) => ({ ...row, group: undefined })),
      events: model.events.filter(({ groups }) => groups.includes(name)).map(link),
    })),
    metadata: fieldRows(model.metadata),
  };
}

function streamEntry({ stream, read }: StreamCost, model: Model, anchors: Anchors): StreamEntry {
  return {
    model: stream,
    anchor: anchors.part("stream", model, stream.name),
    kind: streamKind(stream),
    ids: lookupPath(stream.lookup),
    read,
    events: stream.events.map(({ type }) => ({ type, anchor: anchors.event(model, type) })),
  };
}

function eventEntries(
  { model, events }: SchemaCost,
  streams: readonly StreamEntry[],
  anchors: Anchors,
): EventEntry[] {
  const byEvent = streamsByEvent(model.streams);
  return model.events.map((event) => {
    const cost = events.get(event.type);
    if (cost === undefined) throw new Error(`${event.type} has no cost`);
    const own = byEvent.get(event.type) ?? [];
    return {
      model: event,
      anchor: anchors.event(model, event.type),
      fields: fieldRows(event.fields),
      previous: event.previous.toReversed().map(({ version, fields, needsUpcaster }) => {
        return { version, fields: fieldRows(fields), needsUpcaster };
      }),
      streams: streams.filter((stream) => own.includes(stream.model)),
      entities: entityUses(event, model),
      cost,
      example: jsonText(exampleEvent(event, model)),
    };
  });
}

/** The entities that an event type names, in the order of its fields. */
function entityUses({ fields }: EventModel, model: Model): EntityUse[] {
  const ids = fields.flatMap((field) => {
    const { modelKey } = field;
    return modelKey === undefined ? [] : [{ field, entity: keyEntity(modelKey, model) }];
  });
  const entities = [...new Set(ids.map(({ entity }) => entity))];
  return entities.map((entity) => {
    const named = ids.filter((id) => id.entity === entity).map(({ field }) => field);
    const isList = named.length > 1 || named.some(({ type }) => type.kind === "list");
    const how = isList ? "list" : named.some(isCertainId) ? "always" : "optional";
    return { entity, how, fields: named.map(({ name }) => name) };
  });
}

const KINDS: readonly StreamKind[] = ["consistent", "materialized", "plain"];

/**
 * Each event type below its first stream. Streams come in the order of the schema, but an event type in a consistent
 * stream is below that one.
 */
function sectionsOf(
  events: readonly EventEntry[],
  streams: readonly StreamEntry[],
): EventSection[] {
  const homeOf = (event: EventEntry) =>
    KINDS.flatMap((kind) => event.streams.filter((stream) => stream.kind === kind))[0];
  return [...streams, undefined]
    .map((stream) => ({ stream, events: events.filter((event) => homeOf(event) === stream) }))
    .filter((section) => section.events.length > 0);
}

function typeEntry(named: NamedType, model: Model, anchors: Anchors): TypeEntry {
  const { name, type, description, deprecated, examples } = named;
  return {
    name,
    anchor: anchors.part("type", model, name),
    description,
    deprecated,
    parts: typeParts(type),
    rules: rulesOf(type),
    fields: innerRows(type, ""),
    examples: examples.map((value) => JSON.stringify(value)),
  };
}
