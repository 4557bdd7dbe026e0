import { entityOf } from "ddb-pattern-runtime/rules";
import type { FieldPair } from "../model/compat/pair-fields.js";
import {
  type EventModel,
  type Field,
  hasOwnCopies,
  isCertainId,
  type Lookup,
  lookupPath,
  type Model,
  type StreamModel,
  streamsByEvent,
} from "../model/model.js";

/** A key under which events of a type are stored, before its ids are filled in. */
export interface KeyTemplate {
  /** What is equal for two templates with the same keys, but for the event type. */
  readonly id: string;
  readonly lookup: Lookup;
  /** The stream that has the copies; `undefined` for those of a lookup. */
  readonly stream: StreamModel | undefined;
}

/** Whether a stream has an event type of its own schema. */
export function hasEvent(stream: StreamModel, { type }: Pick<EventModel, "type">): boolean {
  return stream.events.some((event) => event.type === type);
}

/** The entity of an id, as it is spelled in keys: `PRODUCT`. */
export function keyEntity(modelKey: string, { idSuffix }: Pick<Model, "idSuffix">): string {
  return entityOf(modelKey, idSuffix);
}

/**
 * The templates of all copies of each event type, by its name, in the order in which the runtime looks for the
 * canonical copy: consistent streams by their names, lookups by their entities, materialized streams by their names.
 */
export function keyTemplates(model: Model): ReadonlyMap<string, readonly KeyTemplate[]> {
  const byEvent = streamsByEvent(model.streams.filter(hasOwnCopies));
  return new Map(
    model.events.map((event) => {
      const own = byEvent.get(event.type) ?? [];
      const ofStream = (stream: StreamModel) => keyTemplate(stream.lookup, stream, model);
      return [
        event.type,
        [
          ...byKey(own.filter(({ isConsistent }) => isConsistent).map(ofStream), model),
          ...byKey(
            event.lookups.map((lookup) => keyTemplate(lookup, undefined, model)),
            model,
          ),
          ...byKey(own.filter(({ isMaterialized }) => isMaterialized).map(ofStream), model),
        ],
      ];
    }),
  );
}

function byKey(templates: readonly KeyTemplate[], model: Model): KeyTemplate[] {
  const sortKey = ({ stream, lookup }: KeyTemplate) =>
    [stream?.name ?? "", ...entitiesOf(lookup, model)].join();
  return templates.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function keyTemplate(lookup: Lookup, stream: StreamModel | undefined, model: Model): KeyTemplate {
  return { id: templateId(lookup, stream, model), lookup, stream };
}

function templateId(lookup: Lookup, stream: StreamModel | undefined, model: Model): string {
  const kind =
    stream === undefined ? "lookup" : stream.isConsistent ? "consistent" : "materialized";
  return JSON.stringify([kind, stream?.name ?? "", entitiesOf(lookup, model)]);
}

/** The entities of the ids of a lookup, outermost first. */
export function entitiesOf(lookup: Lookup, model: Model): string[] {
  return lookupPath(lookup).map((modelKey) => keyEntity(modelKey, model));
}

/** The template of the canonical copy of the events of a type. */
export function canonicalTemplate({ event, templates }: KeySide): KeyTemplate | undefined {
  const isFilled = (modelKey: string) =>
    event.fields.some((field) => field.modelKey === modelKey && isCertainId(field));
  return templates.find(({ lookup }) => lookupPath(lookup).every(isFilled));
}

/** What an id field of a schema was in the schema of the events that are stored. */
export type KeyFieldState =
  /** The same entity was found by its ids, under each of the names that it is read from. */
  | { readonly is: "same"; readonly sources: readonly ReadField[] }
  /** Its ids were stored, and were part of no key. */
  | { readonly is: "no-key"; readonly stored: Field }
  /** Its ids were part of keys of another entity. */
  | { readonly is: "other-entity"; readonly stored: Field }
  /** Stored events lack it, and may get it from an upcaster or as a member that no schema lists. */
  | { readonly is: "computed" }
  /** No stored event has it. */
  | { readonly is: "absent" };

/** An event type of a schema, with the keys of its copies. */
export interface KeySide {
  readonly event: EventModel;
  readonly model: Model;
  readonly templates: readonly KeyTemplate[];
}

/** A field of stored events and one that readers have, with the same values. */
export interface ReadField extends FieldPair {
  /** The field in each version after that of the stored events; `new` is the last one. */
  readonly later: readonly Field[];
}

/** An event type in the schema that stored events were saved with, and in the schema that reads them. */
export interface KeySides {
  readonly stored: KeySide;
  readonly read: KeySide;
  /** The fields of the two; `old` are those of the stored events. */
  readonly fields: readonly ReadField[];
  /** Whether code of the user's converts the stored events. */
  readonly isUpcast: boolean;
}

/** Of the fields that stored events may have the ids under, the worst one for keys. */
export function keyFieldState(field: Field, sides: KeySides): KeyFieldState {
  const { stored, read, isUpcast } = sides;
  const entity = keyEntity(field.modelKey ?? field.name, read.model);
  const isOfEntity = ({ modelKey }: Field, { model }: KeySide) =>
    modelKey !== undefined && keyEntity(modelKey, model) === entity;
  const isSame = (old: Field) => isOfEntity(old, stored);
  const sources = sourcesOf(
    field,
    sides,
    // A guess is good enough for an id of the same entity only, in each version.
    ({ old, later }) => isSame(old) && later.every((one) => isOfEntity(one, read)),
  );
  const key = sources.find(({ old }) => old.modelKey !== undefined && !isSame(old));
  if (key !== undefined) return { is: "other-entity", stored: key.old };
  const other = sources.find(({ old }) => !isSame(old));
  if (other !== undefined) return { is: "no-key", stored: other.old };
  const [same] = sources;
  if (same === undefined) return { is: isUpcast || stored.event.isOpen ? "computed" : "absent" };
  if (canBeOtherId(same, sides)) return { is: "computed" };
  return { is: "same", sources };
}

/** Whether readers can get an id from elsewhere than from the stored field that has it. */
function canBeOtherId({ old, later }: ReadField, { stored, isUpcast }: KeySides): boolean {
  // Open data can have a member with the new name, which readers take first.
  if (stored.event.isOpen && later.some(({ name }) => name !== old.name)) return true;
  // An upcaster must return an id, and has to make it up where the event has none.
  return isUpcast && !isCertainId(old) && later.some(isCertainId);
}

/** The stored fields that a field is read from: its own name, then its aliases, up to one that is always there. */
function sourcesOf(
  field: Field,
  { fields }: KeySides,
  isGoodGuess: (pair: ReadField) => boolean,
): readonly ReadField[] {
  const all = fields.filter((pair) => pair.new === field && (!pair.isGuessed || isGoodGuess(pair)));
  const certain = all.findIndex(({ old }) => !old.isOptional);
  return certain === -1 ? all : all.slice(0, certain + 1);
}

/**
 * The templates of the reading schema under which stored events have no copies, though they have the ids. A
 * template whose ids were no keys before is a matter of its fields, and not among them.
 */
export function missingTemplates(sides: KeySides): KeyTemplate[] {
  const { stored, read } = sides;
  const known = new Set(stored.templates.map(({ id }) => id));
  const isFilled = (modelKey: string) =>
    read.event.fields.some(
      (field) => field.modelKey === modelKey && keyFieldState(field, sides).is === "same",
    );
  return read.templates.filter(
    ({ id, lookup }) => !known.has(id) && lookupPath(lookup).every(isFilled),
  );
}
