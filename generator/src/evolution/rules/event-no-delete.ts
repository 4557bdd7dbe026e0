import { storedTypes } from "../pairs.js";
import { yamlWord } from "../part-name.js";
import type { Rule } from "../rule.js";
import { lostTypes } from "./shared/lost.js";

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
      const wires = lost.filter((type) => type !== event.type).map(yamlWord);
      const reason = ["a reason", ...wires.map((wire) => `"wire: ${wire}"`)].join(" and ");
      yield {
        path: ["events", event.type],
        newPath: ["events"],
        old: lost,
        lost: lostTypes(lost),
        message: `${event.type} was removed, but its stored events stay.`,
        help: `List ${event.type} under "retired", with ${reason}; or add it back, with "deprecated".`,
      };
    }
  },
};
