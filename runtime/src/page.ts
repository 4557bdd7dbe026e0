import { InvalidCursorError, InvalidQuestionError } from "./errors.js";
import type { PlainEvent } from "./event.js";
import { isEventId, nextEventId, previousEventId } from "./event-id.js";
import { type ReadPlan, readItems } from "./read.js";
import type { EventTable } from "./storage/table.js";

/** One page of the answer to a question. */
export interface EventPage<Event> {
  readonly events: Event[];
  /** Asks for the page after this one; left out where there is none. */
  readonly cursor?: string;
}

/**
 * What a cursor promises: it goes on right after the last event of its page, in the same order, whatever
 * was saved since. It holds that event's id and a checksum over the question, so that a changed cursor, or
 * one of another question, is refused. It is no secret and no permission.
 */
const CURSOR_VERSION = "1";

/** @throws InvalidCursorError for a cursor that was not made for these keys and this plan. */
export async function readPage(
  table: EventTable,
  keys: readonly string[],
  plan: ReadPlan,
  cursor: string | undefined,
): Promise<EventPage<PlainEvent>> {
  const { limit } = plan;
  if (limit === undefined) throw new InvalidQuestionError('A page needs a "limit".');
  const question = JSON.stringify([[...keys].sort(), plan.from, plan.to, plan.order]);
  const position = cursor === undefined ? undefined : decodeCursor(cursor, question);
  const rest = position === undefined ? plan : planAfter(plan, position);
  // One event more tells whether there is a next page, so that no cursor leads to nothing.
  const items = await readItems(table, keys, { ...rest, limit: limit + 1 });
  const events = items.slice(0, limit).map(plan.decode);
  const last = events.at(-1);
  if (items.length <= limit || last === undefined) return { events };
  return { events, cursor: encodeCursor(last.id, question) };
}

function planAfter(plan: ReadPlan, position: string): ReadPlan {
  const isAscending = plan.order === "asc";
  const bound = isAscending ? nextEventId(position) : previousEventId(position);
  if (bound === undefined) return { ...plan, isEmpty: true };
  return isAscending ? { ...plan, from: bound } : { ...plan, to: bound };
}

function encodeCursor(eventId: string, question: string): string {
  return `${CURSOR_VERSION}${eventId}${checksum(eventId + question)}`;
}

function decodeCursor(cursor: unknown, question: string): string {
  if (typeof cursor !== "string" || cursor[0] !== CURSOR_VERSION) {
    throw new InvalidCursorError("The cursor is not one that this version makes.");
  }
  const eventId = cursor.slice(1, 27);
  if (!isEventId(eventId) || cursor.slice(27) !== checksum(eventId + question)) {
    throw new InvalidCursorError("The cursor was changed, or belongs to another question.");
  }
  return eventId;
}

/** 53 bits of the text (cyrb53): enough to notice a mistake, and no protection against intent. */
function checksum(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36).padStart(11, "0");
}
