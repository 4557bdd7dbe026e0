import {
  bareName,
  bold,
  careful,
  type Draft,
  type Edit,
  type Event,
  type Fields,
  freshName,
  type LongType,
  long,
  replaceMember,
  suffixOf,
  type Type,
} from "./draft.js";
import { simpleType } from "./simple-types.js";

const LOOKUPS = ["type", "partition", "partition-entity", "entity"];

function allFields({ events, groups = {} }: Draft): Fields[] {
  const shapes = Object.values(events).flatMap((event) => [
    event,
    ...Object.values(event.previous ?? {}),
  ]);
  return [...shapes.map(({ data }) => data), ...Object.values(groups)];
}

/** Spells an id with another suffix: `order_id` and `orderId`, `shopping_cart_id` and `shoppingCartId`. */
function respelled(name: string, suffix: string, newSuffix: string): string {
  const entity = name.slice(0, -suffix.length);
  if (suffix === "_id")
    return entity.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()) + newSuffix;
  if (newSuffix !== "_id") return entity + newSuffix;
  return entity.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) + newSuffix;
}

/** Changes the suffix of ids, and the names of all ids with it. */
function changeSuffix(draft: Draft, newSuffix: string, hasAliases: boolean): boolean {
  const suffix = suffixOf(draft);
  if (suffix === newSuffix) return false;
  for (const fields of allFields(draft)) {
    for (const [key, raw] of Object.entries(fields)) {
      const field = long(raw);
      if (field.entity !== undefined)
        field.entity = respelled(field.entity + suffix, suffix, newSuffix).slice(
          0,
          -newSuffix.length,
        );
      const name = bareName(key);
      if (!name.endsWith(suffix)) continue;
      if (hasAliases) field.aliases = [...(field.aliases ?? []), name];
      replaceMember(fields, key, key.replace(name, respelled(name, suffix, newSuffix)), field);
    }
  }
  for (const stream of Object.values(draft.streams ?? {}))
    stream.by = respelled(stream.by, suffix, newSuffix);
  if (draft.partition !== undefined)
    draft.partition = respelled(draft.partition, suffix, newSuffix);
  draft.id_suffix = newSuffix;
  return true;
}

const SUFFIXES = ["_id", "Id", "ID"];

/** Starts a new version of an event type; the data stays the same until another edit changes it. */
export function startVersion(event: Event): void {
  const { version = 1, data, include, additionalProperties } = event;
  const previous = {
    ...(include && { include }),
    data,
    ...(additionalProperties && { additionalProperties }),
  };
  event.previous = { ...event.previous, [version]: structuredClone(previous) };
  event.version = version + 1;
}

export const SCHEMA_EDITS: readonly Edit[] = [
  careful("rename the schema", 1, (draft) => {
    draft.name = "Renamed";
    return true;
  }),
  bold("change the lookups of the schema", 3, (draft, draws) => {
    const kinds = LOOKUPS.filter(
      (kind) => draft.partition !== undefined || !kind.startsWith("partition"),
    );
    if (draft.lookups !== undefined && draws.happens(0.3)) delete draft.lookups;
    else draft.lookups = draws.some(kinds);
    return true;
  }),
  bold("have no partition any more", 1, (draft) => {
    if (draft.partition === undefined) return false;
    delete draft.partition;
    for (const part of [draft, ...Object.values(draft.events)]) {
      if (part.lookups === undefined) continue;
      const kinds = part.lookups.map((kind) => (kind.startsWith("partition") ? "entity" : kind));
      part.lookups = [...new Set(kinds)];
    }
    for (const stream of Object.values(draft.streams ?? {})) delete stream.across_partitions;
    return true;
  }),
  bold("have another partition", 2, (draft, draws) => {
    const [first, ...others] = Object.values(draft.events).map(({ data }) => Object.keys(data));
    const shared = (first ?? []).filter(
      (key) =>
        key.endsWith(suffixOf(draft)) &&
        others.every((keys) => keys.includes(key)) &&
        key !== draft.partition,
    );
    if (shared.length === 0) return false;
    draft.partition = draws.pick(shared);
    return true;
  }),
  bold("change the suffix of ids", 1, (draft, draws) =>
    changeSuffix(draft, draws.pick(SUFFIXES), false),
  ),
  careful("change the suffix of ids, with aliases", 1, (draft, draws) =>
    changeSuffix(draft, draws.pick(SUFFIXES), true),
  ),
  careful("add metadata", 2, (draft, draws) => {
    draft.metadata = {
      ...draft.metadata,
      [freshName(draft, (number) => `note${number}`)]: simpleType(draws),
    };
    return true;
  }),
  bold("add required metadata", 1, (draft) => {
    const name = freshName(draft, (number) => `note${number}`);
    draft.metadata = { ...draft.metadata, [name]: { type: "string", required: true } };
    return true;
  }),
  bold("remove metadata", 1, (draft, draws) => {
    const names = Object.keys(draft.metadata ?? {});
    if (draft.metadata === undefined || names.length === 0) return false;
    delete draft.metadata[draws.pick(names)];
    if (names.length === 1) delete draft.metadata;
    return true;
  }),
  bold("rename metadata", 1, (draft, draws) => {
    const names = Object.keys(draft.metadata ?? {});
    if (draft.metadata === undefined || names.length === 0) return false;
    replaceMember(
      draft.metadata,
      draws.pick(names),
      freshName(draft, (number) => `note${number}`),
    );
    return true;
  }),
  bold("make metadata required, or optional", 2, (draft, draws) => {
    const fields = Object.entries(draft.metadata ?? {}).filter(
      ([, type]) => !Array.isArray(long(type).required),
    );
    if (draft.metadata === undefined || fields.length === 0) return false;
    const [name, type] = draws.pick(fields);
    const field: LongType = long(type);
    if (field.required === true) delete field.required;
    else field.required = true;
    draft.metadata[name] = field;
    return true;
  }),
  careful("change the order of everything", 1, (draft) => {
    const reversed = <Part>(mapping: Record<string, Part>) =>
      Object.fromEntries(Object.entries(mapping).reverse());
    draft.events = reversed(draft.events);
    for (const event of Object.values(draft.events)) event.data = reversed<Type>(event.data);
    if (draft.streams !== undefined) draft.streams = reversed(draft.streams);
    return true;
  }),
];
