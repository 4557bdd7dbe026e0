import { partName, quoted, yamlWord } from "../part-name.js";
import type { Rule } from "../rule.js";
import { differencesOf, foundIn, newVersion } from "./shared/data.js";

export const discriminatorSame: Rule = {
  id: "DISCRIMINATOR_SAME",
  category: "STORED",
  purpose:
    "The property that tells the branches of a union apart stays: stored values have no other.",
  fix: "Restore `propertyName`; or raise `version`, and convert old values in an upcaster.",
  mirror: { none: "The opposite of another property is another property." },
  *check({ differences }) {
    for (const difference of differencesOf(differences, "discriminator")) {
      const { path, old, new: next } = difference;
      yield foundIn(
        difference,
        `The discriminator of ${partName(path)} was ${quoted(String(old))} and is ${quoted(String(next))} now, which stored values lack.`,
        `Restore "propertyName: ${yamlWord(String(old))}"; or ${newVersion(path)}.`,
      );
    }
  },
};
