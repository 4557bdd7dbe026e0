import type { PlainDescriptor } from "./descriptor.js";
import { type EventItem, eventOf, type PlainEvent } from "./event.js";
import { schemaIssues } from "./schema-issues.js";
import { isPlainObject } from "./storable.js";
import { personalFields, tellableIssues } from "./tell-issues.js";
import { EventValidationError } from "./validation-error.js";

/** Makes the event that readers see of a stored item. */
export type DecodeEvent = (item: EventItem) => PlainEvent;

/**
 * Fills in the fields that the schema has a default for and the item lacks; `null` is not lacking.
 * Each event has defaults of its own, so that one can be changed without another. What is no object,
 * as another writer may have stored it, is read as it is.
 */
export function decodeWithDefaults({ events }: PlainDescriptor): DecodeEvent {
  return (item) => {
    const event = eventOf(item);
    const data: unknown = event.data;
    if (!isPlainObject(data)) return event;
    const missing = Object.entries(events[event.type]?.defaults ?? {}).filter(
      ([field]) => !Object.hasOwn(data, field),
    );
    if (missing.length === 0) return event;
    const filled = missing.map(([field, value]) => [field, structuredClone(value)] as const);
    return { ...event, data: { ...data, ...Object.fromEntries(filled) } };
  };
}

/**
 * The same, and holds the event against the schema. Members and event types that the schema does not
 * know are let through: a newer writer knows them.
 *
 * @throws EventValidationError from the decoder, with the event's id.
 */
export function decodeAndCheck(descriptor: PlainDescriptor): DecodeEvent {
  const decode = decodeWithDefaults(descriptor);
  return (item) => {
    const event = decode(item);
    if (!Object.hasOwn(descriptor.events, event.type)) return event;
    const issues = schemaIssues(descriptor, event.type, event).filter(
      ({ rule }) => rule !== "additionalProperties",
    );
    if (issues.length === 0) return event;
    const told = tellableIssues(issues, event, personalFields(descriptor, event.type));
    throw new EventValidationError(event.type, told, { eventId: event.id });
  };
}
