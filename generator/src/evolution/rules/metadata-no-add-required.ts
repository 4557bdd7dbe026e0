import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { foundIn, metadataDifferences } from "./shared/data.js";

export const metadataNoAddRequired: Rule = {
  id: "METADATA_NO_ADD_REQUIRED",
  category: "STORED",
  purpose: "A new field of metadata is optional: stored events lack it.",
  fix: "Leave out `required`.",
  mirror: { rule: "METADATA_NO_DELETE" },
  *check({ differences }) {
    for (const difference of metadataDifferences(differences, "required-member-added")) {
      yield foundIn(
        difference,
        `${partSubject(difference.path)} is new and required, but stored events lack it.`,
        'Remove "required".',
      );
    }
  },
};
