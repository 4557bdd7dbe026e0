import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { foundIn, isKey, memberDifferences, READERS_FIRST } from "./shared/data.js";

export const fieldRequiredMadeOptional: Rule = {
  id: "FIELD_REQUIRED_MADE_OPTIONAL",
  category: "ROLLING",
  purpose: "Programs on the old schema do not read events that lack a field which they require.",
  fix: "Deploy the new schema to every program that reads before any that saves.",
  mirror: { rule: "FIELD_OPTIONAL_NO_MAKE_REQUIRED" },
  *check({ savedDifferences }) {
    for (const difference of memberDifferences(savedDifferences, "made-optional")) {
      if (isKey(difference.newMember) && isKey(difference.oldMember)) continue;
      yield foundIn(
        difference,
        `${partSubject(difference.path)} is optional now, and programs on the old schema require it.`,
        READERS_FIRST,
      );
    }
  },
};
