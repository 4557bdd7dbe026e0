import { storedTypes } from "../pairs.js";
import { quoted } from "../part-name.js";
import type { Rule } from "../rule.js";

export const eventAliasNoDelete: Rule = {
  id: "EVENT_ALIAS_NO_DELETE",
  category: "STORED",
  purpose: "An event type keeps its aliases: stored events have these types for ever.",
  fix: "Restore the alias.",
  mirror: { none: "A further alias only makes more stored events readable." },
  *check({ events, new: { events: all, retired } }) {
    const known = new Set([
      ...all.flatMap(storedTypes),
      ...retired.map(({ storedType }) => storedType),
    ]);
    for (const { old, new: next } of events.pairs) {
      const lost = old.aliases.filter((alias) => !known.has(alias));
      if (lost.length === 0) continue;
      const names = lost.map(quoted).join(", ");
      yield {
        path: ["events", next.type, "aliases"],
        oldPath: ["events", old.type, "aliases"],
        old: lost,
        message: `${next.type} no longer has the alias ${names}, so events that are stored with it are unknown.`,
        help: `Add ${names} to the aliases of ${next.type} again.`,
      };
    }
  },
};
