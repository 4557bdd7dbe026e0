import type { EventDescriptor, LookupPath, PlainDescriptor } from "../descriptor.js";
import { createEventIdSource, timestampOf } from "../event-id.js";
import { entityOf } from "../key.js";
import { eventPlaces, queryIds, queryKey } from "../lookup.js";
import { DYNAMODB_LIMITS } from "../storage/dynamodb/limits.js";
import { type EventIssue, EventValidationError } from "../validation-error.js";
import type { DdbInputOf, EventBase, IdKeyName, IdKeyOf, InputOf } from "./types.js";

const ID_FIELD = /^[A-Za-z][A-Za-z0-9_]*_id$/;

/** Without a schema there is nothing but the partition to know beforehand. */
export function schemaless(partitionKey: IdKeyName | undefined): PlainDescriptor {
  const partition = partitionKey === undefined ? {} : { partition: partitionKey };
  return { codegen: 1, name: "(no schema)", ...partition, events: {}, streams: {} };
}

/**
 * What an event of no schema can be found by: all four kinds of lookup, over every id field that it has.
 *
 * @throws EventValidationError for two fields that name one entity, or one that names none.
 */
export function describeEvent(
  type: string,
  data: Readonly<Record<string, unknown>>,
  partitionKey: IdKeyName | undefined,
): EventDescriptor {
  const fields = Object.keys(data).filter((key) => key.endsWith("_id") && data[key] !== undefined);
  const entities = new Map<string, string>();
  const issues = fields.flatMap((field): EventIssue[] => {
    const issue = { path: ["data", field], rule: "entity" };
    const first = entities.get(entityOf(field));
    entities.set(entityOf(field), field);
    if (!ID_FIELD.test(field)) return [{ ...issue, message: "names no entity" }];
    if (first === undefined) return [];
    return [{ ...issue, message: `names the same entity as ${first}` }];
  });
  if (issues.length > 0) throw new EventValidationError(type, issues);

  const others = fields.filter((field) => field !== partitionKey);
  const lookups: LookupPath[] = [[]];
  if (partitionKey !== undefined && fields.includes(partitionKey)) {
    lookups.push([partitionKey], ...others.map((field) => [partitionKey, field]));
  }
  lookups.push(...others.map((field) => [field]));
  return { ids: Object.fromEntries(fields.map((field) => [field, field])), lookups };
}

/** The entity that an id field names: `product_id` → `PRODUCT`. */
export const getModelType = (key: IdKeyName): string => entityOf(key);

/**
 * The partition key that finds an event type.
 *
 * @throws InvalidArgumentError for a part that is missing or empty; it never widens.
 */
export const getPK = <Type extends string>({
  modelKey,
  modelId,
  eventType,
  partitionKey,
  partitionId,
}: {
  modelKey?: IdKeyName | undefined;
  modelId?: string | undefined;
  eventType: Type;
  partitionKey?: IdKeyName | undefined;
  partitionId?: string | undefined;
}): string => {
  const ids = queryIds(schemaless(partitionKey), { partitionId, modelKey, modelId });
  // The partition can also be asked for as the model; it is one key part, not two.
  const unique = ids.filter(([key], index) => ids.findIndex(([other]) => other === key) === index);
  return queryKey(eventType, unique, DYNAMODB_LIMITS);
};

let moment = 0;
const sourceOfMoment = createEventIdSource(() => moment);

/** An id for a time, greater than every id that this function gave before. */
function stampAt(seedTime: number): string {
  moment = seedTime;
  return sourceOfMoment("caller");
}

/** The event with its id and its timestamp, which agree. */
export const withTimeAndId = <Event extends { timestamp: string; id: string }>(
  event: InputOf<Event>,
  date: Date = new Date(),
  stamp: (seedTime: number) => string = stampAt,
): DdbInputOf<Event> => {
  const id = stamp(date.valueOf());
  return { ...event, timestamp: timestampOf(id), id } as unknown as DdbInputOf<Event>;
};

/** The same for several events, with ids that grow in the order given. */
export const sequentialStampAndId = <Event extends { timestamp: string; id: string }>(
  events: InputOf<Event>[],
): DdbInputOf<Event>[] => {
  const date = new Date();
  return events.map((event) => withTimeAndId<Event>(event, date));
};

/** Every copy of an event, as it is stored; the one that is found by event type alone comes first. */
export const ddbItemsFrom = <
  Type extends string,
  Event extends EventBase<Type>,
  Input extends DdbInputOf<Event>,
  Partition extends IdKeyOf<Input>,
>(
  event: Input,
  partitionKey?: Partition,
): EventBase<Event["type"]>[] => {
  const { id, type, timestamp, data } = event as unknown as EventBase<Type>;
  const described = describeEvent(type, data, partitionKey);
  const places = eventPlaces(schemaless(partitionKey), type, described, data);
  return places.copies.map((pk) => ({ pk, sk: id, id, timestamp, type, data }));
};
