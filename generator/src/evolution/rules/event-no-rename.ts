import { storedTypes } from "../pairs.js";
import { yamlWord } from "../part-name.js";
import type { Rule } from "../rule.js";
import { lostTypes } from "./shared/lost.js";

export const eventNoRename: Rule = {
  id: "EVENT_NO_RENAME",
  category: "STORED",
  purpose:
    "An event type that gets a new name still finds the events that were stored under the old one.",
  fix: "Keep what is stored, with `wire`; or list the old stored type under `aliases`.",
  mirror: { rule: "EVENT_RENAMED" },
  *check({ events }) {
    for (const { old, new: next } of events.guessed) {
      yield {
        path: ["events", next.type],
        oldPath: ["events", old.type],
        old: old.storedType,
        new: next.storedType,
        lost: lostTypes(storedTypes(old)),
        message: `${next.type} seems to be ${old.type} under a new name, but does not find its stored events.`,
        help: `Add "wire: ${yamlWord(old.storedType)}" to ${next.type}, or "aliases: [${yamlWord(old.storedType)}]" to store a new type from now on; if it is another event type, list ${old.type} under "retired".`,
      };
    }
  },
};
