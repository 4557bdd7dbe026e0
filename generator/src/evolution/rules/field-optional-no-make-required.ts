import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { foundIn, isKey, memberDifferences, newVersion } from "./shared/data.js";

export const fieldOptionalNoMakeRequired: Rule = {
  id: "FIELD_OPTIONAL_NO_MAKE_REQUIRED",
  category: "STORED",
  purpose: "A field or property that stored events can lack stays optional, or gets a default.",
  fix: "Keep the `?`, or give the field a `default`; or raise `version`, and fill it in an upcaster.",
  mirror: { rule: "FIELD_REQUIRED_MADE_OPTIONAL" },
  *check({ differences }) {
    for (const difference of memberDifferences(differences, "made-required")) {
      const { path, newMember } = difference;
      const hasDefault = newMember !== undefined && "aliases" in newMember && !isKey(newMember);
      yield foundIn(
        difference,
        `${partSubject(path)} is required now, but stored events may lack it.`,
        `Make it optional again${hasDefault ? ' or give it a "default"' : ""}; or ${newVersion(path)}.`,
      );
    }
  },
};
