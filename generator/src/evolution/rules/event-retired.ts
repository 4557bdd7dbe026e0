import type { Rule } from "../rule.js";

export const eventRetired: Rule = {
  id: "EVENT_RETIRED",
  category: "ROLLING",
  purpose: "No program still saves an event type that others no longer read.",
  fix: "Deploy code that no longer saves the event before the schema that retires it.",
  mirror: { rule: "EVENT_NO_REUSE_RETIRED" },
  *check({ events, new: { retired } }) {
    for (const event of events.removed) {
      const tombstone = retired.find(({ storedType }) => storedType === event.storedType);
      if (tombstone === undefined) continue;
      yield {
        path: ["retired", tombstone.type],
        oldPath: ["events", event.type],
        old: event.storedType,
        message: `${event.type} is retired. Readers leave out its events, also those that programs on the old schema still save.`,
        help: `Make sure that no program saves ${event.type} any more.`,
      };
    }
  },
};
