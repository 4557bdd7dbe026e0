import { InvalidArgumentError } from "../errors.js";
import type { DecodeEvent, KnownTypes } from "../events/decode.js";
import type { PlainEvent, WithRevision } from "../events/event.js";
import { idReason, type LookupIds, lookupKey, streamKey } from "../keys/query-keys.js";
import {
  planRead,
  planRevisionRead,
  READ_OPTIONS,
  type ReadDefaults,
  type ReadOptions,
  type RevisionReadOptions,
} from "../read/options.js";
import type { ReadContext } from "../read/pages.js";
import { type EventSource, iterateKeys, readKeys } from "../read/read.js";
import type { PlainDescriptor, StreamDescriptor } from "../schema/descriptor.js";
import { readMembers } from "../util/members.js";
import { quote } from "../util/quote.js";
import {
  type AppendCondition,
  appendCondition,
  headRevision,
  type StreamHead,
  streamHead,
} from "./head.js";
import type { LastRevisions } from "./last-revisions.js";
import { iterateRevisions, readRevisions } from "./read-revisions.js";

/** One stream: the history of what its ids name. */
export interface EventStream<Event> {
  /**
   * The stream's events, oldest first unless `order` says otherwise.
   *
   * Costs a request for each event type of the stream, or one if it is materialized, and one for each
   * further MB; with `consistentRead` and several event types, one more of each type.
   *
   * With `consistentRead` the events are a prefix: one that was acknowledged before another's save began is
   * never missing beside it, as far as the writers' clocks agree. A writer whose clock is behind, that
   * saves several events at once, or under an id that it kept, can still add events before those that were
   * read. Without `consistentRead` there is no such promise. To follow a stream, make it consistent.
   *
   * @throws InvalidArgumentError - before any call.
   * @throws UnknownEventTypeError - for stored events of types that the stream does not list.
   */
  read(options?: ReadOptions): Promise<StreamSlice<Event>>;

  /**
   * The same events one by one, page by page as they are consumed, in constant memory. With
   * `consistentRead` and several event types the iteration ends at the newest event that was there when
   * it began.
   */
  iterate(options?: ReadOptions): AsyncGenerator<Event, void, undefined>;
}

/** What was read of a stream. */
export interface StreamSlice<Event> {
  readonly events: Event[];
}

/** A stream whose events have revisions, so that saves can depend on nothing having been added. */
export interface ConsistentEventStream<Event> {
  /**
   * The stream's events, each with its revision, in the order of revisions; and how far the stream had
   * come, for `unchangedSince` and to go on from: `read({ after: head.revision })`.
   *
   * The head is the last revision that this read saw. Of a read that `limit` or `before` ends early it is
   * the last event's given, and no longer holds where the stream goes on.
   *
   * One query, and one for each further MB; strongly consistent unless `consistentRead` is false. No
   * writer's clock matters.
   *
   * @throws InvalidArgumentError - before any call.
   * @throws UnknownEventTypeError - for stored events of types that the stream does not list.
   */
  read(options?: RevisionReadOptions): Promise<ConsistentStreamSlice<Event>>;

  /** The same events one by one, page by page as they are consumed, in constant memory. */
  iterate(options?: RevisionReadOptions): AsyncGenerator<WithRevision<Event>, void, undefined>;

  /**
   * For `expect`: save only if nothing was appended to the stream since this head was read.
   *
   * @throws InvalidArgumentError for what is no head of this stream.
   */
  unchangedSince(head: StreamHead): AppendCondition;

  /** For `expect`: save only if the stream has no event. */
  empty(): AppendCondition;
}

/** What was read of a consistent stream. */
export interface ConsistentStreamSlice<Event> {
  readonly events: WithRevision<Event>[];
  readonly head: StreamHead;
}

/** What the streams of a client have in common. */
export interface StreamContext extends ReadContext {
  readonly descriptor: PlainDescriptor;
  readonly tableName: string;
  readonly defaults: ReadDefaults;
  readonly decode: DecodeEvent;
  readonly lastRevisions: LastRevisions;
}

type PickStream = (ids: unknown) => EventStream<PlainEvent> | ConsistentEventStream<PlainEvent>;

/** A function for each stream of the schema, under its own name. */
export function createStreams(context: StreamContext): Readonly<Record<string, PickStream>> {
  const streams = Object.entries(context.descriptor.streams).map(([name, stream]) => {
    const types = new Set(stream.events);
    const known = { where: `Stream "${stream.name}"`, has: (type: string) => types.has(type) };
    const pick: PickStream = (given) => {
      const ids = streamIds(stream, given);
      return stream.consistent === true
        ? consistentStream(context, streamKey(stream, ids, context.table.limits), known)
        : plainStream(context, streamKeys(context, stream, ids), known);
    };
    return [name, pick] as const;
  });
  return Object.fromEntries(streams);
}

function plainStream(
  context: StreamContext,
  keys: readonly string[],
  known: KnownTypes,
): EventStream<PlainEvent> {
  const source: EventSource = { keys, known, decode: context.decode };
  const planOf = (options: unknown) =>
    planRead(readMembers(options, "The options", READ_OPTIONS), context.defaults);
  return {
    async read(options = {}) {
      return { events: await readKeys(context, source, planOf(options)) };
    },
    iterate(options = {}) {
      return iterateKeys(context, source, planOf(options));
    },
  };
}

function consistentStream(
  context: StreamContext,
  key: string,
  known: KnownTypes,
): ConsistentEventStream<PlainEvent> {
  const { tableName, lastRevisions } = context;
  const source = { key, known, decode: context.decode };
  const planOf = (options: unknown) =>
    planRevisionRead(readMembers(options, "The options", READ_OPTIONS), context.defaults);
  return {
    async read(options = {}) {
      const plan = planOf(options);
      const { events, lastRevision } = await readRevisions(context, source, plan);
      if (plan.reachesEnd) lastRevisions.ends(key, lastRevision);
      else lastRevisions.saw(key, lastRevision);
      return { events, head: streamHead(tableName, key, lastRevision) };
    },
    iterate(options = {}) {
      return iterateRevisions(context, source, planOf(options));
    },
    unchangedSince(head) {
      return appendCondition(tableName, key, headRevision(head, tableName, key));
    },
    empty() {
      return appendCondition(tableName, key, 0);
    },
  };
}

function streamIds({ name, by }: StreamDescriptor, given: unknown): LookupIds {
  const members = readMembers(given, `Stream ${quote(name)}: the argument`, by);
  return by.map((modelKey) => {
    const reason = idReason(members[modelKey]);
    if (reason !== undefined) {
      throw new InvalidArgumentError(`Stream ${quote(name)}: "${modelKey}" ${reason.message}.`);
    }
    return [modelKey, members[modelKey] as string] as const;
  });
}

/** The keys whose events are the stream: its own if it is materialized, and else one of each event type. */
function streamKeys(
  { descriptor, table }: StreamContext,
  stream: StreamDescriptor,
  ids: LookupIds,
): string[] {
  if (stream.materialized === true) return [streamKey(stream, ids, table.limits)];
  return stream.events.map((type) => lookupKey(descriptor, type, ids, table.limits));
}
