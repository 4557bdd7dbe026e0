import { declaredFields } from "../../analysis/fields.js";
import { idWord } from "../../analysis/id-names.js";
import type { Rule } from "../rule.js";
import { entitySpeller } from "../shared/entity-speller.js";

/** `user_id`, `userId`, `UserID` without the word id. */
const ENTITY = /^(.*[A-Za-z0-9])_?id$/i;

const HELP = 'Name the entity alone, such as "entity: user"';

export const entityWithSuffix: Rule = {
  code: "entity-with-suffix",
  summary: 'An "entity" ends in "id", as names of id fields do.',
  help: HELP,
  readsLookups: false,
  // Not an error: a thing can have "id" in its name. The entity of "card_id" can be "national_id".
  *check({ model, valueAt }) {
    const spelled = entitySpeller(model);
    for (const { field, path: fieldPath } of declaredFields(model)) {
      const { modelKey, name } = field;
      // An error says that such a field has no entity.
      if (modelKey === undefined || name === model.partition) continue;
      const path = [...fieldPath, "entity"];
      const entity = valueAt(path);
      if (typeof entity !== "string" || idWord(entity) !== "id") continue;
      const [, alone] = ENTITY.exec(entity) ?? [];
      const message = `Queries name the entity "${entity}" by "${modelKey}", which has "id" twice.`;
      const help = alone === undefined ? HELP : `Write "entity: ${spelled(alone)}"`;
      yield { path, at: "value", message, help };
    }
  },
};
