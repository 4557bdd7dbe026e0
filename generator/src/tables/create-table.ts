import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type TableName, withClient } from "./connect.js";
import type { Packages } from "./runtime.js";
import { TableProblem } from "./table-problem.js";

export interface CreateRequest extends TableName {
  readonly hasStream: boolean;
}

/**
 * Creates a table of events, unless it exists. A table of AWS is protected from deletion, and backed up continuously; one of
 * a local engine is not. An existing table keeps what it has besides.
 *
 * @throws TableProblem if an existing table has other keys or lacks the stream, or if the SDK fails.
 */
export async function createTable(
  { table, endpoint, hasStream }: CreateRequest,
  schema: string,
  cwd: string,
): Promise<void> {
  await withClient({ table, endpoint }, schema, cwd, async (client, packages) => {
    try {
      await packages.runtime.createEventTable(client, table, { stream: hasStream });
      if (endpoint === undefined) await protectTable(client, table, packages);
    } catch (error) {
      throw new TableProblem(reasonOf(error, table));
    }
  });
}

async function protectTable(client: DynamoDBClient, TableName: string, { sdk }: Packages) {
  const { Table } = await client.send(new sdk.DescribeTableCommand({ TableName }));
  if (Table?.DeletionProtectionEnabled !== true) {
    await client.send(new sdk.UpdateTableCommand({ TableName, DeletionProtectionEnabled: true }));
  }
  await client.send(
    new sdk.UpdateContinuousBackupsCommand({
      TableName,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    }),
  );
}

function reasonOf(error: unknown, table: string): string {
  const { name, message } = error as Error;
  const words = message === "" ? name : message;
  const sentence = /[.!?]$/.test(words) ? words : `${words}.`;
  return sentence.includes(table) ? sentence : `Table "${table}" cannot be created: ${sentence}`;
}
