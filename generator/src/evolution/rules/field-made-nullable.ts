import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { differencesOf, foundIn, READERS_FIRST } from "./shared/data.js";

export const fieldMadeNullable: Rule = {
  id: "FIELD_MADE_NULLABLE",
  category: "ROLLING",
  purpose: "Programs on the old schema do not read `null` where they expect a value.",
  fix: "Deploy the new schema to every program that reads before any that saves.",
  mirror: { rule: "FIELD_NULLABILITY_NO_NARROW" },
  *check({ savedDifferences }) {
    for (const difference of differencesOf(savedDifferences, "nullability")) {
      if (!difference.reads) continue;
      yield foundIn(
        difference,
        `${partSubject(difference.path)} can be null now, which programs on the old schema do not expect.`,
        READERS_FIRST,
      );
    }
  },
};
