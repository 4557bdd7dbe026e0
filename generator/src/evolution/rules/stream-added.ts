import { quoted } from "../part-name.js";
import type { Rule } from "../rule.js";
import { OR_REINDEX } from "./shared/data.js";
import { changedStreams, namesOf } from "./shared/streams.js";

export const streamAdded: Rule = {
  id: "STREAM_ADDED",
  category: "LOOKUP",
  purpose: "A new stream has the events that are stored already.",
  fix: "Make it a plain stream of event types that have the lookup; or run `reindex`, which adds the copies.",
  mirror: { rule: "STREAM_REMOVED" },
  *check({ missing }) {
    for (const { stream, missing: lacking } of changedStreams(missing, "stream")) {
      const types = namesOf(lacking.map(({ pair }) => pair.new.type));
      yield {
        path: ["streams", stream.name],
        oldPath: ["streams"],
        new: stream.name,
        message: `The stream ${quoted(stream.name)} is new, and lacks the stored events of ${types}.`,
        help: `Remove the stream; ${OR_REINDEX}.`,
      };
    }
  },
};
