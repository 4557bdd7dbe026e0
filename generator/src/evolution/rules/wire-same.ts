import { storedTypes } from "../pairs.js";
import { quoted, yamlWord } from "../part-name.js";
import type { Rule } from "../rule.js";
import { lostTypes } from "./shared/lost.js";

export const wireSame: Rule = {
  id: "WIRE_SAME",
  category: "STORED",
  purpose: "An event type whose stored type changes still finds the events with the old one.",
  fix: "List the old stored type under `aliases`; or restore `wire`.",
  mirror: { none: "The opposite of another stored type is another stored type." },
  *check({ events }) {
    for (const { old, new: next } of events.pairs) {
      if (storedTypes(next).includes(old.storedType)) continue;
      yield {
        path: ["events", next.type, "wire"],
        oldPath: ["events", old.type, "wire"],
        old: old.storedType,
        new: next.storedType,
        lost: lostTypes([old.storedType]),
        message: `${next.type} is stored as ${quoted(next.storedType)} now, but its stored events have the type ${quoted(old.storedType)}.`,
        help: `Add "aliases: [${yamlWord(old.storedType)}]" to ${next.type}, or store it as before.`,
      };
    }
  },
};
