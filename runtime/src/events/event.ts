/** The members of every event. Generated event interfaces extend it. */
export interface EventBase<Type extends string = string> {
  /** A ULID. Events are ordered by it, except in consistent streams, which have revisions. */
  id: string;
  type: Type;
  /** The time in `id`, as ISO 8601 in UTC with milliseconds. */
  timestamp: string;
  // Not an index signature, because an interface is not assignable to one.
  data: object;
}

/** {@link EventBase} for a schema that declares metadata. */
export interface EventWithMetadata<Type extends string, Metadata extends object>
  extends EventBase<Type> {
  /** The metadata that was saved with the event; absent if there was none. */
  metadata?: Metadata;
}

/** An event of any type. */
export interface PlainEvent extends EventWithMetadata<string, Record<string, unknown>> {
  data: Record<string, unknown>;
}

/** An event of a consistent stream, with its revision. */
export type WithRevision<Event> = Event & {
  /** The event's position in the stream: 1, 2, 3 … */
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
  /** Absent if it would be empty. */
  readonly metadata?: Record<string, unknown>;
  /** The version of `data`; absent if it is 1. */
  readonly v?: number;
  /**
   * Set on exactly one copy of each event, so that readers of the whole table or of its change
   * stream can count each event once.
   */
  readonly canonical?: true;
}

/** A copy of an event, without its keys. */
export type StoredEvent = Omit<EventItem, "pk" | "sk">;

/**
 * The event of a stored copy. It leaves out the copy's keys, so that an event is the same for every
 * lookup that finds it.
 */
export function eventOf({ id, type, timestamp, data, metadata }: StoredEvent): PlainEvent {
  const event = { id, type, timestamp, data };
  return metadata === undefined ? event : { ...event, metadata };
}

/** The version of the data of a stored copy; `NaN` for an attribute that is not a positive integer. */
export function versionOf({ v = 1 }: Pick<StoredEvent, "v">): number {
  return Number.isSafeInteger(v) && v >= 1 ? v : Number.NaN;
}

/** Whether an item is a copy of an event. Guards and foreign items are not. */
export function isEventItem(item: object): item is EventItem {
  const { id, type, timestamp } = item as Partial<EventItem>;
  return typeof id === "string" && typeof type === "string" && typeof timestamp === "string";
}
