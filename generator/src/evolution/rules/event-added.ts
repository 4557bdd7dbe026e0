import { hasOwnCopies } from "../../model/model.js";
import { hasEvent } from "../keys.js";
import { quoted } from "../part-name.js";
import type { Rule } from "../rule.js";
import { READERS_FIRST } from "./shared/data.js";

export const eventAdded: Rule = {
  id: "EVENT_ADDED",
  category: "ROLLING",
  purpose: "Programs on the old schema do not meet events of a type that they do not know.",
  fix: "Deploy the new schema to every program that reads, before the first program saves the event.",
  mirror: { rule: "EVENT_NO_DELETE" },
  *check({ events, streams, old: { retired } }) {
    for (const event of events.added) {
      // A retired event type that comes back is another finding.
      const isRetired = retired.some(
        ({ type, storedType }) => type === event.type || storedType === event.storedType,
      );
      if (event.isDraft || isRetired) continue;
      const shared = streams.pairs.filter((pair) => hasEvent(pair.new, event));
      const own = shared.find((pair) => hasOwnCopies(pair.old) && hasOwnCopies(pair.new));
      const [first] = shared;
      const harm =
        own !== undefined
          ? `cannot read the stream ${quoted(own.new.name)} once it has one`
          : first !== undefined
            ? `read the stream ${quoted(first.new.name)} without it`
            : "do not find it";
      yield {
        path: ["events", event.type],
        oldPath: ["events"],
        new: event.storedType,
        message: `${event.type} is new: programs on the old schema do not know it, and ${harm}.`,
        help: READERS_FIRST,
      };
    }
  },
};
