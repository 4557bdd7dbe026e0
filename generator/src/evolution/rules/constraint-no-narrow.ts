import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { differencesOf, foundIn, isIdListMaximum, newVersion } from "./shared/data.js";

export const constraintNoNarrow: Rule = {
  id: "CONSTRAINT_NO_NARROW",
  category: "STORED",
  purpose:
    "A limit of values does not become stricter than the limit that stored values were checked with.",
  fix: "Restore the limit; or raise `version`, and mend old values in an upcaster. If no stored value breaks it, accept the change.",
  mirror: {
    none: 'No code depends on a limit. Only a reader with `validate: "read-and-write"` refuses values beyond the old one.',
  },
  *check({ differences }) {
    for (const difference of differencesOf(differences, "constraint")) {
      if (difference.reads || isIdListMaximum(difference)) continue;
      const { path, old, new: next } = difference;
      const before = old === undefined ? "none" : `"${old}"`;
      yield foundIn(
        difference,
        `${partSubject(path.slice(0, -1))} has the limit "${next}" now, and had ${before}: stored values may be outside.`,
        `Restore the limit; accept the change, if no stored event breaks it; or ${newVersion(path)}.`,
      );
    }
  },
};
