import { suggest } from "../diagnostics/suggest.js";
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
  return Object.entries(document.streams ?? {}).map(([name, raw]) => {
    const path = ["streams", name];
    if (raw.across_partitions !== undefined && document.partition === undefined) {
      context.report.atKey("stream-without-partition", [...path, "across_partitions"], {});
    }
    const types = typesOf(name, raw, events, context);
    return { name, raw, lookup: streamLookup(raw, document.partition), types };
  });
}

/** The event types of a stream that exist and can be found by its id. */
function typesOf(
  name: string,
  raw: RawStream,
  events: readonly EventModel[],
  { report, missing }: TypeContext,
): string[] {
  const path = ["streams", name, "events"];
  const isFound = ({ fields }: EventModel) => fields.some(({ modelKey }) => modelKey === raw.by);
  const known = raw.events.flatMap((type, index): EventModel[] => {
    const event = events.find((candidate) => candidate.type === type);
    if (event !== undefined && !missing.has(type)) return [event];
    if (event === undefined && !missing.has(type)) {
      const suggestion = suggest(
        type,
        events.map((other) => other.type),
      );
      report.atValue("unknown-event-type", [...path, index], { type, suggestion });
    }
    return [];
  });
  const found = known.filter(isFound);
  if (found.length === 0 && known.length > 1) {
    // One mistake, and not one of each event.
    const modelKeys = known.flatMap(({ fields }) =>
      fields.flatMap(({ modelKey }) => modelKey ?? []),
    );
    const about = { by: raw.by, suggestion: suggest(raw.by, modelKeys) };
    report.atValue("unknown-stream-field", ["streams", name, "by"], about);
    return [];
  }
  for (const { type } of known.filter((event) => !found.includes(event))) {
    report.atValue("stream-field-missing", [...path, raw.events.indexOf(type)], {
      type,
      by: raw.by,
    });
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
  return events.map((event) => {
    // A materialized stream is read under its own key, and needs no lookup of its events.
    const needed = plans.filter(
      ({ types, raw }) => types.includes(event.type) && raw.materialized !== true,
    );
    const lookups = uniqueLookups([...event.lookups, ...needed.map(({ lookup }) => lookup)]);
    return { ...event, lookups: canonicalFirst(lookups, event.fields) };
  });
}

export function buildStreams(
  schemaName: string,
  plans: readonly StreamPlan[],
  events: readonly EventModel[],
): StreamModel[] {
  return plans.map(({ name, raw, lookup, types }) => ({
    name,
    memberName: camelCase(name),
    unionName: streamUnionName(schemaName, name),
    description: raw.description,
    lookup,
    isMaterialized: raw.materialized === true,
    isConsistent: raw.consistent === true,
    events: types.flatMap((type) => events.find((event) => event.type === type) ?? []),
  }));
}
