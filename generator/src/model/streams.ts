import type { RawStream, SchemaDocument } from "../schema/document.js";
import { canonicalFirst, uniqueLookups } from "./events.js";
import type { TypeContext } from "./field-types.js";
import type { EventModel, Lookup, StreamModel } from "./model.js";
import { camelCase, streamUnionName } from "./names.js";

/** A stream before its event types have all their lookups. */
export interface StreamPlan {
  readonly name: string;
  readonly raw: RawStream;
  readonly lookup: Lookup;
  readonly types: readonly string[];
}

export function planStreams(
  document: SchemaDocument,
  events: readonly EventModel[],
  context: TypeContext,
): StreamPlan[] {
  const byType = eventsByType(events);
  const names = [...byType.keys()];
  return Object.entries(document.streams ?? {}).map(([name, raw]) => {
    const path = ["streams", name];
    if (raw.across_partitions !== undefined && document.partition === undefined) {
      context.report.atKey("stream-without-partition", [...path, "across_partitions"], {});
    }
    const types = typesOf(name, raw, byType, names, context);
    return { name, raw, lookup: streamLookup(raw, document.partition), types };
  });
}

function eventsByType(events: readonly EventModel[]): ReadonlyMap<string, EventModel> {
  return new Map(events.map((event) => [event.type, event]));
}

/** The event types of a stream that exist and can be found by its id. */
function typesOf(
  name: string,
  raw: RawStream,
  byType: ReadonlyMap<string, EventModel>,
  names: readonly string[],
  { report, missing, suggest }: TypeContext,
): string[] {
  const path = ["streams", name, "events"];
  const isFound = ({ fields }: EventModel) => fields.some(({ modelKey }) => modelKey === raw.by);
  const known = raw.events.flatMap((type) => {
    if (missing.has(type)) return [];
    const event = byType.get(type);
    if (event !== undefined) return [event];
    const suggestion = suggest(type, names);
    report.atValue("unknown-event-type", report.itemPath(path, type), { type, suggestion });
    return [];
  });
  const found = known.filter(isFound);
  if (found.length === 0 && known.length > 1) {
    // One mistake, and not one of each event.
    const modelKeys = known.flatMap(({ fields }) =>
      fields.flatMap(({ modelKey }) => modelKey ?? []),
    );
    const about = { by: raw.by, suggestion: suggest(raw.by, [...new Set(modelKeys)]) };
    report.atValue("unknown-stream-field", ["streams", name, "by"], about);
    return [];
  }
  for (const { type } of known.filter((event) => !isFound(event))) {
    const about = { type, by: raw.by };
    report.atValue("stream-field-missing", report.itemPath(path, type), about);
  }
  return found.map(({ type }) => type);
}

function streamLookup(raw: RawStream, partition: string | undefined): Lookup {
  if (raw.by === partition) return { kind: "partition", partition };
  if (partition === undefined || raw.across_partitions === true) {
    return { kind: "entity", modelKey: raw.by };
  }
  return { kind: "partition-entity", partition, modelKey: raw.by };
}

/** The events with the lookups that streams need, each only at the stream's own event types. */
export function withStreamLookups(
  events: readonly EventModel[],
  plans: readonly StreamPlan[],
): EventModel[] {
  const needed = new Map<string, Lookup[]>();
  for (const { types, raw, lookup } of plans) {
    // A materialized stream is read under its own key, and needs no lookup of its events.
    if (raw.materialized === true) continue;
    for (const type of types) needed.set(type, [...(needed.get(type) ?? []), lookup]);
  }
  return events.map((event) => {
    const lookups = uniqueLookups([...event.lookups, ...(needed.get(event.type) ?? [])]);
    return { ...event, lookups: canonicalFirst(lookups, event.fields) };
  });
}

export function buildStreams(
  schemaName: string,
  plans: readonly StreamPlan[],
  events: readonly EventModel[],
): StreamModel[] {
  const byType = eventsByType(events);
  return plans.map(({ name, raw, lookup, types }) => ({
    name,
    memberName: camelCase(name),
    unionName: streamUnionName(schemaName, name),
    description: raw.description,
    lookup,
    isMaterialized: raw.materialized === true,
    isConsistent: raw.consistent === true,
    events: types.flatMap((type) => byType.get(type) ?? []),
  }));
}
