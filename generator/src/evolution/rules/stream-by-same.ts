import { lookupPath } from "../../model/model.js";
import { quoted } from "../part-name.js";
import type { Rule } from "../rule.js";
import { OR_REINDEX } from "./shared/data.js";
import { changedStreams } from "./shared/streams.js";

export const streamBySame: Rule = {
  id: "STREAM_BY_SAME",
  category: "LOOKUP",
  purpose: "A stream keeps the ids that select it: they are a part of the keys of its events.",
  fix: "Add a stream with another name; or run `reindex`, which adds the copies.",
  mirror: { none: "The opposite of other ids is other ids." },
  *check({ missing }) {
    for (const { stream, before } of changedStreams(missing, "ids")) {
      const [from, to] = [before, stream].map((one) =>
        one === undefined ? "" : lookupPath(one.lookup).join(", "),
      );
      const isOfPartition = before?.lookup.kind !== stream.lookup.kind;
      const key = isOfPartition ? "across_partitions" : "by";
      yield {
        path: ["streams", stream.name, key],
        oldPath: ["streams", before?.name ?? stream.name, key],
        old: from,
        new: to,
        message: `The stream ${quoted(stream.name)} was selected by ${from} and is by ${to} now: stored events are not found in it.`,
        help: `Restore the ids; ${OR_REINDEX}.`,
      };
    }
  },
};
