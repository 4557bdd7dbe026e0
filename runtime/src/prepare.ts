import { eventDescriptor, type PlainDescriptor } from "./descriptor.js";
import { type EventIssue, EventTooLargeError, EventValidationError } from "./errors.js";
import type { EventBase, EventItem } from "./event.js";
import { isEventId, timestampOf } from "./event-id.js";
import {
  HEAD_BYTES,
  INSERT_BYTES,
  itemSize,
  MAX_ITEM_BYTES,
  MAX_KEY_BYTES,
  utf8Length,
} from "./item-size.js";
import { type EventKeys, eventKeys, idReason } from "./lookup.js";
import { isPlainObject, storableCopy } from "./storable.js";

/** An event as a caller gives it; nothing about it has been checked. */
export interface UncheckedEvent {
  readonly type: string;
  readonly data: unknown;
  readonly id?: string | undefined;
}

/** An event that passed every check that does not hang on its id. */
export interface CheckedEvent {
  readonly type: string;
  /** A copy of the caller's, as it will be stored. */
  readonly data: Record<string, unknown>;
  /** The id that the caller gave. */
  readonly givenId: string | undefined;
  readonly keys: EventKeys;
  /** What DynamoDB counts for all copies and heads together. */
  readonly bytes: number;
}

/** An event with its id and its fan-out. */
export interface PreparedEvent {
  readonly checked: CheckedEvent;
  readonly event: EventBase;
  /** All copies, the canonical one first. */
  readonly copies: readonly EventItem[];
}

/**
 * Checks an event, before any call.
 *
 * @throws UnknownLookupError for an event type that the schema has not.
 * @throws EventValidationError with every failing path.
 * @throws EventTooLargeError for a copy of over 400 KB, or a key of over 2,048 bytes.
 */
export function checkEvent(descriptor: PlainDescriptor, input: UncheckedEvent): CheckedEvent {
  const { type, id } = input;
  const event = eventDescriptor(descriptor, type);
  const issues: EventIssue[] = [];
  if (id !== undefined && !isEventId(id)) {
    issues.push({ path: ["id"], message: "must be a ULID: 26 characters, upper case" });
  }
  if (!isPlainObject(input.data)) {
    issues.push({ path: ["data"], message: "must be a plain object" });
    throw new EventValidationError(type, issues);
  }
  for (const field of Object.keys(event.ids)) {
    const value = input.data[field];
    if (value === undefined && event.optionalIds?.includes(field)) continue;
    const message = value === undefined ? "is required" : idReason(value);
    if (message !== undefined) issues.push({ path: ["data", field], message });
  }
  const data = storableCopy(input.data, ["data"], issues) as Record<string, unknown>;
  if (issues.length > 0) throw new EventValidationError(type, uniqueByPath(issues));

  const keys = eventKeys(descriptor, type, event, data);
  if (keys.copies.length === 0) {
    const message = "has no id to be found by, so it would be stored nowhere";
    throw new EventValidationError(type, [{ path: ["data"], message }]);
  }
  return { type, data, givenId: id, keys, bytes: checkedSize(type, data, keys) };
}

/** The event under its id, with its fan-out. */
export function prepareEvent(checked: CheckedEvent, id: string): PreparedEvent {
  const { type, data, keys } = checked;
  const event: EventBase = { id, type, timestamp: timestampOf(id), data };
  const copies = keys.copies.map((pk): EventItem => ({ pk, sk: id, ...event }));
  return { checked, event, copies };
}

/** Any event id: all are of one length, and so are their timestamps until the year 10,000. */
const SOME_ID = "0".repeat(26);

/** The copies differ only in their keys, so the body is measured once. */
function checkedSize(type: string, data: Record<string, unknown>, keys: EventKeys): number {
  const event = { id: SOME_ID, type, timestamp: timestampOf(SOME_ID), data };
  const body = itemSize({ pk: "", sk: SOME_ID, ...event });
  let bytes = 0;
  for (const pk of keys.copies) {
    const keyBytes = utf8Length(pk);
    if (keyBytes > MAX_KEY_BYTES) {
      throw new EventTooLargeError(
        `${type} would be stored under a key of ${keyBytes} bytes; DynamoDB takes ${MAX_KEY_BYTES}.`,
      );
    }
    if (body + keyBytes > MAX_ITEM_BYTES) {
      throw new EventTooLargeError(
        `${type} would be an item of ${body + keyBytes} bytes; DynamoDB takes ${MAX_ITEM_BYTES} (400 KB).`,
      );
    }
    bytes += body + keyBytes + INSERT_BYTES;
  }
  for (const pk of keys.heads) bytes += utf8Length(pk) + HEAD_BYTES;
  return bytes;
}

function uniqueByPath(issues: readonly EventIssue[]): EventIssue[] {
  return [...new Map(issues.map((issue) => [JSON.stringify(issue.path), issue])).values()];
}
