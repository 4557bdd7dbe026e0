import {
  type EventDescriptor,
  eventDescriptor,
  type LookupPath,
  type PlainDescriptor,
  type StreamDescriptor,
} from "./descriptor.js";
import { InvalidQuestionError, UnknownLookupError } from "./errors.js";
import { MAX_KEY_BYTES, utf8Length } from "./item-size.js";
import { encodeKey, entityOf, type KeyEntity } from "./key.js";
import { isWellFormed, NOT_WELL_FORMED } from "./storable.js";
import type { IssueReason } from "./validation-error.js";

/** The part of a question that says where to look. */
export interface LookupQuestion {
  readonly partitionId?: string | undefined;
  readonly modelKey?: string | undefined;
  readonly modelId?: string | undefined;
}

/** Ids in the order of a lookup path: `[["store_id", "…"], ["product_id", "…"]]`. */
export type LookupIds = readonly (readonly [modelKey: string, id: string])[];

/**
 * The ids that a question gives, checked: each part present, and none without its other half.
 *
 * @throws InvalidQuestionError for a missing or an empty part; a question never widens.
 */
export function questionIds(descriptor: PlainDescriptor, question: LookupQuestion): LookupIds {
  const { partitionId, modelKey, modelId } = question;
  const ids: [string, string][] = [];
  if (partitionId !== undefined) {
    if (descriptor.partition === undefined) {
      throw new UnknownLookupError(`Schema "${descriptor.name}" has no partition to ask within.`);
    }
    ids.push([descriptor.partition, checkedId("partitionId", partitionId)]);
  }
  if ((modelKey === undefined) !== (modelId === undefined)) {
    const [given, missing] =
      modelKey === undefined ? ["modelId", "modelKey"] : ["modelKey", "modelId"];
    throw new InvalidQuestionError(
      `"${given}" is given without "${missing}": give both or neither.`,
    );
  }
  if (modelKey !== undefined) ids.push([modelKey, checkedId("modelId", modelId)]);
  return ids;
}

/**
 * The partition key under which the event type is stored for these ids.
 *
 * @throws UnknownLookupError if the schema stores no such lookup for this event type.
 */
export function lookupKey(descriptor: PlainDescriptor, type: string, ids: LookupIds): string {
  const event = eventDescriptor(descriptor, type);
  const path = ids.map(([modelKey]) => modelKey);
  if (!event.lookups.some((lookup) => isSamePath(lookup, path))) {
    throw new UnknownLookupError(
      `${type} is not stored by ${describePath(path)}. It can be asked for by ` +
        `${event.lookups.map(describePath).join("; by ")}. Other lookups are added in the schema.`,
    );
  }
  return questionKey(type, ids);
}

/** @throws InvalidQuestionError for ids too long for a key. */
export function questionKey(type: string, ids: LookupIds): string {
  const key = keyOf(type, ids);
  if (utf8Length(key) > MAX_KEY_BYTES) {
    throw new InvalidQuestionError(
      `The ids make a key of over ${MAX_KEY_BYTES} bytes, which no event has.`,
    );
  }
  return key;
}

/** Where one event goes. */
export interface EventKeys {
  /** The keys of all copies, the canonical one first; equal keys once. */
  readonly copies: readonly string[];
  /** The keys of the consistent streams that the event is part of. */
  readonly heads: readonly string[];
}

export function eventKeys(
  descriptor: PlainDescriptor,
  type: string,
  event: EventDescriptor,
  data: Readonly<Record<string, unknown>>,
): EventKeys {
  const keysBy = (path: LookupPath, name: string) =>
    idsOf(path, event, data).map((ids) => keyOf(name, ids));
  const streams = Object.values(descriptor.streams).filter(({ events }) => events.includes(type));
  const keysOfStreams = (flag: "materialized" | "consistent") =>
    streams
      .filter((stream) => stream[flag] === true)
      .flatMap((stream) => keysBy(stream.by, streamMarker(stream)));
  const ofLookups = event.lookups.flatMap((lookup) => keysBy(lookup, type));
  return {
    copies: [...new Set([...ofLookups, ...keysOfStreams("materialized")])],
    heads: [...new Set(keysOfStreams("consistent"))],
  };
}

/** The key under which a materialized stream's copies and a consistent stream's head are stored. */
export function streamKey(stream: StreamDescriptor, ids: LookupIds): string {
  return keyOf(streamMarker(stream), ids);
}

/** What stands for the event type in a stream's key; no event type starts so. */
function streamMarker({ name }: StreamDescriptor): string {
  return `@${name}`;
}

/** Every way to fill a lookup from the data: none if an id is absent, several if an entity has several fields. */
function idsOf(
  lookup: LookupPath,
  event: EventDescriptor,
  data: Readonly<Record<string, unknown>>,
): LookupIds[] {
  let filled: LookupIds[] = [[]];
  for (const modelKey of lookup) {
    const ids = Object.entries(event.ids)
      .filter(([field, named]) => named === modelKey && data[field] !== undefined)
      .map(([field]) => data[field] as string);
    filled = filled.flatMap((prefix) => ids.map((id) => [...prefix, [modelKey, id] as const]));
  }
  return filled;
}

function keyOf(type: string, ids: LookupIds): string {
  const entities = ids.map(([modelKey, id]): KeyEntity => ({ entity: entityOf(modelKey), id }));
  return encodeKey({ entities, type });
}

function checkedId(name: string, id: unknown): string {
  const reason = idReason(id);
  if (reason !== undefined) throw new InvalidQuestionError(`"${name}" ${reason.message}.`);
  return id as string;
}

/** Why a value cannot be an id; `undefined` if it can. */
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

function describePath(path: LookupPath): string {
  return path.length === 0 ? "event type alone" : path.join(" + ");
}
