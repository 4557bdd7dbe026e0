import { identifier, stringLiteral } from "../emit/typescript/escape.js";
import { memberName, moduleNames } from "../emit/typescript/names.js";
import {
  type EventModel,
  hasOwnCopies,
  type Lookup,
  lookupPath,
  type Model,
  type StreamModel,
} from "../model/model.js";
import type { Copy } from "./copy.js";

/** A call of the generated client that finds events of one type. */
export interface FindingCall {
  /**
   * The call in TypeScript. The client is `client`, and ids are variables with the names of id fields:
   * `client.getLatestEvent({ eventType: StoreEventTypes.PRICE_LOWERED, partitionId: store_id })`.
   */
  readonly code: string;
  /** The ids that it takes, outermost first: `["store_id", "product_id"]`. */
  readonly ids: readonly string[];
  /** The stream that it reads; `undefined` for a lookup. */
  readonly stream: StreamModel | undefined;
}

/** The calls that find events by their copies of one kind: those of its lookup, and streams that read it. */
export function callsOf(copy: Copy, event: EventModel, model: Model): FindingCall[] {
  if (copy.source.kind === "stream") return [streamCall(copy.source.stream)];
  const { lookup } = copy.source;
  const readers = model.streams.filter((stream) => readsLookup(stream, event, lookup));
  return [...lookupCalls(lookup, event, model), ...readers.map(streamCall)];
}

/** Whether a stream without copies of its own reads the events of a type by a lookup. */
export function readsLookup(stream: StreamModel, { type }: EventModel, lookup: Lookup): boolean {
  return (
    !hasOwnCopies(stream) &&
    stream.events.some((event) => event.type === type) &&
    isSamePath(stream.lookup, lookup)
  );
}

function isSamePath(a: Lookup, b: Lookup): boolean {
  return lookupPath(a).join() === lookupPath(b).join();
}

/** The calls of a lookup: for the newest event, for all events of the type, and for events of several types. */
export function lookupCalls(lookup: Lookup, event: EventModel, model: Model): FindingCall[] {
  const type = `${moduleNames(model.name).eventTypes}.${identifier(event.type)}`;
  const ids = lookupPath(lookup);
  const call = (method: string, ...members: readonly string[]): FindingCall => {
    const all = [...members, ...queryMembers(lookup)];
    return { code: `client.${method}({ ${all.join(", ")} })`, ids, stream: undefined };
  };
  return [
    call("getLatestEvent", `eventType: ${type}`),
    call("getLatestEvents", `eventType: ${type}`),
    call("getEventStream", `eventTypes: [${type}]`),
  ];
}

/** The members of a query that select a lookup. */
function queryMembers(lookup: Lookup): string[] {
  const partition = (name: string) => `partitionId: ${identifier(name)}`;
  const model = (name: string) => [
    `modelKey: ${stringLiteral(name)}`,
    `modelId: ${identifier(name)}`,
  ];
  switch (lookup.kind) {
    case "type":
      return [];
    case "partition":
      return [partition(lookup.partition)];
    case "entity":
      return model(lookup.modelKey);
    case "partition-entity":
      return [partition(lookup.partition), ...model(lookup.modelKey)];
  }
}

/** The call that reads a stream. */
export function streamCall(stream: StreamModel): FindingCall {
  const ids = lookupPath(stream.lookup);
  const members = ids.map(identifier).join(", ");
  const code = `client.streams.${identifier(memberName(stream))}({ ${members} }).read()`;
  return { code, ids, stream };
}
