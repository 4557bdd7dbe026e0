import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { foundIn, isKey, memberDifferences, READERS_FIRST } from "./shared/data.js";

export const keyFieldRequiredMadeOptional: Rule = {
  id: "KEY_FIELD_REQUIRED_MADE_OPTIONAL",
  category: "ROLLING",
  purpose: "Programs on the old schema find each new event by the ids that they require.",
  fix: "Deploy the new schema to every program that reads before any that saves without the id.",
  mirror: { rule: "FIELD_OPTIONAL_NO_MAKE_REQUIRED" },
  *check({ savedDifferences }) {
    for (const difference of memberDifferences(savedDifferences, "made-optional")) {
      if (!isKey(difference.newMember) || !isKey(difference.oldMember)) continue;
      yield foundIn(
        difference,
        `${partSubject(difference.path)} is optional now: an event without it is in no query and no stream by it.`,
        READERS_FIRST,
      );
    }
  },
};
