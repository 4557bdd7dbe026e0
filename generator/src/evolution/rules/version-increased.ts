import type { Rule } from "../rule.js";
import { READERS_FIRST } from "./shared/data.js";

export const versionIncreased: Rule = {
  id: "VERSION_INCREASED",
  category: "ROLLING",
  purpose:
    "Programs on the old schema do not read events of a version that they do not know: such a read fails.",
  fix: "Deploy the new schema to every program that reads before any that saves.",
  mirror: { rule: "VERSION_MONOTONIC" },
  *check({ events }) {
    for (const { old, new: next } of events.pairs) {
      if (next.version <= old.version) continue;
      yield {
        path: ["events", next.type, "version"],
        oldPath: ["events", old.type, "version"],
        old: old.version,
        new: next.version,
        message: `${next.type} is saved as version ${next.version}, which programs on the old schema cannot read.`,
        help: READERS_FIRST,
      };
    }
  },
};
