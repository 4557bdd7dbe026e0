import { storedTypes } from "../pairs.js";
import { quoted } from "../part-name.js";
import type { Rule } from "../rule.js";

export const eventNoDelete: Rule = {
  id: "EVENT_NO_DELETE",
  category: "STORED",
  purpose: "An event type stays, or is listed as retired: its stored events stay for ever.",
  fix: "List the event type under `retired`, with a reason; or keep it, with `deprecated`.",
  mirror: { rule: "EVENT_ADDED" },
  *check({ events, new: next }) {
    const known = new Set([
      ...next.retired.map(({ storedType }) => storedType),
      ...next.events.flatMap(storedTypes),
    ]);
    for (const event of events.removed) {
      const lost = storedTypes(event).filter((type) => !known.has(type));
      if (lost.length === 0) continue;
      const isStoredAsNamed = lost.every((type) => type === event.type);
      const wires = isStoredAsNamed ? "" : `, with "wire" for ${lost.map(quoted).join(", ")}`;
      yield {
        path: ["events", event.type],
        newPath: ["events"],
        old: lost,
        message: `${event.type} was removed, but its stored events stay.`,
        help: `List ${event.type} under "retired", with a reason${wires}; or add it back, with "deprecated".`,
      };
    }
  },
};
