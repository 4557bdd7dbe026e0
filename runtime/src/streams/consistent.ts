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
  readonly read: (options?: RevisionReadOptions) => Promise<ConsistentStreamSlice<Event>>;

  /** The same events one by one, page by page as they are consumed, in constant memory. */
  readonly iterate: (
    options?: RevisionReadOptions,
  ) => AsyncGenerator<WithRevision<Event>, void, undefined>;

  /**
   * For `expect`: save only if nothing was appended to the stream since this head was read.
   *
   * @throws InvalidArgumentError for what is no head of this stream.
   */
  readonly unchangedSince: (head: StreamHead) => AppendCondition;

  /** For `expect`: save only if the stream has no event. */
  readonly empty: () => AppendCondition;
}

/** What was read of a consistent stream. */
export interface ConsistentStreamSlice<Event> {
  readonly events: WithRevision<Event>[];
  readonly head: StreamHead;
}

/** What the consistent streams of a client have in common. */
export interface ConsistentContext extends SaveContext {
  readonly tableName: string;
  readonly defaults: ReadDefaults;
  /** Makes the events that readers see. */
  readonly decodeRead: DecodeEvent;
}

/** The consistent streams of one client: how they are read, and how events are appended to them. */
export interface ClientStreams {
  open(key: string, known: KnownTypes): ConsistentEventStream<PlainEvent>;
  /** @throws InvalidArgumentError for conditions that no stream of the table made. */
  newSave(expect: unknown): NewSave;
}

/**
 * Consistent streams, as a part of the runtime that generated code passes to `createEventClient`: a schema
 * without such a stream leaves it out of a bundle.
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
      if (plan.reachesEnd) context.lastRevisions.ends(key, lastRevision);
      else context.lastRevisions.saw(key, lastRevision);
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
