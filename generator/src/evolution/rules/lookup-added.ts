import type { Rule } from "../rule.js";
import { OR_REINDEX } from "./shared/data.js";
import { lookupName, missingLookups } from "./shared/lookups.js";

export const lookupAdded: Rule = {
  id: "LOOKUP_ADDED",
  category: "LOOKUP",
  purpose: "A new lookup finds the events that are stored already.",
  fix: "Run `reindex`, which adds the copies, once no program saves by the old schema.",
  mirror: { rule: "LOOKUP_REMOVED" },
  *check({ missing, new: next }) {
    for (const { kind, missing: one, ids } of missingLookups(
      missing,
      next,
      ({ pair }) => pair.new.type,
    )) {
      const lookup = lookupName(kind, ids);
      yield {
        path:
          one === undefined ? ["lookups", kind] : ["events", one.pair.new.type, "lookups", kind],
        oldPath: one === undefined ? ["lookups"] : ["events", one.pair.old.type, "lookups"],
        new: ids,
        message: `The lookup ${lookup} of ${one?.pair.new.type ?? "all event types"} is new: stored events have no copies for it.`,
        help: `Remove the lookup; ${OR_REINDEX}.`,
      };
    }
  },
};
