import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { differencesOf, foundIn, READERS_FIRST, valuesText } from "./shared/data.js";

export const unionBranchAdded: Rule = {
  id: "UNION_BRANCH_ADDED",
  category: "ROLLING",
  purpose: "Programs on the old schema do not read a branch of a union that they do not know.",
  fix: "Deploy the new schema to every program that reads before any that saves the branch.",
  mirror: { rule: "UNION_BRANCH_NO_DELETE" },
  *check({ savedDifferences }) {
    for (const difference of differencesOf(savedDifferences, "branch-added")) {
      const { path, new: added } = difference;
      yield foundIn(
        difference,
        `${partSubject(path.slice(0, -2))} has the new branch ${valuesText(added)}, which programs on the old schema do not know.`,
        READERS_FIRST,
      );
    }
  },
};
