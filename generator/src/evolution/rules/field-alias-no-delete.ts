import { partSubject, quoted, yamlWord } from "../part-name.js";
import type { Rule } from "../rule.js";
import { foundIn, memberDifferences } from "./shared/data.js";
import { lostNames, ownerOf } from "./shared/lost.js";

export const fieldAliasNoDelete: Rule = {
  id: "FIELD_ALIAS_NO_DELETE",
  category: "STORED",
  purpose: "A field keeps its aliases: stored events have it under these names for ever.",
  fix: "Restore the alias.",
  mirror: { none: "A further alias only makes more stored values readable." },
  *check({ differences }) {
    for (const difference of memberDifferences(differences, "alias-removed")) {
      const lost = difference.old as readonly string[];
      const names = lost.map(quoted).join(", ");
      const found = foundIn(
        difference,
        `${partSubject(difference.path)} no longer has the alias ${names}, under which stored events have its values.`,
        `Add "aliases: [${lost.map(yamlWord).join(", ")}]" to it again.`,
      );
      yield { ...found, lost: lostNames(ownerOf(difference.path.slice(0, -1)), lost) };
    }
  },
};
