import { quoted } from "../part-name.js";
import type { Rule } from "../rule.js";
import { OR_REINDEX } from "./shared/data.js";
import { changedStreams, namesOf } from "./shared/streams.js";

export const streamMaterializedChanged: Rule = {
  id: "STREAM_MATERIALIZED_CHANGED",
  category: "LOOKUP",
  purpose: "A stream that becomes materialized, or plain, still has its stored events.",
  fix: "Run `reindex`, which adds the copies. A stream can become plain if its event types had the lookup.",
  mirror: { rule: "STREAM_COPIES_STOPPED" },
  *check({ missing }) {
    for (const changed of changedStreams(missing, "materialized")) {
      const { stream, before, missing: lacking } = changed;
      const types = namesOf(lacking.map(({ pair }) => pair.new.type));
      yield {
        path: ["streams", stream.name, "materialized"],
        oldPath: ["streams", before?.name ?? stream.name, "materialized"],
        old: before?.isMaterialized,
        new: stream.isMaterialized,
        message: stream.isMaterialized
          ? `The stream ${quoted(stream.name)} is materialized now, and lacks the stored events of ${types}.`
          : `The stream ${quoted(stream.name)} is plain now, and stored events of ${types} lack the lookup by which it is read.`,
        help: `Leave the stream as it was; ${OR_REINDEX}.`,
      };
    }
  },
};
