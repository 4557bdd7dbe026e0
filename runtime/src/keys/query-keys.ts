import { InvalidArgumentError, UnknownLookupError } from "../errors.js";
import type { LookupPath, StreamDescriptor } from "../schema/descriptor.js";
import { type EventSchema, knownEvent, type Schema } from "../schema/schema.js";
import { utf8Length } from "../storage/item-size.js";
import type { TableLimits } from "../storage/table.js";
import { quoteUnlessWord } from "../util/quote.js";
import { isWellFormed, NOT_WELL_FORMED } from "../validation/storable.js";
import type { IssueReason } from "../validation/validation-error.js";
import { encodeKey, entityOf, type KeyEntity, streamMarker } from "./key.js";

/** The ids of a query, unchecked. */
export interface LookupQuery {
  readonly partitionId?: unknown;
  readonly modelKey?: unknown;
  readonly modelId?: unknown;
}

/** Ids in the order of a lookup path: `[["store_id", "…"], ["product_id", "…"]]`. */
export type LookupIds = readonly (readonly [modelKey: string, id: string])[];

/**
 * The ids of a query, checked: `modelKey` and `modelId` are given together or not at all.
 *
 * @throws InvalidArgumentError for a missing or empty id, so that a query never reads more than was
 *   asked for.
 */
export function queryIds(schema: Schema, query: LookupQuery): LookupIds {
  const { partitionId, modelKey, modelId } = query;
  const ids: [string, string][] = [];
  if (partitionId !== undefined) {
    if (schema.partition === undefined) {
      throw new UnknownLookupError(
        `Schema "${schema.name}" has no partition, so leave out "partitionId".`,
      );
    }
    ids.push([schema.partition, checkedId("partitionId", partitionId)]);
  }
  if ((modelKey === undefined) !== (modelId === undefined)) {
    const [given, missing] =
      modelKey === undefined ? ["modelId", "modelKey"] : ["modelKey", "modelId"];
    throw new InvalidArgumentError(
      `"${given}" is given without "${missing}": give both or neither.`,
    );
  }
  if (modelKey !== undefined) {
    if (typeof modelKey !== "string") {
      throw new InvalidArgumentError('"modelKey" must be the name of an id field.');
    }
    ids.push([modelKey, checkedId("modelId", modelId)]);
  }
  return ids;
}

/**
 * The partition keys of a lookup: an event type and these ids, then each alias of the type and these
 * ids.
 *
 * @throws UnknownLookupError if the schema stores no such lookup for this event type.
 * @throws InvalidArgumentError for ids too long for a key of the event type.
 */
export function lookupKeys(
  schema: Schema,
  type: string,
  ids: LookupIds,
  limits: KeyLimits,
): string[] {
  const event = knownEvent(schema, type);
  const path = ids.map(([modelKey]) => modelKey);
  if (!event.lookups.some((lookup) => isSamePath(lookup, path))) {
    throw new UnknownLookupError(
      `${quoteUnlessWord(type)} has no lookup by ${describePath(path)}. ${describeLookups(event)}`,
    );
  }
  const earlier = event.aliases.map((alias) => keyOf(schema, alias, ids));
  return [queryKey(schema, type, ids, limits), ...earlier.filter((key) => fitsKey(key, limits))];
}

/** The limits of keys. */
export type KeyLimits = Pick<TableLimits, "partitionKeyBytes">;

/** @throws InvalidArgumentError for ids too long for a key. */
export function queryKey(schema: Schema, type: string, ids: LookupIds, limits: KeyLimits): string {
  const key = keyOf(schema, type, ids);
  if (fitsKey(key, limits)) return key;
  throw new InvalidArgumentError(
    `The key of these ids is longer than ${limits.partitionKeyBytes} bytes, so no event can be stored under it.`,
  );
}

function keyOf({ idSuffix }: Schema, type: string, ids: LookupIds): string {
  const entities = ids.map(([modelKey, id]): KeyEntity => {
    return { entity: entityOf(modelKey, idSuffix), id };
  });
  return encodeKey({ entities, type });
}

/** Whether an item can have this partition key. */
export function fitsKey(key: string, { partitionKeyBytes }: KeyLimits): boolean {
  return utf8Length(key) <= partitionKeyBytes;
}

/**
 * The key of a stream.
 *
 * @throws InvalidArgumentError for ids too long for a key.
 */
export function streamKey(
  schema: Schema,
  { name }: StreamDescriptor,
  ids: LookupIds,
  limits: KeyLimits,
): string {
  return queryKey(schema, streamMarker(name), ids, limits);
}

function checkedId(name: string, id: unknown): string {
  const reason = idReason(id);
  if (reason !== undefined) throw new InvalidArgumentError(`"${name}" ${reason.message}.`);
  return id as string;
}

/** The reason why a value cannot be an id; `undefined` if it can. */
export function idReason(id: unknown): IssueReason | undefined {
  if (typeof id !== "string") {
    const message = `must be a string, not ${id === null ? "null" : typeof id}`;
    return { rule: "type", expected: "string", message };
  }
  if (id === "") return { rule: "minLength", expected: 1, message: "must not be empty" };
  if (!isWellFormed(id)) return { rule: "storable", message: NOT_WELL_FORMED };
  return undefined;
}

function isSamePath(a: LookupPath, b: LookupPath): boolean {
  return a.length === b.length && a.every((modelKey, index) => modelKey === b[index]);
}

function describeLookups({ lookups }: EventSchema): string {
  if (lookups.length === 0)
    return "It has no lookup at all: read it from its stream, or add a lookup to the schema.";
  const known = lookups.map(describePath).join("; by ");
  return `It can be queried by ${known}. Add other lookups to the schema.`;
}

function describePath(path: LookupPath): string {
  return path.length === 0 ? "event type alone" : path.map(quoteUnlessWord).join(" + ");
}
