import { versionPath } from "../comparison.js";
import { partSubject, quoted } from "../part-name.js";
import type { Rule } from "../rule.js";
import { OR_REINDEX } from "./shared/data.js";
import { type KeyField, keyFields, keyFieldsOf, oldPlace } from "./shared/keys.js";

export const keyFieldAdded: Rule = {
  id: "KEY_FIELD_ADDED",
  category: "LOOKUP",
  purpose:
    "A field does not become an id if stored events have values of it: they have no copies under it.",
  fix: "Say `lookup: false`; or run `reindex`, which adds the copies, once no program saves by the old schema. An optional id that no stored event can have is legal.",
  mirror: { rule: "KEY_FIELD_REMOVED" },
  *check({ reading, readingEarlier }) {
    for (const { pair, field, path, state } of keyFields(reading)) {
      if (state.is !== "no-key" && state.is !== "computed") continue;
      const isComputed = state.is === "computed";
      yield {
        path,
        oldPath: isComputed ? ["events", pair.old.type, "data"] : oldPlace(pair, state.stored),
        new: field.modelKey,
        message: isComputed
          ? `${partSubject(path)} is an id that stored events can get when they are read, but they have no copies under it.`
          : `${partSubject(path)} is an id now, but stored events have no copies under it.`,
        help: isComputed
          ? `List the name that the id has in stored events under "aliases", or add "lookup: false"; ${OR_REINDEX}.`
          : `Add "lookup: false"; ${OR_REINDEX}.`,
      };
    }
    for (const { pair, version, before, after } of readingEarlier) {
      const found = [...keyFieldsOf(pair, before)].filter(isSame);
      const known = new Set(found.map(({ field }) => field.name));
      for (const { field, state } of keyFieldsOf(pair, after)) {
        if (!known.has(field.name) || state.is === "same") continue;
        const path = versionPath(pair.new, version);
        yield {
          path: [...path, field.name],
          oldPath: versionPath(pair.old, version),
          new: field.modelKey,
          message: `Version ${version} of ${pair.new.type} has the id ${quoted(field.name)} under another name, and an upcaster may return another id. Stored events of this version have no copies under it.`,
          help: `Restore the fields of version ${version}: stored events keep them.`,
        };
      }
    }
  },
};

function isSame({ state }: KeyField): boolean {
  return state.is === "same";
}
