import type { Rule } from "../rule.js";

export const eventNoDraft: Rule = {
  id: "EVENT_NO_DRAFT",
  category: "STORED",
  purpose:
    "An event type that was released is no draft again: later changes to it would not be checked.",
  fix: "Remove `stability: draft`.",
  mirror: { rule: "EVENT_ADDED" },
  *check({ events }) {
    for (const { old, new: next } of events.pairs) {
      if (!next.isDraft) continue;
      yield {
        path: ["events", next.type, "stability"],
        oldPath: ["events", old.type, "stability"],
        old: "stable",
        new: "draft",
        message: `${next.type} was released, so stored events depend on it; as a draft, it could change in any way.`,
        help: `Remove "stability: draft" from ${next.type}.`,
      };
    }
  },
};
