import type { LookupPath, PlainDescriptor, StreamDescriptor } from "./descriptor.js";
import { InvalidQuestionError } from "./errors.js";
import type { PlainEvent } from "./event.js";
import { type AppendCondition, describeHeadKey, type StreamHead } from "./head.js";
import { idReason, type LookupIds, lookupKey, streamKey } from "./lookup.js";
import { iterateKeys, planRead, type ReadDefaults, type ReadOptions, readKeys } from "./read.js";
import { type ConsistentSource, readConsistent } from "./read-consistent.js";
import type { EventTable } from "./storage/table.js";

/** One stream: the history of what its ids name. */
export interface EventStream<Event> {
  /**
   * The stream's events, oldest first unless `order` says otherwise.
   *
   * Costs a request for each event type of the stream, or one if it is materialized, and one for each
   * further MB.
   *
   * @throws InvalidQuestionError - before any call.
   */
  read(options?: ReadOptions): Promise<StreamSlice<Event>>;

  /** The same events one by one, page by page as they are consumed, in constant memory. */
  iterate(options?: ReadOptions): AsyncGenerator<Event, void, undefined>;
}

/** What was read of a stream. */
export interface StreamSlice<Event> {
  readonly events: Event[];
}

/** A stream with a head: saves can be made to depend on it, and its ids only ever grow. */
export interface ConsistentEventStream<Event> extends EventStream<Event> {
  /**
   * The stream's events with the head that they belong to: all events up to it, and none after it.
   * Reads are strongly consistent whatever the options say.
   *
   * Costs one request more than without a head, but for a materialized stream that is read whole.
   */
  read(options?: ReadOptions): Promise<ConsistentStreamSlice<Event>>;

  /** For `expect`: save only if the stream has not moved since this head was read. */
  unchangedSince(head: StreamHead): AppendCondition;

  /** For `expect`: save only if the stream has no event. */
  empty(): AppendCondition;
}

/** What was read of a consistent stream. */
export interface ConsistentStreamSlice<Event> extends StreamSlice<Event> {
  readonly head: StreamHead;
}

type PickStream = (ids: Readonly<Record<string, unknown>>) => EventStream<PlainEvent>;

/** A function for each stream of the schema, under its own name. */
export function createStreams(
  descriptor: PlainDescriptor,
  table: EventTable,
  defaults: ReadDefaults,
): Readonly<Record<string, PickStream>> {
  const streams = Object.entries(descriptor.streams).map(([name, stream]) => {
    const pick: PickStream = (given) => {
      const ids = streamIds(stream.name, stream.by, given);
      const keys = streamKeys(descriptor, stream, ids);
      return stream.consistent === true
        ? consistentStream(table, { keys, headKey: streamKey(stream, ids) }, defaults)
        : plainStream(table, keys, defaults);
    };
    return [name, pick] as const;
  });
  return Object.fromEntries(streams);
}

function plainStream(
  table: EventTable,
  keys: readonly string[],
  defaults: ReadDefaults,
): EventStream<PlainEvent> {
  return {
    async read(options = {}) {
      return { events: await readKeys(table, keys, planRead(options, defaults)) };
    },
    iterate(options = {}) {
      return iterateKeys(table, keys, planRead(options, defaults));
    },
  };
}

function consistentStream(
  table: EventTable,
  source: ConsistentSource,
  defaults: ReadDefaults,
): ConsistentEventStream<PlainEvent> {
  const key = source.headKey;
  return {
    ...plainStream(table, source.keys, { ...defaults, consistentRead: true }),
    async read(options = {}) {
      return readConsistent(
        table,
        source,
        planRead({ ...options, consistentRead: true }, defaults),
      );
    },
    unchangedSince(head) {
      if (head?.stream !== key) {
        const { stream } = describeHeadKey(key);
        throw new InvalidQuestionError(`The head was not read from this stream "${stream}".`);
      }
      return { key, expected: { lastEventId: head.lastEventId, count: head.count } };
    },
    empty() {
      return { key, expected: { lastEventId: undefined, count: 0 } };
    },
  };
}

function streamIds(
  stream: string,
  by: LookupPath,
  given: Readonly<Record<string, unknown>>,
): LookupIds {
  return by.map((modelKey) => {
    const reason = idReason(given?.[modelKey]);
    if (reason !== undefined) {
      throw new InvalidQuestionError(`Stream "${stream}": "${modelKey}" ${reason.message}.`);
    }
    return [modelKey, given[modelKey] as string] as const;
  });
}

/** The keys whose events are the stream: its own if it is materialized, and else one of each event type. */
function streamKeys(
  descriptor: PlainDescriptor,
  stream: StreamDescriptor,
  ids: LookupIds,
): string[] {
  if (stream.materialized === true) return [streamKey(stream, ids)];
  return stream.events.map((type) => lookupKey(descriptor, type, ids));
}
