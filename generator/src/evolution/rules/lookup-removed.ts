import type { Rule } from "../rule.js";
import { lookupName, missingLookups } from "./shared/lookups.js";

export const lookupRemoved: Rule = {
  id: "LOOKUP_REMOVED",
  category: "ROLLING",
  purpose: "Programs on the old schema find new events by every lookup.",
  fix: "Remove the queries from every program first.",
  mirror: { rule: "LOOKUP_ADDED" },
  *check({ missingBefore, old }) {
    const removed = missingLookups(missingBefore, old, ({ pair }) => pair.old.type);
    for (const { kind, missing: one, ids } of removed) {
      const lookup = lookupName(kind, ids);
      yield {
        path:
          one === undefined ? ["lookups", kind] : ["events", one.pair.old.type, "lookups", kind],
        newPath: one === undefined ? ["lookups"] : ["events", one.pair.new.type, "lookups"],
        old: ids,
        message: `The lookup ${lookup} of ${one?.pair.old.type ?? "all event types"} was removed: queries of programs on the old schema do not find new events.`,
        help: "Remove these queries from all programs, before one of them saves with the new schema.",
      };
    }
  },
};
