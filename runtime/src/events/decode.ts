import { UnknownEventTypeError, UnknownEventVersionError } from "../errors.js";
import type { JsonValue } from "../schema/json-value.js";
import { missingCode, type Schema } from "../schema/schema.js";
import { isPlainObject, ownMember } from "../util/plain-object.js";
import { personalFields, redactIssues } from "../validation/redact-issues.js";
import { schemaIssues } from "../validation/rules/schema-issues.js";
import { EventValidationError } from "../validation/validation-error.js";
import {
  type EventItem,
  eventOf,
  isEventItem,
  type PlainEvent,
  type StoredEvent,
  versionOf,
} from "./event.js";

/** Converts a stored copy to the event that readers get. */
export type DecodeEvent = (item: StoredEvent) => PlainEvent;

/**
 * Converts the data of a stored event, of any version, to the newest version, with its defaults.
 *
 * @param event - The event as it is stored, but with the event type that its stored type belongs to.
 */
export type UpgradeData = (event: PlainEvent, version: number) => unknown;

/** How a read treats stored events whose types the schema does not list. */
export type UnknownEvents = "throw" | "skip";

/** The event types that a read can return, and the name of its source for messages. */
export interface KnownTypes {
  /** `Schema "Store"`, `Stream "order"`. */
  readonly where: string;
  /** Whether a stored type is that of an event that the read returns. */
  readonly has: (storedType: string) => boolean;
  /** The stored types of events that reads leave out. */
  readonly retired: ReadonlySet<string>;
}

/** The event types of a schema that a source lists. */
export function knownTypes(
  { typeOf, retired }: Schema,
  where: string,
  isListed: (type: string) => boolean,
): KnownTypes {
  return { where, has: (storedType) => isListed(typeOf(storedType)), retired };
}

/**
 * Creates a decoder that makes the event of the newest version: with the newest type, the newest
 * names of fields, and the schema's defaults for missing fields; `null` is not missing. Each event
 * gets its own copy of the defaults, so changing one event does not change another. Data that is
 * not an object, which another writer may have stored, is returned unchanged.
 *
 * @param upgrade - Required for schemas whose stored events can differ from those that are saved.
 * @throws UnknownEventVersionError, UpcastError - from the decoder.
 */
export function decodeToNewest(
  { name, events, typeOf }: Schema,
  upgrade?: UpgradeData,
): DecodeEvent {
  return (item) => {
    const event = eventOf(item);
    const schema = events.get(item.type) ?? events.get(typeOf(item.type));
    if (schema === undefined) return event;
    const isEvolved = schema.hasEarlierForms;
    if (isEvolved) event.type = typeOf(item.type);
    const version = versionOf(item);
    // Not ">", which is false for an invalid version.
    if (!(version <= schema.version)) {
      throw new UnknownEventVersionError(event, version, schema.version);
    }
    if (isEvolved && upgrade === undefined) throw missingCode(name, "earlier versions");
    const data =
      isEvolved && upgrade ? upgrade(event, version) : withDefaults(event.data, schema.defaults);
    event.data = data as PlainEvent["data"];
    return event;
  };
}

/** Data with the values of missing fields; the same object if none is missing. */
export function withDefaults(
  data: unknown,
  defaults: readonly (readonly [field: string, value: JsonValue])[],
): unknown {
  if (defaults.length === 0 || !isPlainObject(data)) return data;
  let filled = data;
  for (const [field, value] of defaults) {
    if (ownMember(data, field) !== undefined) continue;
    filled = { ...filled, [field]: structuredClone(value) };
  }
  return filled;
}

/**
 * Adds a check of the event against the schema to a decoder. Members that the schema does not know
 * are allowed, because a newer schema may have them.
 *
 * @throws EventValidationError - from the decoder, with the event's id.
 */
export function decodeAndCheck(schema: Schema, decode: DecodeEvent): DecodeEvent {
  return (item) => {
    const event = decode(item);
    // Metadata that would be empty is not stored.
    const content = { data: event.data, metadata: event.metadata ?? {} };
    const { issues, leftOut } = schemaIssues(schema, event.type, content, { allowsUnknown: true });
    if (issues.length === 0) return event;
    const reported = redactIssues(issues, event, personalFields(schema, event.type));
    throw new EventValidationError(event.type, reported, { eventId: event.id, leftOut });
  };
}

/**
 * Whether an item counts for the limit of a read: it is an event of a known type, or of a type for
 * which the read throws. The read leaves out all other items.
 */
export function isCounted(
  item: object,
  { has, retired }: KnownTypes,
  unknownEvents: UnknownEvents,
): item is EventItem {
  if (!isEventItem(item)) return false;
  return has(item.type) || (unknownEvents === "throw" && !retired.has(item.type));
}

/**
 * Selects the items that are events of known types: the first ones, up to the limit.
 *
 * @throws UnknownEventTypeError with every unknown type, unless `unknownEvents` is `"skip"`.
 */
export function knownItems(
  items: readonly object[],
  known: KnownTypes,
  unknownEvents: UnknownEvents,
  limit: number = Number.POSITIVE_INFINITY,
): EventItem[] {
  const events: EventItem[] = [];
  const unknown = new Set<string>();
  for (const item of items) {
    if (events.length >= limit) break;
    if (!isCounted(item, known, unknownEvents)) continue;
    if (known.has(item.type)) events.push(item);
    else unknown.add(item.type);
  }
  if (unknown.size > 0) throw new UnknownEventTypeError(known.where, [...unknown]);
  return events;
}
