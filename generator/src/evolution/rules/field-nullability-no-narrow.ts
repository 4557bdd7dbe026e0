import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { differencesOf, foundIn, newVersion } from "./shared/data.js";

export const fieldNullabilityNoNarrow: Rule = {
  id: "FIELD_NULLABILITY_NO_NARROW",
  category: "STORED",
  purpose: "A type that has `null` keeps it: stored values can be `null`.",
  fix: "Keep `nullable: true`; or raise `version`, and replace `null` in an upcaster.",
  mirror: { rule: "FIELD_MADE_NULLABLE" },
  *check({ differences }) {
    for (const difference of differencesOf(differences, "nullability")) {
      if (difference.reads) continue;
      const { path } = difference;
      yield foundIn(
        difference,
        `${partSubject(path)} cannot be null any more, but stored values can be.`,
        `Restore "nullable: true"; or ${newVersion(path)}.`,
      );
    }
  },
};
