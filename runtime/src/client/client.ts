import type { ContractCheck } from "../contract/check-contract.js";
import { InvalidArgumentError, withOutcome } from "../errors.js";
import {
  decodeAndCheck,
  decodeToNewest,
  knownTypes,
  type UnknownEvents,
} from "../events/decode.js";
import type { PlainEvent } from "../events/event.js";
import { type Clock, createEventIdSource, generateEventId, isEventId } from "../events/event-id.js";
import { lookupKeys, queryIds } from "../keys/query-keys.js";
import {
  checkedUnknownEvents,
  planRead,
  READ_OPTIONS,
  type ReadDefaults,
} from "../read/options.js";
import { readEventPage } from "../read/page.js";
import { type EventSource, iterateKeys, readKeys } from "../read/read.js";
import type { Descriptor } from "../schema/descriptor.js";
import { missingCode, schemaOf } from "../schema/schema.js";
import { checkedRetryPolicy, type RetryPolicy } from "../storage/retry.js";
import { originOf } from "../streams/condition-origin.js";
import type { ConsistentStreams } from "../streams/consistent.js";
import type { AppendCondition } from "../streams/head.js";
import { createStreams } from "../streams/stream.js";
import { checkedSignal, type Members, readMembers } from "../util/members.js";
import { describeKind } from "../util/quote.js";
import { type CheckContext, checkEvent } from "../validation/check-event.js";
import type { EarlierVersions } from "../write/earlier-versions.js";
import { type ImportOptions, type ImportOutcome, importEvents } from "../write/import.js";
import { type NewSave, type SaveContext, saveEvents } from "../write/save.js";
import { type DocumentClient, openTable } from "./open-table.js";
import { addMetadata, type Metadata, metadataOf, metadataOfCause } from "./with-metadata.js";

export type { DocumentClient };

export interface EventClientOptions {
  /** The default of `consistentRead` for all reads. Default false. */
  readonly consistentRead?: boolean;
  readonly retry?: RetryPolicy;
  /** Milliseconds since 1970, for the ids of new events; for tests. Default `Date.now`. */
  readonly clock?: Clock;
  /**
   * When events are checked against the schema: when they are saved (`"write"`, the default), also
   * when they are read (`"read-and-write"`), or never (`"off"`). With `"read-and-write"` a read
   * throws `EventValidationError` for the first invalid event; members that the schema does not
   * know are allowed. Every save checks ids, sizes and storability, even with `"off"`.
   */
  readonly validate?: "write" | "read-and-write" | "off";
  /**
   * How reads treat stored events of types that this version of the schema does not list: throw
   * `UnknownEventTypeError` (`"throw"`, the default), or leave the events out (`"skip"`).
   */
  readonly unknownEvents?: UnknownEvents;
  /**
   * `checkContract`: the client reads the contract of the table once, and refuses calls that need
   * more than it promises. Without it, the contract is not read.
   */
  readonly contract?: ContractCheck;
}

export interface SaveOptions {
  /** Saves all events or none: the default, and the only choice for `saveEvent`. */
  readonly atomic?: true;
  /**
   * Saves only if these streams are as expected: `[stream.unchangedSince(head)]`. They can be any
   * streams of the table, even streams that the events do not belong to.
   */
  readonly expect?: readonly AppendCondition[];
  /** Aborts the call with `SaveAbortedError`. A write that was under way may still happen. */
  readonly signal?: AbortSignal;
}

/**
 * Reads and writes the events of one schema in one table.
 *
 * A generated client declares the same members for its own event types and inherits these docs. The
 * members are properties, so that `const { saveEvent } = client` works.
 *
 * Every error of a save has `outcome` and `eventIds`; see `SaveOutcome`.
 */
export interface EventClient<Event, Input, Streams> {
  /**
   * Saves one event: all its copies in one atomic write. No stored item is ever overwritten.
   *
   * Costs one request and, for each started KB of each copy, 1 write unit if the event has one
   * copy, or 2 if it has more. If all copies of the event are in consistent streams, an `id` given
   * by the caller costs one more item, and a search of the stream if the id came from an earlier
   * error. If the event type has aliases, an `id` given by the caller costs a request for each
   * alias and lookup. An append to a consistent stream without `expect` costs a read of one item, unless this
   * client has seen the stream before (it remembers 1,000 streams).
   *
   * @returns The stored event.
   * @throws InvalidArgumentError, UnknownLookupError, EventValidationError, EventTooLargeError,
   *   TransactionLimitError - before any call.
   * @throws EventIdReusedError - if `id` is given and another event is stored under it.
   * @throws UnknownEventVersionError, UpcastError - if `id` is given, and the event that is stored
   *   under it cannot be compared. Nothing was written.
   * @throws StreamConflictError - if another save has appended to a stream of `expect`.
   * @throws RetriesExhaustedError, StorageError, SaveAbortedError - `outcome` says whether the
   *   event may be stored.
   */
  readonly saveEvent: (event: never, options?: SaveOptions) => Promise<unknown>;

  readonly saveEvents: SaveEvents<Event, Input>;

  /**
   * The newest event of a type that the query finds.
   *
   * Costs one request and half a read unit for up to 4 KB (one unit with `consistentRead`), and as
   * much for each alias of the event type. With
   * `consistentRead` it sees every save that was acknowledged before the call. The newest event is
   * the one with the greatest id: a writer whose clock is slow may have saved its event later.
   *
   * @throws UnknownLookupError, InvalidArgumentError - before any call.
   * @throws UnknownEventVersionError, UpcastError - for a stored event that cannot be read.
   */
  readonly getLatestEvent: (query: never) => Promise<unknown>;

  /**
   * The events of a type that the query finds, oldest first by default.
   *
   * Costs a request for each MB. With `consistentRead` the events are a prefix (see
   * `getEventStream`); a result of more than 1 MB then costs one more request for one item, and
   * reads the first MB twice. An event type with aliases costs what as many event types cost in
   * `getEventStream`.
   *
   * @throws UnknownLookupError, InvalidArgumentError - before any call.
   * @throws UnknownEventVersionError, UpcastError - for a stored event that cannot be read.
   */
  readonly getLatestEvents: (query: never) => Promise<unknown>;

  /**
   * The events of several types that the query finds, merged into one order. Every type must have
   * the lookup that the query uses.
   *
   * Costs a request for each type (8 at a time) and for each further MB of a type; with
   * `consistentRead` and several types, one more request for each type. Each alias of an event type
   * counts as another type.
   *
   * With `consistentRead` the events are a prefix: if the result has event B, and event A was
   * acknowledged before the save of B began, the result has A too, as far as the writers' clocks
   * agree. A writer can still add events before those that were read if its clock is slow, if it
   * saves several events at once, or if it saves under an id generated earlier; a follower that
   * reads with `after` misses those. Without `consistentRead` the events need not be a prefix. To
   * follow events, use a consistent stream.
   *
   * @throws UnknownLookupError, InvalidArgumentError - before any call.
   * @throws UnknownEventTypeError - for stored events whose types the schema does not list.
   * @throws UnknownEventVersionError, UpcastError - for a stored event that cannot be read.
   */
  readonly getEventStream: (query: never) => Promise<unknown>;

  /**
   * Yields the events of `getEventStream` one by one, in constant memory: each page is fetched when
   * it is consumed, and none after the loop ends. With `consistentRead` and several types the
   * iteration ends at the newest event stored when it began, so it is a prefix too.
   *
   * @throws UnknownLookupError, InvalidArgumentError - before any call.
   */
  readonly iterateEventStream: (query: never) => AsyncGenerator<unknown, void, undefined>;

  /**
   * One page of the events of `getEventStream`: at most `limit` events, and a cursor if there are
   * more. Pass the cursor with the same query to get the events right after the page's last one,
   * including events saved since. A query for other event types needs its own first page. With
   * `consistentRead` each page is a prefix of the events after its cursor.
   *
   * @throws InvalidCursorError - for a cursor that was changed, or belongs to another query.
   * @throws UnknownLookupError, InvalidArgumentError - before any call.
   */
  readonly getEventPage: (query: never) => Promise<unknown>;

  /**
   * The streams of the schema. Each takes the ids of one stream and returns an object that reads
   * it.
   */
  readonly streams: Streams;
}

/** Saves several events. */
export interface SaveEvents<Event, Input> {
  /**
   * Saves all events or none. Their ids, and their revisions in each consistent stream, grow in the
   * order given.
   *
   * @returns The stored events, in the order given.
   * @throws TransactionLimitError - before any call, for over 100 items or 4 MB.
   * @throws Everything that `saveEvent` throws.
   */
  (events: readonly Input[], options?: SaveOptions): Promise<Event[]>;

  /**
   * Imports many events: each event is atomic, but the events together are not. Events share
   * transactions, and several transactions run in parallel; if any event belongs to a consistent
   * stream, they run one after another. An event that fails does not stop the others.
   *
   * Give each event an `id` from `newEventId()` to make the import safe to repeat from the start.
   *
   * @returns The outcome of each event, in the order given, with the id to use when saving it
   *   again.
   */
  (events: readonly Input[], options: ImportOptions<Event>): Promise<ImportOutcome<Event>[]>;
}

/**
 * Creates the client of a schema; generated code calls it. The code for consistent streams, and the
 * code for events of earlier versions, are arguments, so that a bundle for a schema without them
 * omits it.
 *
 * @param options - With `earlierVersions`, `upcasters` has a function for each step of a version
 *   that requires one.
 * @throws DdbPatternError "runtime-mismatch" for a descriptor that this runtime cannot read.
 * @throws InvalidArgumentError for invalid arguments, which only JavaScript callers can pass.
 */
export function createEventClient<Client>(
  descriptor: Descriptor,
  client: DocumentClient,
  tableName: string,
  options: EventClientOptions & { readonly upcasters?: unknown } = {},
  consistentStreams?: ConsistentStreams,
  earlierVersions?: EarlierVersions,
): Client {
  // Untyped from here on: arguments are checked against the schema at run time, for JavaScript
  // callers too.
  const schema = schemaOf(descriptor);
  const hasConsistentStreams = Object.values(schema.streams).some(({ consistent }) => consistent);
  if (hasConsistentStreams && typeof consistentStreams !== "function") {
    throw missingCode(schema.name, "consistent streams");
  }
  const { clock, consistentRead, contract, retry, unknownEvents, upcasters, validate } =
    checkedOptions(
      options,
      earlierVersions === undefined ? CLIENT_OPTIONS : [...CLIENT_OPTIONS, "upcasters"],
    );
  const port = openTable(client, tableName);
  const { reads: readTable, saves: table } =
    contract === undefined
      ? { reads: port, saves: port }
      : contract({ table: port, tableName, descriptor, unknownEvents });
  const generateId = clock === undefined ? generateEventId : createEventIdSource(clock);
  // A save that succeeded must not fail because a read would refuse its event.
  const { upgrade, findEarlier } = earlierVersions?.(descriptor, upcasters) ?? {};
  const decodeSaved = decodeToNewest(schema, upgrade);
  const decode = validate === "read-and-write" ? decodeAndCheck(schema, decodeSaved) : decodeSaved;
  const defaults: ReadDefaults = { consistentRead, unknownEvents };
  const check: CheckContext = {
    schema,
    checksContent: validate !== "off",
    limits: table.limits,
    now: clock ?? Date.now,
  };
  const save: SaveContext = { table, tableName, retry, decode: decodeSaved, findEarlier };
  const openConsistent = (open: ConsistentStreams) =>
    open({ ...save, defaults, decodeRead: decode, port });
  let consistent = consistentStreams && openConsistent(consistentStreams);
  const reads = { table: readTable, tableName, retry };
  const known = knownTypes(schema, `Schema "${schema.name}"`, (type) => schema.events.has(type));

  async function saveAll(
    metadata: Metadata | undefined,
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
      const newSave = newSaveFor(expect);
      return await saveNew(metadata, events, newSave, checkedSignal(signal), isSingle);
    } catch (error) {
      throw withOutcome(error, "not-written", givenIds(events));
    }
  }

  async function saveNew(
    metadata: Metadata | undefined,
    events: readonly unknown[],
    newSave: NewSave | undefined,
    signal: AbortSignal | undefined,
    isSingle = false,
  ): Promise<PlainEvent[]> {
    try {
      const checked = Array.from(events, (event, index) =>
        checkEvent(check, addMetadata(event, metadata), isSingle ? undefined : index),
      );
      const identified = checked.map((event) => {
        return { checked: event, id: event.givenId ?? generateId("save") };
      });
      return await saveEvents(save, identified, signal, newSave);
    } catch (error) {
      throw withOutcome(error, "not-written", givenIds(events));
    }
  }

  /** If the schema has no consistent streams, the conditions carry the code that checks them. */
  function newSaveFor(expect: unknown): NewSave | undefined {
    if (consistent === undefined) {
      const origin = originOf(expect);
      if (origin !== undefined) consistent = openConsistent(origin);
    }
    if (consistent !== undefined) return consistent.newSave(expect);
    if (expect === undefined || (Array.isArray(expect) && expect.length === 0)) return undefined;
    throw new InvalidArgumentError(
      '"expect" must be a list of append conditions: [stream.unchangedSince(head)].',
    );
  }

  function sourceOf(query: Members<"eventType" | "eventTypes" | LookupName>, types: string[]) {
    const ids = queryIds(schema, query);
    const keys = types.flatMap((type) => lookupKeys(schema, type, ids, table.limits));
    return { keys, known, decode } satisfies EventSource;
  }

  function typeQuery(query: unknown) {
    const members = readMembers(query, "The query", TYPE_QUERY);
    if (typeof members.eventType !== "string") {
      throw new InvalidArgumentError('"eventType" must be an event type.');
    }
    return { members, source: sourceOf(members, [members.eventType]) };
  }

  /** The keys of each event type; duplicate types are ignored. */
  function streamQuery(query: unknown, names: readonly StreamQueryName[] = STREAM_QUERY) {
    const members = readMembers(query, "The query", names);
    const { eventTypes } = members;
    if (!Array.isArray(eventTypes) || eventTypes.length === 0) {
      throw new InvalidArgumentError('"eventTypes" must list at least one event type.');
    }
    return { members, source: sourceOf(members, [...new Set(eventTypes)]) };
  }

  /** The client whose saves add this metadata. */
  const clientWith = (metadata: Metadata | undefined): object => ({
    async saveEvent(event: unknown, saveOptions: unknown = {}) {
      const [saved] = await saveAll(metadata, [event], saveOptions, true);
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
        return saveAll(metadata, events, saveOptions, false);
      }
      try {
        return await importEvents(
          { save, check, generateId, newSave: consistent?.newSave(undefined) },
          events.map((event) => addMetadata(event, metadata)),
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
          `getLatestEvent has no option "${name}": it returns the newest event.`,
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
      saveNew: (...save) => saveNew(metadata, ...save),
    }),

    with(context: unknown) {
      return clientWith(metadataOf(schema, metadata, context));
    },

    causedBy(event: unknown) {
      return clientWith({ ...metadata, ...metadataOfCause(schema, event) });
    },
  });
  return clientWith(undefined) as Client;
}

const SAVE_OPTIONS = ["atomic", "expect", "signal"] as const;
const LOOKUP_NAMES = ["partitionId", "modelKey", "modelId"] as const;
const TYPE_QUERY = ["eventType", ...LOOKUP_NAMES, ...READ_OPTIONS] as const;
const STREAM_QUERY = ["eventTypes", ...LOOKUP_NAMES, ...READ_OPTIONS] as const;
const PAGE_QUERY = [...STREAM_QUERY, "cursor"] as const;
const CLIENT_OPTIONS = [
  "clock",
  "consistentRead",
  "contract",
  "retry",
  "unknownEvents",
  "validate",
] as const;

type LookupName = (typeof LOOKUP_NAMES)[number];
type StreamQueryName = (typeof PAGE_QUERY)[number];

function checkedOptions(
  options: unknown,
  names: readonly ((typeof CLIENT_OPTIONS)[number] | "upcasters")[],
) {
  const members = readMembers(options, "The client's options", names);
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
  const { contract } = members;
  if (contract !== undefined && typeof contract !== "function") {
    throw new InvalidArgumentError(
      '"contract" must be checkContract, a function of ddb-pattern-runtime.',
    );
  }
  return {
    clock: clock as Clock | undefined,
    consistentRead,
    contract: contract as ContractCheck | undefined,
    retry: checkedRetryPolicy(members.retry),
    unknownEvents: checkedUnknownEvents(unknownEvents),
    upcasters: members.upcasters,
    validate,
  };
}

/**
 * The ids given by the caller, for the error of a save that was refused before its events had ids.
 */
function givenIds(events: readonly unknown[]): string[] {
  const ids = events.map(
    (event): unknown => Object.getOwnPropertyDescriptor(Object(event), "id")?.value,
  );
  // `eventIds` follows the order of the events, so an incomplete list would be misread.
  return ids.every(isEventId) ? ids : [];
}
