import { entityName, idFieldName } from "../../analysis/id-names.js";
import { wordsOf } from "../../diagnostics/suggest/suggest.js";
import { DEFAULT_ID_SUFFIX, type IdSuffix, isIdField, withoutSuffix } from "../../model/names.js";
import type { LintedSchema } from "../rule.js";

/**
 * Spells entities as the names of ids do: `shopping_cart`, or `shoppingCart` where ids end in `Id`. Where some ids of the
 * schema are spelled otherwise, any spelling is right.
 */
export function entitySpeller({ model, fields }: LintedSchema): (entity: string) => string {
  const { idSuffix: suffix } = model;
  const names = fields.map(({ field: { name } }) => name);
  const ids = names.filter((name) => isIdField(name, suffix));
  const isAnyRight = !ids.every((id) => isUsual(withoutSuffix(id, suffix), suffix));
  return (entity) => {
    if (isAnyRight || isUsual(entity, suffix)) return entity;
    const words = wordsOf(entity);
    return idFieldName(words, suffix) === undefined ? entity : entityName(words, suffix);
  };
}

function isUsual(entity: string, suffix: IdSuffix): boolean {
  return suffix === DEFAULT_ID_SUFFIX ? !/[A-Z]/.test(entity) : /^[a-z][^_]*$/.test(entity);
}
