import { isStreamKey } from "../keys/key.js";
import { revisionOf } from "../keys/revision.js";
import { decodeItemValues } from "../storage/dynamodb/attribute-value.js";
import { eventOf, isEventItem, type PlainEvent, versionOf } from "./event.js";

/** A decoded copy of an event. */
export interface DecodedItem {
  /**
   * The event as it is stored: not checked, with the type, the names of fields and the version that
   * it was saved with, and without the schema's defaults.
   */
  readonly event: PlainEvent;
  /** The version of the event's data. `NaN` if the item has a version that is none. */
  readonly version: number;
  /**
   * Whether this is the canonical copy: the one copy of the event to count when reading the whole
   * table.
   */
  readonly canonical: boolean;
  /** The key of the stream that the copy belongs to; absent for the copy of a lookup. */
  readonly stream?: string;
  /** The event's revision; present for a copy in a consistent stream. */
  readonly revision?: number;
}

/**
 * Decodes any item of the table: from a scan, an export, or the `NewImage` of a change stream
 * record. Attributes can be plain values or DynamoDB attribute values (`{ S: "…" }`), with bytes in
 * base64 as Lambda delivers them.
 *
 * An event can have several copies. To count each event once, count only copies with `canonical:
 * true`.
 *
 * @returns `undefined` for an item that is not a copy of an event.
 * @throws For a copy that has a malformed attribute value.
 */
export function decodeItem(item: object): DecodedItem | undefined {
  if (typeof item !== "object" || item === null || !hasEventStrings(item)) return undefined;
  const plain = decodeItemValues(item as Record<string, unknown>);
  if (!isEventItem(plain) || typeof plain.pk !== "string" || typeof plain.sk !== "string") {
    return undefined;
  }
  const version = versionOf(plain);
  const decoded = { event: eventOf(plain), version, canonical: plain.canonical === true };
  if (!isStreamKey(plain.pk)) return decoded;
  const revision = revisionOf(plain.sk);
  return { ...decoded, stream: plain.pk, ...(revision === undefined ? {} : { revision }) };
}

/**
 * Whether the item has the strings that every copy of an event has, plain or as attribute values.
 */
function hasEventStrings(item: object): boolean {
  return ["pk", "sk", "id", "type", "timestamp"].every((name) => {
    const value = (item as Record<string, unknown>)[name];
    if (typeof value !== "object" || value === null) return typeof value === "string";
    return typeof (value as { readonly S?: unknown }).S === "string";
  });
}
