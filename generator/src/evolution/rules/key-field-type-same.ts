import { typeText } from "../../model/compat/type-text.js";
import type { Field } from "../../model/model.js";
import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { OR_REINDEX } from "./shared/data.js";
import { keyFields, oldPlace } from "./shared/keys.js";

export const keyFieldTypeSame: Rule = {
  id: "KEY_FIELD_TYPE_SAME",
  category: "LOOKUP",
  purpose:
    "An upcaster does not change ids: the copies of stored events have the old ones in their keys.",
  fix: "Keep the type of the id in every version; or run `reindex`, which adds copies under the new ids.",
  mirror: { none: "The opposite of another type is another type." },
  *check({ reading, fits }) {
    for (const { pair, field, path, state } of keyFields(reading)) {
      // Within one version, the type alone is the mistake.
      if (state.is !== "same" || pair.new.version <= pair.old.version) continue;
      for (const { old: stored, later } of state.sources) {
        // The first of them is of the version that the stored events have.
        const step = later.findLastIndex((one, at) => at > 0 && !fits(stored.type, one.type));
        const other = later[step];
        if (other === undefined) continue;
        const when = other === field ? "now" : `in version ${pair.old.version + step}`;
        yield {
          path,
          oldPath: oldPlace(pair, stored),
          old: typeText(stored.type),
          new: typeText(other.type),
          message: `${partSubject(path)} was ${typeText(stored.type)} and is ${typeNow(stored, other)} ${when}: stored events are found by their old ids only.`,
          help: `Keep the type of the id; ${OR_REINDEX}.`,
        };
      }
    }
  },
};

/** The type of an id, also where only its limits differ from those of stored ids. */
function typeNow(stored: Field, { type }: Field): string {
  const text = typeText(type);
  return text === typeText(stored.type) ? `${text} with other limits` : text;
}
