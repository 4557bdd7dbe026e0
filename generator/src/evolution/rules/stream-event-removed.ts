import { hasOwnCopies } from "../../model/model.js";
import { hasEvent } from "../keys.js";
import { quoted } from "../part-name.js";
import type { Rule } from "../rule.js";

export const streamEventRemoved: Rule = {
  id: "STREAM_EVENT_REMOVED",
  category: "STORED",
  purpose: "An event type stays in its streams: its stored events are a part of their history.",
  fix: "Keep the event type in the stream, with `deprecated`; or retire it.",
  mirror: { rule: "STREAM_EVENT_ADDED" },
  *check({ streams, events }) {
    for (const pair of streams.pairs) {
      for (const event of pair.old.events) {
        const next = events.pairs.find(({ old }) => old.type === event.type)?.new;
        if (next === undefined || hasEvent(pair.new, next)) continue;
        const harm =
          hasOwnCopies(pair.old) && hasOwnCopies(pair.new)
            ? "the stream cannot be read where it has stored events of the type"
            : "the stream is read without its stored events";
        yield {
          path: ["streams", pair.new.name, "events", next.type],
          oldPath: ["streams", pair.old.name, "events", event.type],
          newPath: ["streams", pair.new.name, "events"],
          old: event.type,
          message: `${next.type} leaves the stream ${quoted(pair.new.name)}: ${harm}.`,
          help: `Add ${next.type} to the stream again; or list it under "retired", if no code reads it any more.`,
        };
      }
    }
  },
};
