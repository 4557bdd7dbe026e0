import { fieldPath } from "../../analysis/fields.js";
import { idWord } from "../../analysis/id-word.js";
import { type TypesByName, typesByName } from "../../model/aliases.js";
import type { EventModel, Field } from "../../model/model.js";
import { type IdSuffix, isIdField } from "../../model/names.js";
import { type IdKind, idKindOf } from "../id-like/kind.js";
import { missingSuffix } from "../id-like/missing-suffix.js";
import {
  fieldWords,
  type IdLike,
  type IdSpelling,
  legalName,
  missingSuffixWords,
  nestedWords,
} from "../id-like/words.js";
import { singular } from "../id-names.js";
import { type NestedId, nestedIds } from "../nested-ids.js";
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
    const names = [...new Set(missing?.fields.map(({ name }) => name))];
    const [first] = missing?.fields ?? [];
    if (first !== undefined) yield { path: first.path, ...missingSuffixWords(suffix, names) };
    const reported = new Set(names);
    const isUnsaid = missing !== undefined && first === undefined;
    for (const { id, warning } of idLikeParts(schema, { suffix, isUnsaid }, types)) {
      if (reported.has(id)) continue;
      reported.add(id);
      yield warning();
    }
  },
};

/** A warning about a part that is named like an id: one is enough for all parts that would be the same id. */
interface Part {
  readonly id: string;
  readonly warning: () => Warning;
}

function* idLikeParts(
  { model, hasError, valueAt }: LintedSchema,
  spelling: IdSpelling,
  types: TypesByName,
): Iterable<Part> {
  const { suffix } = spelling;
  const idsInside = nestedIds(model, (type) => valueAt(["types", type]) !== undefined);
  const nestedId = nestedIdReader(suffix, types);
  for (const event of model.events) {
    const ids = idsOf(event);
    const isUnstored = hasError(["events", event.type]);
    for (const field of event.fields) {
      const { name, isOptional } = field;
      const path = fieldPath(event.type, field);
      const raw = valueAt(path);
      const kind = isMarked(raw) ? undefined : fieldKind(field, suffix, types);
      // An event type that lacks an id is an error, which names the field.
      if (kind !== undefined && !isUnstored && !hasError(path)) {
        const owner = field.group ?? subjectOf(event.type);
        const legal = legalName({ name, kind, owner: undefined }, suffix);
        const isDouble = ids.has(legal);
        const about = { name, kind, owner, isOptional, isDouble, raw };
        yield { id: legal ?? name, warning: () => ({ path, ...fieldWords(about, suffix) }) };
      }
      // The id that is missing may be one of those that are not known.
      if (hasError(["events", event.type, "data"])) continue;
      for (const found of idsInside({ path, name, type: field.type })) {
        const nested = nestedId(found.id);
        if (nested === undefined || ids.has(nested.legal)) continue;
        const { path: idPath, isRepeated } = found;
        yield {
          id: nested.legal ?? nested.name,
          warning: () => ({ path: idPath, ...nestedWords(nested, isRepeated, spelling) }),
        };
      }
    }
  }
}

/** A property that is named like an id, and the id field that it should be. */
type Nested = IdLike & { readonly legal: string | undefined };

/** What is known of a property; `undefined` if it cannot be an id. Many fields lead to one property. */
function nestedIdReader(
  suffix: IdSuffix,
  types: TypesByName,
): (id: NestedId) => Nested | undefined {
  const known = new Map<NestedId, Nested | undefined>();
  return (id) => {
    if (known.has(id)) return known.get(id);
    const kind = idKindOf(id.type, types);
    const like = kind && { name: id.name, owner: id.owner, kind };
    const nested = like && { ...like, legal: legalName(like, suffix) };
    known.set(id, nested);
    return nested;
  };
}

/** The kind of a field that is named like an id and is none. */
/** Whether the schema says of a field that no query finds events by it. */
function isMarked(raw: unknown): boolean {
  return typeof raw === "object" && raw !== null && "lookup" in raw;
}

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
  return singular(subject);
}
