import { UnknownEventTypeError } from "../errors.js";
import type { Schema } from "../schema/schema.js";
import { isPlainObject } from "../util/plain-object.js";
import { personalFields, redactIssues } from "../validation/redact-issues.js";
import { schemaIssues } from "../validation/rules/schema-issues.js";
import { EventValidationError } from "../validation/validation-error.js";
import { type EventItem, eventOf, isEventItem, type PlainEvent } from "./event.js";

/** Makes the event that readers see of a stored item. */
export type DecodeEvent = (item: EventItem) => PlainEvent;

/** What a read does with stored events of types that the schema does not list. */
export type UnknownEvents = "throw" | "skip";

/** The event types that a read can give, and where it reads, for messages. */
export interface KnownTypes {
  /** `Schema "Store"`, `Stream "order"`. */
  readonly where: string;
  has(type: string): boolean;
}

/**
 * Fills in the fields that the schema has a default for and the item lacks; `null` is not lacking.
 * Each event has defaults of its own, so that one can be changed without another. What is no object,
 * as another writer may have stored it, is read as it is.
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
 * The same, and checks the event against the schema. Members that the schema does not know are let
 * through: a newer writer knows them.
 *
 * @throws EventValidationError from the decoder, with the event's id.
 */
export function decodeAndCheck(schema: Schema): DecodeEvent {
  const decode = decodeWithDefaults(schema);
  return (item) => {
    const event = decode(item);
    const { issues, leftOut } = schemaIssues(schema, event.type, event, { allowsUnknown: true });
    if (issues.length === 0) return event;
    const reported = redactIssues(issues, event, personalFields(schema, event.type));
    throw new EventValidationError(event.type, reported, { eventId: event.id, leftOut });
  };
}

/**
 * The items that are events of known types.
 *
 * @throws UnknownEventTypeError, unless such events are to be skipped, with every unknown type among them.
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
