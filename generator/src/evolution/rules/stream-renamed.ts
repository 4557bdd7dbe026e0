import { quoted } from "../part-name.js";
import type { Rule } from "../rule.js";
import { OR_REINDEX } from "./shared/data.js";
import { changedStreams } from "./shared/streams.js";

export const streamRenamed: Rule = {
  id: "STREAM_RENAMED",
  category: "LOOKUP",
  purpose: "A stream with copies of its own keeps its name, which is a part of their keys.",
  fix: "Restore the name; or run `reindex`, which adds the copies.",
  mirror: { none: "The opposite of a new name is another new name." },
  *check({ missing }) {
    for (const { stream, before } of changedStreams(missing, "name")) {
      const former = before?.name ?? "";
      yield {
        path: ["streams", stream.name],
        oldPath: ["streams", former],
        old: former,
        new: stream.name,
        message: `The stream ${quoted(stream.name)} seems to be ${quoted(former)} under a new name, which is a part of keys: it lacks all stored events.`,
        help: `Restore the name ${quoted(former)}; ${OR_REINDEX}.`,
      };
    }
  },
};
