import type { StreamState } from "./errors.js";
import { decodeKey } from "./key.js";
import type { HeadItem } from "./storage/table.js";

/**
 * How far a consistent stream had come when it was read. Give it to `unchangedSince` to save only if
 * the stream has not moved since. It can be kept, as JSON too.
 */
export interface StreamHead {
  /** The key of the stream that it was read from. */
  readonly stream: string;
  /** The id of the stream's last event; `undefined` for an empty stream. */
  readonly lastEventId: string | undefined;
  /** How many events the stream has had since it is consistent. */
  readonly count: number;
}

/** "Save only if this stream is as I saw it": what `unchangedSince` and `empty` make, for `expect`. */
export interface AppendCondition {
  /** The key of the stream's head. */
  readonly key: string;
  readonly expected: StreamState;
}

export function streamHead(stream: string, item: HeadItem | undefined): StreamHead {
  return { stream, lastEventId: item?.id, count: item?.count ?? 0 };
}

/** What a head's key says, for messages. */
export function describeHeadKey(key: string): {
  readonly stream: string;
  readonly ids: Readonly<Record<string, string>>;
} {
  const { type = key, entities = [] } = decodeKey(key) ?? {};
  const ids = Object.fromEntries(entities.map(({ entity, id }) => [entity, id]));
  return { stream: type.replace(/^@/, ""), ids };
}
