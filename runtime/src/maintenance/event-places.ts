import {
  type CopyTemplate,
  storedTypesOf,
  templatesOf,
  templateText,
} from "../contract/copy-template.js";
import { DdbPatternError } from "../errors.js";
import type { DecodeEvent } from "../events/decode.js";
import type { EventItem } from "../events/event.js";
import { type KeyTemplate, keysOf } from "../keys/event-keys.js";
import { decodeKey, streamMarker } from "../keys/key.js";
import { idReason, type KeyLimits } from "../keys/query-keys.js";
import { revisionOf } from "../keys/revision.js";
import type { Descriptor } from "../schema/descriptor.js";
import { type EventSchema, type Schema, schemaOf } from "../schema/schema.js";
import { utf8Length } from "../storage/item-size.js";
import { isPlainObject, ownMember } from "../util/plain-object.js";
import { quoteUnlessWord } from "../util/quote.js";

/** The kind of a copy, as a contract names it. */
export interface CopyKind {
  readonly storedType: string;
  /** The key of the contract: `STORE::{store_id}::PRICE_LOWERED`. */
  readonly key: string;
}

/** The partition key under which an event must have a copy. */
export interface CopyPlace extends CopyKind {
  readonly pk: string;
}

/** The reason why an event cannot have a kind of copy, without any value of the event. */
export interface UnplaceableCopy extends CopyKind {
  readonly reason: string;
}

/** Where an event must have copies by its schema. */
export interface EventPlaces {
  /** The copies that are sorted by event id. */
  readonly byId: readonly CopyPlace[];
  /** The copies in consistent streams. */
  readonly streams: readonly CopyPlace[];
  /**
   * The key of the event's guard, if it has one: the least key of its streams, if it has no copy
   * that is sorted by event id.
   */
  readonly guard: string | undefined;
  readonly unplaceable: readonly UnplaceableCopy[];
  /** Whether the event cannot be converted to the newest version of its type. */
  readonly isUnreadable: boolean;
}

const NO_PLACES: EventPlaces = {
  byId: [],
  streams: [],
  guard: undefined,
  unplaceable: [],
  isUnreadable: false,
};

/** A kind of copy of one stored type. */
interface Kind extends CopyKind, KeyTemplate {
  readonly isConsistent: boolean;
  /** The parts of the key but for the ids. */
  readonly shape: string;
}

interface StoredTypeKinds {
  readonly event: EventSchema;
  readonly kinds: readonly Kind[];
}

/** Finds the copies that stored events must have, by the newest version of their data. */
export class EventPlacer {
  readonly #schema: Schema;
  readonly #decode: DecodeEvent;
  readonly #limits: KeyLimits;
  readonly #types = new Map<string, StoredTypeKinds>();

  /** @param decode - Converts an event to the newest version of its type. */
  constructor(descriptor: Descriptor, decode: DecodeEvent, limits: KeyLimits) {
    this.#schema = schemaOf(descriptor);
    this.#decode = decode;
    this.#limits = limits;
    for (const type of Object.keys(descriptor.events)) {
      const event = this.#schema.events.get(type) as EventSchema;
      const templates = templatesOf(descriptor, type);
      for (const storedType of storedTypesOf(descriptor, type)) {
        const kinds = templates.map((template) => kindOf(template, storedType));
        this.#types.set(storedType, { event, kinds });
      }
    }
  }

  /** Whether the schema has events of a stored type. */
  has(storedType: string): boolean {
    return this.#types.has(storedType);
  }

  /** All kinds of copies of the schema. */
  get kinds(): readonly CopyKind[] {
    return [...this.#types.values()].flatMap(({ kinds }) =>
      kinds.map(({ storedType, key }) => ({ storedType, key })),
    );
  }

  /** The kind of a copy, by its key alone; `undefined` if the schema has no such copies. */
  kindAt({ type, pk, sk }: EventItem): CopyKind | undefined {
    const shape = shapeOf(pk, revisionOf(sk) !== undefined);
    return this.#types.get(type)?.kinds.find((kind) => kind.shape === shape);
  }

  /** The places of an event; none for an event of another schema, or of a retired type. */
  placesOf(item: EventItem): EventPlaces {
    const known = this.#types.get(item.type);
    if (known === undefined) return NO_PLACES;
    const { event, kinds } = known;
    let data: unknown;
    try {
      data = this.#decode(item).data;
    } catch (error) {
      if (!(error instanceof DdbPatternError)) throw error;
      return unreadable(kinds, error.message);
    }
    if (!isPlainObject(data)) return unreadable(kinds, "its data is not an object");
    return this.#places(known, withoutDefaults(event, item.data, data));
  }

  #places({ event, kinds }: StoredTypeKinds, data: Record<string, unknown>): EventPlaces {
    const invalid = invalidIds(event, data);
    const valid = Object.fromEntries(Object.entries(data).filter(([name]) => !invalid.has(name)));
    const byId: CopyPlace[] = [];
    const streams: CopyPlace[] = [];
    const unplaceable: UnplaceableCopy[] = [];
    for (const kind of kinds) {
      const { storedType, key, isConsistent } = kind;
      const reasons = kind.steps.flatMap(({ fields }) =>
        fields.flatMap((field) => invalid.get(field) ?? []),
      );
      for (const pk of keysOf([kind], valid)) {
        const bytes = utf8Length(pk);
        if (bytes > this.#limits.partitionKeyBytes) reasons.push(`its key has ${bytes} bytes`);
        else (isConsistent ? streams : byId).push({ storedType, key, pk });
      }
      for (const reason of reasons) unplaceable.push({ storedType, key, reason });
    }
    const [guard] = byId.length > 0 ? [] : streams.map(({ pk }) => pk).sort();
    return { byId, streams, guard, unplaceable, isUnreadable: false };
  }
}

function kindOf(template: CopyTemplate, storedType: string): Kind {
  const { stream, steps } = template;
  const name = stream === undefined ? storedType : streamMarker(stream.name);
  const isConsistent = stream?.consistent === true;
  return {
    storedType,
    key: templateText(template, storedType),
    name,
    shape: JSON.stringify([...steps.map(({ entity }) => entity), name, isConsistent]),
    steps: steps.map(({ entity, fields }) => {
      return { entity, fields: fields.map(([field]) => field as string) };
    }),
    isConsistent,
  };
}

function unreadable(kinds: readonly Kind[], reason: string): EventPlaces {
  const unplaceable = kinds.map(({ storedType, key }) => ({ storedType, key, reason }));
  return { ...NO_PLACES, unplaceable, isUnreadable: true };
}

function shapeOf(pk: string, isConsistent: boolean): string {
  const { type = "", entities = [] } = decodeKey(pk) ?? {};
  const names = entities.map(({ entity }) => entity);
  return JSON.stringify([...names, type, isConsistent]);
}

/** Removes the ids that only the schema's defaults filled in, because no key has them. */
function withoutDefaults(
  { defaults, ids }: EventSchema,
  stored: unknown,
  data: Record<string, unknown>,
): Record<string, unknown> {
  const filled = defaults.filter(
    ([field, value]) =>
      ids.has(field) &&
      data[field] === value &&
      isPlainObject(stored) &&
      ownMember(stored, field) === undefined,
  );
  if (filled.length === 0) return data;
  const names = new Set(filled.map(([field]) => field));
  return Object.fromEntries(Object.entries(data).filter(([name]) => !names.has(name)));
}

/** The id fields whose values cannot be part of a key, with the reasons. */
function invalidIds(
  { ids }: EventSchema,
  data: Record<string, unknown>,
): ReadonlyMap<string, readonly string[]> {
  const invalid = new Map<string, readonly string[]>();
  for (const [field, { isOptional, list }] of ids) {
    const value = ownMember(data, field);
    const path = `data.${quoteUnlessWord(field)}`;
    if (value === undefined) {
      if (!isOptional) invalid.set(field, [`${path} is required`]);
      continue;
    }
    if (list !== undefined && !Array.isArray(value)) {
      invalid.set(field, [`${path} must be a list`]);
      continue;
    }
    const values: readonly unknown[] = Array.isArray(value) && list !== undefined ? value : [value];
    const reasons = values.flatMap((each) => idReason(each)?.message ?? []);
    if (reasons.length > 0) invalid.set(field, [`${path} ${reasons[0]}`]);
  }
  return invalid;
}
