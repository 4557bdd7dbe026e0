import { partSubject, quoted, yamlWord } from "../part-name.js";
import type { Rule } from "../rule.js";
import { foundIn, memberDifferences, newVersion, reservedEntry } from "./shared/data.js";
import { lostMember } from "./shared/lost.js";

export const fieldNoRename: Rule = {
  id: "FIELD_NO_RENAME",
  category: "STORED",
  purpose:
    "A field that gets a new name still finds the values that were stored under the old one.",
  fix: "List the old name under `aliases` of the field; a property has no aliases, and needs a new version of the event.",
  mirror: { rule: "FIELD_RENAMED" },
  *check({ differences }) {
    for (const difference of memberDifferences(differences, "member-renamed")) {
      const { path, oldMember, newMember } = difference;
      const former = oldMember?.name ?? "";
      const isField = newMember !== undefined && "aliases" in newMember;
      const entry = reservedEntry(difference);
      const other =
        entry === undefined ? "" : `; if it is another one, add "${entry}" under "reserved"`;
      const found = foundIn(
        difference,
        `${partSubject(path)} seems to be ${quoted(former)} under a new name, and stored events have the old one.`,
        isField
          ? `Add "aliases: [${yamlWord(former)}]" to it${other}.`
          : `Keep the name ${quoted(former)}; or ${newVersion(path)}${other}.`,
      );
      yield { ...found, lost: lostMember(difference) };
    }
  },
};
