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
    const types = raw.events.filter((type, index) => {
      const event = events.find((candidate) => candidate.type === type);
      if (event === undefined) {
        if (context.missing.has(type)) return false;
        const suggestion = suggest(type, Object.keys(document.events));
        context.report.atValue("unknown-event-type", [...path, "events", index], {
          type,
          suggestion,
        });
        return false;
      }
      const hasField = event.fields.some(({ modelKey }) => modelKey === raw.by);
      if (!hasField) {
        context.report.atValue("stream-field-missing", [...path, "events", index], {
          type,
          by: raw.by,
        });
      }
      return hasField;
    });
    return { name, raw, lookup: streamLookup(raw, document.partition), types };
  });
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
