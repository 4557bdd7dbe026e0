import { nameLikeness } from "../model/compat/renames.js";
import { typeText } from "../model/compat/type-text.js";
import { type EventModel, lookupPath, type Model, type StreamModel } from "../model/model.js";

/** An event type of the old schema, and the one that has its stored events in the new schema. */
export interface EventPair {
  readonly old: EventModel;
  readonly new: EventModel;
}

export interface PairedEvents {
  readonly pairs: readonly EventPair[];
  /** Removed and added event types that are, most likely, the same ones under other names. */
  readonly guessed: readonly EventPair[];
  readonly removed: readonly EventModel[];
  readonly added: readonly EventModel[];
}

/** A stream of the old schema, and the same one in the new schema, which may have another name. */
export interface StreamPair {
  readonly old: StreamModel;
  readonly new: StreamModel;
}

export interface PairedStreams {
  readonly pairs: readonly StreamPair[];
  readonly removed: readonly StreamModel[];
  readonly added: readonly StreamModel[];
}

/** The types that events of an event type are stored with. */
export function storedTypes({ storedType, aliases }: EventModel): string[] {
  return [storedType, ...aliases];
}

/**
 * Pairs event types: first by the type that the old one is stored with, then as a later schema did, then by
 * name, then by likeness. Several old event types can be one new one, but not by name or likeness.
 *
 * @param later - The pairs of a schema between the two.
 */
export function pairEvents(old: Model, next: Model, later?: PairedEvents): PairedEvents {
  const byStoredType = new Map(
    next.events.flatMap((event) => storedTypes(event).map((type) => [type, event] as const)),
  );
  const [pairedLater, guessedLater] = [later?.pairs, later?.guessed].map(byOldType);
  const pairs: EventPair[] = [];
  const guessed: EventPair[] = [];
  for (const event of old.events) {
    const found = byStoredType.get(event.storedType) ?? pairedLater?.get(event.storedType);
    const likely = guessedLater?.get(event.storedType);
    if (found !== undefined) pairs.push({ old: event, new: found });
    else if (likely !== undefined) guessed.push({ old: event, new: likely });
  }
  const taken = new Set([...pairs, ...guessed].flatMap((pair) => [pair.old, pair.new]));
  const byName = new Map(next.events.map((event) => [event.type, event]));
  for (const event of old.events) {
    const found = byName.get(event.type);
    if (taken.has(event) || found === undefined || taken.has(found)) continue;
    pairs.push({ old: event, new: found });
    taken.add(event).add(found);
  }
  const left = old.events.filter((event) => !taken.has(event));
  const retired = new Set(next.retired.map(({ storedType }) => storedType));
  const likely = guessEvents(
    left.filter(({ storedType }) => !retired.has(storedType)),
    next.events.filter((event) => !taken.has(event)),
  );
  for (const pair of likely) taken.add(pair.old).add(pair.new);
  return {
    pairs,
    guessed: [...guessed, ...likely],
    removed: left.filter((event) => !taken.has(event)),
    added: next.events.filter((event) => !taken.has(event)),
  };
}

/** The new event types by what the old ones were stored with. */
function byOldType(pairs: readonly EventPair[] = []): ReadonlyMap<string, EventModel> {
  return new Map(pairs.flatMap((pair) => storedTypes(pair.old).map((type) => [type, pair.new])));
}

/** The least share of common fields, by name and type, of an event type under two names. */
const SAME_FIELDS = 0.75;

/** The least likeness of two names of one event type, where its fields have changed, too. */
const LIKE_NAMES = 0.7;

/** The most pairs to compare: where more has changed, nothing can be guessed. */
const MAX_PAIRS = 2500;

function guessEvents(
  removed: readonly EventModel[],
  added: readonly EventModel[],
): readonly EventPair[] {
  if (removed.length * added.length > MAX_PAIRS) return [];
  const scored = removed.flatMap((old) =>
    added.map((next) => {
      const [ofFields, ofNames] = [commonFields(old, next), nameLikeness(old.type, next.type)];
      const isLike = ofFields >= SAME_FIELDS || (ofNames >= LIKE_NAMES && ofFields > 0);
      return { old, new: next, score: isLike ? ofFields + ofNames : 0 };
    }),
  );
  const taken = new Set<EventModel>();
  return scored
    .sort((a, b) => b.score - a.score)
    .filter((pair) => {
      if (pair.score === 0 || taken.has(pair.old) || taken.has(pair.new)) return false;
      taken.add(pair.old).add(pair.new);
      return true;
    });
}

/** The share of fields that two event types have in common, from 0 to 1. */
function commonFields({ fields: some }: EventModel, { fields: others }: EventModel): number {
  const texts = (fields: EventModel["fields"]) =>
    new Set(fields.map(({ name, type }) => `${name} ${typeText(type)}`));
  const [ofSome, ofOthers] = [texts(some), texts(others)];
  const common = [...ofSome].filter((text) => ofOthers.has(text)).length;
  const all = ofSome.size + ofOthers.size - common;
  return all === 0 ? 0 : common / all;
}

/** Pairs streams by name, then by their ids and event types. */
export function pairStreams(old: Model, next: Model, events: readonly EventPair[]): PairedStreams {
  const byName = new Map(next.streams.map((stream) => [stream.name, stream]));
  const pairs = old.streams.flatMap((stream): StreamPair[] => {
    const found = byName.get(stream.name);
    return found === undefined ? [] : [{ old: stream, new: found }];
  });
  const taken = new Set(pairs.flatMap((pair) => [pair.old, pair.new]));
  const newTypes = new Map(events.map((pair) => [pair.old.type, pair.new.type]));
  for (const stream of old.streams) {
    if (taken.has(stream)) continue;
    const found = next.streams.find(
      (candidate) => !taken.has(candidate) && isSameStream(stream, candidate, newTypes),
    );
    if (found === undefined) continue;
    pairs.push({ old: stream, new: found });
    taken.add(stream).add(found);
  }
  return {
    pairs,
    removed: old.streams.filter((stream) => !taken.has(stream)),
    added: next.streams.filter((stream) => !taken.has(stream)),
  };
}

/** Whether two streams have the same ids, and most of their event types in common. */
function isSameStream(
  old: StreamModel,
  next: StreamModel,
  newTypes: ReadonlyMap<string, string>,
): boolean {
  const ids = (stream: StreamModel) => lookupPath(stream.lookup).join();
  const own = old.events.map(({ type }) => newTypes.get(type));
  const common = next.events.filter(({ type }) => own.includes(type)).length;
  return ids(old) === ids(next) && 2 * common > Math.max(own.length, next.events.length);
}
