import { entityOf } from "ddb-pattern-runtime/rules";
import { idWord } from "../../analysis/id-names.js";
import type { LintedSchema, Rule } from "../rule.js";
import { entitySpeller } from "../shared/entity-speller.js";
import { namedEntities } from "../shared/named-entities.js";

export const entitySpelling: Rule = {
  code: "entity-spelling",
  summary: 'An "entity" is not spelled as the ids of the schema are.',
  help: "Spell the entity as the names of ids do",
  readsLookups: false,
  *check(schema) {
    const { idSuffix } = schema.model;
    // The rule entity-with-suffix is about an entity that ends in "id".
    const named = namedEntities(schema).filter(({ entity }) => idWord(entity) !== "id");
    if (named.length === 0) return;
    const spelled = entitySpeller(schema);
    const shared = sharedEntities(schema);
    const reported = new Set<string>();
    for (const { entity, path, fieldPath, modelKey } of named) {
      if (reported.has(entity) || schema.hasError(fieldPath)) continue;
      const right = spelled(entity);
      // An error says that two ids would share their keys.
      if (right === entity || shared.has(entityOf(modelKey, idSuffix))) continue;
      reported.add(entity);
      const message = `Queries name the entity "${entity}" by "${modelKey}", but ids are spelled as in "${right}${idSuffix}".`;
      yield { path, at: "value", message, help: `Write "entity: ${right}"` };
    }
  },
};

/** The entities that ids of several spellings name. */
function sharedEntities({ model, fields }: LintedSchema): ReadonlySet<string> {
  const firsts = new Map<string, string>();
  const shared = new Set<string>();
  for (const { field } of fields) {
    const { modelKey } = field;
    if (modelKey === undefined) continue;
    const entity = entityOf(modelKey, model.idSuffix);
    const first = firsts.get(entity) ?? modelKey;
    firsts.set(entity, first);
    if (first !== modelKey) shared.add(entity);
  }
  return shared;
}
