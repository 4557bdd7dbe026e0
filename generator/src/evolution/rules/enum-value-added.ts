import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { differencesOf, foundIn, READERS_FIRST, valuesText } from "./shared/data.js";

export const enumValueAdded: Rule = {
  id: "ENUM_VALUE_ADDED",
  category: "ROLLING",
  purpose: "Programs on the old schema do not read a value of an `enum` that they do not know.",
  fix: "Deploy the new schema to every program that reads before any that saves the value.",
  mirror: { rule: "ENUM_VALUE_NO_DELETE" },
  *check({ savedDifferences }) {
    for (const difference of differencesOf(savedDifferences, "literals-added")) {
      const { path, new: added } = difference;
      yield foundIn(
        difference,
        `${partSubject(path)} has the new value ${valuesText(added)}, which programs on the old schema do not know.`,
        READERS_FIRST,
      );
    }
  },
};
