import { readsLookup } from "../copies/calls.js";
import type { Copy } from "../copies/copy.js";
import { copiesOf } from "../copies/event-copies.js";
import type { Model } from "../model/model.js";
import { type EventCost, eventCost } from "./event-cost.js";
import { eventSampler } from "./sample/sample-event.js";
import { type StreamCost, streamCost } from "./stream-cost.js";

/** What the events and the streams of a schema cost. */
export interface SchemaCost {
  readonly model: Model;
  /** By the name of the event type, in the order of the schema. */
  readonly events: ReadonlyMap<string, EventCost>;
  readonly streams: readonly StreamCost[];
  /** Lookups by which no stream reads their events. Whether programs query them is not known. */
  readonly unreadLookups: readonly UnreadLookup[];
}

export interface UnreadLookup {
  readonly event: EventCost;
  readonly copy: Copy;
}

export interface CostOptions {
  /** The bytes of the data of event types, by their names, instead of those of samples. */
  readonly dataBytes: ReadonlyMap<string, number>;
  /** The events of a stream. */
  readonly streamLength: number;
}

/** The cost of a schema. */
export function schemaCost(model: Model, { dataBytes, streamLength }: CostOptions): SchemaCost {
  const sampleOf = eventSampler(model);
  const events = new Map(
    [...copiesOf(model)].map(([type, copies]) => [
      type,
      eventCost(copies, sampleOf, dataBytes.get(type)),
    ]),
  );
  return {
    model,
    events,
    streams: model.streams.map((stream) => streamCost(stream, events, streamLength)),
    unreadLookups: [...events.values()].flatMap((event) =>
      event.copies.copies
        .filter((copy) => !isRead(copy, event, model))
        .map((copy) => ({ event, copy })),
    ),
  };
}

function isRead({ source }: Copy, { copies }: EventCost, { streams }: Model): boolean {
  if (source.kind === "stream") return true;
  return streams.some((stream) => readsLookup(stream, copies.event, source.lookup));
}
