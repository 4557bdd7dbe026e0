import { idWord } from "../../analysis/id-names.js";
import type { Rule } from "../rule.js";
import { entitySpeller } from "../shared/entity-speller.js";
import { namedEntities } from "../shared/named-entities.js";

/** `user_id`, `userId`, `UserID` without the word id. */
const ENTITY = /^(.*[A-Za-z0-9])_?id$/i;

const HELP = 'Name the entity alone, such as "entity: user"';

export const entityWithSuffix: Rule = {
  code: "entity-with-suffix",
  summary: 'An "entity" ends in "id", as names of id fields do.',
  help: HELP,
  readsLookups: false,
  // Not an error: a thing can have "id" in its name. The entity of "card_id" can be "national_id".
  *check(schema) {
    const named = namedEntities(schema).filter(({ entity }) => idWord(entity) === "id");
    if (named.length === 0) return;
    const spelled = entitySpeller(schema);
    for (const { entity, path, modelKey } of named) {
      const [, alone] = ENTITY.exec(entity) ?? [];
      const message = `Queries name the entity "${entity}" by "${modelKey}", which has "id" twice.`;
      const help = alone === undefined ? HELP : `Write "entity: ${spelled(alone)}"`;
      yield { path, at: "value", message, help };
    }
  },
};
