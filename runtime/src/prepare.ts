import { eventDescriptor, type PlainDescriptor } from "./descriptor.js";
import { type EventIssue, EventTooLargeError, EventValidationError } from "./errors.js";
import type { EventBase, EventItem } from "./event.js";
import { isEventId, type MintEventId, timestampOf } from "./event-id.js";
import { itemSize, MAX_ITEM_BYTES, MAX_KEY_BYTES, utf8Length } from "./item-size.js";
import { eventKeys, idReason } from "./lookup.js";
import { isPlainObject, storableCopy } from "./storable.js";

/** An event as a caller gives it; nothing about it has been checked. */
export interface UncheckedEvent {
  readonly type: string;
  readonly data: unknown;
  readonly id?: string | undefined;
}

/** An event that passed every check, with its fan-out. */
export interface PreparedEvent {
  readonly event: EventBase;
  /** All copies, the canonical one first. */
  readonly copies: readonly EventItem[];
  /** What DynamoDB counts for all copies together. */
  readonly bytes: number;
}

/**
 * Checks an event and fans it out. Pure but for the id that it mints.
 *
 * @throws UnknownLookupError for an event type that the schema has not.
 * @throws EventValidationError with every failing path.
 * @throws EventTooLargeError for a copy of over 400 KB, or a key of over 2,048 bytes.
 */
export function prepareEvent(
  descriptor: PlainDescriptor,
  input: UncheckedEvent,
  mint: MintEventId,
): PreparedEvent {
  const { type } = input;
  const descriptorOfType = eventDescriptor(descriptor, type);

  const issues: EventIssue[] = [];
  if (input.id !== undefined && !isEventId(input.id)) {
    issues.push({ path: ["id"], message: "must be a ULID: 26 characters, upper case" });
  }
  if (!isPlainObject(input.data)) {
    throw new EventValidationError(type, [
      ...issues,
      { path: ["data"], message: "must be a plain object" },
    ]);
  }
  for (const field of Object.keys(descriptorOfType.ids)) {
    const id = input.data[field];
    if (id === undefined && descriptorOfType.optionalIds?.includes(field)) continue;
    const message = id === undefined ? "is required" : idReason(id);
    if (message !== undefined) issues.push({ path: ["data", field], message });
  }
  const data = storableCopy(input.data, ["data"], issues) as Record<string, unknown>;
  const keys = issues.length > 0 ? [] : eventKeys(type, descriptorOfType, data);
  if (issues.length === 0 && keys.length === 0) {
    issues.push({
      path: ["data"],
      message: "has no id to be found by, so it would be stored nowhere",
    });
  }
  if (issues.length > 0) throw new EventValidationError(type, uniqueByPath(issues));

  const id = input.id ?? mint();
  const event: EventBase = { id, type, timestamp: timestampOf(id), data };
  const copies = keys.map((pk): EventItem => ({ pk, sk: id, ...event }));
  return { event, copies, bytes: checkedSize(type, copies) };
}

/** The copies differ only in their keys, so the body is measured once. */
function checkedSize(type: string, copies: readonly EventItem[]): number {
  const [canonical] = copies as readonly [EventItem];
  const body = itemSize({ ...canonical, pk: "" });
  let bytes = 0;
  for (const { pk } of copies) {
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
    bytes += body + keyBytes;
  }
  return bytes;
}

function uniqueByPath(issues: readonly EventIssue[]): EventIssue[] {
  return [...new Map(issues.map((issue) => [JSON.stringify(issue.path), issue])).values()];
}
