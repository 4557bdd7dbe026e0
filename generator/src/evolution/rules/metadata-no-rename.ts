import { partSubject, quoted } from "../part-name.js";
import type { Rule } from "../rule.js";
import { foundIn, metadataDifferences } from "./shared/data.js";

export const metadataNoRename: Rule = {
  id: "METADATA_NO_RENAME",
  category: "STORED",
  purpose: "A field of metadata keeps its name: metadata has no aliases.",
  fix: "Restore the name; or keep the old field, with `deprecated`, beside the new one.",
  mirror: { none: "The opposite of a new name is another new name." },
  *check({ differences }) {
    for (const difference of metadataDifferences(differences, "member-renamed")) {
      const { path, old } = difference;
      yield foundIn(
        difference,
        `${partSubject(path)} seems to be ${quoted(String(old))} under a new name, and stored events have the old one.`,
        `Restore the name ${quoted(String(old))}, or keep both.`,
      );
    }
  },
};
