import { canonicalTemplate, type KeyTemplate, keyTemplates } from "../keys.js";
import type { Rule } from "../rule.js";

export const canonicalSame: Rule = {
  id: "CANONICAL_SAME",
  category: "ROLLING",
  purpose:
    "The canonical copy of an event type stays under the same key: programs that read the whole table, or its change stream, count events by it.",
  fix: "Restore the order of lookups and streams, or the `?` of the id, that the canonical copy depends on; or make sure that no program depends on the key of canonical copies.",
  mirror: { none: "The opposite of another canonical copy is another canonical copy." },
  *check({ events, old, new: next }) {
    for (const pair of events.pairs) {
      const before = canonicalTemplate(pair.old, old);
      const now = canonicalTemplate(pair.new, next);
      if (before === undefined || now === undefined || before.id === now.id) continue;
      // A key that is new, or gone, is reported as that.
      const wasThere = hasTemplate(keyTemplates(pair.old, old), now);
      const isThere = hasTemplate(keyTemplates(pair.new, next), before);
      if (!wasThere || !isThere) continue;
      const [from, to] = [nameOf(before), nameOf(now)];
      yield {
        path: ["events", pair.new.type],
        oldPath: ["events", pair.old.type],
        old: from,
        new: to,
        message: `The canonical copy of ${pair.new.type} was that of ${from} and is that of ${to} in new events.`,
        help: "Restore the order of lookups and streams; or make sure that no program depends on the key of canonical copies.",
      };
    }
  },
};

function hasTemplate(templates: readonly KeyTemplate[], { id }: KeyTemplate): boolean {
  return templates.some((template) => template.id === id);
}

function nameOf({ lookup, stream }: KeyTemplate): string {
  if (stream !== undefined) return `the stream "${stream.name}"`;
  const id = "modelKey" in lookup ? ` (${lookup.modelKey})` : "";
  return `the lookup "${lookup.kind}${id}"`;
}
