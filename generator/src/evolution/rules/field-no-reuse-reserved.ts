import { quoted, yamlWord } from "../part-name.js";
import type { Rule } from "../rule.js";
import { memberNames, ownerNow } from "./shared/reserved.js";

export const fieldNoReuseReserved: Rule = {
  id: "FIELD_NO_REUSE_RESERVED",
  category: "STORED",
  purpose: "No field or property has a reserved name: it would read the old values as its own.",
  fix: "Choose another name, and restore the reserved one.",
  mirror: { rule: "FIELD_NO_DELETE" },
  *check(comparison) {
    const { old, new: next } = comparison;
    for (const { owner, names } of old.reserved) {
      const current = ownerNow(owner, comparison);
      const used = current === undefined ? undefined : memberNames(current, next);
      if (current === undefined || used === undefined) continue;
      for (const name of names) {
        if (!used.has(name)) continue;
        yield {
          path: [...memberPath(current, next), name],
          oldPath: ["reserved", owner, name],
          old: name,
          message: `${current} has ${quoted(name)} again, which was reserved: stored events can have other values under it.`,
          help: `Choose another name, and add "${current}: [${yamlWord(name)}]" under "reserved" again.`,
        };
      }
    }
  },
};

function memberPath(
  owner: string,
  { events, groups }: Parameters<typeof memberNames>[1],
): string[] {
  if (events.some(({ type }) => type === owner)) return ["events", owner, "data"];
  if (groups.some(({ name }) => name === owner)) return ["groups", owner];
  return ["types", owner, "properties"];
}
