import { createEventIdSource, eventIdAt } from "../../events/event-id.js";
import type { DdbInputOf, InputOf } from "./types.js";

/** The number of digits of a ULID that encode its time. */
const TIME_DIGITS = 10;

/** A source with a constant clock, so that the random part grows from each id to the next. */
const increasing = createEventIdSource(() => 0);

/** Generates a unique id for any date, greater than all earlier ids for the same date. */
function idAt(time: number): string {
  return eventIdAt(time).slice(0, TIME_DIGITS) + increasing("caller").slice(TIME_DIGITS);
}

/**
 * Adds the date as the event's timestamp, and an id of the same time. Ids for one date grow in the
 * order of the calls.
 *
 * @param stamp - Creates a custom id from the milliseconds since 1970. Events are ordered by id, so
 *   ids should grow with time: `getLatestEvent` returns the event with the greatest id.
 * @throws InvalidArgumentError for a date before 1970 or after 9999, unless `stamp` is given.
 */
export const withTimeAndId = <
  Key extends string,
  // biome-ignore lint/suspicious/noExplicitAny: as in 0.1.1, so that inferred types are equally loose.
  Event extends Record<Key, any> & { timestamp: string; id: string },
>(
  event: InputOf<Event>,
  date: Date = new Date(),
  stamp: (seedTime: number) => string = idAt,
): DdbInputOf<Event> => {
  const id = stamp(date.getTime());
  return { ...event, id, timestamp: date.toISOString() } as unknown as DdbInputOf<Event>;
};

/**
 * Adds timestamps and ids to several events: the same timestamp for all, and ids that grow in the
 * order given.
 */
export const sequentialStampAndId = <
  Key extends string,
  // biome-ignore lint/suspicious/noExplicitAny: as in 0.1.1, so that inferred types are equally loose.
  Event extends Record<Key, any> & { timestamp: string; id: string },
>(
  events: InputOf<Event>[],
): DdbInputOf<Event>[] => {
  const date = new Date();
  return events.map((event) => withTimeAndId<Key, Event>(event, date));
};
