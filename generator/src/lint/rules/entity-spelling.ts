import { entityOf } from "ddb-pattern-runtime/rules";
import { declaredFields } from "../../analysis/fields.js";
import { idWord } from "../../analysis/id-names.js";
import type { Model } from "../../model/model.js";
import type { Rule } from "../rule.js";
import { entitySpeller } from "../shared/entity-speller.js";

export const entitySpelling: Rule = {
  code: "entity-spelling",
  summary: 'An "entity" is not spelled as the ids of the schema are.',
  help: "Spell the entity as the names of ids do",
  readsLookups: false,
  *check({ model, valueAt, hasError }) {
    const { idSuffix } = model;
    const spelled = entitySpeller(model);
    const shared = sharedEntities(model);
    const reported = new Set<string>();
    for (const { field, path: fieldPath } of declaredFields(model)) {
      const { modelKey, name } = field;
      // An error says that the partition has no entity.
      if (modelKey === undefined || name === model.partition || hasError(fieldPath)) continue;
      const path = [...fieldPath, "entity"];
      const entity = valueAt(path);
      // The rule entity-with-suffix is about an entity that ends in "id".
      if (typeof entity !== "string" || idWord(entity) === "id" || reported.has(entity)) continue;
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
function sharedEntities(model: Model): ReadonlySet<string> {
  const firsts = new Map<string, string>();
  const shared = new Set<string>();
  for (const { field } of declaredFields(model)) {
    const { modelKey } = field;
    if (modelKey === undefined) continue;
    const entity = entityOf(modelKey, model.idSuffix);
    const first = firsts.get(entity) ?? modelKey;
    firsts.set(entity, first);
    if (first !== modelKey) shared.add(entity);
  }
  return shared;
}
