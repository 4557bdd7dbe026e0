import { canBeMissing } from "../../model/compat/mechanical.js";
import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { foundIn, isKey, memberDifferences, READERS_FIRST } from "./shared/data.js";

export const fieldDeleted: Rule = {
  id: "FIELD_DELETED",
  category: "ROLLING",
  purpose: "Programs on the old schema do not read events that lack a field which they require.",
  fix: "Deploy the new schema to every program that reads before any that saves; or make the field optional first.",
  mirror: { none: "A new field that can be missing does no harm: the old schema ignores it." },
  *check({ savedDifferences }) {
    for (const difference of memberDifferences(savedDifferences, "reserved-member-removed")) {
      const member = difference.oldMember;
      if (member === undefined || isKey(member)) continue;
      if (difference.rollsBack) continue;
      const isRequired = !("default" in member ? canBeMissing(member) : member.isOptional);
      const harm = isRequired
        ? "is no longer saved, and programs on the old schema require it"
        : 'can have any value in new events, as "additionalProperties" is true, but programs on the old schema know its type';
      yield foundIn(difference, `${partSubject(difference.oldPath)} ${harm}.`, READERS_FIRST);
    }
  },
};
