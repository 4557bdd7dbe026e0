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
      throw problemOfCreation(error, { table, endpoint });
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

function problemOfCreation(error: unknown, { table, endpoint }: TableName): TableProblem {
  const { name, message } = error as Error;
  const words = message === "" ? name : message;
  const sentence = /[.!?]$/.test(words) ? words : `${words}.`;
  // The runtime names the table where that is wrong, and says what to do.
  if (sentence.includes(table)) return new TableProblem(sentence);
  const help =
    endpoint === undefined
      ? "Set the Region and the credentials, as in AWS_REGION and AWS_PROFILE; or name a local engine with --endpoint."
      : "Start the local engine, or correct --endpoint.";
  return new TableProblem(`Table "${table}" cannot be created: ${sentence}`, help);
}
