/** What every event has. Generated event interfaces extend it. */
export interface EventBase<Type extends string = string> {
  /** A ULID. Events are ordered by it, except in consistent streams, which have revisions. */
  id: string;
  type: Type;
  /** The time in `id`, as ISO 8601 in UTC with milliseconds. */
  timestamp: string;
  // Not an index signature: an interface of data would not be assignable to it.
  data: object;
}

/** The same, where the schema declares metadata. */
export interface EventWithMetadata<Type extends string, Metadata extends object>
  extends EventBase<Type> {
  /** The metadata that was saved with the event; left out where there was none. */
  metadata?: Metadata;
}

/** An event of any type. */
export interface PlainEvent extends EventWithMetadata<string, Record<string, unknown>> {
  data: Record<string, unknown>;
}

/** An event of a consistent stream, with its place in it. */
export type WithRevision<Event> = Event & {
  /** The event's place in the stream: 1, 2, 3 … */
  readonly revision: number;
};

/** One copy of an event, exactly as it is stored. */
export interface EventItem {
  /** The key of the lookup or the stream that the copy belongs to. */
  readonly pk: string;
  /** The event's id or, in a consistent stream, its revision. */
  readonly sk: string;
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly data: Record<string, unknown>;
  /** Left out where it would be empty. */
  readonly metadata?: Record<string, unknown>;
  /** On one copy of each event: by it, a reader of the whole table or its change stream counts the event. */
  readonly canonical?: true;
}

/**
 * The event that a stored item is a copy of. The keys of the copy stay behind: an event is the same
 * whichever lookup found it.
 */
export function eventOf({ id, type, timestamp, data, metadata }: EventItem): PlainEvent {
  const event = { id, type, timestamp, data };
  return metadata === undefined ? event : { ...event, metadata };
}

/** Whether an item is a copy of an event: guards and whatever else is in the table are not. */
export function isEventItem(item: object): item is EventItem {
  const { id, type, timestamp } = item as Partial<EventItem>;
  return typeof id === "string" && typeof type === "string" && typeof timestamp === "string";
}
