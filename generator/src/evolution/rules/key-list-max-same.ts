import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { differencesOf, foundIn, isIdListMaximum, newVersion } from "./shared/data.js";

export const keyListMaxSame: Rule = {
  id: "KEY_LIST_MAX_SAME",
  category: "STORED",
  purpose: "`maxItems` of a list of ids is not lowered: stored events have more ids, and copies.",
  fix: "Restore `maxItems`. To raise it is legal, as long as an event has at most 100 items.",
  mirror: { none: "A higher maximum does no harm to stored events, nor to code." },
  *check({ differences }) {
    for (const difference of differencesOf(differences, "constraint")) {
      if (difference.reads || !isIdListMaximum(difference)) continue;
      const { path, old, new: next } = difference;
      const before = old === undefined ? "none" : `"${old}"`;
      yield foundIn(
        difference,
        `${partSubject(path.slice(0, -1))} has the limit "${next}" now, and had ${before}: stored events may have more ids.`,
        `Restore "maxItems"; or ${newVersion(path)}.`,
      );
    }
  },
};
