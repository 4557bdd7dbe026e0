import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { differencesOf, foundIn, newVersion, valuesText } from "./shared/data.js";

export const unionBranchNoDelete: Rule = {
  id: "UNION_BRANCH_NO_DELETE",
  category: "STORED",
  purpose: "A branch of a union stays: stored events have values of it.",
  fix: "Keep the branch; or raise `version`, and convert its values in an upcaster.",
  mirror: { rule: "UNION_BRANCH_ADDED" },
  *check({ differences }) {
    for (const difference of differencesOf(differences, "branch-removed")) {
      const { path, old } = difference;
      yield foundIn(
        difference,
        `${partSubject(path.slice(0, -2))} no longer has the branch ${valuesText(old)}, which stored events may have.`,
        `Restore the branch; or ${newVersion(path)}.`,
      );
    }
  },
};
