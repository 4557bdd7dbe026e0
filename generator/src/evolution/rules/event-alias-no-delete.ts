import { storedTypes } from "../pairs.js";
import { quoted } from "../part-name.js";
import type { Rule } from "../rule.js";
import { lostTypes } from "./shared/lost.js";

export const eventAliasNoDelete: Rule = {
  id: "EVENT_ALIAS_NO_DELETE",
  category: "STORED",
  purpose: "An event type keeps its aliases: stored events have these types for ever.",
  fix: "Restore the alias; or list it under `retired`, if no code reads these events any more.",
  mirror: { none: "A further alias only makes more stored events readable." },
  *check({ events, new: { retired } }) {
    const left = new Set(retired.map(({ storedType }) => storedType));
    for (const { old, new: next } of events.pairs) {
      const known = storedTypes(next);
      const lost = old.aliases.filter((alias) => !known.includes(alias) && !left.has(alias));
      if (lost.length === 0) continue;
      const names = lost.map(quoted).join(", ");
      yield {
        path: ["events", next.type, "aliases"],
        oldPath: ["events", old.type, "aliases"],
        old: lost,
        lost: lostTypes(lost),
        message: `${next.type} no longer has the alias ${names}, so events that are stored with it are not its own any more.`,
        help: `Add ${names} to the aliases of ${next.type} again.`,
      };
    }
  },
};
