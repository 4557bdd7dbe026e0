import { UnknownEventTypeError } from "../errors.js";
import type { Schema } from "../schema/schema.js";
import { isPlainObject } from "../util/plain-object.js";
import { personalFields, redactIssues } from "../validation/redact-issues.js";
import { schemaIssues } from "../validation/rules/schema-issues.js";
import { EventValidationError } from "../validation/validation-error.js";
import { type EventItem, eventOf, isEventItem, type PlainEvent } from "./event.js";

/** Converts a stored item to the event that readers get. */
export type DecodeEvent = (item: EventItem) => PlainEvent;

/** How a read treats stored events whose types the schema does not list. */
export type UnknownEvents = "throw" | "skip";

/** The event types that a read can return, and the name of its source for messages. */
export interface KnownTypes {
  /** `Schema "Store"`, `Stream "order"`. */
  readonly where: string;
  has(type: string): boolean;
}

/**
 * Creates a decoder that fills in the schema's defaults for missing fields; `null` is not missing.
 * Each event gets its own copy of the defaults, so changing one event does not change another. Data
 * that is not an object, which another writer may have stored, is returned unchanged.
 */
export function decodeWithDefaults({ events }: Schema): DecodeEvent {
  return (item) => {
    const event = eventOf(item);
    const { defaults = [] } = events.get(event.type) ?? {};
    const data: unknown = event.data;
    if (defaults.length === 0 || !isPlainObject(data)) return event;
    const missing = defaults.filter(([field]) => !Object.hasOwn(data, field));
    if (missing.length === 0) return event;
    const filled = missing.map(([field, value]) => [field, structuredClone(value)] as const);
    return { ...event, data: { ...data, ...Object.fromEntries(filled) } };
  };
}

/**
 * Like {@link decodeWithDefaults}, and checks the event against the schema. Members that the schema
 * does not know are allowed, because a newer schema may have them.
 *
 * @throws EventValidationError - from the decoder, with the event's id.
 */
export function decodeAndCheck(schema: Schema): DecodeEvent {
  const decode = decodeWithDefaults(schema);
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
 * Selects the items that are events of known types.
 *
 * @throws UnknownEventTypeError with every unknown type, unless `unknownEvents` is `"skip"`.
 */
export function knownItems(
  items: readonly object[],
  known: KnownTypes,
  unknownEvents: UnknownEvents,
): EventItem[] {
  const events: EventItem[] = [];
  const unknown = new Set<string>();
  for (const item of items) {
    if (!isEventItem(item)) continue;
    if (known.has(item.type)) events.push(item);
    else unknown.add(item.type);
  }
  if (unknown.size > 0 && unknownEvents === "throw") {
    throw new UnknownEventTypeError(known.where, [...unknown]);
  }
  return events;
}
