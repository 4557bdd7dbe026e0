import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { inject } from "vitest";
import { type Connection, connect, newTable } from "../engines/connect.js";

/** An empty table on the run's engine, with the connection to it. */
export interface AnyTable extends Connection {
  readonly tableName: string;
  /** All stored items, sorted by partition key. */
  items(): Promise<readonly Record<string, unknown>[]>;
}

export async function openTable(): Promise<AnyTable> {
  const connection = connect(inject("endpoint"));
  const tableName = await newTable(connection);
  return {
    ...connection,
    tableName,
    async items() {
      const items: Record<string, unknown>[] = [];
      const request = { TableName: tableName, ConsistentRead: true };
      for await (const { Items = [] } of paginateScan({ client: connection.documents }, request)) {
        items.push(...Items);
      }
      return items.sort((a, b) => (String(a.pk) < String(b.pk) ? -1 : 1));
    },
  };
}
