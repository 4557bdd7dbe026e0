import { EventTooLargeError, InvalidArgumentError } from "../errors.js";
import type { EventItem } from "../events/event.js";
import { checkedTime, isEventId, LAST_TIME, timeOf } from "../events/event-id.js";
import { type EventKeys, eventKeys } from "../keys/event-keys.js";
import { idReason, type KeyLimits } from "../keys/query-keys.js";
import { guardKey, revisionKey } from "../keys/revision.js";
import {
  type EventSchema,
  type IdField,
  type IdListLimits,
  knownEvent,
  type Schema,
} from "../schema/schema.js";
import { itemSize, utf8Length } from "../storage/item-size.js";
import type { TableLimits } from "../storage/table.js";
import { readMembers } from "../util/members.js";
import { isPlainObject, ownMember } from "../util/plain-object.js";
import { quoteUnlessWord } from "../util/quote.js";
import { personalFields, redactIssues } from "./redact-issues.js";
import { issueAt } from "./rules/clause.js";
import { schemaIssues } from "./rules/schema-issues.js";
import { storableCopy } from "./storable.js";
import { type EventIssue, EventValidationError } from "./validation-error.js";

/** The part of an item that comes from the caller. */
export type StoredContent = Pick<EventItem, "data" | "metadata">;

/** An event that passed all checks that precede the assignment of an id. */
export interface CheckedEvent {
  readonly type: string;
  /** The version of the data. */
  readonly version: number;
  /** Whether the event may be stored in another form than this one. */
  readonly hasEarlierForms: boolean;
  /** A copy of the caller's data and metadata, as it will be stored. */
  readonly content: StoredContent;
  /** The id given by the caller. */
  readonly givenId: string | undefined;
  readonly keys: EventKeys;
  /** Whether the event needs a guard: the caller gave its id, and no copy is sorted by it. */
  readonly isGuarded: boolean;
  /** The number of items to write, including a guard. */
  readonly items: number;
  /** The bytes that DynamoDB counts for all of its items together. */
  readonly bytes: number;
}

/** The schema, limits and clock that an event is checked against. */
export interface CheckContext {
  readonly schema: Schema;
  /**
   * Whether the content is checked against the schema, in addition to ids, sizes and storability.
   */
  readonly checksContent: boolean;
  readonly limits: TableLimits;
  /** The time of the client's clock, in milliseconds since 1970. */
  readonly now: () => number;
}

const EVENT_MEMBERS = ["type", "data", "id", "metadata"] as const;

/**
 * The maximum time by which an id may be ahead of the client's clock. An id of the far future would
 * sort after all later events.
 */
const MAX_AHEAD_MS = 24 * 60 * 60 * 1000;

/**
 * Checks an event before any request.
 *
 * @param input - The caller's argument, of any type.
 * @param eventIndex - The index of the event in a list, for the error.
 * @throws InvalidArgumentError for a value that is not an event: not an object, unknown members,
 *   `id: undefined`.
 * @throws UnknownLookupError for an event type that the schema does not have.
 * @throws EventTooLargeError for a copy of over 400 KB, or a key of over 2,048 bytes.
 * @throws EventValidationError with every failing path.
 */
export function checkEvent(
  context: CheckContext,
  input: unknown,
  eventIndex?: number,
): CheckedEvent {
  const { schema, limits } = context;
  const what = eventIndex === undefined ? "The event" : `events[${eventIndex}]`;
  const given = readMembers(input, what, EVENT_MEMBERS);
  if (typeof given.type !== "string") {
    throw new InvalidArgumentError(`${what} must have a "type", the name of an event type.`);
  }
  const { type } = given;
  const event = knownEvent(schema, type);

  // Only the first issue of each path is reported, so the order is: storage, id fields, schema.
  const issues: EventIssue[] = idIssues(given.id, context.now);
  const data = storablePart(given.data, "data", issues, limits);
  // Ids are checked on the copy that will be stored, because a getter may return another value next
  // time.
  issues.push(...idFieldIssues(event, data.value, issues));
  const metadata = storableMetadata(context, given.metadata, issues);
  const contentBytes = data.bytes + metadata.bytes;
  // Before the schema check, so that refusing an oversized event takes no longer than copying it.
  if (contentBytes > limits.itemBytes) throw tooLarge(type, `over ${limits.itemBytes}`, limits);
  const content = { data: data.value, metadata: metadata.value };
  const { issues: broken, leftOut } = context.checksContent
    ? schemaIssues(schema, type, content, { reported: issues })
    : { issues: [], leftOut: 0 };
  for (const issue of broken) issues.push(issue);
  if (data.value === undefined || issues.length > 0) {
    const reported = redactIssues(
      issues,
      { id: given.id, ...content },
      personalFields(schema, type),
    );
    throw new EventValidationError(type, reported, { eventIndex, leftOut });
  }

  const keys = eventKeys(schema, type, data.value);
  if (keys.canonical === undefined) {
    const message = "has no id for any lookup or stream, so it cannot be stored";
    const issue: EventIssue = { path: ["data"], rule: "lookup", message };
    throw new EventValidationError(type, [issue], { eventIndex });
  }
  const stored = hasMembers(metadata.value)
    ? { data: data.value, metadata: metadata.value }
    : { data: data.value };
  const givenId = given.id as string | undefined;
  const isGuarded = givenId !== undefined && keys.guard !== undefined;
  const memberBytes = "data".length + data.bytes + metadataBytes(stored, metadata.bytes);
  const { version, hasEarlierForms } = event;
  const bytes = checkedSize({ type, version }, memberBytes, keys, isGuarded, limits);
  const items = keys.copies.length + keys.streams.length + (isGuarded ? 1 : 0);
  const written = { keys, isGuarded, items, bytes };
  return { type, version, hasEarlierForms, content: stored, givenId, ...written };
}

function idIssues(id: unknown, now: () => number): EventIssue[] {
  if (id === undefined) return [];
  const issue = { path: ["id"], rule: "format", expected: "ulid" };
  if (!isEventId(id)) {
    return [{ ...issue, message: "must be a ULID: 26 characters, upper case" }];
  }
  const time = timeOf(id);
  if (time > LAST_TIME) return [{ ...issue, message: "has a time after the year 9999" }];
  if (time <= checkedTime(now(), "The clock") + MAX_AHEAD_MS) return [];
  return [{ ...issue, message: "has a time more than 24 hours ahead of this computer's clock" }];
}

function idFieldIssues(
  event: EventSchema,
  data: Part["value"],
  reported: readonly EventIssue[],
): EventIssue[] {
  if (data === undefined) return [];
  const failing = new Set(reported.map(({ path }) => path[1]));
  return [...event.ids].flatMap(([field, { list, isOptional }]: [string, IdField]) => {
    const value = ownMember(data, field);
    const path = ["data", field];
    if (list !== undefined && value !== undefined) return idListIssues(path, value, list);
    if (failing.has(field)) return [];
    if (value !== undefined) return idIssuesAt(path, value);
    return isOptional ? [] : [issueAt(path, "required")];
  });
}

function idIssuesAt(path: EventIssue["path"], value: unknown): EventIssue[] {
  const reason = idReason(value);
  return reason === undefined ? [] : [{ path, ...reason }];
}

/** The number of ids is checked here too, because the number of copies depends on it. */
function idListIssues(
  path: EventIssue["path"],
  value: unknown,
  { minItems, maxItems }: IdListLimits,
): EventIssue[] {
  if (!Array.isArray(value)) return [issueAt(path, "type", "array")];
  if (value.length > maxItems) return [issueAt(path, "maxItems", maxItems)];
  if (value.length < minItems) return [issueAt(path, "minItems", minItems)];
  // An item that cannot be stored is undefined in the copy, and reported already.
  return value.flatMap((id: unknown, index) => {
    return id === undefined ? [] : idIssuesAt([...path, index], id);
  });
}

interface Part {
  readonly value: Record<string, unknown> | undefined;
  readonly bytes: number;
}

/**
 * Copies a part of an event as it will be stored. The copy's value is `undefined` if the part is
 * not a plain object.
 */
function storablePart(
  value: unknown,
  part: string,
  issues: EventIssue[],
  { itemBytes }: TableLimits,
): Part {
  if (isPlainObject(value)) return storableCopy(value, part, issues, itemBytes) as Part;
  issues.push({
    path: [part],
    rule: "type",
    expected: "object",
    message: "must be a plain object",
  });
  return { value: undefined, bytes: 0 };
}

function storableMetadata(
  { schema, limits }: CheckContext,
  value: unknown,
  issues: EventIssue[],
): Part {
  if (schema.metadata !== undefined) {
    if (value === undefined) return { value: {}, bytes: 0 };
    return storablePart(value, "metadata", issues, limits);
  }
  if (value === undefined) return { value, bytes: 0 };
  const message = "this schema declares no metadata";
  issues.push({ path: ["metadata"], rule: "additionalProperties", message });
  return { value: undefined, bytes: 0 };
}

function hasMembers(value: object | undefined): value is Record<string, unknown> {
  return value !== undefined && Object.keys(value).length > 0;
}

function metadataBytes({ metadata }: StoredContent, bytes: number): number {
  return metadata === undefined ? 0 : "metadata".length + bytes;
}

/** Placeholders: all event ids have the same length, and so have all timestamps. */
const SOME_ID = "0".repeat(26);
const SOME_TIMESTAMP = new Date(0).toISOString();

/**
 * The bytes of all items of an event. Throws EventTooLargeError for an item or a key that exceeds
 * the table's limits.
 */
function checkedSize(
  { type, version }: Pick<CheckedEvent, "type" | "version">,
  memberBytes: number,
  { copies, streams, canonical, guard }: EventKeys,
  isGuarded: boolean,
  limits: TableLimits,
): number {
  // The copies differ only in their keys and the canonical mark, so the rest is measured once.
  const fixed = { pk: "", sk: "", id: SOME_ID, type, timestamp: SOME_TIMESTAMP };
  const body = itemSize(version === 1 ? fixed : { ...fixed, v: version }) + memberBytes;
  const mark = itemSize({ canonical: true });
  let bytes = 0;
  const add = (pk: string, sortKeyBytes: number) => {
    const keyBytes = utf8Length(pk);
    if (keyBytes > limits.partitionKeyBytes) throw keyTooLarge(type, keyBytes, limits);
    const size = body + keyBytes + sortKeyBytes + (pk === canonical ? mark : 0);
    if (size > limits.itemBytes) throw tooLarge(type, String(size), limits);
    bytes += size + limits.actionBytes;
  };
  for (const pk of copies) add(pk, SOME_ID.length);
  for (const pk of streams) add(pk, revisionKey(1).length);
  if (isGuarded) {
    const item = { pk: guard, sk: guardKey(SOME_ID), revision: Number.MAX_SAFE_INTEGER };
    bytes += itemSize(item) + limits.actionBytes;
  }
  return bytes;
}

/** The error for an event whose ids make a key that exceeds the table's limit. */
export function keyTooLarge(
  type: string,
  keyBytes: number,
  { partitionKeyBytes }: KeyLimits,
): EventTooLargeError {
  return new EventTooLargeError(
    `${quoteUnlessWord(type)} would have a key of ${keyBytes} bytes; DynamoDB allows ` +
      `${partitionKeyBytes}. Use shorter ids.`,
  );
}

function tooLarge(type: string, size: string, { itemBytes }: TableLimits): EventTooLargeError {
  return new EventTooLargeError(
    `${quoteUnlessWord(type)} would be an item of ${size} bytes; DynamoDB allows ${itemBytes} (400 KB). ` +
      "Store large content elsewhere, and a reference to it in the event.",
  );
}
