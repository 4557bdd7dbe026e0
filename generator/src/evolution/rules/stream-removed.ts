import { hasEvent } from "../keys.js";
import { quoted } from "../part-name.js";
import type { Rule } from "../rule.js";

export const streamRemoved: Rule = {
  id: "STREAM_REMOVED",
  category: "ROLLING",
  purpose: "Programs on the old schema find new events in every stream.",
  fix: "Remove the stream from the code of every program first.",
  mirror: { rule: "STREAM_ADDED" },
  *check({ streams, events: { pairs } }) {
    for (const stream of streams.removed) {
      const { name } = stream;
      // Without its event types, the stream is gone because of them.
      if (!pairs.some((pair) => hasEvent(stream, pair.old))) continue;
      yield {
        path: ["streams", name],
        newPath: ["streams"],
        old: name,
        message: `The stream ${quoted(name)} was removed: programs on the old schema may not find new events in it.`,
        help: "Remove the stream from the code of all programs, before one of them saves with the new schema.",
      };
    }
  },
};
