import { decodeKey } from "../keys/key.js";
import { revisionOf } from "../keys/revision.js";
import { decodeItemValues } from "../storage/dynamodb/attribute-value.js";
import { eventOf, isEventItem, type PlainEvent } from "./event.js";

/** What a stored item says. */
export interface DecodedItem {
  /** The event as it is stored: without the schema's defaults, and unchecked. */
  readonly event: PlainEvent;
  /** Whether this is the one copy by which a reader of the whole table counts the event. */
  readonly canonical: boolean;
  /** The key of the stream that the copy belongs to; left out for the copy of a lookup. */
  readonly stream?: string;
  /** The event's revision, for a copy in a consistent stream. */
  readonly revision?: number;
}

/**
 * Reads any item of the table: of a scan, of an export, or the `NewImage` of a record of the table's
 * change stream. Attributes can be plain values or DynamoDB's own (`{ S: "…" }`), with bytes as base64 as
 * Lambda gives them.
 *
 * An event has several copies. Count those with `canonical: true`, and each event counts once.
 *
 * @returns `undefined` for what is no copy of an event.
 * @throws For a copy of an event that has a malformed attribute value.
 */
export function decodeItem(item: object): DecodedItem | undefined {
  if (typeof item !== "object" || item === null || !hasEventStrings(item)) return undefined;
  const plain = decodeItemValues(item as Record<string, unknown>);
  if (!isEventItem(plain) || typeof plain.pk !== "string" || typeof plain.sk !== "string") {
    return undefined;
  }
  const decoded = { event: eventOf(plain), canonical: plain.canonical === true };
  if (decodeKey(plain.pk)?.type.startsWith("@") !== true) return decoded;
  const revision = revisionOf(plain.sk);
  return { ...decoded, stream: plain.pk, ...(revision === undefined ? {} : { revision }) };
}

/** Whether the item has the strings that every copy of an event has, plain or as DynamoDB writes them. */
function hasEventStrings(item: object): boolean {
  return ["pk", "sk", "id", "type", "timestamp"].every((name) => {
    const value = (item as Record<string, unknown>)[name];
    if (typeof value !== "object" || value === null) return typeof value === "string";
    return typeof (value as { readonly S?: unknown }).S === "string";
  });
}
