import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { foundIn, isKey, memberDifferences, newVersion } from "./shared/data.js";

export const fieldNoAddRequired: Rule = {
  id: "FIELD_NO_ADD_REQUIRED",
  category: "STORED",
  purpose: "A new field or property can be missing: stored events lack it.",
  fix: "Make it optional, or give it a `default`; or raise `version`, and fill it in an upcaster.",
  mirror: { rule: "FIELD_NO_DELETE" },
  *check({ differences }) {
    for (const difference of memberDifferences(differences, "required-member-added")) {
      const { path, newMember } = difference;
      const hasDefault = newMember !== undefined && "aliases" in newMember && !isKey(newMember);
      yield foundIn(
        difference,
        `${partSubject(path)} is new and required, but stored events lack it.`,
        `Make it optional${hasDefault ? ' or give it a "default"' : ""}; or ${newVersion(path)}.`,
      );
    }
  },
};
