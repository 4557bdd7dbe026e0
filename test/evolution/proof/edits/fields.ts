import type { Draws } from "../draws.js";
import {
  bareName,
  bold,
  careful,
  type Draft,
  type Edit,
  type FieldPick,
  type Fields,
  fieldSets,
  freshName,
  isId,
  type LongType,
  long,
  namesEntity,
  pickField,
  replaceMember,
  reserve,
  suffixOf,
  type Type,
} from "./draft.js";
import { defaultOf, idType, simpleType, typeWithDefault } from "./simple-types.js";

const freshField = (draft: Draft) => freshName(draft, (number) => `field${number}`);
const freshId = (draft: Draft) => freshName(draft, (number) => `entity${number}`) + suffixOf(draft);

function anyFields(draft: Draft, draws: Draws): Fields {
  return draws.pick(fieldSets(draft)).fields;
}

/** An entity that ids of the schema name. */
function anyEntity(draft: Draft, draws: Draws): string {
  const suffix = suffixOf(draft);
  const names = fieldSets(draft).flatMap(({ fields }) => Object.keys(fields).map(bareName));
  const ids = names.filter((name) => isId(draft, name) && name !== draft.partition);
  return ids.length === 0 ? "thing" : draws.pick(ids).slice(0, -suffix.length);
}

/** Changes one field that has the long form afterwards. */
function changeField(
  draft: Draft,
  draws: Draws,
  isWanted: (pick: FieldPick) => boolean,
  change: (field: LongType, pick: FieldPick) => boolean | undefined,
): boolean {
  const pick = pickField(draft, draws, isWanted);
  if (pick === undefined) return false;
  const field = long(pick.fields[pick.key] as Type);
  if (change(field, pick) === false) return false;
  pick.fields[pick.key] = field;
  return true;
}

const has = (keyword: keyof LongType) => (pick: FieldPick) =>
  long(pick.fields[pick.key] as Type)[keyword] !== undefined;

/** A name for a field that is renamed: like the one that it has, or another one. */
function newName(draft: Draft, draws: Draws, pick: FieldPick): string {
  if (isId(draft, pick.name)) return freshId(draft);
  const like = freshName(draft, (number) => `${pick.name}${number}`);
  return draws.happens(0.5) ? like : freshField(draft);
}

/** Renames a field as users do; the id that it is keeps its entity, if wanted. */
function rename(
  draft: Draft,
  draws: Draws,
  pick: FieldPick,
  isSameEntity: boolean,
): LongType | undefined {
  // Streams, the partition and the other event types use its name.
  if (pick.name === draft.partition) return undefined;
  const name = newName(draft, draws, pick);
  const field = long(pick.fields[pick.key] as Type);
  if (isSameEntity && isId(draft, pick.name) && field.lookup !== false) {
    field.entity ??= pick.name.slice(0, -suffixOf(draft).length);
  }
  replaceMember(pick.fields, pick.key, pick.key.endsWith("?") ? `${name}?` : name, field);
  return field;
}

export const FIELD_EDITS: readonly Edit[] = [
  careful("add an optional field", 4, (draft, draws) => {
    anyFields(draft, draws)[`${freshField(draft)}?`] = simpleType(draws);
    return true;
  }),
  bold("add a required field", 2, (draft, draws) => {
    anyFields(draft, draws)[freshField(draft)] = simpleType(draws);
    return true;
  }),
  careful("add a field with a default", 4, (draft, draws) => {
    const optional = draws.happens(0.5) ? "?" : "";
    anyFields(draft, draws)[freshField(draft) + optional] = typeWithDefault(draws);
    return true;
  }),
  bold("add an id", 3, (draft, draws) => {
    const optional = draws.happens(0.5) ? "?" : "";
    anyFields(draft, draws)[freshId(draft) + optional] = idType(draws);
    return true;
  }),
  bold("add an id of an entity that others have", 2, (draft, draws) => {
    const entity = anyEntity(draft, draws);
    const optional = draws.happens(0.5) ? "?" : "";
    anyFields(draft, draws)[freshId(draft) + optional] = { type: idType(draws), entity };
    return true;
  }),
  careful("add an optional id without lookups", 2, (draft, draws) => {
    anyFields(draft, draws)[`${freshId(draft)}?`] = { type: idType(draws), lookup: false };
    return true;
  }),
  bold("add a list of ids", 2, (draft, draws) => {
    const entity = anyEntity(draft, draws);
    const optional = draws.happens(0.5) ? "?" : "";
    anyFields(draft, draws)[freshField(draft) + optional] = {
      type: `${idType(draws)}[]`,
      entity,
      maxItems: 3,
    };
    return true;
  }),
  bold("remove a field", 3, (draft, draws) => {
    const pick = pickField(draft, draws, ({ name }) => name !== draft.partition);
    if (pick !== undefined) delete pick.fields[pick.key];
    return pick !== undefined;
  }),
  bold("remove an id", 1, (draft, draws) => {
    const pick = pickField(draft, draws, (each) => namesEntity(draft, each));
    if (pick !== undefined) delete pick.fields[pick.key];
    return pick !== undefined;
  }),
  careful("remove a field and reserve its name", 3, (draft, draws) => {
    const pick = pickField(draft, draws, (each) => !namesEntity(draft, each));
    if (pick === undefined) return false;
    delete pick.fields[pick.key];
    reserve(draft, pick.owner, pick.name);
    return true;
  }),
  bold("forget a reserved name", 6, (draft, draws) => {
    const owners = Object.keys(draft.reserved ?? {});
    if (draft.reserved === undefined || owners.length === 0) return false;
    delete draft.reserved[draws.pick(owners)];
    if (owners.length === 1) delete draft.reserved;
    return true;
  }),
  bold("use a reserved name again", 6, (draft, draws) => {
    const sets = fieldSets(draft).filter(({ owner }) => draft.reserved?.[owner] !== undefined);
    if (draft.reserved === undefined || sets.length === 0) return false;
    const { owner, fields } = draws.pick(sets);
    const name = draws.pick(draft.reserved[owner] ?? []);
    delete draft.reserved[owner];
    if (Object.keys(draft.reserved).length === 0) delete draft.reserved;
    fields[`${name}?`] = simpleType(draws);
    return true;
  }),
  bold("rename a field", 3, (draft, draws) => {
    const pick = pickField(draft, draws, () => true);
    return pick !== undefined && rename(draft, draws, pick, draws.happens(0.5)) !== undefined;
  }),
  careful("rename a field, with an alias", 5, (draft, draws) => {
    const pick = pickField(draft, draws, ({ name }) => name !== draft.partition);
    if (pick === undefined) return false;
    const field = rename(draft, draws, pick, true);
    if (field === undefined) return false;
    field.aliases = [...(field.aliases ?? []), pick.name];
    return true;
  }),
  bold("rename a field with an alias and change its entity", 1, (draft, draws) => {
    const pick = pickField(draft, draws, (each) => namesEntity(draft, each));
    const field = pick && rename(draft, draws, pick, false);
    if (pick === undefined || field === undefined) return false;
    field.aliases = [...(field.aliases ?? []), pick.name];
    return true;
  }),
  bold("remove the aliases of a field", 4, (draft, draws) =>
    changeField(draft, draws, has("aliases"), (field) => delete field.aliases),
  ),
  careful("give a field an alias that it never had", 1, (draft, draws) =>
    changeField(
      draft,
      draws,
      ({ name }) => name !== draft.partition,
      (field) => {
        field.aliases = [...(field.aliases ?? []), freshField(draft)];
        return true;
      },
    ),
  ),
  bold("join two fields by an alias", 1, (draft, draws) => {
    const pick = pickField(draft, draws, (each) => !namesEntity(draft, each));
    const others = Object.keys(pick?.fields ?? {}).filter((key) => key !== pick?.key);
    if (pick === undefined || others.length === 0) return false;
    const field = long(pick.fields[pick.key] as Type);
    const other = draws.pick(others);
    field.aliases = [...(field.aliases ?? []), bareName(other)];
    pick.fields[pick.key] = field;
    delete pick.fields[other];
    return true;
  }),
  bold("make a field optional, or required", 4, (draft, draws) => {
    const pick = pickField(draft, draws, ({ name }) => name !== draft.partition);
    if (pick === undefined) return false;
    replaceMember(pick.fields, pick.key, pick.key === pick.name ? `${pick.name}?` : pick.name);
    return true;
  }),
  careful("make an optional field with a default required", 1, (draft, draws) => {
    const pick = pickField(draft, draws, (each) => each.key !== each.name && has("default")(each));
    if (pick !== undefined) replaceMember(pick.fields, pick.key, pick.name);
    return pick !== undefined;
  }),
  bold("add or change a default", 5, (draft, draws) =>
    changeField(
      draft,
      draws,
      (each) => !namesEntity(draft, each),
      (field) => {
        const value = defaultOf(field, draws);
        if (value !== undefined) field.default = value;
        return value !== undefined;
      },
    ),
  ),
  bold("remove a default", 4, (draft, draws) =>
    changeField(draft, draws, has("default"), (field) => delete field.default),
  ),
  bold("change the entity of an id", 2, (draft, draws) =>
    changeField(
      draft,
      draws,
      (each) => namesEntity(draft, each) && each.name !== draft.partition,
      (field) => {
        if (field.entity !== undefined && !field.type?.endsWith("[]") && draws.happens(0.5))
          delete field.entity;
        else field.entity = draws.happens(0.5) ? "thing" : anyEntity(draft, draws);
        return true;
      },
    ),
  ),
  bold("look an id up, or no longer", 2, (draft, draws) =>
    changeField(
      draft,
      draws,
      ({ name }) => isId(draft, name) && name !== draft.partition,
      (field) => {
        if (field.lookup === false) delete field.lookup;
        else field.lookup = false;
        return true;
      },
    ),
  ),
  bold("change the type of an id", 3, (draft, draws) =>
    changeField(
      draft,
      draws,
      ({ name }) => isId(draft, name),
      (field) => {
        field.type = idType(draws);
        return true;
      },
    ),
  ),
  careful("let an id be any string", 2, (draft, draws) =>
    changeField(
      draft,
      draws,
      (each) => isId(draft, each.name),
      (field) => {
        field.type = "string";
        return true;
      },
    ),
  ),
  bold("change the limits of a list of ids", 2, (draft, draws) =>
    changeField(
      draft,
      draws,
      (each) => has("entity")(each) && has("maxItems")(each),
      (field) => {
        field.maxItems = Math.max(1, (field.maxItems ?? 1) + draws.pick([-1, 1, 2]));
        field.minItems = draws.pick([0, 1]);
        return true;
      },
    ),
  ),
  bold("change one field for another one", 2, (draft, draws) => {
    const pick = pickField(draft, draws, (each) => !namesEntity(draft, each));
    if (pick === undefined) return false;
    replaceMember(pick.fields, pick.key, freshField(draft), simpleType(draws));
    return true;
  }),
];
