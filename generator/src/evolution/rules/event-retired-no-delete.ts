import { storedTypes } from "../pairs.js";
import type { Rule } from "../rule.js";
import { lostTypes } from "./shared/lost.js";

export const eventRetiredNoDelete: Rule = {
  id: "EVENT_RETIRED_NO_DELETE",
  category: "STORED",
  purpose:
    "A retired event type stays listed: readers leave out its stored events only while it is.",
  fix: "Restore the entry under `retired`.",
  mirror: { rule: "EVENT_RETIRED" },
  *check({ old, new: next }) {
    const known = new Set([
      ...next.retired.map(({ storedType }) => storedType),
      ...next.events.flatMap(storedTypes),
    ]);
    const names = new Set(next.events.map(({ type }) => type));
    for (const { type, storedType } of old.retired) {
      if (known.has(storedType) || names.has(type)) continue;
      yield {
        path: ["retired", type],
        newPath: ["retired"],
        old: storedType,
        lost: lostTypes([storedType]),
        message: `${type} is no longer listed under "retired", so its stored events are unknown to readers.`,
        help: `Add ${type} to "retired" again, with a reason.`,
      };
    }
  },
};
