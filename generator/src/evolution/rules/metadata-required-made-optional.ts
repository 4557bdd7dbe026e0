import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { foundIn, metadataDifferences, READERS_FIRST } from "./shared/data.js";

export const metadataRequiredMadeOptional: Rule = {
  id: "METADATA_REQUIRED_MADE_OPTIONAL",
  category: "ROLLING",
  purpose: "Programs on the old schema do not read events that lack metadata which they require.",
  fix: "Deploy the new schema to every program that reads before any that saves.",
  mirror: { rule: "METADATA_OPTIONAL_NO_MAKE_REQUIRED" },
  *check({ savedDifferences }) {
    for (const difference of metadataDifferences(savedDifferences, "made-optional")) {
      yield foundIn(
        difference,
        `${partSubject(difference.path)} is optional now, and programs on the old schema require it.`,
        READERS_FIRST,
      );
    }
  },
};
