import { storedTypes } from "../pairs.js";
import type { Rule } from "../rule.js";

export const eventNoReuseRetired: Rule = {
  id: "EVENT_NO_REUSE_RETIRED",
  category: "STORED",
  purpose:
    "No event type has the name or the stored type of a retired one: it would get its stored events.",
  fix: "Give the event type another name, or another `wire`, and restore the entry under `retired`.",
  mirror: { rule: "EVENT_RETIRED" },
  *check({ old, new: next }) {
    for (const event of next.events) {
      const tombstone = old.retired.find(
        ({ type, storedType }) => type === event.type || storedTypes(event).includes(storedType),
      );
      if (tombstone === undefined) continue;
      yield {
        path: ["events", event.type],
        oldPath: ["retired", tombstone.type],
        old: tombstone.storedType,
        new: storedTypes(event),
        message:
          event.type === tombstone.type
            ? `${event.type} was retired, and is an event type again: it has the stored events of the retired one.`
            : `${event.type} has the stored type of ${tombstone.type}, which was retired: it has its stored events.`,
        help: `Choose another name or "wire", and add ${tombstone.type} to "retired" again; or accept the change, if it is the same event type.`,
      };
    }
  },
};
