import type { CheckedDocument } from "../../language/document.js";
import { isMapping, type Mapping } from "../../language/mapping.js";
import type { Model } from "../../model/model.js";
import { compareKeys, compareText } from "../../util/compare.js";
import { releasedPart } from "../released.js";
import type { Parts } from "./parts.js";
import { releasedGroups, releasedReservations, releasedTypes } from "./released.js";

/** A schema without errors: its model, and the documents that it was built from, its own first. */
export interface ReleasableSchema {
  readonly model: Model;
  readonly documents: readonly CheckedDocument[];
}

/**
 * The parts of a schema that a release keeps. They are written in one way, so that they differ only where the schemas
 * do: without documentation, names and lists in alphabetical order, a type in short where it can be, and the types of
 * imported files like those of the schema.
 */
export function partsOf({ model, documents }: ReleasableSchema): Parts {
  const [root, ...imported] = documents.map(({ root: { value } }) => mapping(value));
  const {
    name,
    id_suffix,
    partition,
    lookups,
    metadata,
    groups,
    events,
    streams,
    retired,
    accept,
  } = root ?? {};
  const types = [root, ...imported].map((document) => mapping(document?.types));
  const isDraft = new Set(model.events.filter((event) => event.isDraft).map(({ type }) => type));
  const parts: Mapping = {
    name,
    id_suffix,
    partition,
    lookups: listOf(lookups),
    metadata: entries(mapping(metadata), typeOf),
    types: entries(named(Object.assign({}, ...types.toReversed()), releasedTypes(model)), typeOf),
    groups: entries(named(mapping(groups), releasedGroups(model)), fieldsOf),
    events: entries(mapping(events), eventOf, (type) => !isDraft.has(type)),
    streams: entries(named(mapping(streams), releasedPart(model).streams), (stream) =>
      streamOf(stream, isDraft),
    ),
    retired: entries(mapping(retired)),
    reserved: entries(Object.fromEntries(releasedReservations(model)), listOf),
    accept: entries(mapping(accept), (paths) => entries(mapping(paths))),
  };
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
}

const EVENT_KEYS: readonly string[] = [
  "wire",
  "aliases",
  "version",
  "lookups",
  "include",
  "data",
  "additionalProperties",
  "previous",
];

function eventOf(event: unknown): unknown {
  return ordered(event, EVENT_KEYS, (key, value) => {
    if (key === "data") return fieldsOf(value);
    if (key === "previous") return entries(mapping(value), eventOf);
    return listOf(value);
  });
}

const STREAM_KEYS: readonly string[] = [
  "by",
  "across_partitions",
  "materialized",
  "consistent",
  "events",
];

function streamOf(stream: unknown, isDraft: ReadonlySet<unknown>): unknown {
  return ordered(stream, STREAM_KEYS, (_, value) =>
    Array.isArray(value) ? listOf(value.filter((type) => !isDraft.has(type))) : value,
  );
}

/** The keys of a type in long form, in the order of a release, without documentation. */
const TYPE_KEYS: readonly string[] = [
  "type",
  "nullable",
  "format",
  "enum",
  "const",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "pattern",
  "items",
  "minItems",
  "maxItems",
  "uniqueItems",
  "properties",
  "required",
  "additionalProperties",
  "discriminator",
  "oneOf",
  "entity",
  "lookup",
  "default",
  "aliases",
];

function typeOf(type: unknown): unknown {
  if (!isMapping(type)) return type;
  const long = ordered(type, TYPE_KEYS, (key, value) => {
    if (key === "items" || key === "additionalProperties") return typeOf(value);
    if (key === "properties") return fieldsOf(value);
    if (key === "oneOf" && Array.isArray(value)) return value.map(typeOf);
    const isSet = key === "enum" || key === "required" || key === "aliases";
    return isSet ? listOf(value) : value;
  });
  const keys = Object.keys(long);
  return keys.length === 1 && keys[0] === "type" ? long.type : long;
}

function fieldsOf(fields: unknown): unknown {
  return entries(mapping(fields), typeOf) ?? {};
}

/** The keys that change nothing of stored events. */
const DOCUMENTATION: readonly string[] = [
  "description",
  "deprecated",
  "examples",
  "pii",
  "stability",
];

/** The members without documentation, in the order of the keys; those of other keys last. */
function ordered(
  value: unknown,
  order: readonly string[],
  map: (key: string, value: unknown) => unknown,
): Mapping {
  const kept = Object.entries(mapping(value)).filter(([key]) => !DOCUMENTATION.includes(key));
  const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  kept.sort(([a], [b]) => rank(a) - rank(b) || compareText(a, b));
  return Object.fromEntries(kept.map(([key, inner]) => [key, map(key, inner)]));
}

/** The entries of a section in the order of their names; `undefined` for none. */
function entries(
  section: Mapping,
  map: (entry: unknown) => unknown = (entry) => entry,
  isKept: (name: string) => boolean = () => true,
): Mapping | undefined {
  const kept = Object.entries(section).filter(([name]) => isKept(name));
  if (kept.length === 0) return undefined;
  return Object.fromEntries(
    kept.map(([name, entry]) => [name, map(entry)] as const).sort(compareKeys),
  );
}

/** The entries of a section that have the names of parts of the model. */
function named(section: Mapping, parts: readonly { readonly name: string }[]): Mapping {
  const names = new Set(parts.map(({ name }) => name));
  return Object.fromEntries(Object.entries(section).filter(([name]) => names.has(name)));
}

/** A list whose order has no meaning, in one order; any other value is itself. */
function listOf(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.toSorted((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)));
}

function mapping(value: unknown): Mapping {
  return isMapping(value) ? value : {};
}
