import type { Rule } from "../rule.js";

export const versionMonotonic: Rule = {
  id: "VERSION_MONOTONIC",
  category: "STORED",
  purpose: "The version of an event type never goes down: stored events have it.",
  fix: "Restore the version; to go back to earlier data, add a further version.",
  mirror: { rule: "VERSION_INCREASED" },
  *check({ events }) {
    for (const { old, new: next } of events.pairs) {
      if (next.version >= old.version) continue;
      yield {
        path: ["events", next.type, "version"],
        oldPath: ["events", old.type, "version"],
        old: old.version,
        new: next.version,
        message: `${next.type} is version ${next.version} and was version ${old.version}, so stored events of version ${old.version} cannot be read.`,
        help: `Restore version ${old.version}. To go back to earlier data, write it as version ${old.version + 1}.`,
      };
    }
  },
};
