import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { differencesOf, foundIn, newVersion } from "./shared/data.js";

export const fieldSameType: Rule = {
  id: "FIELD_SAME_TYPE",
  category: "STORED",
  purpose: "A type stays, or becomes one that has all values of the old one.",
  fix: "Choose a type with all values of the old one (the table below); or raise `version`, and convert old values in an upcaster.",
  mirror: { rule: "FIELD_TYPE_WIDENED" },
  *check({ differences }) {
    for (const difference of differencesOf(differences, "type")) {
      if (difference.reads) continue;
      const { path, old, new: next } = difference;
      yield foundIn(
        difference,
        `${partSubject(path)} was ${old} and is ${next} now: stored values may not fit.`,
        `Restore the type; or ${newVersion(path)}.`,
      );
    }
  },
};
