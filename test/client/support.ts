import type { DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, paginateScan, QueryCommand } from "@aws-sdk/lib-dynamodb";
import {
  type AppendCondition,
  DdbPatternError,
  type EventPage,
  newEventId,
  type PlainEvent,
  type StreamHead,
} from "ddb-pattern-runtime";
import type { DocumentClient, EventClientOptions } from "ddb-pattern-runtime/codegen/v1";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { expect, inject } from "vitest";
import {
  createStoreEventClient,
  type StoreEventClient,
  StoreEventTypes,
} from "../../schemas-example/store/events.generated.js";
import { type Connection, connect, newTable } from "../engines/connect.js";
import { type FaultProxy, startProxy } from "../engines/proxy.js";
import { type RecordedOperation, recordOperations } from "../engines/recorder.js";
import { createTestClient, type PlainDescriptor } from "./descriptors.js";

/** A table on the run's engine, with a record of every operation from here on. */
export interface TestTable extends Connection {
  readonly tableName: string;
  readonly operations: RecordedOperation[];
}

/** A table of its own, empty. */
export async function testTable(): Promise<TestTable> {
  const connection = connect(inject("endpoint"));
  const tableName = await newTable(connection);
  return { ...connection, tableName, operations: recordOperations(connection.documents) };
}

/** A connection of its own to a table, by way of a proxy that can fail. */
export interface FaultyTable extends TestTable {
  readonly proxy: FaultProxy;
  close(): Promise<void>;
}

export async function behindProxy(
  { tableName }: TestTable,
  config: DynamoDBClientConfig = {},
): Promise<FaultyTable> {
  const proxy = await startProxy(inject("endpoint"));
  const connection = connect(proxy.endpoint, config);
  const operations = recordOperations(connection.documents);
  const close = () => {
    connection.client.destroy();
    return proxy.close();
  };
  return { ...connection, tableName, operations, proxy, close };
}

export function storeOf(
  { documents, tableName }: TestTable,
  options?: EventClientOptions,
): StoreEventClient {
  return createStoreEventClient(documents, tableName, options);
}

/** The operations that a call makes, whatever becomes of it. */
export async function operationsOf(
  { operations }: TestTable,
  call: () => Promise<unknown>,
): Promise<readonly RecordedOperation[]> {
  const before = operations.length;
  await call().catch((error: Error) => {
    // What the test itself expects in there must be able to fail.
    if (error.name === "AssertionError") throw error;
  });
  return operations.slice(before);
}

/** The items under a partition key, as they are stored; asked by a connection of its own, off the record. */
export async function storedItems(
  { tableName }: TestTable,
  pk: string,
): Promise<readonly Record<string, unknown>[]> {
  const { documents, client } = connect(inject("endpoint"));
  const query = new QueryCommand({
    TableName: tableName,
    KeyConditionExpression: "pk = :pk",
    ExpressionAttributeValues: { ":pk": pk },
    ConsistentRead: true,
  });
  const { Items = [] } = await documents.send(query);
  client.destroy();
  return Items;
}

/** What a call costs: each of its operations, with its HTTP requests and its units. */
export async function costOf(table: TestTable, call: () => Promise<unknown>) {
  const operations = await operationsOf(table, call);
  return operations.map(({ name, requests, units }) => ({ name, requests, units }));
}

/** Removes an item by hand, as nobody of ours does. */
export async function removeItem(
  { tableName }: TestTable,
  key: { readonly pk: string; readonly sk: string },
): Promise<void> {
  const { documents, client } = connect(inject("endpoint"));
  await documents.send(new DeleteCommand({ TableName: tableName, Key: key }));
  client.destroy();
}

/** A table of either kind, without a record of what is asked. */
export interface AnyTable {
  readonly documents: DocumentClient;
  readonly tableName: string;
  /** All that is stored, ordered by its keys. */
  items(): Promise<readonly Record<string, unknown>[]>;
}

async function openEngineTable(): Promise<AnyTable> {
  const { client, documents } = connect(inject("endpoint"));
  const tableName = await newTable({ client, documents });
  return {
    documents,
    tableName,
    async items() {
      const items: Record<string, unknown>[] = [];
      const request = { TableName: tableName, ConsistentRead: true };
      for await (const { Items = [] } of paginateScan({ client: documents }, request)) {
        items.push(...Items);
      }
      const keyOf = ({ pk, sk }: Record<string, unknown>) => JSON.stringify([pk, sk]);
      return items.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    },
  };
}

async function openMemoryTable(): Promise<AnyTable> {
  const documents = new MemoryTable();
  return { documents, tableName: "events", items: async () => documents.items("events") };
}

/** Both kinds of table, for what must be the same on both: `describe.each(TABLES)`. */
export const TABLES: readonly (readonly [kind: string, open: () => Promise<AnyTable>])[] = [
  ["the engine", openEngineTable],
  ["a table in memory", openMemoryTable],
];

/** Stands for what must never show up in a message. */
export const SECRET = "a-payload-that-must-stay-secret";

/** The same, where only an id passes. */
export const SECRET_ID = "01JA8B7K770W4XABTR20SSW99B";

/** The error that a call ends with: of this class, and silent about the payload. */
export async function failureOf<Failure extends Error>(
  call: Promise<unknown>,
  kind: new (...args: never[]) => Failure,
): Promise<Failure> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(kind);
  for (const secret of [SECRET, SECRET_ID]) {
    expect((error as Failure).message).not.toContain(secret);
  }
  if (error instanceof DdbPatternError) expect(error.code).toMatch(/^[a-z-]+$/);
  return error as Failure;
}

/** A client as JavaScript sees it: nothing that is given to it was checked by a compiler. */
export interface UntypedClient {
  saveEvent(event: unknown, options?: unknown): Promise<PlainEvent>;
  saveEvents(events: unknown, options?: unknown): Promise<PlainEvent[]>;
  getLatestEvent(query: unknown): Promise<PlainEvent | undefined>;
  getLatestEvents(query: unknown): Promise<PlainEvent[]>;
  getEventStream(query: unknown): Promise<PlainEvent[]>;
  iterateEventStream(query: unknown): AsyncGenerator<PlainEvent, void, undefined>;
  getEventPage(query: unknown): Promise<EventPage<PlainEvent>>;
  readonly streams: Readonly<Record<string, (ids?: unknown) => UntypedStream>>;
}

/** A stream of such a client, whatever the schema says of it. */
export interface UntypedStream {
  read(options?: unknown): Promise<{
    readonly events: (PlainEvent & { readonly revision?: number })[];
    readonly head: StreamHead;
  }>;
  iterate(
    options?: unknown,
  ): AsyncGenerator<PlainEvent & { readonly revision?: number }, void, undefined>;
  unchangedSince(head: unknown): AppendCondition;
  empty(): AppendCondition;
}

export function untyped(client: object): UntypedClient {
  return client as UntypedClient;
}

/** The client of a schema that no example has. */
export function clientOf(
  descriptor: PlainDescriptor,
  { documents, tableName }: { readonly documents: DocumentClient; readonly tableName: string },
  options?: EventClientOptions,
): UntypedClient {
  return createTestClient(descriptor, documents, tableName, options);
}

/** The outcomes of an import, as JavaScript sees them. */
export interface UntypedOutcome {
  readonly status: "saved" | "not-written" | "unknown";
  readonly id: string;
  readonly event?: PlainEvent;
  readonly error?: DdbPatternError;
}

export async function importOf(
  client: UntypedClient,
  events: readonly unknown[],
  options: object = {},
): Promise<readonly UntypedOutcome[]> {
  const outcomes: unknown = await client.saveEvents(events, { atomic: false, ...options });
  return outcomes as UntypedOutcome[];
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The stream of that name. */
export function streamOf(client: UntypedClient, name: string, ids: unknown): UntypedStream {
  const pick = client.streams[name];
  if (pick === undefined) throw new Error(`There is no stream ${name}.`);
  return pick(ids);
}

/** No partition; an event of one copy, and one that is found by its type alone, too. */
export const NOTES: PlainDescriptor = {
  codegen: 1,
  name: "Notes",
  events: {
    NOTE_TAKEN: { ids: { note_id: "note_id" }, lookups: [["note_id"]] },
    NOTE_SHARED: {
      ids: { note_id: "note_id", user_id: "user_id" },
      optionalIds: ["user_id"],
      lookups: [[], ["note_id"], ["user_id"]],
    },
  },
  streams: { note: { name: "note", by: ["note_id"], events: ["NOTE_TAKEN", "NOTE_SHARED"] } },
};

const byAccount = { by: ["account_id"] };

/**
 * Consistent streams, and events of every kind in them: of one copy, of several, in two streams, with a
 * copy under the event's id (of a lookup, or of a materialized stream) and without.
 */
export const BANK: PlainDescriptor = {
  codegen: 1,
  name: "Bank",
  events: {
    OPENED: { ids: { account_id: "account_id" }, lookups: [] },
    MOVED: { ids: { account_id: "account_id" }, lookups: [] },
    SENT: { ids: { from_id: "account_id", to_id: "account_id" }, lookups: [] },
    BOOKED: { ids: { account_id: "account_id", branch_id: "branch_id" }, lookups: [] },
    NAMED: { ids: { account_id: "account_id" }, lookups: [["account_id"]] },
    AUDITED: { ids: { account_id: "account_id" }, lookups: [] },
    LOGGED: { ids: { account_id: "account_id" }, lookups: [] },
  },
  streams: {
    account: {
      ...byAccount,
      name: "account",
      consistent: true,
      events: ["OPENED", "MOVED", "SENT", "BOOKED", "NAMED", "AUDITED"],
    },
    branch: { name: "branch", by: ["branch_id"], consistent: true, events: ["BOOKED"] },
    log: { ...byAccount, name: "log", materialized: true, events: ["AUDITED", "LOGGED"] },
    names: { ...byAccount, name: "names", events: ["NAMED"] },
  },
};

export function moved(account_id: string, more: object = {}) {
  return { type: "MOVED", data: { account_id, ...more } };
}

/** An event of two copies, about a product of its own by default. */
export function priceLowered(
  data: { store_id?: string; product_id?: string; price?: number } = {},
) {
  return {
    type: StoreEventTypes.PRICE_LOWERED as const,
    data: { store_id: newEventId(), product_id: newEventId(), price: 100, ...data },
  };
}

/** An event of two copies, or of three with an alert. */
export function priceRaised(
  data: { store_id?: string; product_id?: string; alert_id?: string; price?: number } = {},
) {
  return {
    type: StoreEventTypes.PRICE_RAISED as const,
    data: { store_id: newEventId(), product_id: newEventId(), price: 120, ...data },
  };
}

/** The array or object and all that is in it, frozen. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
