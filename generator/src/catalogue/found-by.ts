import { readsLookup } from "../copies/calls.js";
import type { Copy } from "../copies/copy.js";
import { lookupPath } from "../model/model.js";
import type { EventEntry, SchemaEntry, StreamEntry } from "./catalogue.js";

/** The queries that find the events of a type by their copies of one kind. */
export interface FoundBy {
  /** "type by order_id"; `undefined` for a copy of a stream. */
  readonly lookup: string | undefined;
  readonly streams: readonly StreamEntry[];
}

export function foundBy({ source }: Copy, event: EventEntry, schema: SchemaEntry): FoundBy {
  if (source.kind === "stream") {
    const { stream } = source;
    return { lookup: undefined, streams: schema.streams.filter(({ model }) => model === stream) };
  }
  const { lookup } = source;
  const readers = event.streams.filter(({ model }) => readsLookup(model, event.model, lookup));
  const ids = lookupPath(lookup);
  return {
    lookup: ids.length === 0 ? "queries by type" : `queries by ${ids.join(" and ")}`,
    streams: readers,
  };
}
