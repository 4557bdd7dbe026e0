import { InvalidArgumentError, InvalidCursorError } from "../errors.js";
import type { EventItem, PlainEvent } from "../events/event.js";
import { isEventId, nextEventId, previousEventId } from "../events/event-id.js";
import { checksum } from "../util/checksum.js";
import { type NamedReadContext, observedRead } from "./observe-read.js";
import { isReversed, type ReadPlan } from "./options.js";
import type { ReadContext } from "./pages.js";
import { type EventSource, knownBatches } from "./read.js";

/** One page of a query's events. */
export interface EventPage<Event> {
  readonly events: Event[];
  /** The cursor of the next page; absent on the last page. */
  readonly cursor?: string;
}

/**
 * The version of cursors, their first character. A cursor continues right after the last event of
 * its page, in the same order, including events saved since. It contains that event's id and a
 * checksum of the query, so that a changed cursor, or a cursor of another query, is refused. It is
 * neither a secret nor a permission.
 */
const CURSOR_VERSION = "1";

/**
 * @throws InvalidCursorError for a cursor of other keys or another plan.
 * @throws InvalidArgumentError without a limit.
 */
export async function readEventPage(
  context: NamedReadContext,
  source: EventSource,
  plan: ReadPlan,
  cursor: unknown,
): Promise<EventPage<PlainEvent>> {
  const { limit } = plan;
  if (limit === undefined) throw new InvalidArgumentError('A page requires a "limit".');
  const query = JSON.stringify([[...source.keys].sort(), plan.from, plan.to, plan.order]);
  const rest = cursor === undefined ? plan : planAfter(plan, decodeCursor(cursor, query));
  const read = async (observed: ReadContext): Promise<EventPage<PlainEvent>> => {
    const items: EventItem[] = [];
    // One more event shows whether there is a next page, so that no cursor leads to an empty page.
    for await (const batch of knownBatches(observed, source, { ...rest, limit: limit + 1 })) {
      for (const item of batch) items.push(item);
    }
    const last = items[limit - 1];
    const page = { events: items.slice(0, limit).map(source.decode) };
    if (items.length <= limit || last === undefined) return page;
    return { ...page, cursor: encodeCursor(last.sk, query) };
  };
  return observedRead(context, source.keys, plan, read, ({ events }) => events.length);
}

/**
 * The rest of the plan after a position. It never exceeds the plan, even for a position outside of
 * it.
 */
function planAfter(plan: ReadPlan, position: string): ReadPlan {
  const isAscending = plan.order === "asc";
  const bound = isAscending ? nextEventId(position) : previousEventId(position);
  if (bound === undefined) return { ...plan, isEmpty: true };
  const { from, to } = plan;
  const rest = isAscending
    ? { ...plan, from: from !== undefined && from > bound ? from : bound }
    : { ...plan, to: to !== undefined && to < bound ? to : bound };
  return { ...rest, isEmpty: plan.isEmpty || isReversed(rest.from, rest.to) };
}

function encodeCursor(eventId: string, query: string): string {
  return `${CURSOR_VERSION}${eventId}${checksum(eventId + query)}`;
}

function decodeCursor(cursor: unknown, query: string): string {
  if (typeof cursor !== "string" || cursor[0] !== CURSOR_VERSION) {
    throw new InvalidCursorError(
      "The cursor is malformed, or has an unsupported version. Read the first page again.",
    );
  }
  const eventId = cursor.slice(1, 27);
  if (!isEventId(eventId) || cursor.slice(27) !== checksum(eventId + query)) {
    throw new InvalidCursorError("The cursor was changed, or belongs to another query.");
  }
  return eventId;
}
