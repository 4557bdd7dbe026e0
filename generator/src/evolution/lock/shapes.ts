import { hash } from "node:crypto";
import {
  type DataShape,
  type EventModel,
  type Field,
  type FieldType,
  type Lookup,
  lookupPath,
  type MetadataField,
  type Model,
  type StreamModel,
} from "../../model/model.js";
import { compareText } from "../../util/compare.js";
import type { Json } from "../../util/json.js";
import { releasedPart } from "../released.js";
import { releasedReservations, releasedTypes } from "./released.js";

const DIGITS = 16;

/**
 * A short digest of all that a schema promises of stored events. It is the same for two schemas that differ only in
 * documentation, in the order of their parts, in the names of groups, in draft event types or in `accept:`.
 */
export function shapesOf(model: Model): string {
  return hash("sha256", JSON.stringify(contractOf(model))).slice(0, DIGITS);
}

/** Members that are absent, so that the digests of old schemas stay the same when the language gains a member. */
type Part = { readonly [member: string]: Json | undefined };

function contractOf(model: Model): Json {
  const released = releasedPart(model);
  const { name, idSuffix, partition, metadata, retired } = model;
  return part({
    name,
    idSuffix,
    partition,
    metadata: sorted(metadata.map(metadataOf)),
    types: sorted(
      releasedTypes(model).map((named) => part({ name: named.name, type: typeOf(named.type) })),
    ),
    events: sorted(released.events.map(eventOf)),
    streams: sorted(released.streams.map(streamOf)),
    retired: sorted(retired.map(({ type, storedType }) => ({ type, storedType }))),
    reserved: sorted(
      Array.from(releasedReservations(model), ([owner, names]) => ({
        owner,
        names: sorted(names),
      })),
    ),
  });
}

function eventOf(event: EventModel): Json {
  const { type, storedType, aliases, version, previous, lookups } = event;
  return part({
    type,
    storedType,
    version,
    ...dataOf(event),
    aliases: aliases.toSorted(),
    previous: sorted(previous.map((one) => part({ version: one.version, ...dataOf(one) }))),
    lookups: sorted(lookups.map(lookupOf)),
  });
}

function dataOf({ fields, isOpen }: DataShape): Part {
  return { fields: sorted(fields.map(fieldOf)), isOpen: isOpen || undefined };
}

function fieldOf(field: Field): Json {
  const { aliases, default: standard, modelKey } = field;
  // A default of null is not the lack of a default.
  const given = standard === undefined ? undefined : [canonical(standard)];
  return part({ ...memberOf(field), modelKey, default: given, aliases: aliases.toSorted() });
}

function metadataOf(field: MetadataField): Json {
  return part(memberOf(field));
}

function memberOf({
  name,
  isOptional,
  type,
}: Pick<MetadataField, "name" | "isOptional" | "type">): Part {
  return { name, isOptional: isOptional || undefined, type: typeOf(type) };
}

function streamOf({ name, lookup, isMaterialized, isConsistent, events }: StreamModel): Json {
  return part({
    name,
    lookup: lookupOf(lookup),
    isMaterialized: isMaterialized || undefined,
    isConsistent: isConsistent || undefined,
    events: events.map(({ type }) => type).sort(),
  });
}

function lookupOf(lookup: Lookup): Json {
  return [lookup.kind, ...lookupPath(lookup)];
}

function typeOf(type: FieldType): Json {
  const isNullable = type.isNullable || undefined;
  switch (type.kind) {
    case "string":
    case "number": {
      const { isNullable: _, ...rules } = type;
      const isInteger = type.kind === "number" ? type.isInteger || undefined : undefined;
      return part({ ...rules, isInteger, isNullable });
    }
    case "boolean":
    case "json":
    case "error":
      return part({ kind: type.kind, isNullable });
    case "literals":
      return part({ kind: type.kind, values: sorted(type.values), isNullable });
    case "list": {
      const { kind, items, minItems, maxItems } = type;
      const hasUniqueItems = type.hasUniqueItems || undefined;
      return part({ kind, items: typeOf(items), minItems, maxItems, hasUniqueItems, isNullable });
    }
    case "object": {
      const properties = sorted(type.properties.map((property) => part(memberOf(property))));
      return part({ kind: type.kind, properties, isOpen: type.isOpen || undefined, isNullable });
    }
    case "map":
      return part({ kind: type.kind, values: typeOf(type.values), isNullable });
    case "named":
      return part({ kind: type.kind, name: type.name, isNullable });
    case "union":
      return part({
        kind: type.kind,
        tag: type.tag,
        branches: sorted(type.branches.map(typeOf)),
        isNullable,
      });
  }
}

/** A mapping with its keys in order, without what is absent or an empty list. */
function part(members: Part): Json {
  const present = Object.entries(members).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(present.sort(([a], [b]) => compareText(a, b))) as Json;
}

/** A list in the order of its items' JSON. */
function sorted(items: readonly Json[]): Json {
  const keyed = items.map((item) => ({ item, key: JSON.stringify(item) }));
  return keyed.sort((a, b) => compareText(a.key, b.key)).map(({ item }) => item);
}

/** A value whose objects have their keys in order. */
function canonical(value: Json): Json {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([key, inner]) => [key, canonical(inner)] as const);
  return Object.fromEntries(members.sort(([a], [b]) => compareText(a, b)));
}
