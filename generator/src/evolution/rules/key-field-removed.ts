import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { READERS_FIRST } from "./shared/data.js";
import { keyFields } from "./shared/keys.js";

export const keyFieldRemoved: Rule = {
  id: "KEY_FIELD_REMOVED",
  category: "ROLLING",
  purpose: "Programs on the old schema find new events by every id.",
  fix: "Remove the queries by this id from every program first.",
  mirror: { rule: "KEY_FIELD_ADDED" },
  *check({ rollingBack, savedDifferences }) {
    const reserved = new Set(
      savedDifferences
        .filter(({ kind }) => kind === "reserved-member-removed")
        .map(({ oldMember }) => oldMember),
    );
    for (const { pair, field, path, state } of keyFields(rollingBack)) {
      // The old schema reads no events of a newer version.
      if (pair.new.version > pair.old.version) continue;
      if (state.is !== "no-key" && !reserved.has(field)) continue;
      yield {
        path,
        old: field.modelKey,
        message: `${partSubject(path)} is no id any more: queries by ${field.modelKey} of programs on the old schema do not find new events.`,
        help: READERS_FIRST,
      };
    }
  },
};
