import { InvalidArgumentError } from "../errors.js";
import { type DecodeEvent, type KnownTypes, knownTypes } from "../events/decode.js";
import type { PlainEvent } from "../events/event.js";
import { idReason, type LookupIds, lookupKeys, streamKey } from "../keys/query-keys.js";
import type { NamedReadContext } from "../read/observe-read.js";
import { planRead, READ_OPTIONS, type ReadDefaults, type ReadOptions } from "../read/options.js";
import { type EventSource, iterateKeys, readKeys } from "../read/read.js";
import type { StreamDescriptor } from "../schema/descriptor.js";
import type { Schema } from "../schema/schema.js";
import { readMembers } from "../util/members.js";
import { quote } from "../util/quote.js";
import type { ClientStreams, ConsistentEventStream, SaveNew } from "./consistent.js";
import { type Fold, foldCodeOf, type StateOptions } from "./fold.js";

/** One stream: the history of the entity that its ids identify. */
export interface EventStream<Event> {
  /**
   * Reads the stream's events, oldest first by default.
   *
   * Costs a request for each event type of the stream and each of its aliases, or one request if it
   * is materialized, and one for each further MB; with `consistentRead` and several event types, one more request for
   * each type.
   *
   * With `consistentRead` the events are a prefix: if the result has event B, and event A was
   * acknowledged before the save of B began, the result has A too, as far as the writers' clocks
   * agree. A writer can still add events before those that were read if its clock is slow, if it
   * saves several events at once, or if it saves under an id generated earlier. Without
   * `consistentRead` the events need not be a prefix. To follow a stream, make it consistent.
   *
   * @throws InvalidArgumentError - before any call.
   * @throws UnknownEventTypeError - for stored events of types that the stream does not list.
   * @throws UnknownEventVersionError, UpcastError - for a stored event that cannot be read.
   */
  readonly read: (options?: ReadOptions) => Promise<StreamSlice<Event>>;

  /**
   * Yields the events of `read` one by one, in constant memory: each page is fetched when it is
   * consumed. With `consistentRead` and several event types the iteration ends at the newest event
   * stored when it began.
   */
  readonly iterate: (options?: ReadOptions) => AsyncGenerator<Event, void, undefined>;

  /**
   * The state that a fold makes of all events of the stream. Costs what `read` costs.
   *
   * @throws Everything that `read` throws; errors of the fold's handlers, unchanged.
   */
  readonly state: <State>(
    fold: Fold<State, Event>,
    options?: StateOptions,
  ) => Promise<{ readonly state: State }>;
}

/** The result of reading a stream. */
export interface StreamSlice<Event> {
  readonly events: Event[];
}

/** The dependencies that the streams of a client share. */
export interface StreamContext extends NamedReadContext {
  readonly schema: Schema;
  readonly defaults: ReadDefaults;
  readonly decode: DecodeEvent;
  /** Present if the schema has consistent streams. */
  readonly consistent: ClientStreams | undefined;
  readonly saveNew: SaveNew;
}

type PickStream = (ids: unknown) => EventStream<PlainEvent> | ConsistentEventStream<PlainEvent>;

/** Creates, for each stream of the schema, the function that takes its ids. */
export function createStreams(context: StreamContext): Readonly<Record<string, PickStream>> {
  const streams = Object.entries(context.schema.streams).map(([name, stream]) => {
    const types = new Set(stream.events);
    const where = `Stream "${stream.name}"`;
    const known = knownTypes(context.schema, where, (type) => types.has(type));
    const pick: PickStream = (given) => {
      const ids = streamIds(stream, given);
      if (stream.consistent === true && context.consistent !== undefined) {
        const { schema, table, saveNew } = context;
        const key = streamKey(schema, stream, ids, table.limits);
        return context.consistent.open({ schema, stream, key, known, saveNew });
      }
      return plainStream(context, stream, streamKeys(context, stream, ids), known);
    };
    return [name, pick] as const;
  });
  return Object.fromEntries(streams);
}

function plainStream(
  context: StreamContext,
  stream: StreamDescriptor,
  keys: readonly string[],
  known: KnownTypes,
): EventStream<PlainEvent> {
  const source: EventSource = { keys, known, decode: context.decode };
  const planOf = (options: unknown) =>
    planRead(readMembers(options, "The options", READ_OPTIONS), context.defaults);
  const read = async (options: object = {}) => {
    return { events: await readKeys(context, source, planOf(options)) };
  };
  const opened = {
    read,
    iterate(options: object = {}) {
      return iterateKeys(context, source, planOf(options));
    },
    async state(fold: unknown, options: unknown = {}) {
      const access = { schema: context.schema, stream, read };
      return foldCodeOf(fold).plainState(access, options);
    },
  };
  // A fold has a state of any type.
  return opened as Omit<typeof opened, "state"> as EventStream<PlainEvent>;
}

/** @throws InvalidArgumentError for anything but the ids of one stream. */
export function streamIds({ name, by }: StreamDescriptor, given: unknown): LookupIds {
  const members = readMembers(given, `Stream ${quote(name)}: the argument`, by);
  return by.map((modelKey) => {
    const reason = idReason(members[modelKey]);
    if (reason !== undefined) {
      throw new InvalidArgumentError(`Stream ${quote(name)}: "${modelKey}" ${reason.message}.`);
    }
    return [modelKey, members[modelKey] as string] as const;
  });
}

/**
 * The keys that hold the stream's events: one key if it is materialized, else one for each event
 * type and each of its aliases.
 */
function streamKeys(
  { schema, table }: StreamContext,
  stream: StreamDescriptor,
  ids: LookupIds,
): string[] {
  if (stream.materialized === true) return [streamKey(schema, stream, ids, table.limits)];
  return stream.events.flatMap((type) => lookupKeys(schema, type, ids, table.limits));
}
