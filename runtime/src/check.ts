import { type EventDescriptor, eventDescriptor, type PlainDescriptor } from "./descriptor.js";
import { EventTooLargeError } from "./errors.js";
import type { EventItem } from "./event.js";
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
import { schemaIssues } from "./schema-issues.js";
import { isPlainObject, storableCopy } from "./storable.js";
import { personalFields, tellableIssues } from "./tell-issues.js";
import { type EventIssue, EventValidationError } from "./validation-error.js";

/** An event as a caller gives it; nothing about it has been checked. */
export interface UncheckedEvent {
  readonly type: string;
  readonly data: unknown;
  readonly metadata?: unknown;
  readonly id?: string | undefined;
}

/** What an item holds of the caller's. */
export type StoredContent = Pick<EventItem, "data" | "metadata">;

/** An event that passed every check that does not hang on its id. */
export interface CheckedEvent {
  readonly type: string;
  /** Copies of the caller's, as they will be stored. */
  readonly content: StoredContent;
  /** The id that the caller gave. */
  readonly givenId: string | undefined;
  readonly keys: EventKeys;
  /** What DynamoDB counts for all copies and heads together. */
  readonly bytes: number;
}

/**
 * Checks an event, before any call.
 *
 * @param eventIndex - Which of several it is, for the error.
 * @throws UnknownLookupError for an event type that the schema has not.
 * @throws EventValidationError with every failing path.
 * @throws EventTooLargeError for a copy of over 400 KB, or a key of over 2,048 bytes.
 */
export function checkEvent(
  descriptor: PlainDescriptor,
  input: UncheckedEvent,
  eventIndex?: number,
): CheckedEvent {
  const { type, id } = input;
  const event = eventDescriptor(descriptor, type);
  // Of two issues with one place the first is told: what we know of ids and storage, then the schema.
  const issues: EventIssue[] = [...eventIdIssues(id), ...idIssues(event, input.data)];
  const data = storableMembers(input.data, "data", issues);
  const metadata = storableMetadata(descriptor, input.metadata, issues);
  issues.push(...schemaIssues(descriptor, type, { data, metadata }));
  if (data === undefined || issues.length > 0) {
    const personal = personalFields(descriptor, type);
    const told = tellableIssues(issues, { id, data, metadata }, personal);
    throw new EventValidationError(type, told, { eventIndex });
  }

  const keys = eventKeys(descriptor, type, event, data);
  if (keys.copies.length === 0) {
    const message = "has no id to be found by, so it would be stored nowhere";
    const issue: EventIssue = { path: ["data"], rule: "lookup", message };
    throw new EventValidationError(type, [issue], { eventIndex });
  }
  const hasMetadata = metadata !== undefined && Object.keys(metadata).length > 0;
  const content = hasMetadata ? { data, metadata } : { data };
  return { type, content, givenId: id, keys, bytes: checkedSize(type, content, keys) };
}

function eventIdIssues(id: unknown): EventIssue[] {
  if (id === undefined || isEventId(id)) return [];
  const message = "must be a ULID: 26 characters, upper case";
  return [{ path: ["id"], rule: "format", expected: "ulid", message }];
}

function idIssues(event: EventDescriptor, data: unknown): EventIssue[] {
  if (!isPlainObject(data)) return [];
  return Object.keys(event.ids).flatMap((field): EventIssue[] => {
    const value = data[field];
    const path = ["data", field];
    if (value !== undefined) {
      const reason = idReason(value);
      return reason === undefined ? [] : [{ path, ...reason }];
    }
    if (event.optionalIds?.includes(field)) return [];
    return [{ path, rule: "required", message: "is required" }];
  });
}

/** A copy of what the caller gave for a part of an event, as it will be stored; `undefined` for no plain object. */
function storableMembers(
  value: unknown,
  part: string,
  issues: EventIssue[],
): Record<string, unknown> | undefined {
  if (isPlainObject(value)) return storableCopy(value, [part], issues) as Record<string, unknown>;
  issues.push({
    path: [part],
    rule: "type",
    expected: "object",
    message: "must be a plain object",
  });
  return undefined;
}

function storableMetadata(descriptor: PlainDescriptor, value: unknown, issues: EventIssue[]) {
  if (value === undefined) return undefined;
  if (descriptor.metadata !== undefined) return storableMembers(value, "metadata", issues);
  const message = "this schema declares no metadata";
  issues.push({ path: ["metadata"], rule: "additionalProperties", message });
  return undefined;
}

/** Any event id: all are of one length, and so are their timestamps until the year 10,000. */
const SOME_ID = "0".repeat(26);

/** The copies differ only in their keys, so the body is measured once. */
function checkedSize(type: string, content: StoredContent, keys: EventKeys): number {
  const event = { id: SOME_ID, type, timestamp: timestampOf(SOME_ID), ...content };
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
