import type { Model } from "../../model/model.js";
import { keyEntity } from "../keys.js";
import type { Rule } from "../rule.js";
import { OR_REINDEX } from "./shared/data.js";

export const partitionSame: Rule = {
  id: "PARTITION_SAME",
  category: "LOOKUP",
  purpose: "The partition stays: the keys of stored events begin with it.",
  fix: "Restore `partition`; or run `reindex`, which adds copies under all new keys.",
  mirror: { none: "The opposite of another partition is another partition." },
  *check({ old, new: next, events }) {
    const [before, now] = [entity(old), entity(next)];
    if (before === now || events.pairs.length === 0) return;
    yield {
      path: ["partition"],
      old: old.partition,
      new: next.partition,
      message: `The partition was ${old.partition ?? "none"} and is ${next.partition ?? "none"}: no stored event has a copy under the new keys.`,
      help: `Restore ${old.partition === undefined ? "the schema without a partition" : `"partition: ${old.partition}"`}; ${OR_REINDEX}.`,
    };
  },
};

function entity(model: Model): string | undefined {
  return model.partition === undefined ? undefined : keyEntity(model.partition, model);
}
