import { PutCommand, paginateScan } from "@aws-sdk/lib-dynamodb";
import type { EventClientOptions } from "ddb-pattern-runtime";
import type { DocumentClient } from "ddb-pattern-runtime/codegen/v1";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { inject } from "vitest";
import type { EventTable, TableItem, TableProvider } from "../../runtime/src/storage/table.js";
import type { PlainDescriptor } from "../client/descriptors.js";
import { type Connection, connect, newTable } from "../engines/connect.js";
import { type BankClient, bankClient } from "./bank.js";

/** A recorded call of a table, of either kind. */
export interface Call {
  readonly kind: "query" | "write";
  /** The number of concurrent calls when this one was made, including itself. */
  readonly underWay: number;
  /** The partition that was queried. */
  readonly pk?: string | undefined;
  /** The number of items in the answer. */
  fetched: number;
}

/** A new table that records the calls of its clients. */
export interface OpenTable {
  /** The first argument of a client's factory. */
  readonly table: DocumentClient;
  readonly tableName: string;
  readonly calls: readonly Call[];
  client(options?: EventClientOptions, descriptor?: PlainDescriptor): BankClient;
  /** Another table of the same SDK client or provider. */
  another(): Promise<OpenTable>;
  /** All stored items, ordered by key. Not recorded. */
  items(): Promise<readonly TableItem[]>;
  /** Stores an item as another program would: without checks. Not recorded. */
  put(item: Record<string, unknown>): Promise<void>;
}

/** Opens a table of one kind. */
export type Open = () => Promise<OpenTable>;

/** The calls made during `work`, even if it fails. */
export async function callsOf({ calls }: OpenTable, work: () => unknown): Promise<readonly Call[]> {
  const before = calls.length;
  await Promise.resolve()
    .then(work)
    .catch((error: unknown) => {
      // A failed expectation inside the work must fail the test.
      if (error instanceof Error && error.name === "AssertionError") throw error;
    });
  return calls.slice(before);
}

export const openMemoryTable: Open = () => openMemoryTableOf(new MemoryTable());

/** A table in memory that records calls. */
export async function openMemoryTableOf(memory: MemoryTable, tableName = "events") {
  const { calls, record } = recorder();
  const recorded = (table: EventTable): EventTable => ({
    limits: table.limits,
    write: (...args) => record("write", undefined, () => table.write(...args)),
    queryPage: (...args) =>
      record("query", args[0].pk, async (call) => {
        const page = await table.queryPage(...args);
        call.fetched = page.items.length;
        return page;
      }),
  });
  const table: TableProvider = { openTable: (name) => recorded(memory.openTable(name)) };
  let others = 0;
  const another = () => openMemoryTableOf(memory, `${tableName}-${++others}`);
  const items = async () => memory.items(tableName);
  const put = async (item: Record<string, unknown>) => {
    const stored = item as unknown as TableItem;
    await memory.openTable(tableName).write([{ kind: "insert", item: stored }], {});
  };
  return openTable({ table, tableName, calls, another, items, put });
}

export const openDynamoDBTable: Open = async () => {
  const { calls, record } = recorder();
  const connection = connect(inject("endpoint"));
  connection.documents.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        if (commandName !== "QueryCommand") return record("write", undefined, () => next(args));
        const { ExpressionAttributeValues } = args.input as QueryInput;
        return record("query", ExpressionAttributeValues[":pk"]?.S, async (call) => {
          const result = await next(args);
          call.fetched = (result.output as { Items?: unknown[] }).Items?.length ?? 0;
          return result;
        });
      },
    { step: "initialize", priority: "high" },
  );
  // Not recorded, because it is another client.
  const apart = connect(inject("endpoint"));
  return openDynamoDBTableOf(connection.documents, apart, calls);
};

async function openDynamoDBTableOf(
  table: DocumentClient,
  apart: Connection,
  calls: readonly Call[],
): Promise<OpenTable> {
  const tableName = await newTable(apart);
  const another = () => openDynamoDBTableOf(table, apart, calls);
  const items = () => itemsOn(apart, tableName);
  const put = async (item: Record<string, unknown>) => {
    const Item = JSON.parse(JSON.stringify(item));
    await apart.documents.send(new PutCommand({ TableName: tableName, Item }));
  };
  return openTable({ table, tableName, calls, another, items, put });
}

function openTable(opened: Omit<OpenTable, "client">): OpenTable {
  const { table, tableName } = opened;
  return { ...opened, client: (...options) => bankClient(table, tableName, ...options) };
}

/** All items of a table on the engine, ordered by key. */
export async function itemsOn(
  { documents }: Connection,
  TableName: string,
): Promise<readonly TableItem[]> {
  const items: TableItem[] = [];
  const pages = paginateScan({ client: documents }, { TableName, ConsistentRead: true });
  for await (const { Items = [] } of pages) items.push(...(Items as TableItem[]));
  return byKey(items);
}

/** Sorts items by the UTF-8 bytes of their keys. */
export function byKey(items: readonly TableItem[]): TableItem[] {
  const bytes = ({ pk, sk }: TableItem) => Buffer.from(`${pk}\0${sk}`);
  return items.toSorted((a, b) => Buffer.compare(bytes(a), bytes(b)));
}

interface QueryInput {
  readonly ExpressionAttributeValues: Readonly<Record<string, { readonly S?: string }>>;
}

function recorder() {
  const calls: Call[] = [];
  let underWay = 0;
  async function record<Result>(
    kind: Call["kind"],
    pk: string | undefined,
    run: (call: Call) => Promise<Result>,
  ): Promise<Result> {
    const call: Call = { kind, pk, underWay: ++underWay, fetched: 0 };
    calls.push(call);
    try {
      return await run(call);
    } finally {
      underWay--;
    }
  }
  return { calls, record };
}
