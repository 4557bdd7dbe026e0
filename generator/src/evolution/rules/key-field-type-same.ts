import { typeText } from "../../model/compat/type-text.js";
import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { OR_REINDEX } from "./shared/data.js";
import { keyFields, oldPlace } from "./shared/keys.js";

export const keyFieldTypeSame: Rule = {
  id: "KEY_FIELD_TYPE_SAME",
  category: "LOOKUP",
  purpose:
    "An upcaster does not change ids: the copies of stored events have the old ones in their keys.",
  fix: "Keep the type of the id; or run `reindex`, which adds copies under the new ids.",
  mirror: { none: "The opposite of another type is another type." },
  *check({ reading, fits }) {
    for (const { pair, field, path, state } of keyFields(reading)) {
      // Within one version, the type alone is the mistake.
      if (state.is !== "same" || pair.new.version <= pair.old.version) continue;
      if (fits(state.stored.type, field.type)) continue;
      const [before, now] = [typeText(state.stored.type), typeText(field.type)];
      yield {
        path,
        oldPath: oldPlace(pair, state.stored),
        old: before,
        new: now,
        message: `${partSubject(path)} was ${before} and is ${now} now: stored events are found by their old ids only.`,
        help: `Keep the type of the id; ${OR_REINDEX}.`,
      };
    }
  },
};
