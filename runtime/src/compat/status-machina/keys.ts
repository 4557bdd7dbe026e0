import { InvalidArgumentError } from "../../errors.js";
import { encodeKey, entityOf } from "../../keys/key.js";
import { idReason, queryIds, queryKey } from "../../keys/query-keys.js";
import type { LookupPath } from "../../schema/descriptor.js";
import type { EventSchema, Schema } from "../../schema/schema.js";
import { DYNAMODB_LIMITS } from "../../storage/dynamodb/limits.js";
import { utf8Length } from "../../storage/item-size.js";
import { quote, quoteUnlessWord } from "../../util/quote.js";
import { keyTooLarge } from "../../validation/check-event.js";
import {
  type EventIssue,
  EventValidationError,
  type IssueReason,
} from "../../validation/validation-error.js";
import type { DdbInputOf, EventBase, IdKeyName, IdKeyOf } from "./types.js";

const SUFFIX = "_id";

/** A colon in a field name would split its entity into several parts of a key. */
const COLON = ":";

/** The entity that an id field names: `product_id` → `PRODUCT`. */
export const getModelType = (key: IdKeyName): string => entityOf(checkedIdKey("key", key));

/** @throws InvalidArgumentError for a string that cannot be the name of an id field. */
export function checkedIdKey(name: string, key: unknown): IdKeyName {
  if (typeof key === "string" && key.endsWith(SUFFIX) && !key.includes(COLON)) {
    return key as IdKeyName;
  }
  throw new InvalidArgumentError(
    `"${name}" must be the name of an id field, which ends in "${SUFFIX}" and has no colon: got ${quote(key)}.`,
  );
}

/** The schema of a client without a schema: only the partition is known. */
export function schemaless(partitionKey: IdKeyName | undefined): Schema {
  return {
    name: "(no schema)",
    partition: partitionKey,
    idSuffix: SUFFIX,
    events: new Map(),
    typeOf: (storedType) => storedType,
    retired: new Set(),
    streams: {},
    metadata: undefined,
    types: {},
  };
}

/**
 * The event schema of an event without a schema: all four kinds of lookup, over every id field in
 * its data.
 *
 * @throws EventValidationError for ids that are empty or not strings, and for two fields that name
 *   the same entity.
 */
export function describeEvent(
  type: string,
  data: Readonly<Record<string, unknown>>,
  partitionKey: IdKeyName | undefined,
): EventSchema {
  const fields = Object.keys(data).filter((name) => {
    return name.endsWith(SUFFIX) && data[name] !== undefined;
  });
  const fieldOf = new Map<string, string>();
  const issues: EventIssue[] = [];
  for (const field of fields) {
    const entity = entityOf(field);
    const reason = nameReason(field, fieldOf.get(entity)) ?? idReason(data[field]);
    if (reason !== undefined) issues.push({ path: ["data", field], ...reason });
    fieldOf.set(entity, field);
  }
  if (issues.length > 0) throw new EventValidationError(type, issues);

  const others = fields.filter((field) => field !== partitionKey);
  const lookups: LookupPath[] = [[]];
  if (partitionKey !== undefined && fields.includes(partitionKey)) {
    lookups.push([partitionKey], ...others.map((field) => [partitionKey, field]));
  }
  lookups.push(...others.map((field) => [field]));
  return {
    rule: undefined,
    pii: new Set(),
    ids: new Map(fields.map((field) => [field, { modelKey: field, isOptional: false }])),
    lookups,
    defaults: [],
    version: 1,
    aliases: [],
    hasEarlierForms: false,
  };
}

function nameReason(field: string, sameEntity: string | undefined): IssueReason | undefined {
  const rule = "entity";
  if (field.includes(COLON)) return { rule, message: "has a colon in its name" };
  if (sameEntity === undefined) return undefined;
  return { rule, message: `names the same entity as ${quoteUnlessWord(sameEntity)}` };
}

/**
 * The keys of all copies of an event; the key of its type alone comes first.
 *
 * @throws EventValidationError, EventTooLargeError for ids that cannot be in a key.
 */
export function copyKeys(
  eventType: unknown,
  data: Readonly<Record<string, unknown>>,
  partitionKey: IdKeyName | undefined,
): readonly string[] {
  const type = String(eventType);
  const copies = describeEvent(type, data, partitionKey).lookups.map((lookup) => {
    const entities = lookup.map((field) => ({ entity: entityOf(field), id: String(data[field]) }));
    return encodeKey({ entities, type });
  });
  for (const pk of copies) {
    const bytes = utf8Length(pk);
    if (bytes > DYNAMODB_LIMITS.partitionKeyBytes) throw keyTooLarge(type, bytes, DYNAMODB_LIMITS);
  }
  return copies;
}

/**
 * All copies of an event, to store with `saveEventsTransact`; the copy for its type alone comes
 * first. With a partition key, there are copies for all four kinds of lookup.
 *
 * @throws EventValidationError for ids that are empty or not strings, and for two fields that name
 *   the same entity.
 * @throws EventTooLargeError if the ids make a key of over 2,048 bytes.
 */
export const ddbItemsFrom = <
  Type,
  Event extends EventBase<Type>,
  Input extends DdbInputOf<Event>,
  Partition extends IdKeyOf<Input>,
>(
  event: Input,
  partitionKey?: Partition,
): EventBase<Event["type"]>[] => {
  const { id, type, timestamp, data } = event as unknown as EventBase<Event["type"]>;
  const partition = partitionKey && checkedIdKey("partitionKey", partitionKey);
  return copyKeys(type, data, partition).map((pk) => ({ pk, sk: id, id, timestamp, type, data }));
};

/**
 * The table's partition key for a query of an event type.
 *
 * @throws InvalidArgumentError for a missing or empty id, or a model that contradicts the
 *   partition, so that a query never reads more than was asked for. A name and its id may both be
 *   `undefined`.
 */
export const getPK = <Type>({
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
  if (partitionId !== undefined && partitionKey === undefined) {
    throw new InvalidArgumentError(
      '"partitionId" is given without "partitionKey": give both or neither.',
    );
  }
  if (partitionKey !== undefined) checkedIdKey("partitionKey", partitionKey);
  if (modelKey !== undefined) checkedIdKey("modelKey", modelKey);
  const schema = schemaless(partitionKey);
  const [first, second] = queryIds(schema, { partitionId, modelKey, modelId });
  const ids = [first, second].filter((id) => id !== undefined);
  // The model may be the partition itself, which is then one part of the key, not two.
  if (first !== undefined && second !== undefined && entityOf(first[0]) === entityOf(second[0])) {
    if (first[1] !== second[1]) {
      throw new InvalidArgumentError(
        `"partitionId" and "modelId" are both ids of ${quoteUnlessWord(entityOf(first[0]))}, but they differ.`,
      );
    }
    ids.pop();
  }
  return queryKey(schema, checkedType(eventType), ids, DYNAMODB_LIMITS);
};

function checkedType(eventType: unknown): string {
  if (typeof eventType === "string" && eventType !== "") return eventType;
  if (typeof eventType === "number") return String(eventType);
  throw new InvalidArgumentError('"eventType" must be an event type.');
}
