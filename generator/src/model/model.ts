import { addTo } from "../util/add-to.js";
import type { Json } from "../util/json.js";
import type { IdSuffix } from "./names.js";
import type { StringFormat } from "./string-types.js";

export type { StringFormat };

/**
 * The meaning of a schema: readonly data, in which all names are resolved. All that is made from a schema is
 * made from its model.
 */
export interface Model {
  /** PascalCase: `Store`. */
  readonly name: string;
  readonly description: string | undefined;
  /** The end of the names of id fields. */
  readonly idSuffix: IdSuffix;
  /** The id field that scopes everything. */
  readonly partition: string | undefined;
  /** Stored beside the data of any event; empty where the schema declares none. */
  readonly metadata: readonly MetadataField[];
  /** In the order of declaration: those of the schema itself, then those that it imports and uses. */
  readonly types: readonly NamedType[];
  readonly groups: readonly GroupModel[];
  readonly events: readonly EventModel[];
  readonly streams: readonly StreamModel[];
  /** Event types that are no longer saved. Reads leave out their stored events. */
  readonly retired: readonly RetiredEvent[];
  /** Names that must not be used again. */
  readonly reserved: readonly ReservedNames[];
  /** Breaking changes that the author of the schema accepts. */
  readonly accepted: readonly AcceptedChange[];
}

export interface RetiredEvent {
  /** Its name, which no event type of the schema may have again. */
  readonly type: string;
  /** What its events are stored as. */
  readonly storedType: string;
  readonly reason: string;
}

/** The names of former fields of an event type or a group, or of former properties of a type. */
export interface ReservedNames {
  /** The name of the event type, group or type. */
  readonly owner: string;
  readonly names: readonly string[];
}

/** A change that `breaking` does not report as long as the schema accepts it. */
export interface AcceptedChange {
  /** The id of the rule: `FIELD_NO_DELETE`. */
  readonly rule: string;
  /** The path that the finding of the rule has: `events.PRICE_LOWERED.data.alert_id`. */
  readonly path: string;
  readonly reason: string;
}

export interface Documented {
  readonly description: string | undefined;
  /** Why it should no longer be used. */
  readonly deprecated: string | undefined;
}

/** The documentation of a type, a field or a property. */
export interface DocumentedValue extends Documented {
  readonly examples: readonly Json[];
}

export interface NamedType extends DocumentedValue {
  readonly name: string;
  readonly type: FieldType;
}

/** Fields that several event types share. */
export interface GroupModel {
  /** PascalCase: `Audit`. */
  readonly name: string;
  readonly fields: readonly Field[];
}

/** The data of one version of an event type. */
export interface DataShape {
  /** The names of the groups that it includes. */
  readonly groups: readonly string[];
  /** Those of its groups, then its own, each in the order of the schema. */
  readonly fields: readonly Field[];
  /** Whether data may have fields that the schema does not list. */
  readonly isOpen: boolean;
}

export interface PreviousVersion extends DataShape {
  readonly version: number;
  /** Whether only code of the user's can convert its data to the next version. */
  readonly needsUpcaster: boolean;
}

export interface EventModel extends Documented, DataShape {
  /** Its name in the schema: `PRICE_LOWERED`. */
  readonly type: string;
  /** What is stored as its type: the text of `wire:`, else its name. */
  readonly storedType: string;
  /** What its events were stored as under earlier names: stored events have these types for ever. */
  readonly aliases: readonly string[];
  /** The version of its data: 1, and 1 more with each change that stored events do not fit. */
  readonly version: number;
  /** The data of earlier versions, 1 first: stored events have it for ever. */
  readonly previous: readonly PreviousVersion[];
  /** Whether it may still change freely, because nothing depends on its stored events yet. */
  readonly isDraft: boolean;
  /** The queries that find the event: first those of `lookups:`, then those that only streams need. */
  readonly lookups: readonly Lookup[];
}

export interface MetadataField extends DocumentedValue {
  readonly name: string;
  readonly type: FieldType;
  /** Whether it holds personal data. */
  readonly isPii: boolean;
  /** Whether a writer may leave it out. */
  readonly isOptional: boolean;
}

export interface Field extends MetadataField {
  /** The group that declares it; `undefined` for a field that the event type declares itself. */
  readonly group: string | undefined;
  /** The names that stored events may have it under. */
  readonly aliases: readonly string[];
  /** The value that a reader sees where the field is missing; `undefined` for none. */
  readonly default: Json | undefined;
  /**
   * The id that queries name this field by: its own name, or that of its `entity:`. `undefined` for
   * what is no id field, and for one with `lookup: false`. A list with such a name is a list of ids.
   */
  readonly modelKey: string | undefined;
}

/** A query that can be asked of an event type. */
export type Lookup =
  | { readonly kind: "type" }
  | { readonly kind: "partition"; readonly partition: string }
  | { readonly kind: "entity"; readonly modelKey: string }
  | { readonly kind: "partition-entity"; readonly partition: string; readonly modelKey: string };

export interface StreamModel {
  /** `product_prices`. */
  readonly name: string;
  readonly description: string | undefined;
  /** The ids that select one stream; unless it has copies of its own, its events are read by this lookup. */
  readonly lookup: Lookup;
  /** Whether each event has a copy under the stream's key, by its id. Never true of a consistent stream. */
  readonly isMaterialized: boolean;
  /** Whether its events have revisions, and each a copy under the stream's key, by its revision. */
  readonly isConsistent: boolean;
  readonly events: readonly EventModel[];
}

/** Whether any event type has earlier versions. */
export function hasVersions({ events }: Pick<Model, "events">): boolean {
  return events.some(({ previous }) => previous.length > 0);
}

/** The fields of a version of an event type that are not those of a group. */
export function ownFields({ fields }: Pick<DataShape, "fields">): readonly Field[] {
  return fields.filter(({ group }) => group === undefined);
}

function ownFieldsOfVersions(event: EventModel): readonly Field[] {
  return [...event.previous.flatMap(ownFields), ...ownFields(event)];
}

/** All fields of a schema, those of a group once, with those of earlier versions. */
export function fieldsOf({
  groups,
  events,
  metadata,
}: Pick<Model, "groups" | "events" | "metadata">): MetadataField[] {
  return [
    ...groups.flatMap(({ fields }) => fields),
    ...events.flatMap(ownFieldsOfVersions),
    ...metadata,
  ];
}

/** The fields that a writer may leave out though a reader always sees them. */
export function omissibleFields({ fields }: Pick<DataShape, "fields">): Field[] {
  return fields.filter((field) => field.isOptional && field.default !== undefined);
}

/** The type of a value in `data`. */
export type FieldType = Nullable &
  (
    | StringType
    | NumberType
    | { readonly kind: "boolean" }
    | { readonly kind: "json" }
    | { readonly kind: "literals"; readonly values: readonly (string | number | boolean)[] }
    | ListType
    | ObjectType
    | { readonly kind: "map"; readonly values: FieldType }
    | { readonly kind: "named"; readonly name: string }
    | UnionType
    | ErrorType
  );

/**
 * The type of a part that is wrong. A check says nothing about it, so that one mistake is one message. The
 * model of a schema without errors has none.
 */
export interface ErrorType {
  readonly kind: "error";
}

interface Nullable {
  readonly isNullable: boolean;
}

export interface StringType {
  readonly kind: "string";
  readonly format: StringFormat | undefined;
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  readonly pattern: string | undefined;
}

export interface NumberType {
  readonly kind: "number";
  readonly isInteger: boolean;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly exclusiveMinimum: number | undefined;
  readonly exclusiveMaximum: number | undefined;
  readonly multipleOf: number | undefined;
}

export interface ListType {
  readonly kind: "list";
  readonly items: FieldType;
  readonly minItems: number | undefined;
  readonly maxItems: number | undefined;
  readonly hasUniqueItems: boolean;
}

export interface ObjectType {
  readonly kind: "object";
  readonly properties: readonly Property[];
  /** Whether there may be members beside the properties. */
  readonly isOpen: boolean;
}

/** One of several objects; the value of one property says which. */
export interface UnionType {
  readonly kind: "union";
  readonly tag: string;
  readonly branches: readonly FieldType[];
}

export interface Property extends DocumentedValue {
  readonly name: string;
  readonly isOptional: boolean;
  readonly type: FieldType;
}

/** The ids that a lookup asks for, outermost first. */
export function lookupPath(lookup: Lookup): readonly string[] {
  switch (lookup.kind) {
    case "type":
      return [];
    case "partition":
      return [lookup.partition];
    case "entity":
      return [lookup.modelKey];
    case "partition-entity":
      return [lookup.partition, lookup.modelKey];
  }
}

/** Event type → the streams that it is in. */
export function streamsByEvent(
  streams: readonly StreamModel[],
): ReadonlyMap<string, readonly StreamModel[]> {
  const byEvent = new Map<string, StreamModel[]>();
  for (const stream of streams) {
    for (const { type } of stream.events) addTo(byEvent, type, stream);
  }
  return byEvent;
}

/** Whether a stream is read under a key of its own, and needs no lookup of its events. */
export function hasOwnCopies(
  stream: Pick<StreamModel, "isMaterialized" | "isConsistent">,
): boolean {
  return stream.isMaterialized || stream.isConsistent;
}

/** The keys of the copies of an event: its lookups, and its streams with copies of their own. */
export function copyLookups(event: EventModel, ownStreams: readonly StreamModel[]): Lookup[] {
  return [...event.lookups, ...ownStreams.filter(hasOwnCopies).map(({ lookup }) => lookup)];
}

/** The most copies that one event of the type can have: each way to fill what they are stored under. */
export function maxCopies(event: EventModel, ownStreams: readonly StreamModel[]): number {
  return waysToFill(event, copyLookups(event, ownStreams));
}

/**
 * The most items that saving one event of the type can write: its copies and, where all of them are in
 * consistent streams, the guard of its id.
 */
export function maxItems(event: EventModel, ownStreams: readonly StreamModel[]): number {
  const hasOtherCopies =
    event.lookups.length > 0 || ownStreams.some(({ isMaterialized }) => isMaterialized);
  return maxCopies(event, ownStreams) + (hasOtherCopies ? 0 : 1);
}

/** Whether every event of a type has an id in the field: it may neither be left out nor be an empty list. */
export function isCertainId({ modelKey, isOptional, type }: Field): boolean {
  const canBeEmpty = type.kind === "list" && (type.minItems ?? 0) === 0;
  return modelKey !== undefined && !isOptional && !canBeEmpty;
}

function waysToFill({ fields }: EventModel, lookups: readonly Lookup[]): number {
  const counts = new Map<string, number>();
  for (const { modelKey, type } of fields) {
    if (modelKey === undefined) continue;
    const ids = type.kind === "list" ? (type.maxItems ?? 1) : 1;
    counts.set(modelKey, (counts.get(modelKey) ?? 0) + ids);
  }
  const ways = (lookup: Lookup) =>
    lookupPath(lookup).reduce((product, modelKey) => product * (counts.get(modelKey) ?? 0), 1);
  return lookups.reduce((sum, lookup) => sum + ways(lookup), 0);
}
