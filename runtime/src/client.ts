import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { checkDescriptor, type Descriptor, type PlainDescriptor } from "./descriptor.js";
import { InvalidQuestionError } from "./errors.js";
import type { EventBase } from "./event.js";
import { type Clock, createEventIdSource, newEventId } from "./event-id.js";
import { type LookupQuestion, lookupKey, questionIds } from "./lookup.js";
import { prepareEvent, type UncheckedEvent } from "./prepare.js";
import { planRead, type ReadOptions, readKey, readKeys } from "./read.js";
import type { RetryPolicy } from "./retry.js";
import type { EventInput, EventOf, EventTypeOf, LookupOf, SchemaTypes } from "./schema-types.js";
import { dynamoDBTable } from "./storage/dynamodb.js";
import { createStreams } from "./stream.js";
import { writeEvents } from "./write.js";

/** What a generated factory takes to reach the table. */
export type DocumentClient = DynamoDBDocumentClient;

export interface EventClientOptions {
  /** Whether reads are strongly consistent unless they say otherwise. Default false. */
  readonly consistentRead?: boolean;
  readonly retry?: RetryPolicy;
  /** Milliseconds since 1970, for the ids of new events; for tests. Default `Date.now`. */
  readonly clock?: Clock;
}

export interface SaveOptions {
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
   * Costs a request for each type, and for each further MB of a type.
   *
   * @throws UnknownLookupError, InvalidQuestionError - before any call.
   */
  getEventStream<Type extends EventTypeOf<Schema>>(
    question: { eventTypes: readonly Type[] } & LookupOf<Schema, Type> & ReadOptions,
  ): Promise<EventOf<Schema, Type>[]>;

  /** The streams that the schema names; each is picked by its ids and then read. */
  readonly streams: Schema["streams"];
}

/** The client of a schema. Generated code calls it; the schema is `descriptor`. */
export function createEventClient<Schema extends SchemaTypes>(
  descriptor: Descriptor<Schema>,
  client: DocumentClient,
  tableName: string,
  options: EventClientOptions = {},
): EventClient<Schema> {
  // The types end here: what follows is checked against the descriptor, at run time, for callers from JavaScript too.
  const plain = descriptor as unknown as PlainDescriptor;
  checkDescriptor(plain);
  const table = dynamoDBTable(client, tableName);
  const mint = options.clock === undefined ? newEventId : createEventIdSource(options.clock);
  const retry = options.retry ?? {};
  const defaults = { consistentRead: options.consistentRead ?? false, retry };

  function save(events: readonly UncheckedEvent[], { signal }: SaveOptions): Promise<EventBase[]> {
    const prepared = events.map((event) => prepareEvent(plain, event, mint));
    return writeEvents(table, prepared, { retry, signal });
  }

  function ask(question: LookupQuestion & { eventType: string }, read: ReadOptions) {
    const pk = lookupKey(plain, question.eventType, questionIds(plain, question));
    return readKey(table, pk, planRead(read, defaults));
  }

  const untyped = {
    async saveEvent(event: UncheckedEvent, saveOptions: SaveOptions = {}) {
      const [saved] = await save([event], saveOptions);
      return saved;
    },

    async saveEvents(events: readonly UncheckedEvent[], saveOptions: SaveOptions = {}) {
      return save(events, saveOptions);
    },

    async getLatestEvent(question: LookupQuestion & { eventType: string } & ReadOptions) {
      const [latest] = await ask(question, { ...question, limit: 1, order: "desc" });
      return latest;
    },

    async getLatestEvents(question: LookupQuestion & { eventType: string } & ReadOptions) {
      return ask(question, question);
    },

    async getEventStream(
      question: LookupQuestion & { eventTypes: readonly string[] } & ReadOptions,
    ) {
      if (!Array.isArray(question.eventTypes) || question.eventTypes.length === 0) {
        throw new InvalidQuestionError('"eventTypes" must list at least one event type.');
      }
      const ids = questionIds(plain, question);
      const types = [...new Set(question.eventTypes)];
      const pks = types.map((type) => lookupKey(plain, type, ids));
      return readKeys(table, pks, planRead(question, defaults));
    },

    streams: createStreams(plain, table, defaults),
  };
  return untyped as unknown as EventClient<Schema>;
}
