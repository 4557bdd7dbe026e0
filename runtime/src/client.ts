import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { checkEvent, type UncheckedEvent } from "./check.js";
import { decodeAndCheck, decodeWithDefaults } from "./decode.js";
import { checkDescriptor, type Descriptor, type PlainDescriptor } from "./descriptor.js";
import { InvalidQuestionError } from "./errors.js";
import type { PlainEvent } from "./event.js";
import { type Clock, createEventIdSource, newEventId } from "./event-id.js";
import type { AppendCondition } from "./head.js";
import { type ImportOptions, type ImportOutcome, importEvents } from "./import.js";
import { type LookupQuestion, lookupKey, questionIds } from "./lookup.js";
import { type EventPage, readPage } from "./page.js";
import { iterateKeys, planRead, type ReadDefaults, type ReadOptions, readKeys } from "./read.js";
import type { RetryPolicy } from "./retry.js";
import type { EventInput, EventOf, EventTypeOf, LookupOf, SchemaTypes } from "./schema-types.js";
import { dynamoDBTable } from "./storage/dynamodb.js";
import type { MemoryTable } from "./storage/memory.js";
import { createStreams } from "./stream.js";
import { writeEvents } from "./write.js";

/** What a generated factory takes to reach the table: the SDK's document client, or a table in memory. */
export type DocumentClient = DynamoDBDocumentClient | MemoryTable;

export interface EventClientOptions {
  /** Whether reads are strongly consistent unless they say otherwise. Default false. */
  readonly consistentRead?: boolean;
  readonly retry?: RetryPolicy;
  /** Milliseconds since 1970, for the ids of new events; for tests. Default `Date.now`. */
  readonly clock?: Clock;
  /**
   * When events are held against the schema: when they are saved (`"write"`, the default), also when
   * they are read, or never. A read then throws `EventValidationError` for the first event that is
   * wrong; members that only a newer schema knows are not. Whatever it says, every save checks ids,
   * sizes, and what DynamoDB cannot store.
   */
  readonly validate?: "write" | "read-and-write" | "off";
}

export interface SaveOptions {
  /** All or nothing: the default, and for `saveEvent` the only way. */
  readonly atomic?: true;
  /**
   * Saves only if these streams are as expected: `[stream.unchangedSince(head)]`. They can be any
   * streams of the table, also such that the events are no part of.
   */
  readonly expect?: readonly AppendCondition[];
  /** Ends the call early, with the signal's reason. A write that was under way may still happen. */
  readonly signal?: AbortSignal | undefined;
}

/** Reads and writes the events of one schema in one table. */
export interface EventClient<Schema extends SchemaTypes> {
  /**
   * Saves one event: all its copies in one atomic write, and never over something stored.
   *
   * Costs one request and, for each started KB of a copy, 1 write unit if the event has one copy, or
   * 2 a copy if it has more.
   *
   * @returns The stored event.
   * @throws EventValidationError, EventTooLargeError - before any call.
   * @throws EventIdReusedError - if `id` is given and taken by another content.
   * @throws StreamConflictError - if a stream of `expect` has moved.
   * @throws RetriesExhaustedError - the write may have happened; it tells the id to save again with.
   */
  saveEvent<Type extends EventTypeOf<Schema>>(
    event: { type: Type } & EventInput<Schema, Type>,
    options?: SaveOptions,
  ): Promise<EventOf<Schema, Type>>;

  /**
   * Saves events together, all or nothing. Their ids grow in the order given.
   *
   * @returns The stored events, in the order given.
   * @throws TransactionLimitError - before any call, for over 100 copies or 4 MB.
   * @throws Everything that `saveEvent` throws.
   */
  saveEvents(
    events: readonly EventInput<Schema>[],
    options?: SaveOptions,
  ): Promise<EventOf<Schema>[]>;

  /**
   * Saves many events, each all or nothing, but not all together: for imports. As many whole events as
   * fit share a transaction, and several transactions are under way at a time; where events belong to
   * consistent streams, one after the other. Nothing that fails keeps the others from being saved.
   *
   * Give events ids of their own (`newEventId()`) to make the import safe to repeat from the start.
   *
   * @returns What became of each event, in the order given.
   */
  saveEvents(
    events: readonly EventInput<Schema>[],
    options: ImportOptions<EventOf<Schema>>,
  ): Promise<ImportOutcome<EventOf<Schema>>[]>;

  /**
   * The newest event of a type that the question finds.
   *
   * Costs one request and half a read unit for up to 4 KB (one if consistent).
   *
   * @throws UnknownLookupError, InvalidQuestionError - before any call.
   */
  getLatestEvent<Type extends EventTypeOf<Schema>>(
    question: { eventType: Type } & LookupOf<Schema, Type> & Omit<ReadOptions, "limit" | "order">,
  ): Promise<EventOf<Schema, Type> | undefined>;

  /**
   * The events of a type that the question finds, oldest first unless `order` says otherwise.
   *
   * Costs a request for each MB.
   *
   * @throws UnknownLookupError, InvalidQuestionError - before any call.
   */
  getLatestEvents<Type extends EventTypeOf<Schema>>(
    question: { eventType: Type } & LookupOf<Schema, Type> & ReadOptions,
  ): Promise<EventOf<Schema, Type>[]>;

  /**
   * The events of several types that the question finds, in one order. Every type must be stored by
   * the lookup that the question asks.
   *
   * Costs a request for each type, 8 of them at a time, and for each further MB of a type.
   *
   * @throws UnknownLookupError, InvalidQuestionError - before any call.
   */
  getEventStream<Type extends EventTypeOf<Schema>>(
    question: { eventTypes: readonly Type[] } & LookupOf<Schema, Type> & ReadOptions,
  ): Promise<EventOf<Schema, Type>[]>;

  /**
   * The same events one by one, page by page as they are consumed, in constant memory. Nothing is
   * fetched after the loop is left.
   *
   * @throws UnknownLookupError, InvalidQuestionError - before any call.
   */
  iterateEventStream<Type extends EventTypeOf<Schema>>(
    question: { eventTypes: readonly Type[] } & LookupOf<Schema, Type> & ReadOptions,
  ): AsyncGenerator<EventOf<Schema, Type>, void, undefined>;

  /**
   * One page of the same events: at most `limit`, and a cursor if there are more. The cursor goes on
   * right after the page's last event, whatever was saved since; ask the same question with it.
   *
   * @throws InvalidCursorError - for a cursor that was changed, or belongs to another question.
   * @throws UnknownLookupError, InvalidQuestionError - before any call.
   */
  getEventPage<Type extends EventTypeOf<Schema>>(
    question: { eventTypes: readonly Type[]; cursor?: string | undefined } & LookupOf<
      Schema,
      Type
    > &
      ReadOptions & { limit: number },
  ): Promise<EventPage<EventOf<Schema, Type>>>;

  /** The streams that the schema names; each is picked by its ids and then read. */
  readonly streams: Schema["streams"];
}

/**
 * The client of a schema. Generated code calls it; the schema is `descriptor`.
 *
 * @throws InvalidQuestionError for options that JavaScript alone can give.
 */
export function createEventClient<Schema extends SchemaTypes>(
  descriptor: Descriptor<Schema>,
  client: DocumentClient,
  tableName: string,
  options: EventClientOptions = {},
): EventClient<Schema> {
  // The types end here: what follows is checked against the descriptor, at run time, for callers from JavaScript too.
  const plain = descriptor as unknown as PlainDescriptor;
  checkDescriptor(plain);
  const { validate = "write" } = options;
  if (!["write", "read-and-write", "off"].includes(validate)) {
    throw new InvalidQuestionError('"validate" must be "write", "read-and-write" or "off".');
  }
  const onWrite = validate === "off" ? { ...plain, validators: { events: {} } } : plain;
  const table = isTable(client) ? client : dynamoDBTable(client, tableName);
  const mint = options.clock === undefined ? newEventId : createEventIdSource(options.clock);
  const retry = options.retry ?? {};
  // What was saved is not refused for how it would be read.
  const decodeSaved = decodeWithDefaults(plain);
  const decode = validate === "read-and-write" ? decodeAndCheck(plain) : decodeSaved;
  const defaults: ReadDefaults = { consistentRead: options.consistentRead ?? false, retry, decode };

  function save(
    events: readonly UncheckedEvent[],
    { signal, expect = [] }: SaveOptions,
  ): Promise<PlainEvent[]> {
    const checked = events.map((event, index) =>
      checkEvent(onWrite, event, events.length === 1 ? undefined : index),
    );
    return writeEvents(table, checked, { mint, retry, signal, expect, decode: decodeSaved });
  }

  const untyped = {
    async saveEvent(event: UncheckedEvent, saveOptions: SaveOptions = {}) {
      checkNames(saveOptions, SAVE_OPTIONS);
      const [saved] = await save([event], saveOptions);
      return saved;
    },

    async saveEvents(
      events: readonly UncheckedEvent[],
      saveOptions: SaveOptions | ImportOptions<PlainEvent> = {},
    ) {
      if (saveOptions.atomic !== false) {
        checkNames(saveOptions, SAVE_OPTIONS);
        return save(events, saveOptions);
      }
      checkNames(saveOptions, IMPORT_OPTIONS);
      const { signal } = saveOptions;
      const context = { mint, retry, signal, decode: decodeSaved };
      return importEvents(onWrite, table, events, { ...saveOptions, ...context });
    },

    async getLatestEvent(question: TypeQuestion) {
      const plan = planRead({ ...question, limit: 1, order: "desc" }, defaults);
      const [latest] = await readKeys(table, [typeKey(plain, question)], plan);
      return latest;
    },

    async getLatestEvents(question: TypeQuestion) {
      return readKeys(table, [typeKey(plain, question)], planRead(question, defaults));
    },

    async getEventStream(question: StreamQuestion) {
      return readKeys(table, typeKeys(plain, question), planRead(question, defaults));
    },

    iterateEventStream(question: StreamQuestion) {
      return iterateKeys(table, typeKeys(plain, question), planRead(question, defaults));
    },

    async getEventPage(question: StreamQuestion & { cursor?: string }) {
      const plan = planRead(question, defaults);
      return readPage(table, typeKeys(plain, question), plan, question.cursor);
    },

    streams: createStreams(plain, table, defaults),
  };
  return untyped as unknown as EventClient<Schema>;
}

const SAVE_OPTIONS = ["atomic", "expect", "signal"];
// `expect` is refused by the import itself, which tells why.
const IMPORT_OPTIONS = [...SAVE_OPTIONS, "parallel", "onProgress"];

/** A misspelt `expect` would save what must not be saved. */
function checkNames(options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new InvalidQuestionError(
    `There is no option ${JSON.stringify(unknown)}: the options of this call are ${known.join(", ")}.`,
  );
}

type TypeQuestion = LookupQuestion & ReadOptions & { readonly eventType: string };
type StreamQuestion = LookupQuestion & ReadOptions & { readonly eventTypes: readonly string[] };

function isTable(client: DocumentClient): client is MemoryTable {
  return "queryPage" in client;
}

function typeKey(descriptor: PlainDescriptor, question: TypeQuestion): string {
  return lookupKey(descriptor, question.eventType, questionIds(descriptor, question));
}

/** A key for each event type; a type that is named twice counts once. */
function typeKeys(descriptor: PlainDescriptor, question: StreamQuestion): string[] {
  const { eventTypes } = question;
  if (!Array.isArray(eventTypes) || eventTypes.length === 0) {
    throw new InvalidQuestionError('"eventTypes" must list at least one event type.');
  }
  const ids = questionIds(descriptor, question);
  return [...new Set(eventTypes)].map((type) => lookupKey(descriptor, type, ids));
}
