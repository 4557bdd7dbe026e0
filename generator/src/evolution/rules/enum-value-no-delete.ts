import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { differencesOf, foundIn, newVersion, valuesText } from "./shared/data.js";

export const enumValueNoDelete: Rule = {
  id: "ENUM_VALUE_NO_DELETE",
  category: "STORED",
  purpose: "A value of an `enum` or a `const` stays: stored events have it.",
  fix: "Keep the value; or raise `version`, and replace it in an upcaster.",
  mirror: { rule: "ENUM_VALUE_ADDED" },
  *check({ differences }) {
    for (const difference of differencesOf(differences, "literals-removed")) {
      const { path, old } = difference;
      yield foundIn(
        difference,
        `${partSubject(path)} no longer has the value ${valuesText(old)}, which stored events may have.`,
        `Restore the value; or ${newVersion(path)}.`,
      );
    }
  },
};
