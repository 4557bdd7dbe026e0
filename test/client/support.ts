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
import { failureOf as errorOf } from "../tables/failure.js";
import { createTestClient, type PlainDescriptor } from "./descriptors.js";

/** Creates a table on the run's engine that records every operation. */
export interface TestTable extends Connection {
  readonly tableName: string;
  readonly operations: RecordedOperation[];
}

/** Creates an empty table. */
export async function testTable(): Promise<TestTable> {
  const connection = connect(inject("endpoint"));
  const tableName = await newTable(connection);
  return { ...connection, tableName, operations: recordOperations(connection.documents) };
}

/** Opens a separate connection to a table, through a proxy that injects faults. */
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

/** The operations that a call makes, even if it fails. */
export async function operationsOf(
  { operations }: TestTable,
  call: () => Promise<unknown>,
): Promise<readonly RecordedOperation[]> {
  const before = operations.length;
  await call().catch((error: Error) => {
    // A failed expectation inside the call must fail the test.
    if (error.name === "AssertionError") throw error;
  });
  return operations.slice(before);
}

/** The stored items under a partition key, read by a separate connection that records nothing. */
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

/** The cost of a call: each of its operations, with its HTTP requests and its units. */
export async function costOf(table: TestTable, call: () => Promise<unknown>) {
  const operations = await operationsOf(table, call);
  return operations.map(({ name, requests, units }) => ({ name, requests, units }));
}

/** Deletes an item, as an operator could do by hand; the runtime never does. */
export async function removeItem(
  { tableName }: TestTable,
  key: { readonly pk: string; readonly sk: string },
): Promise<void> {
  const { documents, client } = connect(inject("endpoint"));
  await documents.send(new DeleteCommand({ TableName: tableName, Key: key }));
  client.destroy();
}

/** A table of either kind, without a record of operations. */
export interface AnyTable {
  readonly documents: DocumentClient;
  readonly tableName: string;
  /** All stored items, ordered by key. */
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

/** Both kinds of table, for tests that must pass on both: `describe.each(TABLES)`. */
export const TABLES: readonly (readonly [kind: string, open: () => Promise<AnyTable>])[] = [
  ["the engine", openEngineTable],
  ["a table in memory", openMemoryTable],
];

/** A value that must never appear in a message. */
export const SECRET = "a-payload-that-must-stay-secret";

/** {@link SECRET} as a valid id. */
export const SECRET_ID = "01JA8B7K770W4XABTR20SSW99B";

/** The error of a call, which must have this class and must not contain the payload. */
export async function failureOf<Failure extends Error>(
  call: Promise<unknown>,
  kind: new (...args: never[]) => Failure,
): Promise<Failure> {
  const error = await errorOf(call, kind);
  for (const secret of [SECRET, SECRET_ID]) expect(error.message).not.toContain(secret);
  if (error instanceof DdbPatternError) expect(error.code).toMatch(/^[a-z-]+$/);
  return error;
}

/** A client without types, as JavaScript callers use it. */
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

/** A stream of any kind of such a client. */
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

/** Creates the client of a schema of the tests. */
export function clientOf(
  descriptor: PlainDescriptor,
  { documents, tableName }: { readonly documents: DocumentClient; readonly tableName: string },
  options?: EventClientOptions,
): UntypedClient {
  return createTestClient(descriptor, documents, tableName, options);
}

/** The outcomes of an import, without types. */
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

export { collect } from "../tables/bank.js";

/** The stream with this name. */
export function streamOf(client: UntypedClient, name: string, ids: unknown): UntypedStream {
  const pick = client.streams[name];
  if (pick === undefined) throw new Error(`There is no stream ${name}.`);
  return pick(ids);
}

/**
 * A schema without a partition: an event with one copy, and an event with a lookup by type alone.
 */
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
 * A schema with consistent streams, and events of every kind: with one copy, with several, in two
 * streams, with and without a copy sorted by event id (of a lookup or of a materialized stream).
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

/** An event with two copies, by default about a new product. */
export function priceLowered(
  data: { store_id?: string; product_id?: string; price?: number } = {},
) {
  return {
    type: StoreEventTypes.PRICE_LOWERED as const,
    data: { store_id: newEventId(), product_id: newEventId(), price: 100, ...data },
  };
}

/** An event with two copies, or with three if it has an alert. */
export function priceRaised(
  data: { store_id?: string; product_id?: string; alert_id?: string; price?: number } = {},
) {
  return {
    type: StoreEventTypes.PRICE_RAISED as const,
    data: { store_id: newEventId(), product_id: newEventId(), price: 120, ...data },
  };
}

/** Freezes an array or object deeply. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
