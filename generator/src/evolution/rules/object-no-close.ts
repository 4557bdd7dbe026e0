import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { differencesOf, foundIn } from "./shared/data.js";

export const objectNoClose: Rule = {
  id: "OBJECT_NO_CLOSE",
  category: "SOURCE",
  purpose: "Code that reads or saves members that the schema does not list still compiles.",
  fix: "List the members that code uses; or keep `additionalProperties: true`.",
  mirror: {
    none: "Open data has all values of closed data, and readers ignore what they do not know.",
  },
  *check({ differences }) {
    for (const difference of differencesOf(differences, "openness")) {
      if (difference.reads) continue;
      const owner = difference.path.slice(0, -1);
      const isOfData =
        owner.length === 2 ? owner[0] === "events" : owner.length === 4 && owner[2] === "previous";
      const what = isOfData ? `The data of ${owner[1]}` : partSubject(owner);
      yield foundIn(
        difference,
        `${what} has only the members that are listed now. Stored events keep others, which the types do not show.`,
        'List the members that code uses, or restore "additionalProperties: true".',
      );
    }
  },
};
