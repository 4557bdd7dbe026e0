import { createEventIdSource, eventIdAt } from "../../events/event-id.js";
import type { DdbInputOf, InputOf } from "./types.js";

/** The digits of a ULID that say its time. */
const TIME_DIGITS = 10;

/** Its time stands still, so that what follows the time grows from each id to the next. */
const growing = createEventIdSource(() => 0);

/** An id for any date, unique, and above all that were given for the same date before. */
function idAt(time: number): string {
  return eventIdAt(time).slice(0, TIME_DIGITS) + growing("caller").slice(TIME_DIGITS);
}

/**
 * The event with the date as its timestamp, and an id of the same time. Ids for one date grow in the order
 * of the calls.
 *
 * @param stamp - Makes an id of your own from the milliseconds since 1970. Events are ordered by their ids,
 *   so ids should grow with time: `getLatestEvent` gives the event with the greatest.
 * @throws InvalidArgumentError for a date before 1970 or after 9999, unless `stamp` is given.
 */
export const withTimeAndId = <
  Key extends string,
  // biome-ignore lint/suspicious/noExplicitAny: as in 0.1.1, so that what is inferred is as loose as it was.
  Event extends Record<Key, any> & { timestamp: string; id: string },
>(
  event: InputOf<Event>,
  date: Date = new Date(),
  stamp: (seedTime: number) => string = idAt,
): DdbInputOf<Event> => {
  const id = stamp(date.getTime());
  return { ...event, id, timestamp: date.toISOString() } as unknown as DdbInputOf<Event>;
};

/** The same for several events: all have one timestamp, and ids that grow in the order given. */
export const sequentialStampAndId = <
  Key extends string,
  // biome-ignore lint/suspicious/noExplicitAny: as in 0.1.1, so that what is inferred is as loose as it was.
  Event extends Record<Key, any> & { timestamp: string; id: string },
>(
  events: InputOf<Event>[],
): DdbInputOf<Event>[] => {
  const date = new Date();
  return events.map((event) => withTimeAndId<Key, Event>(event, date));
};
