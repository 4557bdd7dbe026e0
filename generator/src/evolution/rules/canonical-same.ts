import { canonicalTemplate, type KeySide, type KeyTemplate } from "../keys.js";
import type { Rule } from "../rule.js";
import { lookupName } from "./shared/lookups.js";

export const canonicalSame: Rule = {
  id: "CANONICAL_SAME",
  category: "ROLLING",
  purpose:
    "The canonical copy of an event type stays under the same key: programs that read the whole table, or its change stream, count events by it.",
  fix: "Restore the `?` of the id, or the lookup or stream, that the canonical copy depends on; or make sure that no program depends on the key of canonical copies.",
  mirror: { none: "The opposite of another canonical copy is another canonical copy." },
  *check({ reading }) {
    for (const [pair, { stored, read }] of reading) {
      const [before, now] = [canonicalTemplate(stored), canonicalTemplate(read)];
      if (before === undefined || now === undefined || before.id === now.id) continue;
      // A key that is new, or gone, is reported as that.
      if (!hasTemplate(stored, now) || !hasTemplate(read, before)) continue;
      const [from, to] = [nameOf(before), nameOf(now)];
      yield {
        path: ["events", pair.new.type],
        oldPath: ["events", pair.old.type],
        old: from,
        new: to,
        message: `The canonical copy of ${pair.new.type} is that of ${to} in new events, and that of ${from} in stored ones.`,
        help: "Restore what the canonical copy depends on; or make sure that no program depends on the key of canonical copies.",
      };
    }
  },
};

function hasTemplate({ templates }: KeySide, { id }: KeyTemplate): boolean {
  return templates.some((template) => template.id === id);
}

function nameOf({ lookup, stream }: KeyTemplate): string {
  if (stream !== undefined) return `the stream "${stream.name}"`;
  return `the lookup ${lookupName(lookup.kind, "modelKey" in lookup ? [lookup.modelKey] : [])}`;
}
