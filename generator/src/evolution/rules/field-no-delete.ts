import { partName, partSubject, quoted } from "../part-name.js";
import type { Rule } from "../rule.js";
import { foundIn, memberDifferences, newVersion, reservedEntry } from "./shared/data.js";
import { lostMember } from "./shared/lost.js";

export const fieldNoDelete: Rule = {
  id: "FIELD_NO_DELETE",
  category: "STORED",
  purpose:
    "A field or a property that is removed leaves its name reserved: stored events have values under it.",
  fix: "List the name under `reserved`; or keep the field, optional and with `deprecated`.",
  mirror: { rule: "FIELD_NO_ADD_REQUIRED" },
  *check({ differences }) {
    for (const difference of memberDifferences(differences, "member-removed")) {
      const { path, oldPath } = difference;
      const entry = reservedEntry(difference);
      const found = foundIn(
        difference,
        `${partSubject(oldPath)} was removed, but stored events have it.`,
        entry === undefined
          ? `Add ${partName(oldPath)} again, optional and with "deprecated"; or ${newVersion(path)}.`
          : `Add "${entry}" under "reserved"; or keep it, optional and with "deprecated".`,
      );
      yield { ...found, lost: lostMember(difference) };
    }
    for (const difference of memberDifferences(differences, "member-joined")) {
      const { path, oldPath, newMember } = difference;
      const found = foundIn(
        { ...difference, path: oldPath },
        `${partSubject(oldPath)} is an alias of ${quoted(newMember?.name ?? "")} now, but stored events can have both: readers see one of them.`,
        `Keep ${partName(oldPath)}, optional and with "deprecated"; or ${newVersion(path)}.`,
      );
      yield { ...found, lost: lostMember(difference) };
    }
  },
};
