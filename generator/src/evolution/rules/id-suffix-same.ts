import { quoted } from "../part-name.js";
import type { Rule } from "../rule.js";

export const idSuffixSame: Rule = {
  id: "ID_SUFFIX_SAME",
  category: "SOURCE",
  purpose: "Code names ids as the schema does.",
  fix: "Use the new names in code. Fields that become ids, or no ids, are reported by the rules of keys.",
  mirror: { none: "The opposite of another suffix is another suffix." },
  *check({ old, new: next }) {
    if (old.idSuffix === next.idSuffix) return;
    yield {
      path: ["id_suffix"],
      old: old.idSuffix,
      new: next.idSuffix,
      message: `Names of ids ended in ${quoted(old.idSuffix)} and end in ${quoted(next.idSuffix)} now, in queries and streams, too.`,
      help: `Use the new names in code, and list the old names of the fields under "aliases".`,
    };
  },
};
