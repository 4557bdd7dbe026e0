import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { DdbPatternError, InvalidArgumentError, withOutcome } from "../errors.js";
import { decodeAndCheck, decodeWithDefaults, type UnknownEvents } from "../events/decode.js";
import type { PlainEvent } from "../events/event.js";
import { type Clock, createEventIdSource, generateEventId, isEventId } from "../events/event-id.js";
import { lookupKey, queryIds } from "../keys/query-keys.js";
import {
  checkedUnknownEvents,
  planRead,
  READ_OPTIONS,
  type ReadDefaults,
} from "../read/options.js";
import { readEventPage } from "../read/page.js";
import { type EventSource, iterateKeys, readKeys } from "../read/read.js";
import type { Descriptor } from "../schema/descriptor.js";
import { schemaOf } from "../schema/schema.js";
import { dynamoDBTable } from "../storage/dynamodb/table.js";
import { checkedRetryPolicy, type RetryPolicy } from "../storage/retry.js";
import type { TableProvider } from "../storage/table.js";
import { originOf } from "../streams/condition-origin.js";
import type { ConsistentStreams } from "../streams/consistent.js";
import type { AppendCondition } from "../streams/head.js";
import { createStreams } from "../streams/stream.js";
import { checkedSignal, type Members, readMembers } from "../util/members.js";
import { describeKind } from "../util/quote.js";
import { type CheckContext, checkEvent } from "../validation/check-event.js";
import { type ImportOptions, type ImportOutcome, importEvents } from "../write/import.js";
import { type NewSave, type SaveContext, saveEvents } from "../write/save.js";

/**
 * What a generated factory takes to reach the table: a client of the SDK, the document client or the
 * plain one; or tables of another kind, as `MemoryTable`.
 */
export type DocumentClient = DynamoDBDocumentClient | DynamoDBClient | TableProvider;

export interface EventClientOptions {
  /** Whether reads are strongly consistent unless they say otherwise. Default false. */
  readonly consistentRead?: boolean;
  readonly retry?: RetryPolicy;
  /** Milliseconds since 1970, for the ids of new events; for tests. Default `Date.now`. */
  readonly clock?: Clock;
  /**
   * When events are checked against the schema: when they are saved (`"write"`, the default), also when
   * they are read, or never. A read then throws `EventValidationError` for the first event that is
   * wrong; members that only a newer schema knows are not. Whatever it says, every save checks ids,
   * sizes, and what DynamoDB cannot store.
   */
  readonly validate?: "write" | "read-and-write" | "off";
  /**
   * What reads do with stored events of types that this version of the schema does not list: throw
   * `UnknownEventTypeError` (`"throw"`, the default), or leave them out.
   */
  readonly unknownEvents?: UnknownEvents;
}

export interface SaveOptions {
  /** All or nothing: the default, and for `saveEvent` the only way. */
  readonly atomic?: true;
  /**
   * Saves only if these streams are as expected: `[stream.unchangedSince(head)]`. They can be any
   * streams of the table, also such that the events are no part of.
   */
  readonly expect?: readonly AppendCondition[];
  /** Ends the call early, with `SaveAbortedError`. A write that was under way may still happen. */
  readonly signal?: AbortSignal;
}

/**
 * Reads and writes the events of one schema in one table.
 *
 * A generated client extends it with the same members for its own event types, and inherits what is
 * said of them here. They are properties, so that `const { saveEvent } = client` is as good as a call.
 *
 * Every error of a save has an `outcome` and the `eventIds`; see `SaveOutcome`.
 */
export interface EventClient<Event, Input, Streams> {
  /**
   * Saves one event: all its copies in one atomic write, and never over something stored.
   *
   * Costs one request and, for each started KB of a copy, 1 write unit if the event has one copy, or
   * 2 a copy if it has more. An `id` of the caller's costs one item more if all copies of the event are in
   * consistent streams, and a search of the stream if an error reported the id. Appending to a consistent
   * stream that is not expected at a revision costs a read of one item, unless this client saw the stream
   * before (it remembers 1,000 streams).
   *
   * @returns The stored event.
   * @throws InvalidArgumentError, UnknownLookupError, EventValidationError, EventTooLargeError,
   *   TransactionLimitError - before any call.
   * @throws EventIdReusedError - if `id` is given and taken by another content.
   * @throws StreamConflictError - if a stream of `expect` has moved.
   * @throws RetriesExhaustedError, StorageError, SaveAbortedError - `outcome` says what is known.
   */
  readonly saveEvent: (event: never, options?: SaveOptions) => Promise<unknown>;

  readonly saveEvents: SaveEvents<Event, Input>;

  /**
   * The newest event of a type that the query finds.
   *
   * Costs one request and half a read unit for up to 4 KB (one if consistent). With `consistentRead` it
   * sees every save that was acknowledged before; a writer whose clock is behind may have saved its event
   * last all the same.
   *
   * @throws UnknownLookupError, InvalidArgumentError - before any call.
   */
  readonly getLatestEvent: (query: never) => Promise<unknown>;

  /**
   * The events of a type that the query finds, oldest first unless `order` says otherwise.
   *
   * Costs a request for each MB. With `consistentRead` the events are a prefix (see `getEventStream`); more
   * than 1 MB then costs a request of one item more, and the first MB twice.
   *
   * @throws UnknownLookupError, InvalidArgumentError - before any call.
   */
  readonly getLatestEvents: (query: never) => Promise<unknown>;

  /**
   * The events of several types that the query finds, in one order. Every type must be stored by
   * the lookup that the query asks.
   *
   * Costs a request for each type, 8 of them at a time, and for each further MB of a type; with
   * `consistentRead` and several types, one more of each type.
   *
   * With `consistentRead` the events are a prefix: one that was acknowledged before another's save began is
   * never missing beside it, as far as the writers' clocks agree. A writer whose clock is behind, that
   * saves several events at once, or under an id that it kept, can still add events before those that were
   * read; a follower by `after` misses them. Without `consistentRead` there is no such promise at all. To
   * follow events, use a consistent stream.
   *
   * @throws UnknownLookupError, InvalidArgumentError - before any call.
   * @throws UnknownEventTypeError - for stored events of types that the schema does not list.
   */
  readonly getEventStream: (query: never) => Promise<unknown>;

  /**
   * The same events one by one, page by page as they are consumed, in constant memory. Nothing is
   * fetched after the loop is left. With `consistentRead` and several types the iteration ends at the
   * newest event that was there when it began, and so is a prefix, too.
   *
   * @throws UnknownLookupError, InvalidArgumentError - before any call.
   */
  readonly iterateEventStream: (query: never) => AsyncGenerator<unknown, void, undefined>;

  /**
   * One page of the same events: at most `limit`, and a cursor if there are more. The cursor goes on
   * right after the page's last event, whatever was saved since; ask the same query with it. A query of
   * other event types is another query, whose pages begin anew. With `consistentRead` each page is a
   * prefix of what comes after its cursor.
   *
   * @throws InvalidCursorError - for a cursor that was changed, or belongs to another query.
   * @throws UnknownLookupError, InvalidArgumentError - before any call.
   */
  readonly getEventPage: (query: never) => Promise<unknown>;

  /** The streams that the schema names; each is picked by its ids and then read. */
  readonly streams: Streams;
}

/** Saves several events. */
export interface SaveEvents<Event, Input> {
  /**
   * Saves events together, all or nothing. Their ids grow in the order given, and so do the revisions in
   * each consistent stream.
   *
   * @returns The stored events, in the order given.
   * @throws TransactionLimitError - before any call, for over 100 items or 4 MB.
   * @throws Everything that `saveEvent` throws.
   */
  (events: readonly Input[], options?: SaveOptions): Promise<Event[]>;

  /**
   * Saves many events, each all or nothing, but not all together: for imports. As many whole events as
   * fit share a transaction, and several transactions are under way at a time; where events belong to
   * consistent streams, one after the other. Nothing that fails keeps the others from being saved.
   *
   * Give events ids of their own (`newEventId()`) to make the import safe to repeat from the start.
   *
   * @returns What became of each event, in the order given, with the id to save it under again.
   */
  (events: readonly Input[], options: ImportOptions<Event>): Promise<ImportOutcome<Event>[]>;
}

/**
 * The client of a schema. Generated code calls it; the schema is `descriptor`. The code of consistent
 * streams is an argument, so that a schema without such a stream leaves it out of a bundle.
 *
 * @throws DdbPatternError "runtime-mismatch" for a descriptor that this runtime cannot read.
 * @throws InvalidArgumentError for arguments that JavaScript alone can give.
 */
export function createEventClient<Client>(
  descriptor: Descriptor,
  client: DocumentClient,
  tableName: string,
  options: EventClientOptions = {},
  consistentStreams?: ConsistentStreams,
): Client {
  // The types end here: the rest is checked against the schema, at run time, for callers from JavaScript too.
  const schema = schemaOf(descriptor);
  const hasConsistentStreams = Object.values(schema.streams).some(({ consistent }) => consistent);
  if (hasConsistentStreams && consistentStreams === undefined) {
    throw new DdbPatternError(
      "runtime-mismatch",
      `The client of schema "${schema.name}" was generated without consistent streams, which its schema has: ` +
        "generate it again.",
    );
  }
  if (typeof tableName !== "string" || tableName === "") {
    throw new InvalidArgumentError("The table's name must be a string that is not empty.");
  }
  const { clock, consistentRead, retry, unknownEvents, validate } = checkedOptions(options);
  const table = isProvider(client) ? client.openTable(tableName) : dynamoDBTable(client, tableName);
  const generateId = clock === undefined ? generateEventId : createEventIdSource(clock);
  // What was saved is not refused for how it would be read.
  const decodeSaved = decodeWithDefaults(schema);
  const decode = validate === "read-and-write" ? decodeAndCheck(schema) : decodeSaved;
  const defaults: ReadDefaults = { consistentRead, unknownEvents };
  const check: CheckContext = {
    schema,
    checksContent: validate !== "off",
    limits: table.limits,
    now: clock ?? Date.now,
  };
  const save: SaveContext = { table, retry, decode: decodeSaved };
  const openConsistent = (open: ConsistentStreams) =>
    open({ ...save, tableName, defaults, decodeRead: decode });
  let consistent = consistentStreams && openConsistent(consistentStreams);
  const reads = { table, retry };
  const known = {
    where: `Schema "${schema.name}"`,
    has: (type: string) => schema.events.has(type),
  };

  async function saveAll(
    events: readonly unknown[],
    options: unknown,
    isSingle: boolean,
  ): Promise<PlainEvent[]> {
    try {
      const { atomic, expect, signal } = readMembers(options, "The options", SAVE_OPTIONS);
      if (atomic !== undefined && atomic !== true) {
        throw new InvalidArgumentError(
          '"atomic" must be true or, for an import by saveEvents, false.',
        );
      }
      const make = newSaveFor(expect);
      const checkedAbort = checkedSignal(signal);
      const checked = Array.from(events, (event, index) =>
        checkEvent(check, event, isSingle ? undefined : index),
      );
      const identified = checked.map((event) => {
        return { checked: event, id: event.givenId ?? generateId("save") };
      });
      return await saveEvents(save, identified, checkedAbort, make);
    } catch (error) {
      throw withOutcome(error, "not-written", givenIds(events));
    }
  }

  /** Conditions bring the part of the runtime that can check them, where the schema does not. */
  function newSaveFor(expect: unknown): NewSave | undefined {
    if (consistent === undefined) {
      const brought = originOf(expect);
      if (brought !== undefined) consistent = openConsistent(brought);
    }
    if (consistent !== undefined) return consistent.newSave(expect);
    if (expect === undefined || (Array.isArray(expect) && expect.length === 0)) return undefined;
    throw new InvalidArgumentError(
      '"expect" must be a list of what streams made: [stream.unchangedSince(head)].',
    );
  }

  function sourceOf(query: Members<"eventType" | "eventTypes" | LookupName>, types: string[]) {
    const ids = queryIds(schema, query);
    const keys = types.map((type) => lookupKey(schema, type, ids, table.limits));
    return { keys, known, decode } satisfies EventSource;
  }

  function typeQuery(query: unknown) {
    const members = readMembers(query, "The query", TYPE_QUERY);
    if (typeof members.eventType !== "string") {
      throw new InvalidArgumentError('"eventType" must be an event type.');
    }
    return { members, source: sourceOf(members, [members.eventType]) };
  }

  /** A key for each event type; a type that is named twice counts once. */
  function streamQuery(query: unknown, names: readonly StreamQueryName[] = STREAM_QUERY) {
    const members = readMembers(query, "The query", names);
    const { eventTypes } = members;
    if (!Array.isArray(eventTypes) || eventTypes.length === 0) {
      throw new InvalidArgumentError('"eventTypes" must list at least one event type.');
    }
    return { members, source: sourceOf(members, [...new Set(eventTypes)]) };
  }

  const untyped = {
    async saveEvent(event: unknown, saveOptions: unknown = {}) {
      const [saved] = await saveAll([event], saveOptions, true);
      return saved;
    },

    async saveEvents(events: unknown, saveOptions: unknown = {}) {
      if (!Array.isArray(events)) {
        const error = new InvalidArgumentError(
          `saveEvents takes a list of events, not ${describeKind(events)}.`,
        );
        throw withOutcome(error, "not-written", []);
      }
      if ((saveOptions as { atomic?: unknown } | null)?.atomic !== false) {
        return saveAll(events, saveOptions, false);
      }
      try {
        return await importEvents(
          { save, check, generateId, make: consistent?.newSave(undefined) },
          events,
          saveOptions,
        );
      } catch (error) {
        throw withOutcome(error, "not-written", givenIds(events));
      }
    },

    async getLatestEvent(query: unknown) {
      const { members, source } = typeQuery(query);
      for (const name of ["limit", "order"] as const) {
        if (members[name] === undefined) continue;
        throw new InvalidArgumentError(
          `getLatestEvent takes no "${name}": it gives the newest event.`,
        );
      }
      const plan = planRead({ ...members, limit: 1, order: "desc" }, defaults);
      const [latest] = await readKeys(reads, source, plan);
      return latest;
    },

    async getLatestEvents(query: unknown) {
      const { members, source } = typeQuery(query);
      return readKeys(reads, source, planRead(members, defaults));
    },

    async getEventStream(query: unknown) {
      const { members, source } = streamQuery(query);
      return readKeys(reads, source, planRead(members, defaults));
    },

    iterateEventStream(query: unknown) {
      const { members, source } = streamQuery(query);
      return iterateKeys(reads, source, planRead(members, defaults));
    },

    async getEventPage(query: unknown) {
      const { members, source } = streamQuery(query, PAGE_QUERY);
      return readEventPage(reads, source, planRead(members, defaults), members.cursor);
    },

    streams: createStreams({
      ...reads,
      schema,
      defaults,
      decode,
      consistent,
    }),
  };
  return untyped as Client;
}

const SAVE_OPTIONS = ["atomic", "expect", "signal"] as const;
const LOOKUP_NAMES = ["partitionId", "modelKey", "modelId"] as const;
const TYPE_QUERY = ["eventType", ...LOOKUP_NAMES, ...READ_OPTIONS] as const;
const STREAM_QUERY = ["eventTypes", ...LOOKUP_NAMES, ...READ_OPTIONS] as const;
const PAGE_QUERY = [...STREAM_QUERY, "cursor"] as const;
const CLIENT_OPTIONS = ["clock", "consistentRead", "retry", "unknownEvents", "validate"] as const;

type LookupName = (typeof LOOKUP_NAMES)[number];
type StreamQueryName = (typeof PAGE_QUERY)[number];

function checkedOptions(options: unknown) {
  const members = readMembers(options, "The client's options", CLIENT_OPTIONS);
  const { clock, consistentRead = false, unknownEvents = "throw", validate = "write" } = members;
  if (clock !== undefined && typeof clock !== "function") {
    throw new InvalidArgumentError('"clock" must be a function, as Date.now is.');
  }
  if (typeof consistentRead !== "boolean") {
    throw new InvalidArgumentError('"consistentRead" must be true or false.');
  }
  if (validate !== "write" && validate !== "read-and-write" && validate !== "off") {
    throw new InvalidArgumentError('"validate" must be "write", "read-and-write" or "off".');
  }
  return {
    clock: clock as Clock | undefined,
    consistentRead,
    retry: checkedRetryPolicy(members.retry),
    unknownEvents: checkedUnknownEvents(unknownEvents),
    validate,
  };
}

function isProvider(client: DocumentClient): client is TableProvider {
  if (typeof (client as TableProvider | null)?.openTable === "function") return true;
  if (typeof (client as DynamoDBClient | null)?.send === "function") return false;
  throw new InvalidArgumentError(
    "The first argument must be a DynamoDB client of the AWS SDK, or a MemoryTable.",
  );
}

/** The ids that the caller gave, for the error of a save that was refused before its events had ids. */
function givenIds(events: readonly unknown[]): string[] {
  const ids = events.map(
    (event): unknown => Object.getOwnPropertyDescriptor(Object(event), "id")?.value,
  );
  // A part of the ids would belong to other places in the list.
  return ids.every(isEventId) ? ids : [];
}
