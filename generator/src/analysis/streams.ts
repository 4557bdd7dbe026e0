import { BROKEN, type OrBroken, type PartialStream } from "../language/document.js";
import { type EventModel, hasOwnCopies, type Lookup, type StreamModel } from "../model/model.js";
import { isIdField } from "../model/names.js";
import { addTo } from "../util/add-to.js";
import type { Analysis } from "./analysis.js";
import { uniqueLookups } from "./lookups.js";
import { StreamEvents } from "./stream-events.js";

/** A stream before its event types have all their lookups. */
interface StreamPlan
  extends Pick<StreamModel, "name" | "description" | "lookup" | "isMaterialized" | "isConsistent"> {
  readonly types: readonly string[];
}

/** Declares the streams, and gives their event types the lookups that the streams need. */
export function declareStreams(analysis: Analysis): void {
  const plans = planStreams(analysis);
  analysis.events = withStreamLookups(analysis.events, plans);
  const byType = new Map(analysis.events.map((event) => [event.type, event]));
  analysis.streams = plans.map(({ types, ...stream }) => ({
    ...stream,
    events: types.flatMap((type) => byType.get(type) ?? []),
  }));
}

function planStreams(analysis: Analysis): StreamPlan[] {
  const { document, idSuffix, report, unknown } = analysis;
  const { partition, streams = {} } = document;
  if (streams === BROKEN) {
    unknown.lookups = true;
    return [];
  }
  const reader = new StreamEvents(analysis);
  const plans = Object.entries(streams).flatMap(([name, raw]) => {
    if (raw === BROKEN) {
      unknown.lookups = true;
      return [];
    }
    const path = ["streams", name];
    const lacksPartition = raw.across_partitions !== undefined && partition === undefined;
    if (raw.by !== BROKEN && lacksPartition) {
      report.atKey("stream-without-partition", [...path, "across_partitions"], {});
    }
    if (raw.by === BROKEN || !isIdField(raw.by, idSuffix)) {
      reader.readListed(name, raw);
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
        lookup: streamLookup(raw.by, raw, partition),
        isMaterialized: raw.materialized === true && !isConsistent,
        isConsistent,
        types: reader.read(name, raw.by, raw),
      },
    ];
  });
  reader.report();
  return plans;
}

function streamLookup(
  by: string,
  { across_partitions }: PartialStream,
  partition: OrBroken<string> | undefined,
): Lookup {
  if (by === partition) return { kind: "partition", partition };
  if (typeof partition !== "string" || across_partitions === true) {
    return { kind: "entity", modelKey: by };
  }
  return { kind: "partition-entity", partition, modelKey: by };
}

/** The events with the lookups that streams need, each only at the stream's own event types. */
function withStreamLookups(
  events: readonly EventModel[],
  plans: readonly StreamPlan[],
): EventModel[] {
  const needed = new Map<string, Lookup[]>();
  for (const plan of plans) {
    if (hasOwnCopies(plan)) continue;
    for (const type of plan.types) addTo(needed, type, plan.lookup);
  }
  return events.map((event) => {
    const own = needed.get(event.type);
    return own === undefined
      ? event
      : { ...event, lookups: uniqueLookups([...event.lookups, ...own]) };
  });
}
