import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { foundIn, metadataDifferences } from "./shared/data.js";

export const metadataOptionalNoMakeRequired: Rule = {
  id: "METADATA_OPTIONAL_NO_MAKE_REQUIRED",
  category: "STORED",
  purpose: "A field of metadata that stored events can lack stays optional.",
  fix: "Leave out `required`.",
  mirror: { rule: "METADATA_REQUIRED_MADE_OPTIONAL" },
  *check({ differences }) {
    for (const difference of metadataDifferences(differences, "made-required")) {
      yield foundIn(
        difference,
        `${partSubject(difference.path)} is required now, but stored events may lack it.`,
        'Remove "required".',
      );
    }
  },
};
