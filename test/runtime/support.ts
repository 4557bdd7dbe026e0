import { inject } from "vitest";
import { type Connection, connect, newTable } from "../engines/connect.js";
import { type RecordedOperation, recordOperations } from "../engines/recorder.js";

/** A new table on the run's engine, with a record of every operation from here on. */
export interface TestTable extends Connection {
  readonly tableName: string;
  readonly operations: RecordedOperation[];
}

export async function testTable(): Promise<TestTable> {
  const connection = connect(inject("endpoint"));
  const tableName = await newTable(connection);
  return { ...connection, tableName, operations: recordOperations(connection.documents) };
}
