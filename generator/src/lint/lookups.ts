import { type EventModel, type Field, lookupPath, type StreamModel } from "../model/model.js";

/** Whether a lookup of an event type, or one of its streams, has an id in its keys. */
export function isFoundBy(
  event: EventModel,
  streams: readonly StreamModel[],
): (modelKey: string) => boolean {
  const lookups = [...event.lookups, ...streams.map(({ lookup }) => lookup)];
  const inKeys = new Set(lookups.flatMap(lookupPath));
  return (modelKey) => inKeys.has(modelKey);
}

/** How to make no copies for an id field: a clause that begins with a verb. */
export function noLookupHelp({ type }: Field): string {
  return type.kind === "list" ? 'remove "entity"' : 'mark the field with "lookup: false"';
}
