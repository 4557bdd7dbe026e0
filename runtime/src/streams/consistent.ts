import type { DecodeEvent, KnownTypes } from "../events/decode.js";
import type { PlainEvent, WithRevision } from "../events/event.js";
import {
  planRevisionRead,
  READ_OPTIONS,
  type ReadDefaults,
  type RevisionReadOptions,
} from "../read/options.js";
import { readMembers } from "../util/members.js";
import type { NewSave, SaveContext } from "../write/save.js";
import { Append } from "./append.js";
import { withOrigin } from "./condition-origin.js";
import {
  type AppendCondition,
  appendCondition,
  checkedConditions,
  headRevision,
  type StreamHead,
  streamHead,
} from "./head.js";
import { LastRevisions } from "./last-revisions.js";
import { iterateRevisions, readRevisions } from "./read-revisions.js";
import { Turns } from "./turns.js";

/** A stream whose events have revisions, so that a save can require that nothing was appended. */
export interface ConsistentEventStream<Event> {
  /**
   * Reads the stream's events in the order of their revisions, and its head. Pass the head to
   * `unchangedSince`, or its revision to the next read: `read({ after: head.revision })`.
   *
   * The head is at the last revision that this read saw. If `limit` or `before` ended the read
   * early, that is the last event returned, and `unchangedSince(head)` fails if the stream has more
   * events.
   *
   * Costs one query, and one for each further MB; strongly consistent unless `consistentRead` is
   * false. Writers' clocks do not matter.
   *
   * @throws InvalidArgumentError - before any call.
   * @throws UnknownEventTypeError - for stored events of types that the stream does not list.
   * @throws UnknownEventVersionError, UpcastError - for a stored event that cannot be read.
   */
  readonly read: (options?: RevisionReadOptions) => Promise<ConsistentStreamSlice<Event>>;

  /**
   * Yields the events of `read` one by one, in constant memory: each page is fetched when it is
   * consumed.
   */
  readonly iterate: (
    options?: RevisionReadOptions,
  ) => AsyncGenerator<WithRevision<Event>, void, undefined>;

  /**
   * A condition for `expect`: save only if nothing was appended to the stream since this head was
   * read.
   *
   * @throws InvalidArgumentError for a value that is not a head of this stream.
   */
  readonly unchangedSince: (head: StreamHead) => AppendCondition;

  /** A condition for `expect`: save only if the stream is empty. */
  readonly empty: () => AppendCondition;
}

/** The result of reading a consistent stream. */
export interface ConsistentStreamSlice<Event> {
  readonly events: WithRevision<Event>[];
  readonly head: StreamHead;
}

/** The dependencies that the consistent streams of a client share. */
export interface ConsistentContext extends SaveContext {
  readonly defaults: ReadDefaults;
  /** Decodes the events that readers get. */
  readonly decodeRead: DecodeEvent;
}

/** The consistent streams of one client. */
export interface ClientStreams {
  open(key: string, known: KnownTypes): ConsistentEventStream<PlainEvent>;
  /** @throws InvalidArgumentError for conditions that no stream of the table created. */
  newSave(expect: unknown): NewSave;
}

/**
 * The code of consistent streams. Generated code passes it to `createEventClient` only if the
 * schema has such streams, so that other bundles omit it.
 */
export type ConsistentStreams = (context: ConsistentContext) => ClientStreams;

export const consistentStreams: ConsistentStreams = (given) => {
  const context = { ...given, lastRevisions: new LastRevisions(), turns: new Turns() };
  return {
    open: (key, known) => openStream(context, key, known),
    newSave(expect) {
      const conditions = checkedConditions(expect, given.tableName, given.table.limits);
      return (_, events, signal) => new Append(context, events, signal, conditions);
    },
  };
};

interface OpenContext extends ConsistentContext {
  readonly lastRevisions: LastRevisions;
}

function openStream(
  context: OpenContext,
  key: string,
  known: KnownTypes,
): ConsistentEventStream<PlainEvent> {
  const source = { key, known, decode: context.decodeRead };
  const planOf = (options: unknown) =>
    planRevisionRead(readMembers(options, "The options", READ_OPTIONS), context.defaults);
  const condition = (revision: number): AppendCondition =>
    withOrigin(appendCondition(context.tableName, key, revision), consistentStreams);
  return {
    async read(options = {}) {
      const plan = planOf(options);
      const { events, lastRevision } = await readRevisions(context, source, plan);
      if (plan.reachesEnd) context.lastRevisions.record(key, lastRevision);
      else context.lastRevisions.recordAtLeast(key, lastRevision);
      return { events, head: streamHead(context.tableName, key, lastRevision) };
    },
    iterate(options = {}) {
      return iterateRevisions(context, source, planOf(options));
    },
    unchangedSince(head) {
      return condition(headRevision(head, context.tableName, key));
    },
    empty() {
      return condition(0);
    },
  };
}
