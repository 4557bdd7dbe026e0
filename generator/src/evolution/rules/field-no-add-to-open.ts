import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { foundIn, memberDifferences, newVersion, valuesText } from "./shared/data.js";

export const fieldNoAddToOpen: Rule = {
  id: "FIELD_NO_ADD_TO_OPEN",
  category: "STORED",
  purpose:
    "Where stored values may have members that no schema lists, a new member may have any value.",
  fix: "Give the new member the type `json`; or raise `version`, and check its value in an upcaster.",
  mirror: { none: "A field that is removed from open data is reported as any other field." },
  *check({ differences }) {
    for (const difference of memberDifferences(differences, "member-added-to-open")) {
      const { path, new: names } = difference;
      const what = names === undefined ? "is new" : `has the new name ${valuesText(names)}`;
      yield foundIn(
        difference,
        `${partSubject(path)} ${what}, but stored events may have any value under it, as "additionalProperties" was true.`,
        `Give it the type "json", or a name that no stored event has; or ${newVersion(path)}.`,
      );
    }
  },
};
