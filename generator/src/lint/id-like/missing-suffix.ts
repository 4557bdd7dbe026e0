import { declaredFields } from "../../analysis/fields.js";
import type { YamlPath } from "../../diagnostics/diagnostic.js";
import type { TypesByName } from "../../model/aliases.js";
import type { Field } from "../../model/model.js";
import {
  DEFAULT_ID_SUFFIX,
  ID_SUFFIXES,
  type IdSuffix,
  isIdField,
  isLegalIdField,
} from "../../model/names.js";
import { entityWords, idWord } from "../id-names.js";
import type { LintedSchema } from "../rule.js";
import { idKindOf } from "./kind.js";

/** The fields of a schema that would be ids with another `id_suffix:`. */
export interface MissingSuffix {
  readonly suffix: IdSuffix;
  readonly names: ReadonlySet<string>;
  /** The path of the first field. */
  readonly path: YamlPath;
}

/**
 * The `id_suffix:` that a schema most likely lacks: it says none and has no id field, and all names like ids end
 * alike. The missing line is one mistake then, and not one of each name.
 */
export function missingSuffix(
  { model, valueAt }: LintedSchema,
  types: TypesByName,
): MissingSuffix | undefined {
  const isGiven = valueAt(["id_suffix"]) !== undefined || model.idSuffix !== DEFAULT_ID_SUFFIX;
  const declared = [...declaredFields(model)];
  if (isGiven || declared.some(({ field }) => isId(field))) return undefined;
  const like = declared.filter(
    ({ field: { name } }) => idWord(name) === "id" && entityWords(name).length > 0,
  );
  const suffix = ID_SUFFIXES.find((one) =>
    like.every(({ field: { name } }) => isLegalIdField(name, one)),
  );
  const strings = like.filter(({ field: { type } }) => {
    const kind = idKindOf(type, types);
    return kind !== undefined && !kind.isList && !kind.isNumber;
  });
  const [first] = strings;
  if (suffix === undefined || first === undefined) return undefined;
  return { suffix, names: new Set(strings.map(({ field }) => field.name)), path: first.path };
}

function isId({ name, modelKey }: Field): boolean {
  return modelKey !== undefined || isIdField(name, DEFAULT_ID_SUFFIX);
}
