import { readsLookup } from "../copies/calls.js";
import { type EventModel, hasOwnCopies, type StreamModel } from "../model/model.js";
import type { EventCost } from "./event-cost.js";
import { queryCost, type ReadCost, sumOfReads } from "./units.js";

/** What it costs to read and to append to a stream. */
export interface StreamCost {
  readonly stream: StreamModel;
  /** A read without options. */
  readonly read: ReadCost;
  /** A read with `consistentRead`. For a consistent stream, both are the same. */
  readonly consistentRead: ReadCost;
  /** For each event type of a consistent stream; empty for another stream. */
  readonly appends: readonly AppendCost[];
}

/** An append of a typical event to a consistent stream. */
export interface AppendCost {
  readonly event: EventModel;
  /** The units of the write, alone or refused. */
  readonly writeUnits: number;
  /**
   * The queries of a client that does not know the last revision: one for each consistent stream that the event is
   * in.
   */
  readonly lastRevision: ReadCost;
  /** Without `expect`, after another writer has taken the revision: the refused write, one query, and the write. */
  readonly conflict: {
    readonly requests: number;
    readonly writeUnits: number;
    readonly readUnits: number;
  };
  /** With `expect`, after another writer has appended: the refused write. */
  readonly refusal: { readonly requests: number; readonly writeUnits: number };
}

/**
 * The cost of a stream of typical events.
 *
 * @param length The number of its events; its types take turns.
 */
export function streamCost(
  stream: StreamModel,
  events: ReadonlyMap<string, EventCost>,
  length: number,
): StreamCost {
  const keys = keySizes(stream, events, length);
  const all = (isConsistent: boolean) =>
    sumOfReads(keys.map((sizes) => queryCost(sizes, isConsistent)));
  // Reads of several keys first ask for the newest event of each; see boundByNewest of the runtime.
  const newest = keys.map((sizes) => queryCost(sizes.slice(-1), true));
  const bounded = keys.length > 1 ? sumOfReads([...newest, all(true)]) : all(true);
  return {
    stream,
    read: all(stream.isConsistent),
    consistentRead: bounded,
    appends: stream.isConsistent
      ? stream.events.flatMap(({ type }) => {
          const cost = events.get(type);
          return cost === undefined ? [] : [appendCost(cost)];
        })
      : [],
  };
}

/** The sizes of the events under each key that a read of the stream queries. */
export function keySizes(
  stream: StreamModel,
  events: ReadonlyMap<string, EventCost>,
  length: number,
): number[][] {
  const sizes = stream.events.map((event, index) => {
    const size = sizeInStream(stream, event, events);
    const turns = Math.floor((length - index - 1) / stream.events.length) + 1;
    return { event, sizes: Array.from({ length: Math.max(0, turns) }, () => size) };
  });
  if (hasOwnCopies(stream)) return [sizes.flatMap((each) => each.sizes)];
  return sizes.flatMap(({ event, sizes: own }) => [own, ...event.aliases.map(() => [])]);
}

/** The bytes of the item by which a stream reads a typical event. */
function sizeInStream(
  stream: StreamModel,
  event: EventModel,
  events: ReadonlyMap<string, EventCost>,
): number {
  const items = events.get(event.type)?.saves.typical.items ?? [];
  const item = items.find(({ copy: { source } }) =>
    source.kind === "stream" ? source.stream === stream : readsLookup(stream, event, source.lookup),
  );
  return item?.bytes ?? 0;
}

function appendCost({ copies, saves }: EventCost): AppendCost {
  const { writeUnits, items } = saves.typical;
  const inStreams = items.filter(({ copy }) => copy.sk === "{revision}");
  const queries = inStreams.map(({ bytes }) => queryCost([bytes], true));
  const [query = queryCost([], true)] = queries;
  return {
    event: copies.event,
    writeUnits,
    lastRevision: sumOfReads(queries),
    conflict: { requests: 3, writeUnits: 2 * writeUnits, readUnits: query.units },
    refusal: { requests: 1, writeUnits },
  };
}
