import type { LookupPath } from "../schema/descriptor.js";
import type { EventSchema, IdField, Schema } from "../schema/schema.js";
import { ownMember } from "../util/plain-object.js";
import { encodeKey, entityOf, type KeyEntity, streamMarker } from "./key.js";

/** The keys of all items of one event. */
export interface EventKeys {
  /**
   * The partition keys of the copies that are sorted by event id: first lookups, then materialized
   * streams, without duplicates.
   */
  readonly copies: readonly string[];
  /** The keys of the consistent streams that the event belongs to. */
  readonly streams: readonly string[];
  /** The key of the canonical copy, one of the above; `undefined` for an event that has no key. */
  readonly canonical: string | undefined;
  /**
   * The stream whose key the event's guard uses; `undefined` if a copy is sorted by event id, which
   * makes a guard unnecessary. It is the least of the stream keys, so the order of streams in the
   * schema does not matter.
   */
  readonly guard: string | undefined;
}

/** The keys of an event with this data. The ids in the data must have been checked. */
export function eventKeys(
  schema: Schema,
  type: string,
  data: Readonly<Record<string, unknown>>,
): EventKeys {
  const { byId, byRevision, canonical } = keyPlan(schema, type);
  const copies = keysOf(byId, data);
  const streams = keysOf(byRevision, data);
  const certain = canonical === undefined ? undefined : firstKeyOf(canonical, data);
  return {
    copies,
    streams,
    canonical: certain ?? streams[0] ?? copies[0],
    guard: copies.length > 0 ? undefined : [...streams].sort()[0],
  };
}

/**
 * Keys that the event has if it was saved under an earlier name of its type: one for each lookup and
 * name.
 */
export function earlierKeys(
  schema: Schema,
  type: string,
  data: Readonly<Record<string, unknown>>,
): string[] {
  const event = schema.events.get(type) as EventSchema;
  return event.aliases.flatMap((name) =>
    event.lookups.flatMap((lookup) => {
      const steps = lookup.map((modelKey) => keyStep(schema, event, modelKey));
      return firstKeyOf({ name, steps }, data) ?? [];
    }),
  );
}

/** The key of a lookup or a stream for one event type, before its ids are filled in. */
export interface KeyTemplate {
  /** The last part of the key: the event type, or the stream's marker. */
  readonly name: string;
  readonly steps: readonly KeyStep[];
}

/**
 * One entity of a key, and the fields whose ids can fill it: several if several fields name the
 * entity.
 */
export interface KeyStep {
  readonly entity: string;
  readonly fields: readonly string[];
}

/** All key templates of one event type. */
interface KeyPlan {
  readonly byId: readonly KeyTemplate[];
  readonly byRevision: readonly KeyTemplate[];
  /**
   * The template of the canonical copy. Of the templates that every event of the type can fill, it
   * is the first consistent stream, else the first lookup, else the first materialized stream, in the
   * order of {@link byKey}.
   */
  readonly canonical: KeyTemplate | undefined;
}

/**
 * The plans created so far. They are created lazily, because a schema can have a thousand event
 * types of which a process saves only a few.
 */
const plans = new WeakMap<EventSchema, KeyPlan>();

function keyPlan(schema: Schema, type: string): KeyPlan {
  const event = schema.events.get(type) as EventSchema;
  let plan = plans.get(event);
  if (plan === undefined) {
    plan = createPlan(schema, type, event);
    plans.set(event, plan);
  }
  return plan;
}

function createPlan(schema: Schema, type: string, event: EventSchema): KeyPlan {
  const own = Object.values(schema.streams).filter((stream) => stream.events.includes(type));
  const keyTemplate = (name: string, path: LookupPath): KeyTemplate => {
    return { name, steps: path.map((modelKey) => keyStep(schema, event, modelKey)) };
  };
  const streamsThat = (flag: "materialized" | "consistent") =>
    own
      .filter((stream) => stream[flag] === true)
      .map((stream) => keyTemplate(streamMarker(stream.name), stream.by));
  const byRevision = streamsThat("consistent").sort(byKey);
  const byId = [
    ...event.lookups.map((lookup) => keyTemplate(type, lookup)).sort(byKey),
    ...streamsThat("materialized").sort(byKey),
  ];
  const canonical = [...byRevision, ...byId].find((template) => isAlwaysFilled(template, event));
  return { byId, byRevision, canonical };
}

/**
 * The order of templates of one kind: by the stream, or by the entities of the lookup. So the order of
 * the schema does not matter for the canonical copy.
 */
function byKey(a: KeyTemplate, b: KeyTemplate): number {
  return sortKey(a) < sortKey(b) ? -1 : 1;
}

function sortKey({ name, steps }: KeyTemplate): string {
  return [name, ...steps.map(({ entity }) => entity)].join();
}

function keyStep({ idSuffix }: Schema, { ids }: EventSchema, modelKey: string): KeyStep {
  const fields = [...ids.keys()].filter((field) => ids.get(field)?.modelKey === modelKey).sort();
  return { entity: entityOf(modelKey, idSuffix), fields };
}

/** Whether every event of the type has the ids of a template. */
function isAlwaysFilled({ steps }: KeyTemplate, { ids }: EventSchema): boolean {
  return steps.every(({ fields }) =>
    fields.some((field) => isNeverEmpty(ids.get(field) as IdField)),
  );
}

/** How events of a type are spread over the streams of one name. */
export interface StreamMembership {
  /** Whether every event of the type is in one of them. */
  readonly isCertain: boolean;
  /** Whether no event of the type is in more than one of them. */
  readonly isSingle: boolean;
}

/** @param by - The ids that identify a stream. */
export function streamMembership(schema: Schema, type: string, by: LookupPath): StreamMembership {
  const event = schema.events.get(type) as EventSchema;
  const steps = by.map((modelKey) => keyStep(schema, event, modelKey));
  return {
    isCertain: isAlwaysFilled({ name: "", steps }, event),
    isSingle: steps.every(
      ({ fields: [field, ...others] }) =>
        others.length === 0 && (field === undefined || event.ids.get(field)?.list === undefined),
    ),
  };
}

function isNeverEmpty({ isOptional, list }: IdField): boolean {
  return !isOptional && list?.minItems !== 0;
}

/** The keys of the templates for this data, without duplicates. The ids must have been checked. */
export function keysOf(
  templates: readonly KeyTemplate[],
  data: Readonly<Record<string, unknown>>,
): string[] {
  const keys = new Set<string>();
  for (const template of templates) {
    for (const entities of entityLists(template.steps, data)) {
      keys.add(encodeKey({ entities, type: template.name }));
    }
  }
  return [...keys];
}

function firstKeyOf(
  template: KeyTemplate,
  data: Readonly<Record<string, unknown>>,
): string | undefined {
  const [entities] = entityLists(template.steps, data);
  return entities === undefined ? undefined : encodeKey({ entities, type: template.name });
}

/**
 * The lists of entities that fill a template from the data: none if an id is absent, several if
 * several ids name one entity.
 */
function entityLists(
  steps: readonly KeyStep[],
  data: Readonly<Record<string, unknown>>,
): readonly (readonly KeyEntity[])[] {
  const only = singleEntityList(steps, data);
  if (only !== undefined) return only;
  let lists: KeyEntity[][] = [[]];
  for (const { entity, fields } of steps) {
    const ids = fields.flatMap((field) => ownMember(data, field) ?? []) as string[];
    lists = lists.flatMap((list) => ids.map((id) => [...list, { entity, id }]));
  }
  return lists;
}

/**
 * {@link entityLists} for the usual case, where each entity has one field with one id; `undefined`
 * for other cases.
 */
function singleEntityList(
  steps: readonly KeyStep[],
  data: Readonly<Record<string, unknown>>,
): readonly (readonly KeyEntity[])[] | undefined {
  const list: KeyEntity[] = [];
  for (const { entity, fields } of steps) {
    if (fields.length !== 1) return undefined;
    const id = ownMember(data, fields[0] as string);
    if (id === undefined) return [];
    if (typeof id !== "string") return undefined;
    list.push({ entity, id });
  }
  return [list];
}
