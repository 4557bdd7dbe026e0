/** The types of `@status-machina/ddb-pattern` 0.1.1, under their own names. */

export type IdKeyName = `${string}_id`;
export type IdKeyOf<Event extends { data: object }> = keyof Event["data"] & IdKeyName;
export type InputOf<Event> = Omit<Event, "id" | "timestamp" | "pk" | "sk">;
export type DdbInputOf<Event> = Omit<Event, "pk" | "sk">;
export type NotUndefined<Value> = Value extends undefined ? never : Value;

/** An event as it is stored. */
export interface EventBase<Type> {
  /** A ULID. Events are ordered by it. */
  id: string;
  type: Type;
  /** The time in `id`, as ISO 8601 in UTC with milliseconds. */
  timestamp: string;
  pk: string;
  sk: string;
  // biome-ignore lint/suspicious/noExplicitAny: the source library's events are assigned to this type.
  data: Record<string, any>;
}
