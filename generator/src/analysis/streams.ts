import type { YamlPath } from "../diagnostics/diagnostic.js";
import { BROKEN, type OrBroken, type PartialStream } from "../language/document.js";
import { type EventModel, hasOwnCopies, type Lookup, type StreamModel } from "../model/model.js";
import { isIdField } from "../model/names.js";
import type { Analysis } from "./analysis.js";
import { fieldPath } from "./fields.js";
import { uniqueLookups } from "./lookups.js";
import { pathKey } from "./reporter.js";

/** A stream before its event types have all their lookups. */
interface StreamPlan
  extends Pick<StreamModel, "name" | "description" | "lookup" | "isMaterialized" | "isConsistent"> {
  readonly types: readonly string[];
}

/** Declares the streams, and gives their event types the lookups that the streams need. */
export function declareStreams(analysis: Analysis): void {
  const plans = planStreams(analysis);
  analysis.events = withStreamLookups(analysis.events, plans);
  const byType = eventsByType(analysis.events);
  analysis.streams = plans.map(({ types, ...stream }) => ({
    ...stream,
    events: types.flatMap((type) => byType.get(type) ?? []),
  }));
}

function planStreams(analysis: Analysis): StreamPlan[] {
  const { document, events, idSuffix, report, unknown } = analysis;
  const { partition, streams = {} } = document;
  if (streams === BROKEN) {
    unknown.lookups = true;
    return [];
  }
  const known: KnownEvents = {
    byType: eventsByType(events),
    modelKeys: new Map(events.map((event) => [event, modelKeysOf(event)])),
    unknownTypes: new Map(),
  };
  const plans = Object.entries(streams).flatMap(([name, raw]) => {
    if (raw === BROKEN) {
      unknown.lookups = true;
      return [];
    }
    const path = ["streams", name];
    if (raw.across_partitions !== undefined && partition === undefined) {
      report.atKey("stream-without-partition", [...path, "across_partitions"], {});
    }
    if (!isIdField(raw.by, idSuffix)) {
      unknown.lookups = true;
      return [];
    }
    const isConsistent = raw.consistent === true;
    if (isConsistent && raw.materialized === true) {
      const related = [{ path: [...path, "consistent"], message: "the stream is consistent" }];
      report.atKey("stream-materialized-and-consistent", [...path, "materialized"], {}, related);
    }
    return [
      {
        name,
        description: raw.description,
        lookup: streamLookup(raw, partition),
        isMaterialized: raw.materialized === true && !isConsistent,
        isConsistent,
        types: typesOf(name, raw, known, analysis),
      },
    ];
  });
  reportUnknownTypes(known, analysis);
  return plans;
}

/** The event types that streams can list, and those that they list though they are not there. */
interface KnownEvents {
  readonly byType: ReadonlyMap<string, EventModel>;
  readonly modelKeys: ReadonlyMap<EventModel, ReadonlySet<string>>;
  readonly unknownTypes: Map<string, YamlPath[]>;
}

/** Reports each event type that is not there once: most likely its declaration is missing or misspelt. */
function reportUnknownTypes(
  { byType, unknownTypes }: KnownEvents,
  { report, suggest, unknown }: Analysis,
): void {
  for (const [type, [first, ...others]] of unknownTypes) {
    if (first === undefined) continue;
    const suggestion = suggest(type, byType.keys());
    const related = others.map((path) => ({ path, message: "it is listed here, too" }));
    report.atValue("unknown-event-type", first, { type, suggestion }, related);
    unknown.lookups = true;
  }
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
  { by, events }: PartialStream,
  { byType, modelKeys, unknownTypes }: KnownEvents,
  { report, suggest, unknown }: Analysis,
): string[] {
  const path = ["streams", name, "events"];
  const known = events.flatMap((type, index) => {
    if (type === BROKEN) unknown.lookups = true;
    if (type === BROKEN || unknown.ids.has(type)) return [];
    const event = byType.get(type);
    if (event !== undefined) return [{ event, index }];
    const uses = unknownTypes.get(type) ?? [];
    unknownTypes.set(type, uses);
    uses.push([...path, index]);
    return [];
  });
  const isFound = ({ event }: (typeof known)[number]) => modelKeys.get(event)?.has(by) === true;
  const found = known.filter(isFound);
  const suggestion = found.length > 0 ? undefined : suggest(by, keysOfAny(known, modelKeys));
  if (found.length === 0 && (known.length > 1 || suggestion !== undefined)) {
    // One mistake, and not one for each event type.
    report.atValue("unknown-stream-field", ["streams", name, "by"], { by, suggestion });
    unknown.lookups = true;
    return [];
  }
  // An id beside the stream's own is another one.
  const others = new Set(found.flatMap(({ event }) => [...(modelKeys.get(event) ?? [])]));
  for (const one of known.filter((listed) => !isFound(listed))) {
    const { type, fields } = one.event;
    const misspelt = fields.find(
      ({ name, modelKey }) => name === modelKey && !others.has(name) && suggest(by, [name]),
    );
    const about = { type, by, suggestion: misspelt && by };
    if (misspelt === undefined) {
      report.atValue("stream-field-missing", [...path, one.index], about);
    } else {
      const misspeltPath = fieldPath(type, misspelt);
      // Several streams can be by the one id.
      if (!unknown.fields.has(pathKey(misspeltPath))) {
        report.atKey("stream-field-missing", misspeltPath, about);
      }
      unknown.fields.add(pathKey(misspeltPath));
    }
    unknown.lookups = true;
  }
  return found.map(({ event }) => event.type);
}

/** One after the other, as a list of all would be long, and made for each stream. */
function* keysOfAny(
  listed: readonly { readonly event: EventModel }[],
  modelKeys: ReadonlyMap<EventModel, ReadonlySet<string>>,
): Iterable<string> {
  const given = new Set<string>();
  for (const { event } of listed) {
    for (const key of modelKeys.get(event) ?? []) {
      if (!given.has(key)) yield key;
      given.add(key);
    }
  }
}

function streamLookup(raw: PartialStream, partition: OrBroken<string> | undefined): Lookup {
  if (raw.by === partition) return { kind: "partition", partition };
  if (typeof partition !== "string" || raw.across_partitions === true) {
    return { kind: "entity", modelKey: raw.by };
  }
  return { kind: "partition-entity", partition, modelKey: raw.by };
}

/** The events with the lookups that streams need, each only at the stream's own event types. */
function withStreamLookups(
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
  return events.map((event) => {
    const own = needed.get(event.type);
    return own === undefined
      ? event
      : { ...event, lookups: uniqueLookups([...event.lookups, ...own]) };
  });
}
