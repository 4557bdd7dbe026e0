import { hasOwnCopies } from "../../model/model.js";
import { quoted } from "../part-name.js";
import type { Rule } from "../rule.js";
import { OR_REINDEX } from "./shared/data.js";
import { changedStreams } from "./shared/streams.js";

export const streamEventAdded: Rule = {
  id: "STREAM_EVENT_ADDED",
  category: "LOOKUP",
  purpose: "An event type that joins a stream brings its stored events along.",
  fix: "Run `reindex`, which adds the copies; or leave the stream as it is, and use a new event type. An event type that is new itself is legal.",
  mirror: { rule: "STREAM_EVENT_REMOVED" },
  *check({ missing }) {
    for (const { stream, missing: lacking } of changedStreams(missing, "event")) {
      const rest = hasOwnCopies(stream)
        ? "they are not in it, and programs on the old schema cannot read it once it has one"
        : "they lack the lookup by which the stream is read";
      for (const { pair } of lacking) {
        yield {
          path: ["streams", stream.name, "events", pair.new.type],
          oldPath: ["streams", stream.name, "events"],
          new: pair.new.type,
          message: `${pair.new.type} joins the stream ${quoted(stream.name)}, but has stored events: ${rest}.`,
          help: `Leave the event type out of the stream; ${OR_REINDEX}.`,
        };
      }
    }
  },
};
