import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { differencesOf, foundIn, newVersion } from "./shared/data.js";

export const fieldCardinalitySame: Rule = {
  id: "FIELD_CARDINALITY_SAME",
  category: "STORED",
  purpose: "One value does not become a list, nor a list one value.",
  fix: "Add a field with another name; or raise `version`, and convert old values in an upcaster.",
  mirror: { none: "It is its own: a list for one value, and one value for a list." },
  *check({ differences }) {
    for (const difference of differencesOf(differences, "cardinality")) {
      const { path, old, new: next } = difference;
      yield foundIn(
        difference,
        `${partSubject(path)} was ${old} and is ${next} now: stored values may not fit.`,
        `Restore the type; or ${newVersion(path)}.`,
      );
    }
  },
};
