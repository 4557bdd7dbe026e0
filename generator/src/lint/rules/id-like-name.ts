import { idWord, singular } from "../../analysis/id-names.js";
import { type TypesByName, typesByName } from "../../model/aliases.js";
import type { EventModel, Field } from "../../model/model.js";
import { type IdSuffix, isIdField } from "../../model/names.js";
import { idFinder } from "../id-like-name/event-ids.js";
import { isMarked } from "../id-like-name/marked.js";
import { missingSuffix } from "../id-like-name/missing-suffix.js";
import { type NestedId, nestedIds } from "../id-like-name/nested-ids.js";
import { reportedIds } from "../id-like-name/reported-ids.js";
import {
  fieldWords,
  type IdLike,
  type IdSpelling,
  legalName,
  missingSuffixWords,
  nestedWords,
} from "../id-like-name/words.js";
import type { LintedSchema, Rule, Warning } from "../rule.js";
import { eventFields } from "../shared/event-fields.js";
import { type IdKind, idKindOf } from "../shared/id-kind.js";

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
    if (first !== undefined && !schema.hasError(first.path)) {
      yield { path: first.path, ...missingSuffixWords(suffix, names) };
    }
    const misnamed = reportedIds(schema).map((name) => legalName({ name }, suffix) ?? name);
    const reported = new Set([...names, ...misnamed]);
    const isUnsaid = missing !== undefined && first === undefined;
    for (const { id, warning } of idLikeParts(schema, { suffix, isUnsaid })) {
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

function* idLikeParts(schema: LintedSchema, spelling: IdSpelling): Iterable<Part> {
  const { model, hasError, valueAt } = schema;
  const { suffix } = spelling;
  const types = typesByName(model.types);
  const idsInside = nestedIds(model, (type) => valueAt(["types", type]) !== undefined);
  const nestedId = nestedIdReader(suffix, types);
  const hasId = idFinder(schema, suffix);
  const stored = new Set(schema.events);
  const known = new Set(model.events.filter(({ type }) => !hasError(["events", type, "data"])));
  for (const { field, path, events } of eventFields(model)) {
    const { name, isOptional } = field;
    const kind = fieldKind(field, suffix, types);
    const raw = kind && valueAt(path);
    const isRight = kind === undefined || isMarked(raw);
    // An event type that lacks an id is an error, which names the field.
    if (!isRight && !hasError(path) && events.some((event) => stored.has(event))) {
      const owner = field.group ?? subjectOf(events);
      const legal = legalName({ name }, suffix);
      const isDouble = legal !== undefined && events.every((event) => hasId(event, legal));
      const about = { name, kind, owner, isOptional, isDouble, raw };
      yield { id: legal ?? name, warning: () => ({ path, ...fieldWords(about, suffix) }) };
    }
    // The id that is missing may be one of those that are not known.
    if (!events.some((event) => known.has(event))) continue;
    for (const { id, path: idPath, isRepeated } of idsInside({ path, name, type: field.type })) {
      const nested = nestedId(id);
      if (nested === undefined) continue;
      const { legal } = nested;
      const lacksId = (event: EventModel) =>
        known.has(event) && (legal === undefined || !hasId(event, legal));
      if (!events.some(lacksId)) continue;
      yield {
        id: legal ?? nested.name,
        warning: () => ({ path: idPath, ...nestedWords(nested, isRepeated, spelling) }),
      };
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
function fieldKind(
  { name, type, modelKey }: Field,
  suffix: IdSuffix,
  types: TypesByName,
): IdKind | undefined {
  const isLike = modelKey === undefined && !isIdField(name, suffix) && idWord(name) !== undefined;
  return isLike ? idKindOf(type, types) : undefined;
}

/** `ORDER` of `ORDER_PLACED` and of `ORDERS_PLACED`: most likely what a bare "id" is the id of. */
function subjectOf([event]: readonly EventModel[]): string {
  const words = event?.type.split("_") ?? [];
  return singular(words.slice(0, Math.max(1, words.length - 1)).join("_"));
}
