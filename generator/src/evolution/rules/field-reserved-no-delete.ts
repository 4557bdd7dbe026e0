import { quoted, yamlWord } from "../part-name.js";
import type { Rule } from "../rule.js";
import { lostNames } from "./shared/lost.js";
import { memberNames, ownerNow } from "./shared/reserved.js";

export const fieldReservedNoDelete: Rule = {
  id: "FIELD_RESERVED_NO_DELETE",
  category: "STORED",
  purpose:
    "A reserved name stays reserved: a later field of this name would read old values as its own.",
  fix: "Restore the name under `reserved`.",
  mirror: { none: "To reserve a name that no field has does no harm." },
  *check(comparison) {
    for (const { owner, names } of comparison.old.reserved) {
      const current = ownerNow(owner, comparison);
      const used = current === undefined ? undefined : memberNames(current, comparison.new);
      if (current === undefined || used === undefined) continue;
      for (const name of names) {
        if (comparison.isReserved(current, name) || used.has(name)) continue;
        yield {
          path: ["reserved", current, name],
          oldPath: ["reserved", owner, name],
          newPath: ["reserved", current],
          old: name,
          lost: lostNames(current, [name]),
          message: `${quoted(name)} is no longer reserved in ${current}, but stored events can have values under it.`,
          help: `Add "${current}: [${yamlWord(name)}]" under "reserved" again.`,
        };
      }
    }
  },
};
