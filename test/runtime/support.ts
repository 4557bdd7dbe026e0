import type { DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { DdbPatternError, type EventBase, type EventStream, newEventId } from "ddb-pattern-runtime";
import { createEventClient, type EventClientOptions } from "ddb-pattern-runtime/codegen/v1";
import { expect, inject } from "vitest";
import type { PlainDescriptor } from "../../runtime/src/descriptor.js";
import {
  createStoreEventClient,
  type StoreEventClient,
  StoreEventTypes,
} from "../../schemas-example/store/events.generated.js";
import { type Connection, connect, newTable } from "../engines/connect.js";
import { type FaultProxy, startProxy } from "../engines/proxy.js";
import { type RecordedOperation, recordOperations } from "../engines/recorder.js";

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
  saveEvent(event: unknown, options?: unknown): Promise<EventBase>;
  saveEvents(events: unknown, options?: unknown): Promise<EventBase[]>;
  getLatestEvent(question: unknown): Promise<EventBase | undefined>;
  getLatestEvents(question: unknown): Promise<EventBase[]>;
  getEventStream(question: unknown): Promise<EventBase[]>;
  readonly streams: Readonly<Record<string, (ids?: unknown) => EventStream<EventBase>>>;
}

export function untyped(client: object): UntypedClient {
  return client as UntypedClient;
}

/** The client of a schema that no example has. */
export function clientOf(
  descriptor: PlainDescriptor,
  { documents, tableName }: TestTable,
  options?: EventClientOptions,
): UntypedClient {
  return untyped(createEventClient(descriptor as never, documents, tableName, options));
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

/** An event of two copies, about a product of its own unless told otherwise. */
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
