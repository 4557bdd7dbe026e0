import { hasOwnCopies } from "../../model/model.js";
import { quoted } from "../part-name.js";
import type { Rule } from "../rule.js";

export const streamCopiesStopped: Rule = {
  id: "STREAM_COPIES_STOPPED",
  category: "ROLLING",
  purpose:
    "Programs on the old schema find new events in a materialized or consistent stream, and decide by them.",
  fix: "Deploy the new schema to every program that reads the stream before any that saves.",
  mirror: { rule: "STREAM_MATERIALIZED_CHANGED" },
  *check({ streams, missing }) {
    const reported = new Set(missing.map(({ cause }) => "stream" in cause && cause.stream));
    for (const { old, new: next } of streams.pairs) {
      if (!hasOwnCopies(old) || reported.has(next)) continue;
      const isSame =
        old.isConsistent === next.isConsistent && old.isMaterialized === next.isMaterialized;
      if (isSame) continue;
      const kind = old.isConsistent ? "consistent" : "materialized";
      yield {
        path: ["streams", next.name, kind],
        oldPath: ["streams", old.name, kind],
        old: true,
        new: false,
        message: `The stream ${quoted(next.name)} is not ${kind} any more: programs on the old schema do not find new events in it${old.isConsistent ? ", and append as if they were not there" : ""}.`,
        help: READERS_STOP,
      };
    }
  },
};

const READERS_STOP =
  "Deploy the new schema to the programs that read the stream before those that save its events.";
