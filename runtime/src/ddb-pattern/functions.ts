import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { saveError } from "../call-errors.js";
import { checkEvent } from "../check.js";
import { eventOf, type PlainEvent } from "../event.js";
import { generateEventId } from "../event-id.js";
import { planRead, type ReadDefaults } from "../read/options.js";
import { type EventSource, readKeys } from "../read/read.js";
import { dynamoDBTable } from "../storage/dynamodb/table.js";
import type { EventTable, TableItem } from "../storage/table.js";
import { LastRevisions } from "../streams/last-revisions.js";
import { Turns } from "../streams/turns.js";
import { checkedRetryPolicy, withDeadline } from "../util/retry.js";
import { type SaveContext, saveEvents } from "../write/save.js";
import { describeEvent, getPK, schemaless } from "./keys.js";
import type { EventBase, IdKeyName, IdKeyOf, InputOf } from "./types.js";

const DEFAULTS: ReadDefaults = { consistentRead: false, unknownEvents: "throw" };
const RETRY = checkedRetryPolicy(undefined);

function saveContext(table: EventTable): SaveContext {
  return {
    table,
    retry: RETRY,
    decode: eventOf,
    lastRevisions: new LastRevisions(),
    turns: new Turns(),
  };
}

/** Any event type: without a schema there are no unknown ones. */
function sourceOf(keys: readonly string[]): EventSource {
  return { keys, known: { where: "The table", has: () => true }, decode: eventOf };
}

/**
 * The client of `@status-machina/ddb-pattern` 0.1.1, with its signature, over this package's code. It has
 * no schema: it writes all four kinds of lookup, and answers every question of the source library.
 *
 * What differs: `getLatestEvent` returns the newest event, not the oldest; `saveEvent` returns the stored
 * event; keys encode `%` and `:` in ids; nothing is overwritten.
 */
export const createEventFunctions = <T extends string, K extends EventBase<T>>(
  ddbClient: DynamoDBDocumentClient,
  tableName: string,
  partitionKey: IdKeyName,
): EventFunctions<T, K> => {
  const table = dynamoDBTable(ddbClient, tableName);
  const context = saveContext(table);

  const saveEvent = async (input: InputOf<K>): Promise<K> => {
    const { type, data } = input as unknown as { type: string; data: Record<string, unknown> };
    const events = { [type]: describeEvent(type, data ?? {}, partitionKey) };
    const descriptor = { ...schemaless(partitionKey), events };
    const checked = checkEvent({ descriptor, limits: table.limits, now: Date.now }, { type, data });
    const event = { checked, id: generateEventId("save") };
    const [saved] = await saveEvents(context, [event], { signal: undefined, expect: [] });
    return withKeys(saved as PlainEvent, checked.places.copies[0] as string);
  };

  const find = async <E>(eventTypes: readonly string[], question: Question, limit?: 1) => {
    const { modelKey, modelId, partitionId, after } = question;
    const keys = [...new Set(eventTypes)].map((eventType) => {
      return [
        eventType,
        getPK({ eventType, modelKey, modelId, partitionId, partitionKey }),
      ] as const;
    });
    const order = limit === undefined ? ("asc" as const) : ("desc" as const);
    const plan = planRead({ after, limit, order }, DEFAULTS);
    const keyOf = new Map(keys);
    const events = await readKeys({ table, retry: RETRY }, sourceOf([...keyOf.values()]), plan);
    return events.map((event) => withKeys<E>(event, keyOf.get(event.type) as string));
  };

  return {
    saveEvent,
    getLatestEvent: async <E>({ eventType, ...question }: Question & { eventType: string }) => {
      const [latest] = await find<E>([eventType], question, 1);
      return latest;
    },
    getLatestEvents: <E>({ eventType, ...question }: Question & { eventType: string }) =>
      find<E>([eventType], question),
    getEventStream: <E>({ eventTypes, ...question }: Question & { eventTypes: string[] }) =>
      find<E>(eventTypes, question),
  } as EventFunctions<T, K>;
};

interface Question {
  readonly modelKey?: IdKeyName | undefined;
  readonly modelId?: string | undefined;
  readonly partitionId?: string | undefined;
  readonly after?: string | undefined;
}

/** What a question of the source library may give beside the event type. */
export interface EventQuestion<ModelKey> {
  modelKey?: ModelKey;
  modelId?: string;
  partitionId?: string;
  after?: string;
}

/** What {@link createEventFunctions} returns. */
export interface EventFunctions<T extends string, K extends EventBase<T>> {
  saveEvent: (eventInput: InputOf<K>) => Promise<K>;
  getLatestEvent: <J extends T, E extends K & { type: J }, M extends IdKeyOf<E>>(
    question: EventQuestion<M> & { eventType: J },
  ) => Promise<E | undefined>;
  getLatestEvents: <J extends T, E extends K & { type: J }, M extends IdKeyOf<E>>(
    question: EventQuestion<M> & { eventType: J },
  ) => Promise<E[]>;
  getEventStream: <J extends T, E extends K & { type: J }, M extends IdKeyOf<E>>(
    question: EventQuestion<M> & { eventTypes: J[] },
  ) => Promise<E[]>;
}

function withKeys<E>(event: PlainEvent, pk: string): E {
  return { pk, sk: event.id, ...event } as E;
}

/** Writes items in one transaction, none over something stored. */
export const saveEventsTransact = async <T>(
  ddbClient: DynamoDBDocumentClient,
  { eventItems, tableName }: { eventItems: EventBase<T>[]; tableName: string },
): Promise<boolean> => {
  const table = dynamoDBTable(ddbClient, tableName);
  const ids = [...new Set(eventItems.map(({ id }) => id))];
  const actions = eventItems.map((item) => {
    return { kind: "insert" as const, item: item as unknown as TableItem };
  });
  try {
    await withDeadline(RETRY, undefined, (deadline) =>
      deadline.call((options) => table.write(actions, options)),
    );
  } catch (error) {
    throw saveError(error, ids, false);
  }
  return true;
};

interface KeyQuestion {
  table_name: string;
  pk: string;
  after?: string;
}

/** The newest event under a key. */
export const queryLatestEvent = async <T>(
  ddbClient: DynamoDBDocumentClient,
  { table_name, pk, after }: KeyQuestion,
): Promise<T | undefined> => {
  const plan = planRead({ after, limit: 1, order: "desc" }, DEFAULTS);
  const table = dynamoDBTable(ddbClient, table_name);
  const [latest] = await readKeys({ table, retry: RETRY }, sourceOf([pk]), plan);
  return latest === undefined ? undefined : withKeys<T>(latest, pk);
};

/** The events under a key, oldest first. */
export const queryLatestEvents = async <T>(
  ddbClient: DynamoDBDocumentClient,
  { table_name, pk, after }: KeyQuestion,
): Promise<T[]> => {
  const plan = planRead({ after }, DEFAULTS);
  const table = dynamoDBTable(ddbClient, table_name);
  const events = await readKeys({ table, retry: RETRY }, sourceOf([pk]), plan);
  return events.map((event) => withKeys<T>(event, pk));
};
