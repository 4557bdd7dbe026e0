/** The types of `@status-machina/ddb-pattern` 0.1.1, under their own names. */

/** The name of an id field: `product_id`. */
export type IdKeyName = `${string}_id`;

/** The id fields of an event's `data`. */
// biome-ignore lint/suspicious/noExplicitAny: as in 0.1.1, so that generic code over it compiles.
export type IdKeyOf<Event extends { data: any }> = keyof Event["data"] & IdKeyName;

/** An event to save, without the generated members. */
export type InputOf<Event> = Omit<Event, "id" | "timestamp" | "pk" | "sk">;

/** An event with its id and timestamp, but without keys. */
export type DdbInputOf<Event> = Omit<Event, "pk" | "sk">;

export type NotUndefined<Value> = Value extends undefined ? never : Value;

/** An event as it is stored. */
export interface EventBase<Type> {
  /** A ULID, unless a `stamp` of your own made it. Events are ordered by it. */
  id: string;
  type: Type;
  /** The time of the event, as ISO 8601 in UTC with milliseconds. */
  timestamp: string;
  /** The key of the lookup that the copy belongs to. */
  pk: string;
  /** The event's id. */
  sk: string;
  // biome-ignore lint/suspicious/noExplicitAny: the source library's events are assigned to this type.
  data: Record<string, any>;
}
