import type { EventClientOptions } from "ddb-pattern-runtime";
import type { DocumentClient } from "ddb-pattern-runtime/codegen/v1";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { inject } from "vitest";
import type { PlainDescriptor } from "../../runtime/src/descriptor.js";
import { connect, newTable } from "../engines/connect.js";
import { type BankClient, bankClient } from "./bank.js";

/** One call of a table, as both kinds of table make it. */
export interface Call {
  readonly kind: "query" | "write";
  /** Calls under way when this one was made, itself included. */
  readonly underWay: number;
  /** The partition that was asked for. */
  readonly pk?: string | undefined;
  /** The items of the answer. */
  fetched: number;
}

/** A new table, and a record of the calls that its clients make. */
export interface OpenTable {
  /** What a client is made over. */
  readonly table: DocumentClient;
  readonly tableName: string;
  readonly calls: readonly Call[];
  client(options?: EventClientOptions, descriptor?: PlainDescriptor): BankClient;
}

/** How a kind of table is opened. */
export type Open = () => Promise<OpenTable>;

/** The calls made while `work` went on, whatever became of it. */
export async function callsOf({ calls }: OpenTable, work: () => unknown): Promise<readonly Call[]> {
  const before = calls.length;
  await Promise.resolve()
    .then(work)
    .catch(() => {});
  return calls.slice(before);
}

export const openMemoryTable: Open = async () => {
  const { calls, record } = recorder();
  class RecordedTable extends MemoryTable {
    override write(...args: Parameters<MemoryTable["write"]>) {
      return record("write", undefined, () => super.write(...args));
    }
    override queryPage(...args: Parameters<MemoryTable["queryPage"]>) {
      return record("query", args[0].pk, async (call) => {
        const page = await super.queryPage(...args);
        call.fetched = page.items.length;
        return page;
      });
    }
  }
  return openTable(new RecordedTable(), "events", calls);
};

export const openDynamoDBTable: Open = async () => {
  const { calls, record } = recorder();
  const connection = connect(inject("endpoint"));
  const tableName = await newTable(connection);
  connection.documents.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        if (commandName !== "QueryCommand") return record("write", undefined, () => next(args));
        const { ExpressionAttributeValues } = args.input as QueryInput;
        return record("query", ExpressionAttributeValues[":pk"], async (call) => {
          const result = await next(args);
          call.fetched = (result.output as { Items?: unknown[] }).Items?.length ?? 0;
          return result;
        });
      },
    { step: "initialize", priority: "high" },
  );
  return openTable(connection.documents, tableName, calls);
};

function openTable(table: DocumentClient, tableName: string, calls: readonly Call[]): OpenTable {
  const client: OpenTable["client"] = (...options) => bankClient(table, tableName, ...options);
  return { table, tableName, calls, client };
}

interface QueryInput {
  readonly ExpressionAttributeValues: Readonly<Record<string, string>>;
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
