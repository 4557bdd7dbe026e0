import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { foundIn, memberDifferences } from "./shared/data.js";

export const fieldAddedRequired: Rule = {
  id: "FIELD_ADDED_REQUIRED",
  category: "SOURCE",
  purpose: "Code that saves events still compiles: its events lack a new field.",
  fix: "Put a `?` after the name of the field; or set it in the code that saves. A `default` is for readers alone.",
  mirror: { rule: "FIELD_NO_DELETE" },
  *check({ savedDifferences }) {
    for (const difference of memberDifferences(savedDifferences, "member-added")) {
      const { path, newMember } = difference;
      // What is new and can be missing for readers is either optional, or a field with a default.
      if (newMember === undefined || newMember.isOptional) continue;
      yield foundIn(
        difference,
        `${partSubject(path)} is new, and code that saves events must set it: its default is for readers.`,
        `Put a "?" after its name, or set it in the code that saves.`,
      );
    }
  },
};
