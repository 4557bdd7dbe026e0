import { quoted, yamlWord } from "../part-name.js";
import type { Rule } from "../rule.js";

export const eventRenamed: Rule = {
  id: "EVENT_RENAMED",
  category: "ROLLING",
  purpose: "Programs on the old schema do not meet a stored type that they do not know.",
  fix: "Deploy the new schema to every program that reads before any that saves; or keep the stored type, with `wire`.",
  mirror: { rule: "EVENT_NO_RENAME" },
  *check({ events }) {
    for (const { old, new: next } of events.pairs) {
      const isKnown = [old.storedType, ...old.aliases].includes(next.storedType);
      if (isKnown || !next.aliases.includes(old.storedType)) continue;
      yield {
        path: ["events", next.type],
        oldPath: ["events", old.type],
        old: old.storedType,
        new: next.storedType,
        message: `Events of ${next.type} are stored as ${quoted(next.storedType)} from now on, which programs on the old schema do not know.`,
        help: `Deploy the new schema to the programs that read before those that save; or keep the stored type: "wire: ${yamlWord(old.storedType)}".`,
      };
    }
  },
};
