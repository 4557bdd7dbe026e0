import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { foundIn, metadataDifferences } from "./shared/data.js";

export const metadataNoDelete: Rule = {
  id: "METADATA_NO_DELETE",
  category: "STORED",
  purpose: "A field of metadata stays: stored events have values under its name.",
  fix: "Keep the field without `required`, and with `deprecated`.",
  mirror: { rule: "METADATA_NO_ADD_REQUIRED" },
  *check({ differences }) {
    for (const difference of metadataDifferences(differences, "member-removed")) {
      yield foundIn(
        difference,
        `${partSubject(difference.oldPath)} was removed, but stored events have it.`,
        'Add it again, optional and with "deprecated".',
      );
    }
  },
};
