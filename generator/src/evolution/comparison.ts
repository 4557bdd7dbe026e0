import { typesByName } from "../model/aliases.js";
import type { Difference, ModelPath } from "../model/compat/difference.js";
import { differences } from "../model/compat/differences.js";
import { fits } from "../model/compat/fits.js";
import { storedNames } from "../model/compat/mechanical.js";
import { type IsReserved, pairFields, type ShapePair } from "../model/compat/pair-fields.js";
import type {
  DataShape,
  EventModel,
  Field,
  FieldType,
  MetadataField,
  Model,
} from "../model/model.js";
import { type KeySide, type KeySides, keyTemplates, type ReadField } from "./keys.js";
import { type MissingCopies, missingCopies } from "./missing.js";
import {
  type EventPair,
  type PairedEvents,
  type PairedStreams,
  pairEvents,
  pairStreams,
} from "./pairs.js";
import { releasedPart } from "./released.js";

/** An old and a new schema, and what is the same in both: everything that rules read. */
export interface Comparison {
  /** Without its drafts. */
  readonly old: Model;
  readonly new: Model;
  readonly events: PairedEvents;
  readonly streams: PairedStreams;
  /** The differences of data, by versions, and of metadata, each at its deepest part. */
  readonly differences: readonly Difference[];
  /** Those of what programs on both schemas save: of an event type's data, if it has one version in both. */
  readonly savedDifferences: readonly Difference[];
  /** The keys of each pair of event types: the new schema reads what the old one stored. */
  readonly reading: ReadonlyMap<EventPair, KeySides>;
  /** The same of events that were stored in earlier versions of their data, which the new schema has changed. */
  readonly readingEarlier: readonly EarlierReading[];
  /** The same the other way round: programs on the old schema read what the new one stores. */
  readonly rollingBack: ReadonlyMap<EventPair, KeySides>;
  /** The copies that stored events lack for keys of the new schema. */
  readonly missing: readonly MissingCopies[];
  /** The copies that events saved with the new schema lack for keys of the old one. */
  readonly missingBefore: readonly MissingCopies[];
  readonly isReserved: IsReserved;
  /** Whether every value of a type of the old schema is one of a type of the new schema. */
  readonly fits: (old: FieldType, next: FieldType) => boolean;
}

/** How both schemas read the events of one earlier version. */
export interface EarlierReading {
  readonly pair: EventPair;
  readonly version: number;
  readonly before: KeySides;
  readonly after: KeySides;
}

/**
 * Compares two schemas. The rules judge the result.
 *
 * @param later - How schemas between the two pair their event types with the new ones.
 */
export function createComparison(oldModel: Model, next: Model, later?: PairedEvents): Comparison {
  const old = releasedPart(oldModel);
  const events = pairEvents(old, next, later);
  const [oldTypes, newTypes] = [typesByName(old.types), typesByName(next.types)];
  const isReserved = reservedIn(next);
  const metadata = metadataPair(old, next);
  const shapes = [...events.pairs.flatMap(shapePairs), metadata];
  const sameVersion = events.pairs.filter((pair) => pair.old.version === pair.new.version);
  const saved = [...sameVersion.map(newestShapes), metadata];
  const [oldKeys, newKeys] = [keyTemplates(old), keyTemplates(next)];
  const sides = events.pairs.map((pair): readonly [EventPair, KeySides, KeySides] => {
    const before = { event: pair.old, model: old, templates: oldKeys.get(pair.old.type) ?? [] };
    const after = { event: pair.new, model: next, templates: newKeys.get(pair.new.type) ?? [] };
    const fields = pairNewestFields(pair, isReserved);
    const reading = { stored: before, read: after, fields, isUpcast: isUpcast(pair) };
    // Readers of the old schema know none of the versions between the two.
    const reversed = fields.map((one) => ({
      ...one,
      old: one.new,
      new: one.old,
      later: [one.old],
    }));
    return [pair, reading, { stored: after, read: before, fields: reversed, isUpcast: false }];
  });
  const streams = pairStreams(old, next, events.pairs);
  const reading = new Map(sides.map(([pair, ofPair]) => [pair, ofPair]));
  const rollingBack = new Map(sides.map(([pair, , ofPair]) => [pair, ofPair]));
  return {
    old,
    new: next,
    events,
    streams,
    differences: differences(shapes, oldTypes, newTypes, isReserved),
    savedDifferences: differences(saved, oldTypes, newTypes, isReserved),
    reading,
    readingEarlier: sides.flatMap(([pair, after, { read: before }]) =>
      earlierReadings(pair, before, after.read, isReserved),
    ),
    rollingBack,
    missing: missingCopies(
      reading,
      streams.pairs.map((pair) => ({ stored: pair.old, read: pair.new })),
    ),
    missingBefore: missingCopies(
      rollingBack,
      streams.pairs.map((pair) => ({ stored: pair.new, read: pair.old })),
    ),
    isReserved,
    fits: (from, to) => fits(from, to, oldTypes, newTypes),
  };
}

function reservedIn({ reserved }: Model): IsReserved {
  const byOwner = new Map<string, Set<string>>();
  for (const { owner, names } of reserved) {
    const known = byOwner.get(owner) ?? new Set();
    byOwner.set(owner, known);
    for (const name of names) known.add(name);
  }
  return (owner, name) => byOwner.get(owner)?.has(name) === true;
}

/** The data of an event type, with its number: earlier versions first. */
function versionsOf(event: EventModel): (DataShape & { readonly version: number })[] {
  return [...event.previous, event];
}

/** Where the fields of a version are that are not those of a group. */
export function versionPath(event: EventModel, version: number): ModelPath {
  const path = ["events", event.type];
  return version === event.version
    ? [...path, "data"]
    : [...path, "previous", String(version), "data"];
}

/** The versions that both schemas have. */
function shapePairs({ old, new: next }: EventPair): ShapePair[] {
  const later = new Map(versionsOf(next).map((shape) => [shape.version, shape]));
  return versionsOf(old).flatMap((shape) => {
    const other = later.get(shape.version);
    if (other === undefined) return [];
    const oldPath = versionPath(old, shape.version);
    const newPath = versionPath(next, shape.version);
    return [{ old: shape, new: other, oldPath, newPath, owner: next.type }];
  });
}

function newestShapes({ old, new: next }: EventPair): ShapePair {
  const oldPath = versionPath(old, old.version);
  return { old, new: next, oldPath, newPath: versionPath(next, next.version), owner: next.type };
}

/** The fields of the newest data of both schemas that have the same values, from version to version. */
function pairNewestFields({ old, new: next }: EventPair, isReserved: IsReserved): ReadField[] {
  const later = versionsOf(next).filter(({ version }) => version >= old.version);
  const chain: readonly DataShape[] = later.length === 0 ? [old, next] : [old, ...later];
  const steps = chain.slice(1).map((shape, index) => {
    const before = chain[index] as DataShape;
    const pairs = pairFields({ old: before, new: shape, owner: next.type }, isReserved);
    return pairs.map((pair): ReadField => ({ ...pair, later: [pair.new] }));
  });
  return steps.reduce((before, step) =>
    step.flatMap((pair) =>
      before
        .filter((earlier) => earlier.new === pair.old)
        .map((earlier) => ({
          old: earlier.old,
          new: pair.new,
          later: [...earlier.later, pair.new],
          isGuessed: earlier.isGuessed || pair.isGuessed,
        })),
    ),
  );
}

/** Whether code of the user's converts the newest data of the old schema to that of the new one. */
function isUpcast({ old, new: next }: EventPair): boolean {
  return next.previous.some(
    ({ version, needsUpcaster }) => version >= old.version && needsUpcaster,
  );
}

/** The readings of the earlier versions whose fields have other names in the new schema. */
function earlierReadings(
  pair: EventPair,
  before: KeySide,
  after: KeySide,
  isReserved: IsReserved,
): EarlierReading[] {
  return pair.old.previous.flatMap(({ version, fields, isOpen }): EarlierReading[] => {
    const changed = pair.new.previous[version - 1];
    if (changed === undefined || namesOf(fields) === namesOf(changed.fields)) return [];
    const event: EventModel = { ...pair.old, version, fields, isOpen, previous: [] };
    const readBy = (read: KeySide): KeySides => {
      const step = { old: event, new: read.event };
      const stored = { ...before, event };
      return { stored, read, fields: pairNewestFields(step, isReserved), isUpcast: isUpcast(step) };
    };
    return [{ pair, version, before: readBy(before), after: readBy(after) }];
  });
}

function namesOf(fields: readonly Field[]): string {
  return JSON.stringify(fields.map(storedNames).toSorted());
}

function metadataPair(old: Model, next: Model): ShapePair {
  const shape = ({ metadata }: Model) => ({ fields: metadata.map(asField), isOpen: false });
  const path = ["metadata"];
  return { old: shape(old), new: shape(next), oldPath: path, newPath: path, owner: undefined };
}

function asField(field: MetadataField): Field {
  return { ...field, group: undefined, aliases: [], default: undefined, modelKey: undefined };
}
