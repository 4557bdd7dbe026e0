import { withoutSuffix } from "../../model/names.js";
import { keyEntity } from "../keys.js";
import { partSubject, yamlWord } from "../part-name.js";
import type { Rule } from "../rule.js";
import { OR_REINDEX } from "./shared/data.js";
import { keyFields, oldPlace } from "./shared/keys.js";

export const keyEntitySame: Rule = {
  id: "KEY_ENTITY_SAME",
  category: "LOOKUP",
  purpose: "An id keeps its entity, also under a new name: the entity is a part of stored keys.",
  fix: "Give the field the old `entity`; or run `reindex`, which adds the copies.",
  mirror: { none: "The opposite of another entity is another entity." },
  *check({ reading, old, new: next }) {
    for (const { pair, field, path, state } of keyFields(reading)) {
      if (state.is !== "other-entity") continue;
      const entity = withoutSuffix(state.stored.modelKey ?? "", old.idSuffix);
      const before = keyEntity(state.stored.modelKey ?? "", old);
      const now = keyEntity(field.modelKey ?? "", next);
      yield {
        path,
        oldPath: oldPlace(pair, state.stored),
        old: before,
        new: now,
        message: `${partSubject(path)} names the entity ${now} now, and named ${before}: stored events are not found by it.`,
        help: `Add "entity: ${yamlWord(entity)}" to it; ${OR_REINDEX}.`,
      };
    }
  },
};
