import type { DecodeEvent, KnownTypes } from "../events/decode.js";
import type { PlainEvent, WithRevision } from "../events/event.js";
import {
  planRevisionRead,
  READ_OPTIONS,
  type ReadDefaults,
  type RevisionReadOptions,
  type RevisionReadPlan,
} from "../read/options.js";
import type { StreamDescriptor } from "../schema/descriptor.js";
import type { Schema } from "../schema/schema.js";
import type { EventTable } from "../storage/table.js";
import { readMembers } from "../util/members.js";
import type { NewSave, SaveContext } from "../write/save.js";
import { Append } from "./append.js";
import { withOrigin } from "./condition-origin.js";
import {
  type Decided,
  type DecideOptions,
  foldCodeOf,
  type RevisionAccess,
  type RevisionFold,
  type RevisionState,
  type RevisionStateOptions,
} from "./fold.js";
import {
  type AppendCondition,
  appendCondition,
  checkedConditions,
  headRevision,
  type StreamHead,
  streamHead,
} from "./head.js";
import { LastRevisions } from "./last-revisions.js";
import {
  iterateRevisions,
  type RevisionSlice,
  type RevisionSource,
  readRevisions,
} from "./read-revisions.js";
import { Turns } from "./turns.js";

/** A stream whose events have revisions, so that a save can require that nothing was appended. */
export interface ConsistentEventStream<Event, Input = never> {
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

  /**
   * The state that a fold makes of all events of the stream.
   *
   * Costs what `read` costs. With snapshots: one query of one item (half a read unit for up to 4 KB)
   * and a read of the events since the snapshot.
   *
   * @throws Everything that `read` throws; errors of the fold's handlers, unchanged.
   */
  readonly state: <State>(
    fold: RevisionFold<State, Event, Input>,
    options?: RevisionStateOptions,
  ) => Promise<RevisionState<State>>;

  /**
   * Reads the stream, folds it into a state, decides on events, and appends them if nothing was
   * appended in the meantime. Else it reads the new events, folds them too, waits a moment, and
   * decides again.
   *
   * Costs what `state` costs, and what `saveEvents` with `expect` costs; for each conflict one query
   * of the new events more. If nothing is decided, nothing is saved.
   *
   * @param decide - Returns the events to append: a list, or a promise of one. Each must belong to
   *   this stream. It is called again after a conflict, so it must have no effects. It gets its own
   *   copy of the state.
   * @throws StreamConflictError - if the stream was appended to in each of the attempts. Nothing was
   *   written.
   * @throws Everything that `read` and `saveEvents` throw; errors of `decide` and of the fold's
   *   handlers, unchanged.
   */
  readonly decide: <State>(
    fold: RevisionFold<State, Event, Input>,
    decide: (state: State) => readonly Input[] | Promise<readonly Input[]>,
    options?: DecideOptions,
  ) => Promise<Decided<State, Event>>;
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
  /** The table itself, whatever its contract says. */
  readonly port: EventTable;
}

/** Checks events, gives them ids and saves them. */
export type SaveNew = (
  events: readonly unknown[],
  newSave: NewSave,
  signal: AbortSignal | undefined,
) => Promise<PlainEvent[]>;

/** One stream to open. */
export interface StreamToOpen {
  readonly schema: Schema;
  readonly stream: StreamDescriptor;
  readonly key: string;
  readonly known: KnownTypes;
  readonly saveNew: SaveNew;
}

/** The consistent streams of one client. */
export interface ClientStreams {
  open(stream: StreamToOpen): ConsistentEventStream<PlainEvent>;
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
    open: (stream) => openStream(context, stream),
    newSave(expect) {
      const conditions = checkedConditions(expect, given.tableName, given.table.limits);
      return (_, events, signal) => new Append(context, events, signal, conditions);
    },
  };
};

/** {@link ConsistentContext} with the memory of one client. */
export interface OpenContext extends ConsistentContext {
  readonly lastRevisions: LastRevisions;
  readonly turns: Turns;
}

function openStream(
  context: OpenContext,
  { schema, stream, key, known, saveNew }: StreamToOpen,
): ConsistentEventStream<PlainEvent> {
  const source = { key, known, decode: context.decodeRead };
  const access: RevisionAccess = { schema, stream, context, source, saveNew };
  const planOf = (options: unknown) =>
    planRevisionRead(readMembers(options, "The options", READ_OPTIONS), context.defaults);
  const condition = (revision: number): AppendCondition =>
    withOrigin(appendCondition(context.tableName, key, revision), consistentStreams);
  const opened = {
    async read(options = {}) {
      const { events, lastRevision } = await readAndRecord(context, source, planOf(options));
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
    async state(fold, options = {}) {
      return foldCodeOf(fold).revisionState(access, options);
    },
    async decide(fold, decide, options = {}) {
      return foldCodeOf(fold).decide(access, decide, options);
    },
  } satisfies UntypedStream;
  return opened as unknown as ConsistentEventStream<PlainEvent>;
}

/** A stream whose folds have states of any type. */
type UntypedStream = Omit<ConsistentEventStream<PlainEvent>, "state" | "decide"> & {
  readonly state: (fold: unknown, options?: unknown) => Promise<unknown>;
  readonly decide: (fold: unknown, decide: unknown, options?: unknown) => Promise<unknown>;
};

/** Reads a stream, and remembers its last revision for the appends of the client. */
export async function readAndRecord(
  context: OpenContext,
  source: RevisionSource,
  plan: RevisionReadPlan,
): Promise<RevisionSlice> {
  const slice = await readRevisions(context, source, plan);
  if (plan.reachesEnd) context.lastRevisions.record(source.key, slice.lastRevision);
  else context.lastRevisions.recordAtLeast(source.key, slice.lastRevision);
  return slice;
}
