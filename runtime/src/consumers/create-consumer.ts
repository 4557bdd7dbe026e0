import { type DocumentClient, openTable } from "../client/open-table.js";
import { InvalidArgumentError } from "../errors.js";
import type { UnknownEvents } from "../events/decode.js";
import type { PlainEvent } from "../events/event.js";
import { checkedUnknownEvents } from "../read/options.js";
import type { ReadContext } from "../read/pages.js";
import type { Descriptor } from "../schema/descriptor.js";
import { type Schema, schemaOf } from "../schema/schema.js";
import { checkedRetryPolicy } from "../storage/retry.js";
import { checkedPositiveInteger, checkedTime, readMembers } from "../util/members.js";
import { describeKind, quote } from "../util/quote.js";
import { isStoredName } from "../util/stored-name.js";
import type { EarlierVersions } from "../write/earlier-versions.js";
import type { CheckpointStore } from "./checkpoints.js";
import { consistentStreamNames, createCopyReader } from "./copies.js";
import type { EventConsumer } from "./event-consumer.js";
import { type AnyHandler, type HandlerContext, HandlersSink } from "./handlers-sink.js";

/** The options of every consumer. */
export interface CommonConsumerOptions<Event = PlainEvent> {
  /**
   * How to treat events of types that this version of the schema does not list: report the batch as
   * failed, so that it is delivered again until a newer version is deployed (`"throw"`, the default), or
   * leave them out (`"skip"`). Events of retired types are left out either way. `"throw"` is about canonical copies and the
   * copies of the consumer's streams; a table with several schemas requires event source filters, or
   * `"skip"`.
   */
  readonly unknownEvents?: UnknownEvents;
  /**
   * How often a handler is called for an event in one delivery, with full jitter over a pause that
   * doubles from 50 ms to 2 s. Default 3.
   */
  readonly attempts?: number;
  /**
   * Gives an event up after its last attempt: the consumer goes on with the next one. Store the event, or
   * its id, for somebody to look at. An event whose upcaster fails is given as it is stored. If the
   * function fails, or without it, the batch is reported as failed, and the source delivers it again.
   *
   * Events of unknown types and versions are never parked: a newer version of the program handles them.
   */
  readonly onParked?: (event: Event, error: unknown, context: HandlerContext) => unknown;
  /**
   * Events that were saved before are replays: handlers get them, with `isReplay`, and `effect` does
   * nothing. Default: none is a replay.
   */
  readonly since?: Date;
  /** The number of streams of a batch that are handled in parallel. Default 8. */
  readonly concurrency?: number;
}

/**
 * The options of a consumer without checkpoints. Each event is handled at least once: the streams of a
 * batch in the order of their revisions. An event that comes again is handled again, and gaps remain.
 */
export interface PlainConsumerOptions<Event = PlainEvent> extends CommonConsumerOptions<Event> {
  readonly name?: never;
  readonly checkpoints?: never;
  readonly client?: never;
  readonly tableName?: never;
}

/**
 * The options of a consumer with checkpoints. For each consistent stream it knows the last revision that
 * was handled: it handles each event after it, in the order of the revisions. Events that come again are
 * dropped, and those that the change stream lacks are read from the table: a new consumer handles the
 * whole history of each stream of which a record comes. If a process dies, the events since its last
 * checkpoint, at most 100 of each stream, are handled again.
 *
 * Costs one consistent read and one write of the store for each stream of a batch; a gap costs a query of the table.
 */
export interface CheckpointedConsumerOptions<Event = PlainEvent>
  extends CommonConsumerOptions<Event> {
  /** The name of the checkpoints. Consumers with one name share them, so each event is handled by one. */
  readonly name: string;
  /** The store of the checkpoints: `dynamoDBCheckpoints(…)`. */
  readonly checkpoints: CheckpointStore;
  /** The client of the events' table. */
  readonly client: DocumentClient;
  /** The events' table. */
  readonly tableName: string;
}

/** The options of a generated consumer. */
export type ConsumerOptions<Event = PlainEvent> =
  | PlainConsumerOptions<Event>
  | CheckpointedConsumerOptions<Event>;

const COMMON_OPTIONS = ["attempts", "concurrency", "onParked", "since", "unknownEvents"] as const;
const CHECKPOINT_OPTIONS = ["name", "checkpoints", "client", "tableName"] as const;
const ALL_OPTIONS = [...COMMON_OPTIONS, ...CHECKPOINT_OPTIONS] as const;

const DEFAULT_ATTEMPTS = 3;
const DEFAULT_CONCURRENCY = 8;

/**
 * Creates a consumer of a table's change stream; generated code calls it.
 *
 * @param handlers - Functions by event type, and by stream in `streams`. A handler of an event type gets
 *   each event once, by its canonical copy; a handler of a consistent stream gets the stream's events.
 * @param options - With `earlierVersions`, `upcasters` has a function for each step of a version that
 *   requires one.
 * @param earlierVersions - Required for schemas whose stored events can differ from those that are saved.
 * @throws InvalidArgumentError for handlers and options that are none.
 */
export function createConsumer(
  descriptor: Descriptor,
  handlers: object,
  options: object = {},
  earlierVersions?: EarlierVersions,
): EventConsumer {
  const schema = schemaOf(descriptor);
  const { types, streams } = checkedHandlers(descriptor, schema, handlers);
  const members = readMembers(
    options,
    "The consumer's options",
    earlierVersions === undefined ? ALL_OPTIONS : [...ALL_OPTIONS, "upcasters"],
  );
  const { attempts = DEFAULT_ATTEMPTS, concurrency = DEFAULT_CONCURRENCY, onParked } = members;
  if (onParked !== undefined && typeof onParked !== "function") {
    throw new InvalidArgumentError('"onParked" must be a function.');
  }
  const { name, checkpoints, table } = checkedCheckpoints(members);
  const copies = createCopyReader(
    descriptor,
    {
      types: new Set(types.keys()),
      streams: new Set(streams.keys()),
      unknownEvents: checkedUnknownEvents(members.unknownEvents ?? "throw"),
      upcasters: members.upcasters,
    },
    earlierVersions,
  );
  const sink = new HandlersSink({
    name,
    types,
    streams,
    checkpoints,
    attempts: checkedPositiveInteger("attempts", attempts),
    onParked: onParked as never,
    since:
      members.since === undefined ? Number.NEGATIVE_INFINITY : checkedTime("since", members.since),
  });
  return {
    name,
    copies,
    table,
    sink,
    concurrency: checkedPositiveInteger("concurrency", concurrency),
  };
}

type HandlersByName = ReadonlyMap<string, AnyHandler>;

function checkedHandlers(
  { events }: Descriptor,
  schema: Schema,
  handlers: object,
): { readonly types: HandlersByName; readonly streams: HandlersByName } {
  const { streams = {}, ...types } = readMembers<string>(handlers, "The handlers", [
    ...Object.keys(events),
    "streams",
  ]);
  const names = consistentStreamNames(schema);
  const byMember = readMembers<string>(streams, '"streams" of the handlers', [...names.keys()]);
  const checked = {
    types: new Map(checkedFunctions(types)),
    streams: new Map(
      checkedFunctions(byMember).map(([member, handler]) => [names.get(member) ?? "", handler]),
    ),
  };
  if (checked.types.size + checked.streams.size > 0) return checked;
  throw new InvalidArgumentError("The handlers must have at least one function.");
}

function checkedFunctions(handlers: object): (readonly [string, AnyHandler])[] {
  return Object.entries(handlers).map(([name, handler]: [string, unknown]) => {
    if (typeof handler === "function") return [name, handler as AnyHandler];
    throw new InvalidArgumentError(
      `The handler of ${quote(name)} must be a function, not ${describeKind(handler)}.`,
    );
  });
}

interface CheckedCheckpoints {
  readonly name: string | undefined;
  readonly checkpoints: CheckpointStore | undefined;
  readonly table: ReadContext | undefined;
}

function checkedCheckpoints(
  members: Readonly<Partial<Record<(typeof CHECKPOINT_OPTIONS)[number], unknown>>>,
): CheckedCheckpoints {
  const missing = CHECKPOINT_OPTIONS.filter((option) => members[option] === undefined);
  if (missing.length === CHECKPOINT_OPTIONS.length) {
    return { name: undefined, checkpoints: undefined, table: undefined };
  }
  if (missing.length > 0) {
    throw new InvalidArgumentError(
      `The consumer's options lack ${missing.map(quote).join(", ")}. Give ${CHECKPOINT_OPTIONS.map(quote).join(", ")} ` +
        "together, or none of them.",
    );
  }
  const { client, tableName } = members;
  return {
    name: checkedConsumerName(members.name),
    checkpoints: checkedCheckpointStore(members.checkpoints),
    table: {
      table: openTable(client as DocumentClient, tableName as string),
      retry: checkedRetryPolicy(undefined),
    },
  };
}

/** @throws InvalidArgumentError for a name that cannot be that of checkpoints. */
export function checkedConsumerName(name: unknown): string {
  if (isStoredName(name)) return name;
  throw new InvalidArgumentError(
    '"name" must have 1 to 100 letters, digits, dots, hyphens and underscores.',
  );
}

/** @throws InvalidArgumentError for a value that is not a store. */
export function checkedCheckpointStore(value: unknown): CheckpointStore {
  const { read, compareAndSet } = (value ?? {}) as Partial<CheckpointStore>;
  if (typeof read === "function" && typeof compareAndSet === "function") {
    return value as CheckpointStore;
  }
  throw new InvalidArgumentError(
    '"checkpoints" must be a store of checkpoints: dynamoDBCheckpoints(client, tableName).',
  );
}
