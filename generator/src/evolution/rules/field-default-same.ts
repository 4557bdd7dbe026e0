import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { foundIn, memberDifferences } from "./shared/data.js";

export const fieldDefaultSame: Rule = {
  id: "FIELD_DEFAULT_SAME",
  category: "STORED",
  purpose: "Readers see the same where a field is missing: its default is what stored events mean.",
  fix: "Restore the default. If old events are to be read otherwise, accept the change, with the reason.",
  mirror: { none: "The opposite of another default is another default." },
  *check({ differences }) {
    for (const difference of memberDifferences(differences, "default")) {
      const { path, old, new: next } = difference;
      const what =
        next === undefined
          ? "has no default any more"
          : old === undefined
            ? "has a default now"
            : "has another default";
      yield foundIn(
        difference,
        `${partSubject(path)} ${what}, so stored events that lack it are read otherwise.`,
        old === undefined
          ? "Remove the default, or accept the change if this is what old events mean."
          : "Restore the default, or accept the change if this is what old events mean.",
      );
    }
  },
};
