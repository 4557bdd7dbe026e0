/** What every event has. Generated event interfaces extend it. */
export interface EventBase<Type extends string = string> {
  /** A ULID. Events are ordered by it. */
  id: string;
  type: Type;
  /** The time in `id`, as ISO 8601 in UTC with milliseconds. */
  timestamp: string;
  data: Record<string, unknown>;
}

/** Any value that JSON can say: what a field of type `json` holds. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | JsonValue[]
  | { [key: string]: JsonValue };

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
}

/**
 * The event that a stored item is a copy of. The keys of the copy stay behind: an event is the same
 * whichever lookup found it.
 */
export function eventOf({ id, type, timestamp, data }: EventItem): EventBase {
  return { id, type, timestamp, data };
}
