import type { Rule } from "../rule.js";

export const versionNoSkip: Rule = {
  id: "VERSION_NO_SKIP",
  category: "SOURCE",
  purpose:
    "The version of an event type goes up by one for each release that needs it: code has an upcaster for each.",
  fix: "Leave out the versions that were never released.",
  mirror: { none: "A version that goes down is reported as that." },
  *check({ events }) {
    for (const { old, new: next } of events.pairs) {
      if (next.version <= old.version + 1) continue;
      yield {
        path: ["events", next.type, "version"],
        oldPath: ["events", old.type, "version"],
        old: old.version,
        new: next.version,
        message: `${next.type} goes from version ${old.version} to ${next.version}, but no event was ever saved with a version between them.`,
        help: `Write "version: ${old.version + 1}", and leave out the versions between.`,
      };
    }
  },
};
