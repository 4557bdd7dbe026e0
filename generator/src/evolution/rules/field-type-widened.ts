import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { differencesOf, foundIn, READERS_FIRST } from "./shared/data.js";

export const fieldTypeWidened: Rule = {
  id: "FIELD_TYPE_WIDENED",
  category: "ROLLING",
  purpose: "Programs on the old schema do not read values of a type that they do not expect.",
  fix: "Deploy the new schema to every program that reads before any that saves.",
  mirror: { rule: "FIELD_SAME_TYPE" },
  *check({ savedDifferences }) {
    for (const difference of differencesOf(savedDifferences, "type")) {
      if (!difference.reads || difference.rollsBack) continue;
      const { path, old, new: next } = difference;
      yield foundIn(
        difference,
        `${partSubject(path)} was ${old} and is ${next} now: programs on the old schema may read values that they do not expect.`,
        READERS_FIRST,
      );
    }
  },
};
