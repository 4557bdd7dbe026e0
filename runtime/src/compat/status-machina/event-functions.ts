import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { InvalidArgumentError, withOutcome } from "../../errors.js";
import { eventOf } from "../../events/event.js";
import { generateEventId } from "../../events/event-id.js";
import { dynamoDBTable } from "../../storage/dynamodb/table.js";
import { checkedRetryPolicy } from "../../storage/retry.js";
import { checkEvent } from "../../validation/check-event.js";
import { type IdentifiedEvent, type SaveContext, saveEvents } from "../../write/save.js";
import { checkedIdKey, describeEvent, getPK, schemaless } from "./keys.js";
import { readItems } from "./queries.js";
import type { EventBase, IdKeyName, IdKeyOf, InputOf } from "./types.js";

/** The ids and the lower bound of a query. */
export interface EventQuery<ModelKey> {
  modelKey?: ModelKey;
  modelId?: string;
  /** Omit it to find the events of all partitions; `undefined` is refused. */
  partitionId?: string;
  /** Any string, usually an event's id. Only events with greater ids are returned. */
  after?: string;
}

/**
 * The client of 0.1.1. Queries cost half a read unit for each 4 KB found, and a request for each
 * event type and each MB.
 */
export interface EventFunctions<T extends string, K extends EventBase<T>> {
  /**
   * Saves one event under a new id, with copies for all four kinds of lookup, in one atomic write.
   *
   * Costs 2 write units for each KB of each copy. With a partition and n other ids there are 2 + 2n
   * copies.
   *
   * @throws EventValidationError, EventTooLargeError, TransactionLimitError - before any call.
   * @throws RetriesExhaustedError, StorageError - `outcome` says whether the event may be stored.
   */
  saveEvent: (eventInput: InputOf<K>) => Promise<void>;
  /**
   * The newest event of a type: the one with the greatest id.
   *
   * @throws InvalidArgumentError for missing, empty or contradictory members of the query, before
   *   any request.
   */
  getLatestEvent: <J extends T, E extends K & { type: J }, M extends IdKeyOf<E>>(
    query: EventQuery<M> & { eventType: J },
  ) => Promise<E | undefined>;
  /**
   * The events of a type, in the order of their ids.
   *
   * @throws InvalidArgumentError for missing, empty or contradictory members of the query, before
   *   any request.
   */
  getLatestEvents: <J extends T, E extends K & { type: J }, M extends IdKeyOf<E>>(
    query: EventQuery<M> & { eventType: J },
  ) => Promise<E[]>;
  /**
   * The events of several types, ordered by timestamp, then by id.
   *
   * @throws InvalidArgumentError for missing, empty or contradictory members of the query, before
   *   any request.
   */
  getEventStream: <J extends T, E extends K & { type: J }, M extends IdKeyOf<E>>(
    query: EventQuery<M> & { eventTypes: J[] },
  ) => Promise<E[]>;
}

/**
 * Creates a client with the signature of `@status-machina/ddb-pattern` 0.1.1, implemented by this
 * package. It has no schema: it writes copies for all four kinds of lookup, and answers every query
 * of the source library. docs/guide/migration.md lists the differences.
 *
 * @throws InvalidArgumentError for a partition key that does not end in `_id`.
 */
export const createEventFunctions = <T extends string, K extends EventBase<T>>(
  ddbClient: DynamoDBDocumentClient,
  tableName: string,
  partitionKey: IdKeyName,
): EventFunctions<T, K> => {
  checkedIdKey("partitionKey", partitionKey);
  const table = dynamoDBTable(ddbClient, tableName);
  const context: SaveContext = {
    table,
    tableName,
    retry: checkedRetryPolicy(undefined),
    decode: eventOf,
  };

  /** Checks an input. As in 0.1.1, only its type and its data are saved. */
  const identify = (input: unknown): IdentifiedEvent => {
    const { type, data } = Object(input) as { type: string; data: Record<string, unknown> };
    const events = new Map([[type, describeEvent(type, Object(data), partitionKey)]]);
    const schema = { ...schemaless(partitionKey), events };
    const context = { schema, checksContent: false, limits: table.limits, now: Date.now };
    return { checked: checkEvent(context, { type, data }), id: generateEventId("save") };
  };

  const find = async (eventTypes: readonly unknown[], query: Query, limit?: 1) => {
    const { modelKey, modelId, partitionId, after } = query;
    if (partitionId === undefined && Object.hasOwn(query, "partitionId")) {
      throw new InvalidArgumentError(
        'The query has "partitionId": undefined. Give it a value, or omit the member to find the events of all partitions.',
      );
    }
    const keys = eventTypes.map((eventType) =>
      getPK({ eventType, modelKey, modelId, partitionId, partitionKey }),
    );
    return readItems(table, [...new Set(keys)], after, limit);
  };

  const functions = {
    async saveEvent(input: unknown) {
      try {
        await saveEvents(context, [identify(input)], undefined);
      } catch (error) {
        throw withOutcome(error, "not-written", []);
      }
    },

    async getLatestEvent({ eventType, ...query }: Query & { eventType: unknown }) {
      const [latest] = await find([eventType], query, 1);
      return latest;
    },

    async getLatestEvents({ eventType, ...query }: Query & { eventType: unknown }) {
      return find([eventType], query);
    },

    async getEventStream({ eventTypes, ...query }: Query & { eventTypes: readonly unknown[] }) {
      const events = await find(eventTypes, query);
      // Sorted by timestamp, because ids from a custom `stamp` may contain no time. The sort is
      // stable.
      return events.sort((a, b) => compare(String(a.timestamp), String(b.timestamp)));
    },
  };
  return functions as unknown as EventFunctions<T, K>;
};

/** A query without its type parameters. */
type Query = Partial<Record<keyof EventQuery<unknown>, never>>;

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
