import { entityWords, idWord } from "../../analysis/id-names.js";
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
import type { LintedSchema } from "../rule.js";
import { idKindOf } from "../shared/id-kind.js";
import { typeParts } from "../shared/type-parts.js";
import { isMarked } from "./marked.js";

/** The `id_suffix:` that a schema lacks, and the fields that would be ids with it. */
export interface MissingSuffix {
  readonly suffix: IdSuffix;
  /** Empty where only properties inside of fields are named like ids. */
  readonly fields: readonly { readonly name: string; readonly path: YamlPath }[];
}

/**
 * The `id_suffix:` that a schema most likely lacks: it says none and has no id field, and all names like ids end
 * alike. The missing line is one mistake then, and not one of each name.
 */
export function missingSuffix(schema: LintedSchema, types: TypesByName): MissingSuffix | undefined {
  const { model, fields, valueAt } = schema;
  const isGiven = valueAt(["id_suffix"]) !== undefined || model.idSuffix !== DEFAULT_ID_SUFFIX;
  if (isGiven || fields.some(({ field }) => isId(field))) return undefined;
  const like = fields.filter(
    ({ field, path }) => namesOneId(field.name) && !isMarked(valueAt(path)),
  );
  if (like.length === 0) return suffixed(nestedNames(schema), []);
  const strings = like.filter(({ field: { type } }) => {
    const kind = idKindOf(type, types);
    return kind !== undefined && !kind.isList && !kind.isNumber;
  });
  if (strings.length === 0) return undefined;
  return suffixed(
    like.map(({ field: { name } }) => name),
    strings.map(({ field: { name }, path }) => ({ name, path })),
  );
}

function suffixed(
  names: readonly string[],
  fields: MissingSuffix["fields"],
): MissingSuffix | undefined {
  if (names.length === 0) return undefined;
  const suffix = ID_SUFFIXES.find((one) => names.every((name) => isLegalIdField(name, one)));
  return suffix === undefined || suffix === DEFAULT_ID_SUFFIX ? undefined : { suffix, fields };
}

function isId({ name, modelKey }: Field): boolean {
  return modelKey !== undefined || isIdField(name, DEFAULT_ID_SUFFIX);
}

/** Whether a name is that of one id, and says of which entity. */
function namesOneId(name: string): boolean {
  return idWord(name) === "id" && entityWords(name).length > 0;
}

function nestedNames({ model, fields }: LintedSchema): string[] {
  const owners = [...fields.map(({ field }) => field), ...model.types];
  const parts = owners.flatMap(({ name, type }) => typeParts(type, [], name));
  const properties = parts.flatMap(({ type }) => (type.kind === "object" ? type.properties : []));
  return properties.map(({ name }) => name).filter(namesOneId);
}
