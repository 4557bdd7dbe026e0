import type { Rule } from "../rule.js";

export const eventNameSame: Rule = {
  id: "EVENT_NAME_SAME",
  category: "SOURCE",
  purpose: "Code names event types as the schema does.",
  fix: "Rename the member of the enum, and the types, in the code that uses the client.",
  mirror: { none: "The opposite of a new name is another new name." },
  *check({ events }) {
    for (const { old, new: next } of events.pairs) {
      if (old.type === next.type || old.storedType !== next.storedType) continue;
      yield {
        path: ["events", next.type],
        oldPath: ["events", old.type],
        old: old.type,
        new: next.type,
        message: `${old.type} is named ${next.type} now. Its stored events are found as before.`,
        help: `Use the new name in code: the enum has ${next.type}, and no longer ${old.type}.`,
      };
    }
  },
};
