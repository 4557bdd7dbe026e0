import { withPackages } from "../../tables/connect.js";
import { TableProblem } from "../../tables/table-problem.js";
import { expandFiles } from "../../workspace/expand-files.js";
import { settingsOf } from "../apply-config.js";
import type { DevRequest } from "./run.js";

const DEFAULT_TABLE = "events";

/** The names of the tables, each once. */
export async function tablesOf(
  { files, config, table }: Pick<DevRequest, "files" | "config" | "table">,
  cwd: string,
): Promise<string[]> {
  if (table !== undefined) return [table];
  const schemas = await expandFiles(files, cwd);
  const names = schemas.map((file) => settingsOf(config, file, cwd).table ?? DEFAULT_TABLE);
  return [...new Set(names)];
}

/**
 * Creates tables on a local engine, unless they exist. `isOwn`: the engine was started by this command.
 *
 * @throws TableProblem
 */
export async function createTables(
  names: readonly string[],
  schema: string,
  endpoint: string,
  isOwn: boolean,
  cwd: string,
): Promise<void> {
  await withPackages(schema, cwd, async ({ runtime, sdk }) => {
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    const client = new sdk.DynamoDBClient({ endpoint, region: "local", credentials });
    try {
      for (const name of names) {
        // Consumers follow the change stream. A table of another engine may have been created without one.
        await runtime.createEventTable(client, name, isOwn ? { stream: true } : {});
      }
    } catch (error) {
      const { name, message } = error as Error;
      throw new TableProblem(`The tables cannot be created at ${endpoint}: ${name}: ${message}`);
    } finally {
      client.destroy();
    }
  });
}
