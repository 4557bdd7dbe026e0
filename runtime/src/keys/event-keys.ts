import type { LookupPath } from "../schema/descriptor.js";
import type { EventSchema, Schema } from "../schema/schema.js";
import { encodeKey, entityOf, type KeyEntity } from "./key.js";
import { streamMarker } from "./query-keys.js";

/** Where one event goes. */
export interface EventPlaces {
  /** The keys of the copies under the event's id: of lookups, then of materialized streams; equal keys once. */
  readonly copies: readonly string[];
  /** The keys of the consistent streams that the event is part of, in each under a revision. */
  readonly streams: readonly string[];
  /** The key of the canonical copy, one of the above; `undefined` for an event that goes nowhere. */
  readonly canonical: string | undefined;
  /**
   * The stream under which a guard keeps the event's id; `undefined` where a copy lies under the id, which
   * keeps it as well. It is the least key, so that the order of streams in the schema does not matter.
   */
  readonly guard: string | undefined;
}

/** Where an event with this data goes. The data's ids have been checked. */
export function eventPlaces(
  schema: Schema,
  type: string,
  data: Readonly<Record<string, unknown>>,
): EventPlaces {
  const { byId, byRevision, canonical } = placePlan(schema, type);
  const copies = keysOf(byId, data);
  const streams = keysOf(byRevision, data);
  const marked = canonical === undefined ? undefined : firstKeyOf(canonical, data);
  return {
    copies,
    streams,
    canonical: marked ?? streams[0] ?? copies[0],
    guard: copies.length > 0 ? undefined : [...streams].sort()[0],
  };
}

/** A lookup or a stream of one event type. */
interface Place {
  /** What the key ends with: the event type, or the stream's marker. */
  readonly name: string;
  readonly steps: readonly PlaceStep[];
}

/** One id of a key, and the fields that may have it: several where two fields name one entity. */
interface PlaceStep {
  readonly entity: string;
  readonly fields: readonly string[];
}

/** All places of one event type. */
interface PlacePlan {
  readonly byId: readonly Place[];
  readonly byRevision: readonly Place[];
  /**
   * The place of the canonical copy: of those that every event of the type has, the first consistent
   * stream, else the first lookup, else the first materialized stream.
   */
  readonly canonical: Place | undefined;
}

/** The plans that were made so far; a schema can have a thousand event types, of which a process saves few. */
const plans = new WeakMap<Schema, Map<string, PlacePlan>>();

function placePlan(schema: Schema, type: string): PlacePlan {
  let ofSchema = plans.get(schema);
  if (ofSchema === undefined) {
    ofSchema = new Map();
    plans.set(schema, ofSchema);
  }
  let plan = ofSchema.get(type);
  if (plan === undefined) {
    plan = makePlan(schema, type);
    ofSchema.set(type, plan);
  }
  return plan;
}

function makePlan({ events, streams }: Schema, type: string): PlacePlan {
  const event = events.get(type) as EventSchema;
  const own = Object.values(streams).filter((stream) => stream.events.includes(type));
  const streamsThat = (flag: "materialized" | "consistent") =>
    own
      .filter((stream) => stream[flag] === true)
      .map((stream) => placeOf(event, streamMarker(stream), stream.by));
  const byRevision = streamsThat("consistent");
  const byId = [
    ...event.lookups.map((lookup) => placeOf(event, type, lookup)),
    ...streamsThat("materialized"),
  ];
  const canonical = [...byRevision, ...byId].find((place) => isCertain(place, event));
  return { byId, byRevision, canonical };
}

function placeOf({ ids }: EventSchema, name: string, path: LookupPath): Place {
  const steps = path.map((modelKey) => {
    const fields = [...ids.keys()].filter((field) => ids.get(field) === modelKey);
    return { entity: entityOf(modelKey), fields };
  });
  return { name, steps };
}

/** Whether every event of the type has the ids of a place, so that the canonical copy is always the same one. */
function isCertain({ steps }: Place, { optionalIds }: EventSchema): boolean {
  return steps.every(({ fields }) => fields.some((field) => !optionalIds.has(field)));
}

/** The keys that the data has in the places, each once. */
function keysOf(places: readonly Place[], data: Readonly<Record<string, unknown>>): string[] {
  const keys: string[] = [];
  for (const place of places) {
    for (const entities of filled(place.steps, data)) {
      const key = encodeKey({ entities, type: place.name });
      if (!keys.includes(key)) keys.push(key);
    }
  }
  return keys;
}

function firstKeyOf(place: Place, data: Readonly<Record<string, unknown>>): string | undefined {
  const [entities] = filled(place.steps, data);
  return entities === undefined ? undefined : encodeKey({ entities, type: place.name });
}

/** Every way to fill a key from the data: none if an id is absent, several if an entity has several fields. */
function filled(
  steps: readonly PlaceStep[],
  data: Readonly<Record<string, unknown>>,
): readonly (readonly KeyEntity[])[] {
  const only = singleWay(steps, data);
  if (only !== undefined) return only;
  let ways: KeyEntity[][] = [[]];
  for (const { entity, fields } of steps) {
    const ids = fields.flatMap((field) => data[field] ?? []) as string[];
    ways = ways.flatMap((way) => ids.map((id) => [...way, { entity, id }]));
  }
  return ways;
}

/** The usual case, where each entity has one field; `undefined` for any other. */
function singleWay(
  steps: readonly PlaceStep[],
  data: Readonly<Record<string, unknown>>,
): readonly (readonly KeyEntity[])[] | undefined {
  const way: KeyEntity[] = [];
  for (const { entity, fields } of steps) {
    if (fields.length !== 1) return undefined;
    const id = data[fields[0] as string] as string | undefined;
    if (id === undefined) return [];
    way.push({ entity, id });
  }
  return [way];
}
