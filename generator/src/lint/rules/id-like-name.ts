import { fieldPath } from "../../analysis/fields.js";
import { type TypesByName, typesByName } from "../../model/aliases.js";
import type { EventModel, Field } from "../../model/model.js";
import { type IdSuffix, isIdField } from "../../model/names.js";
import { type IdKind, idKindOf } from "../id-like/kind.js";
import { missingSuffix } from "../id-like/missing-suffix.js";
import { fieldWords, legalName, missingSuffixWords, nestedWords } from "../id-like/words.js";
import { idWord } from "../id-names.js";
import { nestedIds } from "../nested-ids.js";
import type { LintedSchema, Rule, Warning } from "../rule.js";

export const idLikeName: Rule = {
  code: "id-like-name",
  summary: "A name looks like that of an id, and no query finds events by it.",
  help: 'Rename it so that it ends in the "id_suffix" of the schema',
  readsLookups: false,
  *check(schema) {
    const types = typesByName(schema.model.types);
    const missing = missingSuffix(schema, types);
    const suffix = missing?.suffix ?? schema.model.idSuffix;
    const reported = new Set(missing?.names);
    if (missing !== undefined) {
      yield { path: missing.path, ...missingSuffixWords(suffix, [...missing.names]) };
    }
    for (const { name, warning } of idLikeParts(schema, suffix, types)) {
      if (reported.has(name)) continue;
      reported.add(name);
      yield warning;
    }
  },
};

/** A warning about a part with a name, which is reported once for all parts of the name. */
interface Named {
  readonly name: string;
  readonly warning: Warning;
}

function* idLikeParts(
  { model, hasError, valueAt }: LintedSchema,
  suffix: IdSuffix,
  types: TypesByName,
): Iterable<Named> {
  const idsInside = nestedIds(model, (type) => valueAt(["types", type]) !== undefined);
  for (const event of model.events) {
    const ids = idsOf(event);
    for (const field of event.fields) {
      const { name, isOptional } = field;
      const path = fieldPath(event.type, field);
      const kind = fieldKind(field, suffix, types);
      if (kind !== undefined && !hasError(path)) {
        const owner = field.group ?? subjectOf(event.type);
        const isDouble = ids.has(legalName({ name, kind, owner: undefined }, suffix));
        const about = { name, kind, owner, isOptional, isDouble, raw: valueAt(path) };
        yield { name, warning: { path, ...fieldWords(about, suffix) } };
      }
      for (const { isRepeated, ...id } of idsInside({ path, name, type: field.type })) {
        const kind = idKindOf(id.type, types);
        if (kind === undefined || ids.has(legalName({ ...id, kind }, suffix))) continue;
        const words = nestedWords({ ...id, kind }, isRepeated, suffix);
        yield { name: id.name, warning: { path: id.path, ...words } };
      }
    }
  }
}

/** The kind of a field that is named like an id and is none. */
function fieldKind(
  { name, type, modelKey }: Field,
  suffix: IdSuffix,
  types: TypesByName,
): IdKind | undefined {
  const isLike = modelKey === undefined && !isIdField(name, suffix) && idWord(name) !== undefined;
  return isLike ? idKindOf(type, types) : undefined;
}

/** The fields of an event type, and the ids that find it. */
function idsOf({ fields }: EventModel): ReadonlySet<string | undefined> {
  return new Set(fields.flatMap(({ name, modelKey = name }) => [name, modelKey]));
}

/** `ORDER` of `ORDER_PLACED` and of `ORDERS_PLACED`: most likely what a bare "id" is the id of. */
function subjectOf(type: string): string {
  const words = type.split("_");
  const subject = words.length < 2 ? type : words.slice(0, -1).join("_");
  return subject.replace(/(?<=[^SUI])S$/, "");
}
