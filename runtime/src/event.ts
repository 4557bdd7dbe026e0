/**
 * What every event has. Generated event interfaces extend it. `metadata` is a member only where the
 * schema declares it.
 */
// No interfaces: a declaration that the consumer's compiler writes could not name them.
export type EventBase<
  Type extends string = string,
  Metadata extends object | undefined = undefined,
> = {
  /** A ULID. Events are ordered by it. */
  id: string;
  type: Type;
  /** The time in `id`, as ISO 8601 in UTC with milliseconds. */
  timestamp: string;
  data: Record<string, unknown>;
} & ([Metadata] extends [object]
  ? {
      /** What was saved with the event beside its data; left out where nothing was. */
      metadata?: Metadata;
    }
  : unknown);

/** Any value that JSON can say: what a field of type `json` holds. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | JsonValue[]
  | { [key: string]: JsonValue };

/** An event of a schema that is not known before run time. */
export type PlainEvent = EventBase<string, Record<string, unknown>>;

/** One copy of an event, exactly as it is stored. */
export interface EventItem {
  /** The lookup that finds this copy. */
  readonly pk: string;
  /** The event's id. */
  readonly sk: string;
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly data: Record<string, unknown>;
  /** Left out where it would be empty. */
  readonly metadata?: Record<string, unknown>;
}

/**
 * The event that a stored item is a copy of. The keys of the copy stay behind: an event is the same
 * whichever lookup found it.
 */
export function eventOf({ id, type, timestamp, data, metadata }: EventItem): PlainEvent {
  const event = { id, type, timestamp, data };
  return metadata === undefined ? event : { ...event, metadata };
}
