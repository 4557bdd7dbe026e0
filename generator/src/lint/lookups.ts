import { type EventModel, lookupPath, type StreamModel } from "../model/model.js";

/** Whether a lookup of an event type, or one of its streams, has an id in its keys. */
export function isFoundBy(
  event: EventModel,
  streams: readonly StreamModel[],
): (modelKey: string) => boolean {
  const lookups = [...event.lookups, ...streams.map(({ lookup }) => lookup)];
  const inKeys = new Set(lookups.flatMap(lookupPath));
  return (modelKey) => inKeys.has(modelKey);
}
