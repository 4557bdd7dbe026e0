import type { RawStream, SchemaDocument } from "../language/document.js";
import { type EventModel, hasOwnCopies, type Lookup, type StreamModel } from "../model/model.js";
import { camelCase, streamUnionName } from "../model/names.js";
import { fieldPath, uniqueLookups } from "./events.js";
import type { TypeContext } from "./fields.js";
import { pathKey } from "./reporter.js";

/** A stream before its event types have all their lookups. */
export interface StreamPlan
  extends Pick<StreamModel, "name" | "description" | "lookup" | "isMaterialized" | "isConsistent"> {
  readonly types: readonly string[];
}

export function planStreams(
  document: SchemaDocument,
  events: readonly EventModel[],
  context: TypeContext,
): StreamPlan[] {
  const byType = eventsByType(events);
  const wrong = context.report.errorKeys;
  const modelKeys = new Map(events.map((event) => [event, modelKeysOf(event)]));
  return Object.entries(document.streams ?? {}).map(([name, raw]) => {
    const path = ["streams", name];
    if (raw.across_partitions !== undefined && document.partition === undefined) {
      context.report.atKey("stream-without-partition", [...path, "across_partitions"], {});
    }
    const isConsistent = raw.consistent === true;
    if (isConsistent && raw.materialized === true) {
      const related = [{ path: [...path, "consistent"], message: "the stream is consistent" }];
      const code = "stream-materialized-and-consistent";
      context.report.atKey(code, [...path, "materialized"], {}, related);
    }
    return {
      name,
      description: raw.description,
      lookup: streamLookup(raw, document.partition),
      isMaterialized: raw.materialized === true && !isConsistent,
      isConsistent,
      types: typesOf(name, raw, byType, modelKeys, wrong, context),
    };
  });
}

function eventsByType(events: readonly EventModel[]): ReadonlyMap<string, EventModel> {
  return new Map(events.map((event) => [event.type, event]));
}

function modelKeysOf({ fields }: EventModel): ReadonlySet<string> {
  return new Set(fields.flatMap(({ modelKey }) => modelKey ?? []));
}

/** The event types of a stream that exist and can be found by its id. */
function typesOf(
  name: string,
  { by, events }: RawStream,
  byType: ReadonlyMap<string, EventModel>,
  modelKeys: ReadonlyMap<EventModel, ReadonlySet<string>>,
  wrong: Set<string>,
  { report, missing, suggest }: TypeContext,
): string[] {
  const path = ["streams", name, "events"];
  const known = events.flatMap((type) => {
    if (missing.has(type)) return [];
    const event = byType.get(type);
    if (event !== undefined) return [event];
    const suggestion = suggest(type, byType.keys());
    report.atValue("unknown-event-type", report.itemPath(path, type), { type, suggestion });
    return [];
  });
  const found = known.filter((event) => modelKeys.get(event)?.has(by));
  const suggestion = found.length > 0 ? undefined : suggest(by, keysOfAny(known, modelKeys));
  if (found.length === 0 && (known.length > 1 || suggestion !== undefined)) {
    // One mistake, and not one of each event.
    report.atValue("unknown-stream-field", ["streams", name, "by"], { by, suggestion });
    return [];
  }
  const isFound = new Set(found);
  // What stands beside the stream's own id is another one.
  const others = new Set(found.flatMap((event) => [...(modelKeys.get(event) ?? [])]));
  for (const { type, fields } of known.filter((event) => !isFound.has(event))) {
    const misspelt = fields.find(
      ({ name, modelKey }) => name === modelKey && !others.has(name) && suggest(by, [name]),
    );
    const suggestion = misspelt && by;
    const about = { type, by, suggestion };
    if (misspelt === undefined) {
      report.atValue("stream-field-missing", report.itemPath(path, type), about);
      continue;
    }
    const place = fieldPath(type, misspelt);
    // Several streams can be by the one id.
    if (!wrong.has(pathKey(place))) report.atKey("stream-field-missing", place, about);
    wrong.add(pathKey(place));
  }
  return found.map(({ type }) => type);
}

/** One after the other: the list of all could be long, and asked for by each stream. */
function* keysOfAny(
  events: readonly EventModel[],
  modelKeys: ReadonlyMap<EventModel, ReadonlySet<string>>,
): Iterable<string> {
  const told = new Set<string>();
  for (const event of events) {
    for (const key of modelKeys.get(event) ?? []) {
      if (!told.has(key)) yield key;
      told.add(key);
    }
  }
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
  for (const plan of plans) {
    if (hasOwnCopies(plan)) continue;
    for (const type of plan.types) {
      const own = needed.get(type) ?? [];
      needed.set(type, own);
      own.push(plan.lookup);
    }
  }
  return events.map((event) => ({
    ...event,
    lookups: uniqueLookups([...event.lookups, ...(needed.get(event.type) ?? [])]),
  }));
}

export function buildStreams(
  schemaName: string,
  plans: readonly StreamPlan[],
  events: readonly EventModel[],
): StreamModel[] {
  const byType = eventsByType(events);
  return plans.map(({ types, ...stream }) => ({
    ...stream,
    memberName: camelCase(stream.name),
    unionName: streamUnionName(schemaName, stream.name),
    events: types.flatMap((type) => byType.get(type) ?? []),
  }));
}
