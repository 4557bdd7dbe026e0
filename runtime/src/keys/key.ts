/**
 * The encoding of partition keys: parts joined with `::`, and ids and event types encoded so that
 * none can forge another key.
 *
 * No other file knows this encoding.
 *
 * @module
 */
import type { IdSuffix } from "../schema/descriptor.js";

/** One entity in a key: the entity's name, upper-cased (`PRODUCT`), and its id as the caller gave it. */
export interface KeyEntity {
  readonly entity: string;
  readonly id: string;
}

/** The parts of a partition key: the entities, outermost first, then the event type. */
export interface KeyParts {
  readonly entities: readonly KeyEntity[];
  readonly type: string;
}

/** Joins the parts of a key. No part contains it. */
export const SEPARATOR = "::";

/** A boundary between two words of a camelCase name: `cart|Item`, `URL|Path`. */
const WORD_BOUNDARY = /(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g;

/** The entity that an id field names: `product_id` → `PRODUCT`, `cartItemId` → `CART_ITEM`. */
export function entityOf(modelKey: string, idSuffix: IdSuffix = "_id"): string {
  const name = modelKey.slice(0, -idSuffix.length);
  return (idSuffix === "_id" ? name : name.replace(WORD_BOUNDARY, "_")).toUpperCase();
}

/** The last part of a stream's key, in place of the event type. No event type starts with `@`. */
export function streamMarker(name: string): string {
  return `@${name}`;
}

/** The name of the stream whose marker this is; `undefined` for an event type. */
export function streamNameOf(type: string): string | undefined {
  return type.startsWith("@") ? type.slice(1) : undefined;
}

/** Whether a partition key is the key of a stream. */
export function isStreamKey(key: string): boolean {
  return streamNameOf(decodeKey(key)?.type ?? "") !== undefined;
}

/** No entity has this name, and no event type or stream has a key that begins with it. */
const SNAPSHOTS = "@snapshot";

/** The partition key of the snapshots of a consistent stream. */
export function snapshotsKey(streamKey: string): string {
  return SNAPSHOTS + SEPARATOR + streamKey;
}

/** Whether a partition key is one of snapshots. */
export function isSnapshotsKey(key: string): boolean {
  return key.startsWith(SNAPSHOTS + SEPARATOR);
}

/**
 * Encodes an id or an event type for a key. `%` and `:` are percent-encoded; a string without them
 * is stored byte for byte, as `@status-machina/ddb-pattern` stored it.
 */
export function encodePart(text: string): string {
  return text.replace(/[%:]/g, (character) => (character === "%" ? "%25" : "%3A"));
}

/** The inverse of {@link encodePart}. */
function decodePart(encoded: string): string {
  return encoded.replace(/%(?:25|3A)/g, (code) => (code === "%25" ? "%" : ":"));
}

/** `STORE::s::PRODUCT::p::PRICE_LOWERED`. */
export function encodeKey(parts: KeyParts): string {
  let key = "";
  for (const { entity, id } of parts.entities) {
    key += entity + SEPARATOR + encodePart(id) + SEPARATOR;
  }
  return key + encodePart(parts.type);
}

/**
 * The inverse of {@link encodeKey}; `undefined` for a string that {@link encodeKey} never returns.
 */
export function decodeKey(key: string): KeyParts | undefined {
  const parts = key.split(SEPARATOR);
  const type = decodePart(parts.pop() as string);
  const entities: KeyEntity[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    entities.push({ entity: parts[index] as string, id: decodePart(parts[index + 1] ?? "") });
  }
  const decoded = { entities, type };
  const isValid = type !== "" && !parts.includes("") && encodeKey(decoded) === key;
  return isValid ? decoded : undefined;
}
