import { quoted } from "../part-name.js";
import type { Rule } from "../rule.js";
import { OR_REINDEX } from "./shared/data.js";
import { changedStreams, namesOf } from "./shared/streams.js";

export const streamConsistentChanged: Rule = {
  id: "STREAM_CONSISTENT_CHANGED",
  category: "LOOKUP",
  purpose:
    "A stream that becomes consistent numbers its stored events before the first append; one that is consistent no more still has them.",
  fix: "Run `reindex`, which numbers the past, after all programs on the old schema have stopped. A stream can become plain if its event types had the lookup.",
  mirror: { rule: "STREAM_COPIES_STOPPED" },
  *check({ missing }) {
    for (const changed of changedStreams(missing, "consistent")) {
      const { stream, before, missing: lacking } = changed;
      const types = namesOf(lacking.map(({ pair }) => pair.new.type));
      yield {
        path: ["streams", stream.name, "consistent"],
        oldPath: ["streams", before?.name ?? stream.name, "consistent"],
        old: before?.isConsistent,
        new: stream.isConsistent,
        message: stream.isConsistent
          ? `The stream ${quoted(stream.name)} is consistent now, but stored events of ${types} have no revision: it is read, and appended to, as if they were not there.`
          : `The stream ${quoted(stream.name)} is not consistent any more, and stored events of ${types} lack the copies by which it is read.`,
        help: stream.isConsistent
          ? `Leave the stream as it was; ${OR_REINDEX}, with the programs on the old schema stopped and before the first append.`
          : `Leave the stream as it was; ${OR_REINDEX}.`,
      };
    }
  },
};
