import { type EventModel, type Field, lookupPath } from "../../model/model.js";
import type { LintedSchema } from "../rule.js";

/** Whether a lookup of an event type, or one of its streams, has an id in its keys. */
export function lookupFinder({
  streamsOf,
}: LintedSchema): (event: EventModel, modelKey: string) => boolean {
  const known = new Map<EventModel, ReadonlySet<string>>();
  return (event, modelKey) => {
    let keys = known.get(event);
    if (keys === undefined) {
      const lookups = [...event.lookups, ...streamsOf(event).map(({ lookup }) => lookup)];
      keys = new Set(lookups.flatMap(lookupPath));
      known.set(event, keys);
    }
    return keys.has(modelKey);
  };
}

/** How to make no copies for an id field: a clause that begins with a verb. */
export function noLookupHelp({ type }: Field): string {
  return type.kind === "list" ? 'remove "entity"' : 'mark the field with "lookup: false"';
}
