import { storedNames } from "../../model/compat/mechanical.js";
import { partSubject, quoted } from "../part-name.js";
import type { Rule } from "../rule.js";
import { foundIn, memberDifferences, READERS_FIRST } from "./shared/data.js";

export const fieldRenamed: Rule = {
  id: "FIELD_RENAMED",
  category: "ROLLING",
  purpose:
    "Programs on the old schema do not read events that have a field under a name which they do not know.",
  fix: "Deploy the new schema to every program that reads before any that saves.",
  mirror: { rule: "FIELD_NO_RENAME" },
  *check({ savedDifferences }) {
    for (const difference of memberDifferences(savedDifferences, "member-aliased")) {
      const { path, oldMember, newMember } = difference;
      if (oldMember === undefined || newMember === undefined) continue;
      if ("aliases" in oldMember && storedNames(oldMember).includes(newMember.name)) continue;
      yield foundIn(
        difference,
        `${partSubject(path)} was ${quoted(oldMember.name)}: programs on the old schema do not find it in new events.`,
        READERS_FIRST,
      );
    }
  },
};
